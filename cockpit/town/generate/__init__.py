"""Makes a sample town from a seed: ground, circles, people, units, premises, history. Names in it are invented."""
