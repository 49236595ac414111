"""The duty log: it writes itself from the journal, and people add to it; what was written is struck, never erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from cockpit.domain.orders import ID_LIMIT, TEXT_LIMIT
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor
    from cockpit.domain.world import World


class LogNote(msgspec.Struct, omit_defaults=True):
    """What a person wrote into the log; ``struck_by`` is who struck it through, and why."""

    id: str
    at: datetime
    by: str
    text: str
    struck_by: str = ""
    struck_at: datetime | None = None
    reason: str = ""


LogKind = Literal[
    "order_issued", "draft_confirmed", "order_changed", "order_recalled", "miss_at_core", "incident", "incident_closed",
    "handover_opened", "handover_signed", "command_passed", "handover_withdrawn", "command_taken",
    "alarms_acknowledged", "alarm_shelved", "alarm_unshelved",
    "index_corrected", "indices_fixed", "indices_late", "resolved", "resolution_done", "resolution_dropped",
    "note", "struck",
]  # fmt: skip
LOG_LIMIT = 2000
"""Lines that one look at the log gives, the latest."""


class LogLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line that the log wrote of itself.

    Attributes:
        seq: the journal's entry that it is of.
        by: a person's or unit's id; for what reached the core or changed command, whom it reached.
        ref: id of the order, incident, handover or note, or an alarm's key; of a takeover, who commanded before.
        text: first line of an order or report, a reason, a note; of a miss, the late unit's id.
        count: recipients, items, alarms, minutes on the shelf, or a severity.
    """

    seq: int
    at: datetime
    by: str
    kind: LogKind
    ref: str = ""
    text: str = ""
    count: int = 0


class WriteLog(msgspec.Struct, frozen=True, tag="write_log"):
    """Adds a note; its id is made by the sender."""

    note: str
    text: str


class StrikeLog(msgspec.Struct, frozen=True, tag="strike_log"):
    """Strikes a note through; it stays to be read."""

    note: str
    reason: str


class LogWritten(msgspec.Struct, frozen=True, tag="log_written"):
    """Somebody wrote into the log."""

    note: str
    text: str


class LogStruck(msgspec.Struct, frozen=True, tag="log_struck"):
    """A note was struck through."""

    note: str
    reason: str


LogCommand = WriteLog | StrikeLog
LogEvent = LogWritten | LogStruck


def decide_log(world: World, command: LogCommand, actor: Actor) -> Iterator[LogEvent]:
    """Anybody at the centre but a viewer writes; who wrote a note, or a commander, strikes it; twice is once.

    Raises:
        Refused: not somebody who may, no words, or no such note.
    """
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is None or person.role == "viewer":
        raise Refused("log.who", "观摩账号和终端不能写值班日志", "指挥长、坐席员、区域长")
    known = world.log.get(command.note)
    if isinstance(command, WriteLog):
        if known is not None:
            if known.by != person.id:
                raise Refused("log.id", "该日志编号已被使用")
            return
        if not 0 < len(command.note) <= ID_LIMIT:
            raise Refused("log.id", f"日志编号须为 1 至 {ID_LIMIT} 个字符")
        yield LogWritten(command.note, _words(command.text, "日志"))
        return
    if known is None:
        raise Refused("log.unknown", "没有这条日志，或已过保留期")
    if known.struck_at is not None:
        return
    if known.by != person.id and person.role != "commander":
        writer = world.people.get(known.by)
        raise Refused("log.own", "只能划去自己写的日志", f"{writer.name if writer else known.by}、指挥长")
    yield LogStruck(command.note, _words(command.reason, "划去的原因"))


def _words(text: str, what: str) -> str:
    if not 0 < len(text.strip()) <= TEXT_LIMIT:
        raise Refused("log.text", f"{what}须写明，最多 {TEXT_LIMIT} 字")
    return text.strip()


def apply_log(world: World, event: LogEvent, by: str, at: datetime) -> None:
    """The note stands in the world for as long as the town keeps closed things; in the journal for ever."""
    world.changes.duty = True
    if isinstance(event, LogWritten):
        world.log[event.note] = LogNote(event.note, at, by, event.text)
        return
    note = world.log.get(event.note)
    if note is not None:
        note.struck_by, note.struck_at, note.reason = by, at, event.reason


def forget_log(world: World, before: datetime) -> None:
    """Drops old notes from the world; the oldest stand first."""
    while world.log and (oldest := next(iter(world.log.values()))).at < before:
        del world.log[oldest.id]
