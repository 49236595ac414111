"""What a sample hub says openly about its own accounts, so that nobody has to type a password that everybody knows."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit

TIMEOUT_S = 3.0


def sample_password(url: str) -> str | None:
    """The one password of a sample town's people; None where the hub is no sample, or cannot be reached.

    Args:
        url: ``ws://HOST:PORT``. Only a hub on loopback can be a sample. Blocks for at most ``TIMEOUT_S``.
    """
    parts = urlsplit(url)
    if parts.scheme != "ws" or parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        return None
    try:
        with urllib.request.urlopen(f"http://{parts.netloc}/health", timeout=TIMEOUT_S) as answer:
            health = json.load(answer)
        return str(health["sample"]["password"])
    except (OSError, urllib.error.URLError, ValueError, KeyError, TypeError):
        return None
