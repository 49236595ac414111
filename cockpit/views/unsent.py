"""What was pressed and is not sent: what it is, whose, how old, and what a person can do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cockpit.domain.commands import Command
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.orders import ConfirmDraft, DiscardDraft, DraftOrder, IssueOrder, RecallOrder
from cockpit.domain.unsent import UnsentState
from cockpit.domain.world import World
from cockpit.views.orders import title_of
from cockpit.views.situation import Situation
from cockpit.views.times import local, long_span_text
from cockpit.views.words import Language

KINDS: dict[str, tuple[str, str]] = {
    "IssueOrder": ("下达指令", "Issue an order"),
    "DraftOrder": ("起草指令", "Draft an order"),
    "ConfirmDraft": ("确认草稿", "Confirm a draft"),
    "DiscardDraft": ("作废草稿", "Discard a draft"),
    "RecallOrder": ("撤回指令", "Recall an order"),
    "AcknowledgeMiss": ("确认超时", "Acknowledge a miss"),
    "AnswerFor": ("代为回复", "Answer for a unit"),
    "Reassign": ("改派", "Reassign"),
    "Reinforce": ("增援", "Reinforce"),
    "ReportIncident": ("上报事件", "Report an incident"),
    "AdvanceIncident": ("推进事件", "Advance an incident"),
    "TakeOver": ("紧急接管", "Take command over"),
    "ChangeOrder": ("变更指令", "Change an order"),
    "AcknowledgeMisses": ("确认超时", "Acknowledge misses"),
    "WriteLog": ("写值班日志", "Write in the duty log"),
    "RenameDevice": ("重命名设备", "Rename a device"),
    "RevokeDevice": ("停用设备", "Revoke a device"),
    "CallIn": ("加叫部门", "Call departments in"),
    "AcknowledgeHelp": ("接处求助", "Take a call for help on"),
    "EndHelp": ("结束求助", "End a call for help"),
    "CallCircle": ("同圈呼叫", "Call a circle"),
    "StrikeLog": ("划去日志", "Strike from the duty log"),
}
"""What a command is called; others share one word."""


@dataclass(frozen=True)
class UnsentRow:
    """One line of the list.

    Attributes:
        pressed: when and by whom, and how long ago.
        sendable: whether it waits for a person to say that it shall go.
        discardable: whether it can be thrown away; not where the hub may have it already.
    """

    id: str
    what: str
    pressed: str
    state: UnsentState
    sendable: bool
    discardable: bool


def rows(situation: Situation, language: Language) -> list[UnsentRow]:
    """All that waits, the oldest first."""
    now = situation.now.timestamp()
    found = []
    for one in situation.link.waiting:
        pressed = one.pressed
        clock = local(datetime.fromtimestamp(pressed.at, UTC), situation.world.settings.time_zone)
        ago = long_span_text(now - pressed.at, language)
        when = f"{clock:%m-%d %H:%M:%S} · {pressed.name} · {ago}" + ("前" if language == "zh" else " ago")
        what = words_of(situation.world, pressed.command, language)
        found.append(UnsentRow(pressed.id, what, when, one.state, one.state == "offered", one.certain))
    return found


def words_of(world: World, command: Command, language: Language) -> str:
    """A command in a line: ``下达指令 · 12 人 · 到西门集合``."""
    kind = KINDS.get(type(command).__name__, ("其他操作", "Another command"))[language == "en"]
    parts = [kind]
    match command:
        case IssueOrder(text=text, recipients=units) | DraftOrder(text=text, recipients=units):
            parts += [f"{len(units)} 人" if language == "zh" else f"to {len(units)}", text.strip().partition("\n")[0]]
        case ReportIncident(text=text):
            parts.append(text.strip().partition("\n")[0])
        case AdvanceIncident(incident=id_):
            incident = world.incidents.get(id_)
            parts.append(incident.text if incident is not None else id_)
        case ConfirmDraft(order=id_) | DiscardDraft(order=id_) | RecallOrder(order=id_):
            parts.append(_title(world, id_))
        case _:
            parts.append(_title(world, getattr(command, "order", "")))
    return " · ".join(part for part in parts if part)


def oldest_s(situation: Situation) -> float:
    """The age of the oldest that waits, seconds; 0 where nothing does."""
    ages = [situation.now.timestamp() - one.pressed.at for one in situation.link.waiting]
    return max([0.0, *ages])


def own(situation: Situation) -> int:
    """How many of those that wait are this person's."""
    return sum(one.state != "foreign" for one in situation.link.waiting)


def _title(world: World, order_id: str) -> str:
    order = world.orders.get(order_id)
    return title_of(order) if order is not None else order_id
