"""The sources that report incidents, and how long each may be silent."""

from __future__ import annotations

import msgspec


class Source(msgspec.Struct, frozen=True):
    """A source of incidents. Unheard (neither report nor heartbeat) for ``silent_after_s`` seconds, it is silent."""

    id: str
    name: str
    name_en: str
    silent_after_s: float = 120.0
