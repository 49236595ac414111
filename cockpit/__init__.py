"""The cockpit: what is true in a town's command centre, without a screen."""

__version__ = "0.1.0"
