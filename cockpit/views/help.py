"""Calls for help as every monitor and the map show them: who, where, since when, who sees to it, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cockpit.domain.help_calls import HelpCall
from cockpit.domain.ladder import name_of
from cockpit.domain.people import Person
from cockpit.domain.places import LonLat
from cockpit.views.incidents import circle_words
from cockpit.views.situation import Situation
from cockpit.views.target_words import department_name
from cockpit.views.times import long_span_text
from cockpit.views.words import Language

HelpState = Literal["open", "taken", "cancelled", "ended"]
"""Nobody sees to it; somebody does; its caller has taken it back; somebody at the centre has said how it ended."""
ENDED_SHOWN_S = 120.0
"""Seconds for which one that is over goes on being said: a line that only vanished would leave a question."""


@dataclass(frozen=True)
class HelpLine:
    """One call. ``since_s`` counts from the call, ``ended_s`` from its end; ``place`` is the latest that is known."""

    id: str
    unit: str
    state: HelpState
    who: str
    where: str
    place: LonLat | None
    since_s: float
    by: str = ""
    note: str = ""

    def words(self, language: Language) -> str:
        """The line as it is read."""
        span, zh = long_span_text(self.since_s, language), language == "zh"
        match self.state:
            case "open":
                tail = f"{span}前求助，无人接办" if zh else f"called {span} ago, nobody sees to it"
            case "taken":
                tail = f"{span}前求助，{self.by} 已接办" if zh else f"called {span} ago, {self.by} sees to it"
            case "cancelled":
                tail = f"本人已取消，求助持续 {span}" if zh else f"took the call back after {span}"
            case "ended":
                tail = f"{self.by} 结束：{self.note}" if zh else f"ended by {self.by}: {self.note}"
        return " · ".join(part for part in (self.who, self.where, tail) if part)


def help_lines(situation: Situation, language: Language) -> list[HelpLine]:
    """Calls that are open, those nobody sees to first and the longest first of them; then those just over."""
    found = []
    for call in situation.world.help_calls.values():
        ended_s = (situation.now - call.ended_at).total_seconds() if call.ended_at is not None else 0.0
        if call.open or ended_s < ENDED_SHOWN_S:
            found.append(_line(situation, call, language))
    ranks: tuple[HelpState, ...] = ("open", "taken", "ended", "cancelled")
    found.sort(key=lambda line: (ranks.index(line.state), -line.since_s))
    return found


def place_of(situation: Situation, call: HelpCall) -> LonLat | None:
    """Where the caller is: the latest position, else the place that came with the call."""
    fix = situation.live.fixes.get(call.unit)
    return fix.place if fix is not None else call.place


def may_help(me: Person | None) -> bool:
    """Whether the person may see to calls for help, by the hub's own rule."""
    return me is not None and me.role != "viewer"


def _line(situation: Situation, call: HelpCall, language: Language) -> HelpLine:
    world, unit = situation.world, situation.world.units.get(call.unit)
    place = place_of(situation, call)
    where = [circle_words(world, unit.circle)] if unit is not None else []
    where.append(f"{place[0]:.4f}, {place[1]:.4f}" if place else ("位置不明" if language == "zh" else "place unknown"))
    who = name_of(world, call.unit)
    if unit is not None:
        who = f"{department_name(world, unit.department, language)} {who}"
    return HelpLine(
        id=call.id,
        unit=call.unit,
        state=_state(call),
        who=who,
        where=" · ".join(where),
        place=place,
        since_s=((call.ended_at or situation.now) - call.at).total_seconds(),
        by=name_of(world, call.ended_by or call.acknowledged_by),
        note=call.note,
    )


def _state(call: HelpCall) -> HelpState:
    if call.open:
        return "open" if call.acknowledged_at is None else "taken"
    return "cancelled" if call.ended_by == call.unit else "ended"
