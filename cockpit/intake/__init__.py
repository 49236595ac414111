"""Real input: incidents from CSV and JSON Lines files, GPS tracks, and what lays both onto one's own town."""
