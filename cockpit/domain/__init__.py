"""The nouns and rules of a command centre; standard library and msgspec only."""
