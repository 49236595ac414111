"""What a map draws and what it says, the same for the web view and for the plain drawn map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cockpit.domain.indices import Band
from cockpit.domain.units import Department
from cockpit.views.deck import Looks, Roster
from cockpit.views.map_camera import Camera
from cockpit.views.map_ground import NOWHERE, Ground
from cockpit.views.map_marks import IncidentRow, Marks

Tool = Literal["", "box", "lasso"]
Part = Literal["ground", "places", "looks", "fills", "incidents", "marks", "shown", "camera", "tool", "hovered"]
ALL_PARTS: frozenset[Part] = frozenset(
    ("ground", "places", "looks", "fills", "incidents", "marks", "shown", "camera", "tool", "hovered")
)

LAYERS: tuple[str, ...] = (
    "fill",
    "border-zone",
    "border-station",
    "border-squad",
    "border-grid",
    "water",
    "roads",
    "labels",
    "premises",
    "units",
    "incidents",
)
"""What can be shown or hidden, in the order of the menu."""

SHOWN_AT_FIRST = frozenset(LAYERS) - {"premises"}


def _nobody() -> Looks:
    empty = np.zeros(0, np.uint8)
    return Looks(empty, empty, empty)


@dataclass
class Picture:
    """All that is on the map. The panel owns it; a surface reads it, and is told which parts have changed."""

    ground: Ground
    people: Roster
    departments: tuple[Department, ...]
    camera: Camera
    town_zoom: float
    places: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    drawn: Looks = field(default_factory=_nobody)
    fills: dict[str, Band] = field(default_factory=dict)
    incidents: tuple[IncidentRow, ...] = ()
    marks: Marks = field(default_factory=Marks)
    shown: frozenset[str] = SHOWN_AT_FIRST
    tool: Tool = ""
    hovered: str = ""


EMPTY = Picture(
    Ground((), (), (), (), (), (), NOWHERE, (NOWHERE[0], NOWHERE[1]), {}),
    Roster((), {}, (), (), np.zeros(0, np.uint8), np.zeros(0, np.uint8)),
    (),
    Camera(NOWHERE[0], NOWHERE[1]),
    12.0,
)
"""Before the first situation: an empty map."""


class Surface(QWidget):
    """Draws a picture, and says what the person does: a ``Looked``, ``Clicked``, ``Hovered`` or ``Drew`` message."""

    said = Signal(object)

    def show_parts(self, picture: Picture, parts: frozenset[Part]) -> None:
        """Draws the picture; only the named parts have changed since the last call."""
        raise NotImplementedError
