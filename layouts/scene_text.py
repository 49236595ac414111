"""A scene as the text of a scene file: what ``scene_file`` reads back as the same scene."""

from __future__ import annotations

import json
from collections.abc import Sequence

from layouts.scene import Column, Scene, Seat


def scene_text(scene: Scene) -> str:
    """TOML, as the files that ship are written."""
    lines = [
        "# What the keys mean: docs/screens.md.",
        "",
        f"scene = {_text(scene.name)}",
        f"key = {_text(scene.key)}",
        f"zh = {_text(scene.zh)}",
        f"en = {_text(scene.en)}",
        f"priority = {_names(scene.priority)}",
    ]
    for seats in scene.sets:
        for seat in seats.seats:
            lines += ["", "[[monitor]]", f"set = {seats.size}", *_seat(seat)]
    return "\n".join(lines) + "\n"


def _seat(seat: Seat) -> list[str]:
    lines = [
        f"seat = {_text(seat.name)}",
        f"at = [{seat.at[0]}, {seat.at[1]}]",
        f"viewing_distance_m = {_number(seat.viewing_distance_m)}",
    ]
    if seat.height_m is not None:
        lines.append(f"height_m = {_number(seat.height_m)}")
    if seat.gives_to:
        lines.append(f"gives_to = {_names(seat.gives_to)}")
    if seat.monitor:
        lines.append(f"monitor = {_text(seat.monitor)}")
    return [*lines, "grid = [", *(f"  {_column(column)}," for column in seat.grid.columns), "]"]


def _column(column: Column) -> str:
    rows = [" + ".join(cell.panels) for cell in column.cells]
    shares = ", ".join(_number(cell.share) for cell in column.cells)
    return f"{{ share = {_number(column.share)}, rows = {_names(rows)}, shares = [{shares}] }}"


def _names(names: Sequence[str]) -> str:
    return "[" + ", ".join(map(_text, names)) + "]"


def _text(text: str) -> str:
    # A TOML basic string takes the escapes of JSON, but for DEL, which it wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _number(number: float) -> str:
    return f"{number:g}" if number == float(f"{number:g}") else repr(number)
