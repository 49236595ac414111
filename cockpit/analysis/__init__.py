"""Indices over plain data: numpy and pandas, no I/O."""
