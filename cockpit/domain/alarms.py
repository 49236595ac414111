"""What people did about alarms: acknowledged up to a moment, shelved until a moment. One word for every cockpit.

What stands is computed from the world by each screen (``cockpit.views.notices``), each cause under a key of its own.
The journal holds only the words of people: who has seen a cause grow up to which instant, and who has put it on the
shelf until when and why. A shelf ends by itself: nothing has to happen for an alarm to come back.

Source: the terms are those of ANSI/ISA-18.2-2016 (acknowledge, shelve, unshelve) and EEMUA 191.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from cockpit.domain.orders import TEXT_LIMIT
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor, Person
    from cockpit.domain.world import World

AlarmCause = Literal[
    "help", "nobody_on_duty", "taken_over", "climbed", "unanswered", "handover_overdue", "rota_gap",
    "passed_while_down", "help_taken", "whistle", "offered", "offer_declined", "silent_sources", "drafts",
    "handover_soon",
]  # fmt: skip
"""What every cockpit sees alike; what one desktop alone can know (its own link, say) is nobody else's."""
CAUSES: frozenset[str] = frozenset(AlarmCause.__args__)  # type: ignore[attr-defined]
BY_DEED: frozenset[str] = frozenset(("help",))
"""Neither acknowledged nor shelved: somebody has to see to it, and that has a command of its own."""
COMMANDERS: frozenset[str] = frozenset(("nobody_on_duty", "taken_over", "climbed", "handover_overdue", "rota_gap"))
"""Only a commander puts these on the shelf."""
KEY_LIMIT = 200
ABOUT_LIMIT = 200
"""Characters of what an alarm was about; more are cut."""
SEEN_LIMIT = 500
"""Alarms that one press acknowledges at most."""
AHEAD_S = 60.0
"""So far a desktop's estimate of the hub's clock may be ahead."""


class AlarmMark(msgspec.Struct, omit_defaults=True):
    """What people did about one cause.

    Attributes:
        about: what it was about in the town's own words (an order's text, names), without the sentence around it.
        seen_to: it was acknowledged as it was at this instant: what has grown since is new.
        seen_by, seen_at: who acknowledged it last, and when.
        until: it lies on the shelf until then; None where it does not.
        shelved_by, shelved_at, reason: who put it there last, when and why.
    """

    about: str = ""
    seen_to: datetime | None = None
    seen_by: str = ""
    seen_at: datetime | None = None
    until: datetime | None = None
    shelved_by: str = ""
    shelved_at: datetime | None = None
    reason: str = ""

    def shelved(self, now: datetime) -> bool:
        """Whether it lies on the shelf at an instant."""
        return self.until is not None and now < self.until

    @property
    def last_at(self) -> datetime | None:
        """When it was last of any meaning."""
        return max((at for at in (self.seen_at, self.shelved_at, self.until) if at is not None), default=None)


class SeenAlarm(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cause as a person saw it: ``to`` is the instant of the latest that the screen showed of it."""

    key: str
    to: datetime
    about: str = ""


class AcknowledgeAlarms(msgspec.Struct, frozen=True, tag="acknowledge_alarms"):
    """A person has seen these."""

    seen: tuple[SeenAlarm, ...]


class ShelveAlarm(msgspec.Struct, frozen=True, tag="shelve_alarm", omit_defaults=True):
    """A person does not want to hear of it until an instant, and says why."""

    key: str
    until: datetime
    reason: str
    about: str = ""


class UnshelveAlarm(msgspec.Struct, frozen=True, tag="unshelve_alarm"):
    """It is to be heard again at once."""

    key: str


class AlarmsAcknowledged(msgspec.Struct, frozen=True, tag="alarms_acknowledged"):
    """Somebody has seen these."""

    seen: tuple[SeenAlarm, ...]


class AlarmShelved(msgspec.Struct, frozen=True, tag="alarm_shelved", omit_defaults=True):
    """It rests until an instant."""

    key: str
    until: datetime
    reason: str
    about: str = ""


class AlarmUnshelved(msgspec.Struct, frozen=True, tag="alarm_unshelved"):
    """It was taken from the shelf before its time."""

    key: str


AlarmCommand = AcknowledgeAlarms | ShelveAlarm | UnshelveAlarm
AlarmEvent = AlarmsAcknowledged | AlarmShelved | AlarmUnshelved


def alarm_key(cause: str, ref: str = "", person: str = "") -> str:
    """The key of a cause: ``unanswered:o1``; with a person what concerns that one alone: ``climbed:o1@p1``."""
    return f"{cause}:{ref}" + (f"@{person}" if person else "")


def cause_of(key: str) -> str:
    """The cause that a key is of."""
    return key.split(":", 1)[0]


def shelved(world: World, now: datetime) -> list[tuple[str, AlarmMark]]:
    """What lies on the shelf, what comes back first first."""
    found = [(key, mark) for key, mark in world.alarms.items() if mark.shelved(now)]
    return sorted(found, key=lambda pair: (pair[1].until, pair[0]))


def decide_alarm(world: World, command: AlarmCommand, actor: Actor, now: datetime) -> Iterator[AlarmEvent]:
    """Anybody at the centre but a viewer acknowledges and shelves; the same again changes nothing.

    Raises:
        Refused: not somebody who may, an unknown cause, one that needs a deed, no reason, or too long a time.
    """
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is None or person.role == "viewer":
        raise Refused("alarm.person", "告警由中心值守人员确认和搁置", "指挥长、坐席员、区域长")
    match command:
        case AcknowledgeAlarms(seen):
            yield from _acknowledge(world, seen, now)
        case ShelveAlarm():
            yield from _shelve(world, command, person, now)
        case UnshelveAlarm(key):
            mark = world.alarms.get(key)
            if mark is not None and mark.shelved(now):
                yield AlarmUnshelved(key)


def _acknowledge(world: World, seen: tuple[SeenAlarm, ...], now: datetime) -> Iterator[AlarmsAcknowledged]:
    if not 0 < len(seen) <= SEEN_LIMIT:
        raise Refused("alarm.many", f"一次确认 1 至 {SEEN_LIMIT} 条告警")
    for one in seen:
        _require_key(one.key)
        _require_instant(one.to)
        if one.to > now + timedelta(seconds=AHEAD_S):
            raise Refused("alarm.time", "告警的时刻在将来：请检查本机时钟")
    news = tuple(
        msgspec.structs.replace(one, about=_about(one.about))
        for one in seen
        if _is_news(world.alarms.get(one.key), one)
    )
    if news:
        yield AlarmsAcknowledged(news)


def _is_news(mark: AlarmMark | None, seen: SeenAlarm) -> bool:
    return mark is None or mark.seen_to is None or mark.seen_to < seen.to


def _shelve(world: World, command: ShelveAlarm, person: Person, now: datetime) -> Iterator[AlarmShelved]:
    _require_key(command.key)
    _require_instant(command.until)
    if cause_of(command.key) in COMMANDERS and person.role != "commander":
        raise Refused("alarm.grave", "这类告警只有指挥长可以搁置", "指挥长")
    reason = command.reason.strip()
    if not 0 < len(reason) <= TEXT_LIMIT:
        raise Refused("alarm.reason", f"搁置须写明原因，最多 {TEXT_LIMIT} 字")
    most_h = world.settings.desk.shelve_at_most_h
    if not now < command.until <= now + timedelta(hours=most_h, seconds=AHEAD_S):
        raise Refused("alarm.until", f"搁置须在将来结束，最长 {most_h:g} 小时")
    mark = world.alarms.get(command.key)
    if mark is None or mark.until != command.until or mark.reason != reason:
        yield AlarmShelved(command.key, command.until, reason, _about(command.about))


def _require_key(key: str) -> None:
    if not 0 < len(key) <= KEY_LIMIT or ":" not in key or cause_of(key) not in CAUSES:
        raise Refused("alarm.key", f"没有这类告警 {key[:40]!r}")
    if cause_of(key) in BY_DEED:
        raise Refused("alarm.deed", "求助不能确认了事或搁置：须有人接办", "指挥长、坐席员、区域长")


def _require_instant(at: datetime) -> None:
    if at.tzinfo is None:
        raise Refused("alarm.time", "告警的时刻须带时区")


def _about(text: str) -> str:
    return " ".join(text.split())[:ABOUT_LIMIT]


def apply_alarm(world: World, event: AlarmEvent, by: str, at: datetime) -> None:
    """What was acknowledged stays so until it grows; what was shelved is new when it comes back."""
    match event:
        case AlarmsAcknowledged(seen):
            for one in seen:
                mark = _mark(world, one.key, one.about)
                mark.seen_to, mark.seen_by, mark.seen_at = one.to, by, at
        case AlarmShelved(key, until, reason, about):
            mark = _mark(world, key, about)
            mark.until, mark.shelved_by, mark.shelved_at, mark.reason = until, by, at, reason
            mark.seen_to = None
        case AlarmUnshelved(key):
            mark = _mark(world, key, "")
            mark.until = at


def _mark(world: World, key: str, about: str) -> AlarmMark:
    world.changes.alarms.add(key)
    mark = world.alarms.pop(key, None) or AlarmMark()
    world.alarms[key] = mark  # the latest touched stand last
    mark.about = about or mark.about
    return mark


def forget_alarms(world: World, before: datetime) -> None:
    """Drops what people did long ago: what still stands then is told anew."""
    while world.alarms:
        key, mark = next(iter(world.alarms.items()))
        if mark.last_at is None or mark.last_at >= before:
            return
        del world.alarms[key]
