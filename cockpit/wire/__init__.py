"""The protocol cockpit.v1: messages, codec, and both sides of a session without I/O."""
