"""The picture in the form that the page takes: JSON, with the arrays of the units as base64."""

from __future__ import annotations

import base64
from typing import Any

import msgspec

from cockpit.views.map_marks import LADDER_MIN
from widgets import theme
from widgets.map import tokens
from widgets.map.declared import FONT
from widgets.map.surface import Part, Picture


def style_json(picture: Picture) -> bytes:
    """What the page has to know once: colours, shapes, sizes, who belongs to which department."""
    people = picture.people
    return msgspec.json.encode(
        {
            "origin": picture.ground.origin,
            "townZoom": picture.town_zoom,
            "shown": sorted(picture.shown),
            "scale": theme.scale(),
            "font": FONT,
            "palette": tokens.palette(picture.departments),
            "shapes": people.shapes,
            "departments": people.department.tolist(),
            "sizes": people.size.tolist(),
            "edge": tokens.rgb("window"),
            "text": tokens.rgb("text"),
            "action": tokens.rgb("action"),
            "alarm": tokens.rgb("red"),
            "severities": [tokens.rgb(name) for name in tokens.SEVERITY_TOKENS],
            "codes": {code: tokens.rgb(name) for code, name in tokens.CODE_TOKENS.items()},
            "minutes": LADDER_MIN,
        }
    )


def script(picture: Picture, parts: frozenset[Part]) -> str:
    """The call that brings the named parts of the picture to the page."""
    message: dict[str, Any] = {}
    if "places" in parts:
        message["places"] = base64.b64encode(picture.places.tobytes()).decode()
    if "looks" in parts:
        message["looks"] = base64.b64encode(picture.drawn.packed()).decode()
    if "fills" in parts:
        message["fills"] = {circle: (*tokens.fill(band), 255) for circle, band in picture.fills.items()}
    if "incidents" in parts:
        message["incidents"] = picture.incidents
    if "marks" in parts:
        message["marks"] = picture.marks
    if "shown" in parts:
        message["shown"] = sorted(picture.shown)
    if "camera" in parts:
        message["camera"] = picture.camera
        message["townZoom"] = picture.town_zoom
    if "tool" in parts:
        message["tool"] = picture.tool
    if "hovered" in parts:
        message["hovered"] = picture.hovered
    return f"cockpit.take({msgspec.json.encode(message).decode()})"
