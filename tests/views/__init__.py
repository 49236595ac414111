"""Views, tested without a screen."""
