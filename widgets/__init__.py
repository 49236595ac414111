"""How one thing looks: a panel a file; a situation comes in, commands go out."""
