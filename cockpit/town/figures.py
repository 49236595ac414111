"""The folder's TOML files as records of the domain: settings, rota, plans, index parameters, sample accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cockpit.domain.indices import Method
from cockpit.domain.orders import TEXT_LIMIT, Deadlines, Ladder, Plan
from cockpit.domain.rota import Rota, Shift, Turn
from cockpit.domain.town import Contact, DeskSettings, FieldSettings, Settings
from cockpit.town.documents import Section, read_document
from cockpit.town.faults import Faults


@dataclass(frozen=True)
class HistorySettings:
    """How ``history/`` is read: the last day in the file, and whether whole weeks move it up to yesterday.

    ``line`` is where the settings say the day.
    """

    ends_on: date | None = None
    rebase: bool = False
    line: int | None = None


@dataclass(frozen=True)
class SampleAccounts:
    """Known passwords of a sample town: one for all persons, one key for terminals, one for sources."""

    password: str
    terminal_key: str
    source_key: str


def read_settings(folder: Path, faults: Faults) -> tuple[Settings, HistorySettings]:
    """``town.toml``."""
    top = read_document(folder, "town.toml", faults)
    if top is None:
        return Settings("", "", ""), HistorySettings()
    plain = Settings("", "", "")
    name = top.string("name", required=True)
    settings = Settings(
        id=top.string("id", required=True),
        name=name,
        name_en=top.string("name_en", name),
        time_zone=_zone_name(top),
        sample=top.flag("sample"),
        contact=_contact(top),
        keep_positions_days=top.number("keep_positions_days", plain.keep_positions_days, 0.0, 3650.0),
        keep_closed_hours=top.number("keep_closed_hours", plain.keep_closed_hours, 1.0, 8760.0),
        close_within_h=_rising(top, "close_within_h", plain.close_within_h),
        deadlines=_priorities(top, plain.deadlines),
        ladder=_ladder(top),
        field=_field(top),
        desk=_desk(top),
    )
    history = _history(top)
    top.refuse_others()
    return settings, history


def _zone_name(top: Section) -> str:
    name = top.string("time_zone", "Asia/Shanghai")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        top.fault("time_zone", f"没有时区 “{name}”", "改为 Asia/Shanghai 这样的名称")
        return "Asia/Shanghai"
    return name


def _contact(top: Section) -> Contact:
    section = top.section("contact")
    if section is None:
        return Contact()
    plain = Contact()
    contact = Contact(
        section.number("report_every_s", plain.report_every_s, 0.1, 3600.0),
        section.number("late_after_s", plain.late_after_s, 1.0, 86400.0),
        section.number("out_after_s", plain.out_after_s, 1.0, 86400.0),
    )
    if not contact.report_every_s < contact.late_after_s < contact.out_after_s:
        section.fault("out_after_s", "三个时限没有依次增大", "应为 report_every_s < late_after_s < out_after_s")
    section.refuse_others()
    return contact


def _ladder(top: Section) -> Ladder:
    section = top.section("ladder")
    if section is None:
        return Ladder()
    plain = Ladder()
    climb_s = section.numbers("climb_s", plain.climb_s)
    if min(climb_s) < 0 or list(climb_s) != sorted(climb_s):
        section.fault("climb_s", f"climb_s = {list(climb_s)} 没有依次增大", "自本圈到核心圈，逐级不早于前一级")
    again_s = section.number("again_s", plain.again_s, 1.0, 86400.0)
    section.refuse_others()
    return Ladder(climb_s, again_s)


def _field(top: Section) -> FieldSettings:
    section = top.section("field")
    if section is None:
        return FieldSettings()
    plain = FieldSettings()
    settings = FieldSettings(
        shift_h=section.number("shift_h", plain.shift_h, 1.0, 48.0),
        idle_report_every_s=section.number("idle_report_every_s", plain.idle_report_every_s, 1.0, 3600.0),
        whistle_answer_s=section.number("whistle_answer_s", plain.whistle_answer_s, 10.0, 86400.0),
        whistle_again_s=section.number("whistle_again_s", plain.whistle_again_s, 10.0, 86400.0),
        help_nearest=int(section.number("help_nearest", plain.help_nearest, 0.0, 100.0)),
        calls_seen_min=section.number("calls_seen_min", plain.calls_seen_min, 1.0, 1440.0),
        page=_page(section),
    )
    section.refuse_others()
    return settings


def _page(section: Section) -> str:
    """The field page's address, which ends with a slash so that a code can be put behind it."""
    page = section.string("page")
    parts = urlsplit(page)
    if page and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        section.fault("page", f"page = {page!r} 不是网页地址", '改为如 "https://hub.example.cn:8870/field/"')
        return ""
    return page if not page or page.endswith("/") else page + "/"


def _desk(top: Section) -> DeskSettings:
    section = top.section("desk")
    if section is None:
        return DeskSettings()
    plain = DeskSettings()
    settings = DeskSettings(
        shelve_at_most_h=section.number("shelve_at_most_h", plain.shelve_at_most_h, 0.25, 72.0),
        lock_after_min=section.number("lock_after_min", plain.lock_after_min, 0.0, 1440.0),
        watermark=section.flag("watermark", plain.watermark),
    )
    section.refuse_others()
    return settings


def _rising(top: Section, key: str, default: tuple[float, float, float, float]) -> Any:
    values = top.numbers(key, default)
    if min(values) <= 0 or list(values) != sorted(values):
        top.fault(key, f"{key} = {list(values)} 没有依次增大", "应大于 0，且等级越轻时限越长")
    return values


def _priorities(top: Section, default: tuple[Deadlines, Deadlines, Deadlines]) -> Any:
    section = top.section("deadlines")
    if section is None:
        return default
    found = []
    for number, plain in enumerate(default, 1):
        part = section.section(f"priority_{number}")
        found.append(plain if part is None else read_deadlines(part, plain))
    section.refuse_others()
    return tuple(found)


def read_deadlines(section: Section, default: Deadlines) -> Deadlines:
    """Five figures in seconds, each later than the one before."""
    names = Deadlines.__struct_fields__
    deadlines = Deadlines(*(section.number(name, getattr(default, name)) for name in names))
    wrong = deadlines.faults()
    if wrong:
        figures = [getattr(deadlines, name) for name in names]
        late = next((name for i, name in enumerate(names) if figures[i] <= max([0.0, *figures[:i]])), names[0])
        section.fault(late, wrong, f"改大 {late}")
    section.refuse_others()
    return deadlines


def _history(top: Section) -> HistorySettings:
    section = top.section("history")
    if section is None:
        return HistorySettings()
    section.string("rebase")
    rebase = section.values.get("rebase", "")
    if rebase not in ("", "weeks"):
        section.fault("rebase", f"rebase = {rebase!r} 不认识", '改为 "weeks"，或删去')
    ends_on = section.day("ends_on")
    if rebase and ends_on is None:
        section.fault("rebase", "要平移历史，却没有 ends_on", "加上 ends_on = 历史的最后一天")
    section.refuse_others()
    return HistorySettings(ends_on, rebase == "weeks", section.line("ends_on"))


def read_rota(folder: Path, zone: ZoneInfo, faults: Faults) -> tuple[Rota, list[Section]]:
    """``rota.toml``, and the section of each exception for faults that show later (the turn's first)."""
    top = read_document(folder, "rota.toml", faults)
    if top is None:
        return Rota(), []
    turn: Turn | None = None
    section = top.section("turn")
    if section is not None:
        anchor_at = section.instant("anchor", zone)
        hours = section.number("hours", 24.0, 0.25, 24.0 * 31)
        order = section.strings("order", required=True)
        section.refuse_others()
        if anchor_at is not None:
            turn = Turn(anchor_at, hours, order)
    shifts: list[Shift] = []
    sections: list[Section] = [section or top]
    for part in top.sections("exception"):
        starts_at, ends_at = part.instant("from", zone), part.instant("to", zone)
        commander, deputy = part.string("commander", required=True), part.string("deputy") or None
        part.refuse_others()
        if starts_at is not None and ends_at is not None:
            if ends_at <= starts_at:
                part.fault("to", "结束不晚于开始", "把 to 改到 from 之后")
            shifts.append(Shift(starts_at, ends_at, commander, deputy))
            sections.append(part)
    passes = top.string("passes") or "signed"
    if passes not in ("signed", "clock"):
        top.fault("passes", f"passes = {passes!r} 不认识", '改为 "signed"（双方签字后交接）或 "clock"（到点即交接）')
        passes = "signed"
    top.refuse_others()
    return Rota(turn, tuple(shifts), cast(Literal["signed", "clock"], passes)), sections


def read_plans(folder: Path, faults: Faults) -> list[tuple[Plan, Section]]:
    """``plans.toml``."""
    top = read_document(folder, "plans.toml", faults)
    if top is None:
        return []
    plans: list[tuple[Plan, Section]] = []
    for part in top.sections("plan"):
        given = part.section("deadlines")
        deadlines = None if given is None else read_deadlines(given, Settings("", "", "").deadlines[1])
        plan = Plan(
            part.string("id", required=True),
            part.string("name", required=True),
            part.string("text", required=True),
            part.whole("priority", 2, 1, 3),
            part.strings("kinds"),
            part.strings("departments"),
            deadlines,
        )
        if len(plan.text) > TEXT_LIMIT:
            part.fault("text", f"text 有 {len(plan.text)} 字", f"缩短到 {TEXT_LIMIT} 字以内")
        part.refuse_others()
        plans.append((plan, part))
    top.refuse_others()
    return plans


def read_method(folder: Path, faults: Faults, file: str = "indices.toml") -> Method:
    """``indices.toml``, or another file of parameters."""
    top = read_document(folder, file, faults)
    if top is None:
        return Method()
    plain = Method()
    values: dict[str, Any] = {"version": top.string("version", plain.version)}
    values["severity_weights"] = _falling(top, "severity_weights", plain.severity_weights, 1e6)
    values["bands"] = _falling(top, "bands", plain.bands, 100.0)
    values["history_weeks"] = top.whole("history_weeks", plain.history_weeks, 1, 520)
    for name in Method.__struct_fields__:
        if name not in values:
            least = 0.01 if name in ("points_at_expected", "least_expected") else 0.0
            most = 99.0 if name == "points_at_expected" else 1e6
            values[name] = top.number(name, getattr(plain, name), least, most)
    top.refuse_others()
    return Method(**values)


def _falling(top: Section, key: str, default: Sequence[float], most: float) -> tuple[float, ...]:
    values = top.numbers(key, default)
    falls = all(a > b for a, b in zip(values, values[1:], strict=False))
    if not falls or values[-1] <= 0 or values[0] > most:
        top.fault(key, f"{key} = {list(values)} 没有依次减小", f"从大到小写，都大于 0，不超过 {most:g}")
    return values


def read_accounts(folder: Path, sample: bool, faults: Faults) -> SampleAccounts | None:
    """``accounts.toml``, which only a sample has."""
    if not (folder / "accounts.toml").exists():
        return None
    top = read_document(folder, "accounts.toml", faults)
    if top is None:
        return None
    if not top.flag("sample") or not sample:
        top.fault("sample", "只有示例镇可以有 accounts.toml", "删去这个文件；真实的账号在指挥中心建立")
    accounts = SampleAccounts(
        top.string("password", required=True),
        top.string("terminal_key", required=True),
        top.string("source_key", required=True),
    )
    top.refuse_others()
    return accounts
