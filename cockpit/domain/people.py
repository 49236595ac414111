"""The people at the centre who sign in, and the actor in whose name a command is decided."""

from __future__ import annotations

from typing import Literal

import msgspec

PersonRole = Literal["commander", "operator", "zone_chief", "viewer"]
ActorKind = Literal["person", "unit", "source", "hub"]


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody with an account at the hub. ``login`` is what is typed; ``zone`` is set for a zone chief."""

    id: str
    login: str
    name: str
    role: PersonRole
    department: str = ""
    zone: str | None = None


class Actor(msgspec.Struct, frozen=True):
    """Who asks: a person, a unit's terminal, a source, or the hub itself (for what falls due)."""

    kind: ActorKind
    id: str


HUB = Actor("hub", "hub")
