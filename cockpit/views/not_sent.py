"""What does not leave the desktop, and why: from the past, and from a locked screen."""

from __future__ import annotations

from cockpit.errors import Refused

ALSO_OF_THE_PAST = frozenset({"blob", "track", "town_map"})
"""Questions whose answers hold for a moment of the past as well."""


def read_only() -> Refused:
    """Why a command is not sent: whoever presses something wants the present, which may look quite different."""
    return Refused("past.read_only", "过去只能看：已回到现在，看清后再做一次")


def present_only() -> Refused:
    """Why a question is not asked: its answer would be the present's."""
    return Refused("past.present_only", "这一项没有过去：回到现在再看")


def locked() -> Refused:
    """Why a command is not sent that came by a way around keyboard and pointer: a tool for screen readers, say."""
    return Refused("desk.locked", "已锁屏，没有发出：解锁后再做一次")
