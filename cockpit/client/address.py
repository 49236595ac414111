"""A hub's address as a person types it."""

from __future__ import annotations

from urllib.parse import urlsplit

from cockpit.errors import EnvironmentFailure


def check_address(url: str) -> None:
    """Passes for ``ws://HOST:PORT`` and ``wss://HOST[:PORT]``.

    Raises:
        EnvironmentFailure: it can be no hub's address; the message says what one looks like.
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("ws", "wss") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise EnvironmentFailure(
            f"中枢地址不对：{url!r}，应为 ws://主机:端口 (not a hub's address: it looks like ws://HOST:PORT)"
        )
