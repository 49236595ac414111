"""The force map: a page of our own in a web view, and a plain drawn map where that cannot work."""
