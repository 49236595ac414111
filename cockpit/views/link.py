"""The link to the hub, the picture's age and the terminals, as the top line of every screen says them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cockpit.domain.live import LinkPhase, reachable
from cockpit.views.situation import Situation

SILENT_AFTER_S = 3.0
"""Seconds without a word from the hub after which a live picture counts as old: the hub speaks every second."""

CLOCK_OFF_S = 60.0
"""A hub whose clock differs by less from its machine's is not worth a word."""

LinkMood = Literal["good", "working", "bad"]


@dataclass(frozen=True)
class LinkLine:
    """What the top line shows.

    Attributes:
        mood: ``good`` (live), ``working`` (on the way there), ``bad`` (the picture is old, or there is none).
        silent: whether the phase is live and yet nothing was heard for ``SILENT_AFTER_S``.
        age_s: seconds since the hub was heard, None before the first time.
        out: terminals out of contact or never heard.
        clock_off_s: seconds that the hub's clock is ahead of its machine's (behind it, below 0); 0 where they agree.
    """

    phase: LinkPhase
    mood: LinkMood
    silent: bool
    age_s: float | None
    message: str
    unsent: int
    terminals: int
    in_contact: int
    out: int
    clock_off_s: float = 0.0


def picture_age_s(situation: Situation) -> float | None:
    """Seconds since the hub was heard, None before the first time."""
    heard_at = situation.link.heard_at
    return None if heard_at is None else max(0.0, (situation.now - heard_at).total_seconds())


def old_picture_s(situation: Situation) -> float | None:
    """The age of a picture that has to be marked as old, None for one that is live or that was never there."""
    age_s = picture_age_s(situation)
    if age_s is None or (situation.link.phase == "live" and age_s < SILENT_AFTER_S):
        return None
    return age_s


def count_contact(situation: Situation) -> tuple[int, int]:
    """Terminals on duty, and those of them that can be reached."""
    world, live = situation.world, situation.live
    now, limits = situation.now.timestamp(), world.settings.contact
    on_duty = [unit for unit in world.units if unit not in world.off_duty]
    return len(on_duty), sum(1 for unit in on_duty if reachable(live.contact(unit, now, limits)))


def link_line(situation: Situation) -> LinkLine:
    """The top line at ``situation.now``."""
    link = situation.link
    age_s = picture_age_s(situation)
    silent = link.phase == "live" and old_picture_s(situation) is not None
    mood: LinkMood = "working"
    if silent or link.phase in ("down", "refused"):
        mood = "bad"
    elif link.phase == "live":
        mood = "good"
    terminals, in_contact = count_contact(situation)
    off_s = -link.clock_off_s if abs(link.clock_off_s) > CLOCK_OFF_S else 0.0
    out = terminals - in_contact
    return LinkLine(link.phase, mood, silent, age_s, link.message, link.unsent, terminals, in_contact, out, off_s)
