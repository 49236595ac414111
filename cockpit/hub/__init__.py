"""The server that decides, journals and publishes."""
