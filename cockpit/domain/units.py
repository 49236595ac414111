"""Departments and units: who can be sent."""

from __future__ import annotations

from typing import Literal

import msgspec

Shape = Literal["diamond", "triangle", "square", "pentagon", "circle", "hexagon", "cross"]
UnitRole = Literal["officer", "grid_leader", "grid_worker"]


class Department(msgspec.Struct, frozen=True):
    """A department of the town; told apart by its shape first and its hue second."""

    id: str
    name: str
    name_en: str
    shape: Shape


class Unit(msgspec.Struct, frozen=True):
    """One person, vehicle, drone or team that carries a terminal; ``circle`` is the lowest circle it belongs to."""

    id: str
    name: str
    department: str
    circle: str
    role: UnitRole
