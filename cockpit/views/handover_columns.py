"""The columns of a handover's table."""

from __future__ import annotations

from cockpit.views.columns import Column, Tone
from cockpit.views.handover import ItemRow

_TONES: dict[str, Tone] = {"open": "text", "accepted": "third", "refused": "yellow", "gone": "third"}


def _tone(row: ItemRow) -> Tone:
    return "action" if row.item.asked else _TONES[row.item.mark]


def _quiet(row: ItemRow) -> Tone:
    return "third" if row.item.mark in ("accepted", "gone") else "second"


HANDOVER_COLUMNS: tuple[Column[ItemRow], ...] = (
    Column("mark", lambda row: row.mark, lambda row: row.mark, _tone, width=9),
    Column("kind", lambda row: row.kind, lambda row: row.kind, _quiet, width=9),
    Column("level", lambda row: row.level, lambda row: row.level, _quiet, width=5),
    Column("text", lambda row: row.text, lambda row: row.text, _tone, width=20, stretch=True),
    Column("since", lambda row: row.since, lambda row: row.since, _quiet, width=12, align="right", drop=1),
    Column("remarks", lambda row: str(row.remarks or ""), lambda row: row.remarks, _quiet, width=5, align="right"),
)
