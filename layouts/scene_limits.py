"""What a scene may have at most, and which keys may be its own: for those who read scenes and those who make them."""

from __future__ import annotations

MOST_COLUMNS, MOST_ROWS = 6, 6
MOST_NAME = 24
"""Characters of a scene's name."""

SCENE_KEY = r"F\d{1,2}|Ctrl\+F\d{1,2}"
OWN_KEYS = ("F5", "F6", "F7", *(f"Ctrl+F{number}" for number in range(1, 13)))
"""What a scene of one's own may have, in the order in which they are offered: all else is taken."""
