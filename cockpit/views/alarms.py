"""Alarms: what stands, and how far each is: new, acknowledged, or on the shelf. One book for all monitors' strips.

The terms are ISA 18.2's. What people did about a cause is the journal's (``cockpit.domain.alarms``); what concerns this
desktop alone (its own link, its own loudspeaker) is kept here and ends with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cockpit.domain.alarms import BY_DEED, COMMANDERS, AcknowledgeAlarms, AlarmMark, SeenAlarm, ShelveAlarm
from cockpit.views.duty import Duty
from cockpit.views.notices import OWN, Notice, notices, rank
from cockpit.views.situation import Situation

AlarmState = Literal["new", "acknowledged", "shelved"]
Happening = Literal["raised", "grown", "acknowledged", "shelved", "back", "gone"]
"""``back``: the time on the shelf was over; ``grown``: what had been acknowledged is no longer all of it."""
KEPT = 2000
"""Lines of the history."""


@dataclass(frozen=True)
class Alarm:
    """One cause that stands.

    Attributes:
        mark: what people did about it, None for nothing yet.
        waits: what this person did about it has not reached the hub.
    """

    notice: Notice
    state: AlarmState
    mark: AlarmMark | None = None
    waits: bool = False

    @property
    def id(self) -> str:
        """What a table tells it by."""
        return self.notice.key

    @property
    def rings(self) -> bool:
        """Whether it is to be heard."""
        return self.state == "new"


@dataclass(frozen=True)
class Happened:
    """One line of the history; ``by`` is a person's id, empty for what happened by itself."""

    id: str
    at: datetime
    what: Happening
    notice: Notice
    by: str = ""
    reason: str = ""
    until: datetime | None = None


class Acknowledged:
    """What was acknowledged of this desktop's own causes: it stays so until it grows, or has gone and come back."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def add(self, notice: Notice) -> None:
        """Takes a notice as seen."""
        self._seen[notice.key] = notice.count

    def covers(self, notice: Notice) -> bool:
        """Whether the notice was seen and has not grown since."""
        seen = self._seen.get(notice.key)
        return seen is not None and notice.count <= seen

    def forget_gone(self, keys: set[str]) -> None:
        """Drops what no longer stands, so that it is new when it comes again."""
        self._seen = {key: count for key, count in self._seen.items() if key in keys}


class AlarmBook:
    """All alarms at the last moment that was looked at, and what has happened to them since the desktop began.

    Attributes:
        own: what was acknowledged of this desktop's own causes.
    """

    def __init__(self) -> None:
        self.own = Acknowledged()
        self._extra: dict[str, Notice] = {}
        self._alarms: tuple[Alarm, ...] = ()
        self._by_key: dict[str, Alarm] = {}
        self._history: deque[Happened] = deque(maxlen=KEPT)
        self._numbers = 0
        self._looked_at: tuple[object, ...] = ()

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What stands, the gravest and longest first."""
        return self._alarms

    @property
    def history(self) -> Sequence[Happened]:
        """What has happened, the oldest first."""
        return self._history

    def tell(self, notice: Notice) -> None:
        """Adds a cause of this desktop's own that no situation shows; one with the same key is replaced."""
        self._extra[notice.key] = notice
        self._looked_at = ()

    def look(self, situation: Situation, on_duty: Duty) -> tuple[Alarm, ...]:
        """The alarms of a moment; asked for again for the same one it does no work."""
        asked = (id(situation), situation.world.seq, situation.now, situation.link, id(situation.figures), situation.me)
        if asked == self._looked_at:
            return self._alarms
        self._looked_at = asked
        found = sorted((*notices(situation, on_duty), *self._extra.values()), key=rank)
        self.own.forget_gone({notice.key for notice in found})
        sent = _unsent(situation)
        self._alarms = tuple(self._alarm(notice, situation, sent) for notice in found)
        self._note(situation.now)
        return self._alarms

    def acknowledge(self, notice: Notice) -> AcknowledgeAlarms | None:
        """Takes one of this desktop's own as seen, or says what to tell the hub; None where there is nothing to tell.

        The milder line that would take its place is seen along with it.
        """
        if notice.cause in OWN:
            self.own.add(notice)
            self._looked_at = ()
            return None
        lines = (notice, notice.milder) if notice.milder is not None else (notice,)
        seen = [SeenAlarm(one.key, one.to, one.text[:200]) for one in lines if one.to is not None]
        return AcknowledgeAlarms(tuple(seen)) if seen and notice.cause not in BY_DEED else None

    # -- inside ----------------------------------------------------------------------------------------------------

    def _alarm(self, notice: Notice, situation: Situation, sent: dict[str, AlarmMark]) -> Alarm:
        if notice.cause in OWN:
            return Alarm(notice, "acknowledged" if self.own.covers(notice) else "new")
        waiting = sent.get(notice.key)
        mark = waiting or situation.world.alarms.get(notice.key)
        return Alarm(notice, _state(notice, mark, situation.now), mark, waiting is not None)

    def _note(self, now: datetime) -> None:
        before, self._by_key = self._by_key, {alarm.id: alarm for alarm in self._alarms}
        for key, alarm in self._by_key.items():
            old = before.get(key)
            if old is None:
                self._add(alarm.notice.to or now, "raised", alarm.notice)
            if alarm.state != (old.state if old is not None else "new"):
                self._changed(alarm, old, now)
        for key, old in before.items():
            if key not in self._by_key:
                self._add(now, "gone", old.notice)

    def _changed(self, alarm: Alarm, old: Alarm | None, now: datetime) -> None:
        mark, notice = alarm.mark, alarm.notice
        if alarm.state == "new":
            was = old.state if old is not None else "new"
            self._add(now, "back" if was == "shelved" else "grown", notice)
        elif mark is None:
            self._add(now, alarm.state, notice)
        elif alarm.state == "shelved":
            self._add(mark.shelved_at or now, "shelved", notice, mark.shelved_by, mark.reason, mark.until)
        else:
            self._add(mark.seen_at or now, "acknowledged", notice, mark.seen_by)

    def _add(
        self,
        at: datetime,
        what: Happening,
        notice: Notice,
        by: str = "",
        reason: str = "",
        until: datetime | None = None,
    ) -> None:
        self._numbers += 1
        self._history.append(Happened(str(self._numbers), at, what, notice, by, reason, until))


def _state(notice: Notice, mark: AlarmMark | None, now: datetime) -> AlarmState:
    if mark is None:
        return "new"
    if mark.shelved(now):
        return "shelved"
    if mark.seen_to is not None and notice.to is not None and notice.to <= mark.seen_to:
        return "acknowledged"
    return "new"


def _unsent(situation: Situation) -> dict[str, AlarmMark]:
    """What this person did about alarms that has not reached the hub: shown as done, and as waiting."""
    found: dict[str, AlarmMark] = {}
    me = situation.me.id if situation.me is not None else ""
    for one in situation.link.waiting:
        if one.pressed.person != me or one.state not in ("on_its_way", "held"):
            continue
        command = one.pressed.command
        if isinstance(command, AcknowledgeAlarms):
            found |= {seen.key: AlarmMark(seen.about, seen.to, me) for seen in command.seen}
        elif isinstance(command, ShelveAlarm):
            found[command.key] = AlarmMark(command.about, until=command.until, shelved_by=me, reason=command.reason)
    return found


def shelvable(alarm: Alarm, situation: Situation) -> bool:
    """Whether this person may put it on the shelf."""
    me, cause = situation.me, alarm.notice.cause
    if me is None or me.role == "viewer" or cause in OWN or cause in BY_DEED:
        return False
    return cause not in COMMANDERS or me.role == "commander"


def counted(alarms: Sequence[Alarm]) -> Iterator[tuple[AlarmState, int]]:
    """How many there are of each state that has any."""
    states: tuple[AlarmState, ...] = ("new", "acknowledged", "shelved")
    for state in states:
        count = sum(alarm.state == state for alarm in alarms)
        if count:
            yield state, count
