"""Where things stand and who talks to whom: the window, the wiring, the memory."""
