"""World to what a screen shows: rows, series, decks. No Qt here, so it is tested without a screen."""
