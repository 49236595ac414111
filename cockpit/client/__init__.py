"""The cockpit's side of the link: connection, replica."""
