"""What the map's page may say to the desktop. Anything else is refused: a page is never trusted with more."""

from __future__ import annotations

import math
from typing import Annotated, Literal

import msgspec

from cockpit.domain.places import LonLat, Ring
from cockpit.errors import WireError
from cockpit.views.map_camera import Camera

LIMIT_BYTES = 64 * 1024
RING_LIMIT = 256

Index = Annotated[int, msgspec.Meta(ge=-1, le=1_000_000)]
Text = Annotated[str, msgspec.Meta(max_length=500)]


class Ready(msgspec.Struct, frozen=True, tag="ready", tag_field="kind", forbid_unknown_fields=True):
    """The page draws; ``renderer`` names what WebGL runs on."""

    page: int
    renderer: Text


class Failed(msgspec.Struct, frozen=True, tag="failed", tag_field="kind", forbid_unknown_fields=True):
    """The page cannot draw: no WebGL, its context was lost, or a script failed."""

    page: int
    reason: Text


class Looked(msgspec.Struct, frozen=True, tag="looked", tag_field="kind", forbid_unknown_fields=True):
    """The camera moved; ``dragged`` when a person moved its centre."""

    page: int
    camera: Camera
    dragged: bool


class Clicked(msgspec.Struct, frozen=True, tag="clicked", tag_field="kind", forbid_unknown_fields=True):
    """A click: what lies under it (indexes, -1 for nothing), and where. ``add`` with Ctrl held."""

    page: int
    unit: Index
    incident: Index
    place: LonLat
    add: bool


class Hovered(msgspec.Struct, frozen=True, tag="hovered", tag_field="kind", forbid_unknown_fields=True):
    """The pointer rests on something; ``x`` and ``y`` in pixels of the view. ``inside`` is False once it has left."""

    page: int
    inside: bool
    unit: Index
    incident: Index
    place: LonLat
    x: float
    y: float


class Drew(msgspec.Struct, frozen=True, tag="drew", tag_field="kind", forbid_unknown_fields=True):
    """A box or a lasso was drawn."""

    page: int
    shape: Literal["box", "lasso"]
    ring: Annotated[Ring, msgspec.Meta(min_length=4, max_length=RING_LIMIT)]
    add: bool


PageMessage = Ready | Failed | Looked | Clicked | Hovered | Drew
_DECODER = msgspec.json.Decoder(PageMessage)


def decode(raw: bytes) -> PageMessage:
    """Reads one message of the page.

    Raises:
        WireError: too long, malformed, of an unknown kind, with unknown fields, or with numbers that are no place.
    """
    if len(raw) > LIMIT_BYTES:
        raise WireError("too_big", f"map page: {len(raw)} bytes")
    try:
        message: PageMessage = _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WireError("malformed", f"map page: {error}") from error
    if isinstance(message, Clicked | Hovered):
        _check((message.place,))
    elif isinstance(message, Drew):
        _check(message.ring)
    elif isinstance(message, Looked):
        _check(((message.camera.lon, message.camera.lat),))
    return message


def _check(places: tuple[LonLat, ...]) -> None:
    for lon, lat in places:
        if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
            raise WireError("malformed", f"map page: {lon}, {lat} is no place")
