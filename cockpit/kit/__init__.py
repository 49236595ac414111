"""Small parts without a domain: signals, supervised tasks, the clock."""
