"""Drills: scenarios, the exercise that plays one on a virtual clock, and the score that a journal gets."""
