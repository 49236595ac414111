"""What the legend says: departments with their counts; with an order open, its recipients' states instead."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cockpit.views.deck import TINTS, Tally
from cockpit.views.words import Language, word
from widgets import theme
from widgets.map.legend import Entry
from widgets.map.surface import Picture
from widgets.map.tokens import STATE_TOKENS


def entries(picture: Picture, counts: Tally, order_open: bool, language: Language) -> tuple[Entry, ...]:
    """The legend's entries, left to right."""
    found: list[Entry] = []
    if calls := len(picture.marks.help) + picture.marks.help_nowhere:
        found.append(Entry("sos", theme.token("red"), QCoreApplication.translate("Legend", "Calls for help"), calls))
    if picture.marks.help_nowhere:
        words = QCoreApplication.translate("Legend", "of them without a place")
        found.append(Entry("cross", theme.token("red"), words, picture.marks.help_nowhere))
    for department in picture.departments:
        count = counts.departments.get(department.id, 0)
        if count:
            named = department.name if language == "zh" else department.name_en
            colour = theme.token("second") if order_open else theme.department_colour(department.id).name()
            found.append(Entry(department.shape, colour, named, count))
    if order_open:
        for tint in TINTS[3:]:
            if counts.tints.get(tint):
                found.append(Entry("circle", theme.token(STATE_TOKENS[tint]), word(tint, language), counts.tints[tint]))
    else:
        busy = counts.tints.get("on_task", 0)
        found.append(
            Entry("circle", theme.token(STATE_TOKENS["on_task"]), QCoreApplication.translate("Legend", "On task"), busy)
        )
    found.append(
        Entry(
            "circle",
            theme.token("second"),
            QCoreApplication.translate("Legend", "Out of contact"),
            counts.out_of_contact,
            hollow=True,
        )
    )
    if counts.nowhere:
        found.append(
            Entry("cross", theme.token("unknown"), QCoreApplication.translate("Legend", "No position"), counts.nowhere)
        )
    if picture.marks.meant:
        found.append(
            Entry(
                "ring",
                theme.token("text"),
                QCoreApplication.translate("Legend", "Would receive"),
                len(picture.marks.meant),
            )
        )
    return tuple(found)
