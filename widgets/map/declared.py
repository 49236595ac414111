"""The layers that pydeck declares: all that lies still. Their rows are fetched by the page from our own scheme.

Only the declaration is made here (a millisecond); ``Deck.to_json`` over the rows themselves would block the window.
"""

from __future__ import annotations

import msgspec
import pydeck as pdk
from pydeck.types import String

from cockpit.domain.circles import TIERS, Tier
from cockpit.views.map_camera import FARTHEST_ZOOM, NEAREST_ZOOM, STEEPEST_DEG, Camera
from cockpit.views.map_ground import Ground
from widgets import theme
from widgets.map import tokens
from widgets.map.chromium import ORIGIN

FONT = "Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
LABEL_PX: dict[Tier, int] = {"core": 15, "zone": 15, "station": 13, "squad": 12, "grid": 11}


def deck_json(ground: Ground, camera: Camera, page: int) -> bytes:
    """The deck as pydeck writes it: the land, what flows through it, borders and names.

    Args:
        ground: only its labels are written into the deck: a text layer that starts without a letter has no atlas.
        camera: where it looks from at first.
        page: number of this opening of the page, so that no old rows are taken for new ones.
    """

    def rows(name: str) -> str:
        return f"{ORIGIN}/rows/{name}.json?page={page}"

    layers = [
        pdk.Layer("PolygonLayer", rows("core"), id="land", get_polygon="polygon", get_fill_color=list(tokens.land())),
        pdk.Layer(
            "PolygonLayer", rows("grid"), id="fill", get_polygon="polygon", get_fill_color=[0, 0, 0, 0], stroked=False
        ),
        pdk.Layer("PolygonLayer", rows("water"), id="water", get_polygon="-", get_fill_color=list(tokens.water())),
        _lines("rivers", rows("rivers"), tokens.water()),
        _lines("roads", rows("roads"), tokens.road()),
        *(_borders(tier, rows(tier)) for tier in reversed(TIERS)),
        *(_labels(tier, ground) for tier in ("grid", "squad", "station", "zone")),
    ]
    view = pdk.View("MapView", controller=True, repeat=False)
    state = pdk.ViewState(
        longitude=camera.lon,
        latitude=camera.lat,
        zoom=camera.zoom,
        pitch=camera.pitch,
        bearing=camera.bearing,
        min_zoom=FARTHEST_ZOOM,
        max_zoom=NEAREST_ZOOM,
        max_pitch=STEEPEST_DEG,
    )
    deck = pdk.Deck(layers=layers, views=[view], initial_view_state=state, map_provider=None, map_style=None)
    written: str = deck.to_json()
    return written.encode()


def _lines(name: str, rows: str, colour: tokens.Rgb) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        rows,
        id=name,
        get_path="path",
        get_width="width_m",
        get_color=list(colour),
        width_min_pixels=1,
        width_max_pixels=24,
        joint_rounded=True,
        cap_rounded=True,
    )


def _borders(tier: Tier, rows: str) -> pdk.Layer:
    return pdk.Layer(
        "PolygonLayer",
        rows,
        id=f"border-{tier}",
        get_polygon="polygon",
        filled=False,
        stroked=True,
        get_line_color=list(tokens.border(tier)),
        get_line_width=tokens.BORDERS[tier][1] * theme.scale(),
        line_width_units=String("pixels"),
        line_joint_rounded=True,
    )


def _labels(tier: Tier, ground: Ground) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        [{"text": row.text, "place": row.place} for row in ground.labels if row.tier == tier],
        id=f"label-{tier}",
        get_text="text",
        get_position="place",
        get_size=theme.px(LABEL_PX[tier]),
        get_color=list(tokens.rgb("text" if tier == "zone" else "second")),
        character_set=String("auto"),
        font_family=String(FONT),
        font_weight=500 if tier == "zone" else 400,
        font_settings={"sdf": True, "fontSize": 40, "buffer": 6, "radius": 10, "cutoff": 0.2, "smoothing": 0.15},
        outline_width=4,
        outline_color=[*tokens.rgb("window"), 230],
    )


def rows_json(ground: Ground, name: str) -> bytes | None:
    """The rows of one declared layer, or of the premises; None for a name that there is not."""
    if name in TIERS:
        return msgspec.json.encode([row for row in ground.areas if row.tier == name])
    rows = {"water": ground.water, "rivers": ground.rivers, "roads": ground.roads, "premises": ground.premises}
    return msgspec.json.encode(rows[name]) if name in rows else None
