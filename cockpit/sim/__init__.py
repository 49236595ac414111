"""Simulated terminals and sources that behave as people do; clients like any other."""
