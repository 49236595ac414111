"""The duty log as the screens show it: what the journal wrote down by itself, and what people added or struck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.domain.duty_log import LogKind, LogLine
from cockpit.domain.ladder import name_of
from cockpit.domain.world import World
from cockpit.views.alarm_words import alarm_title
from cockpit.views.columns import Column, Tone
from cockpit.views.times import local
from cockpit.views.words import Language, word

SPAN = timedelta(hours=24)
"""How far back the log is shown: a shift and what came before it."""

_WORDS: dict[LogKind, tuple[str, str]] = {
    "order_issued": ("下达指令（{count} 人）：{text}", "Order to {count}: {text}"),
    "draft_confirmed": ("确认草稿 {ref}", "Draft {ref} confirmed"),
    "order_changed": ("更改指令（{count} 人须重新签收）：{text}", "Order changed, {count} to acknowledge anew: {text}"),
    "order_recalled": ("撤回指令：{text}", "Order recalled: {text}"),
    "miss_at_core": ("{text} 超时，升级至指挥中心", "{text} late, up to the core"),
    "incident": ("{count} 级事件：{text}", "Severity {count}: {text}"),
    "incident_closed": ("办结 {ref}", "Closed: {ref}"),
    "handover_opened": ("开始交接，{count} 项", "Handover begun, {count} items"),
    "handover_signed": ("交接签字", "Handover signed"),
    "command_passed": ("接过指挥，前任 {text}", "Took command from {text}, signed"),
    "handover_withdrawn": ("撤销交接：{text}", "Handover withdrawn: {text}"),
    "command_taken": ("应急接管：{text}", "Took command over: {text}"),
    "alarms_acknowledged": ("确认 {count} 条告警：{text}", "Acknowledged {count} of: {text}"),
    "alarm_shelved": ("搁置告警 {count} 分钟：{text}", "Alarm shelved for {count} min: {text}"),
    "alarm_unshelved": ("取消搁置：{text}", "Taken from the shelf: {text}"),
    "index_corrected": ("更正{ref}指数：{text}", "{ref} index corrected: {text}"),
    "indices_fixed": ("签定 {ref} 的六指数", "Six indices of {ref} fixed"),
    "indices_late": (
        "{ref} 签定后有晚到的报送，{count} 项指数会有变化",
        "Late reports would change {count} fixed indices of {ref}",
    ),
    "resolved": ("议定：{text}", "Resolved: {text}"),
    "resolution_done": ("议定事项办结：{text}", "Resolution done: {text}"),
    "resolution_dropped": ("议定事项取消：{text}", "Resolution dropped: {text}"),
    "note": ("{text}", "{text}"),
    "struck": ("划去一条：{text}", "Struck a note: {text}"),
}
ALARMS: frozenset[LogKind] = frozenset(("alarms_acknowledged", "alarm_shelved", "alarm_unshelved"))
GRAVE: frozenset[LogKind] = frozenset(("command_taken", "miss_at_core"))


@dataclass(frozen=True)
class LogRow:
    """One line of the table; ``note`` is the id of what a person wrote, empty for what wrote itself."""

    id: str
    at: str
    who: str
    text: str
    kind: LogKind
    note: str = ""
    struck: bool = False


def log_rows(world: World, lines: Sequence[LogLine], language: Language = "zh") -> list[LogRow]:
    """The lines as rows, the latest first; a note that was struck through says by whom and why."""
    struck = {line.ref: line for line in lines if line.kind == "struck"}
    return [_row(world, line, struck.get(line.ref), language) for line in reversed(lines)]


def span_of(now: datetime) -> dict[str, float]:
    """The arguments of the question for the log at an instant."""
    return {"start": (now - SPAN).timestamp(), "end": (now + timedelta(seconds=60)).timestamp()}


def _row(world: World, line: LogLine, struck: LogLine | None, language: Language) -> LogRow:
    at = local(line.at, world.settings.time_zone)
    names = line.kind in ("miss_at_core", "command_passed")
    text = name_of(world, line.text) if names else " ".join(line.text.split())
    if line.kind in ALARMS:
        text = alarm_title(line.ref, text, language)
    ref = word(line.ref, language) if line.kind == "index_corrected" else line.ref
    words = _WORDS[line.kind][0 if language == "zh" else 1].format(text=text, ref=ref, count=line.count)
    is_note = line.kind == "note"
    gone = is_note and struck is not None
    if gone and struck is not None:
        by = name_of(world, struck.by)
        words += f"（{by} 划去：{struck.text}）" if language == "zh" else f" (struck by {by}: {struck.text})"
    who = name_of(world, line.by) if line.by != "hub" else ("系统" if language == "zh" else "hub")
    return LogRow(str(line.seq), f"{at:%m-%d %H:%M:%S}", who, words, line.kind, line.ref if is_note else "", gone)


def _tone(row: LogRow) -> Tone:
    if row.struck:
        return "third"
    return "yellow" if row.kind in GRAVE else "text"


LOG_COLUMNS: tuple[Column[LogRow], ...] = (
    Column("at", lambda row: row.at, lambda row: row.at, width=14),
    Column("who", lambda row: row.who, lambda row: row.who, width=10),
    Column("text", lambda row: row.text, lambda row: row.text, _tone, width=20, stretch=True),
)
