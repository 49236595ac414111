"""A scenario file (TOML, ``docs/scenarios.md``) read against a town: every fault at once, with file, line and mend."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_args
from zoneinfo import ZoneInfo

from cockpit.domain.orders import TEXT_LIMIT
from cockpit.domain.places import LonLat, is_place
from cockpit.domain.town import Town
from cockpit.drills.condition import EXAMPLES, parse
from cockpit.drills.scenario import (
    INJECT_KINDS,
    Behaviour,
    Condition,
    Expectation,
    IncidentText,
    Inject,
    InjectKind,
    Measure,
    OpenIncident,
    ReferenceOrder,
    Scenario,
    Who,
)
from cockpit.sim.behaviour import MANNERS, Manner
from cockpit.town.documents import Section, read_document
from cockpit.town.faults import Fault, Faults

LONGEST_MIN = 1440.0
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MANNER_KEYS = tuple(field.name for field in fields(Manner))
_SHARES = ("declines", "overlooks", "drops", "heeds")


def read_scenario(path: Path, town: Town) -> Scenario:
    """Reads a scenario for a town.

    Raises:
        TownFault: with every fault that was found.
    """
    faults = Faults()
    scenario = _Reader(path, town, faults).read()
    faults.raise_any()
    return scenario


def check_scenario(path: Path, town: Town) -> tuple[Scenario, list[Fault]]:
    """The scenario with whatever could be read of it, and every fault; none where it can be played."""
    faults = Faults()
    return _Reader(path, town, faults).read(), faults.found()


class _Reader:
    """Reads one file; names are looked up in the town and in the scenario itself."""

    def __init__(self, path: Path, town: Town, faults: Faults) -> None:
        self._path, self._town, self._faults = path, town, faults
        self._incidents: set[str] = set()
        self._names: set[str] = set()
        self._waiting: list[tuple[Section, Condition]] = []
        self._known = {
            "circle": {one.id for one in town.circles},
            "department": {one.id for one in town.departments},
            "unit": {one.id for one in town.units},
            "kind": {one.id for one in town.kinds},
            "source": {one.id for one in town.sources},
            "plan": {one.id for one in town.plans},
            "person": {one.id for one in town.people},
        }

    def read(self) -> Scenario:
        top = read_document(self._path.parent, self._path.name, self._faults)
        if top is None:
            return Scenario("", "", "", (), datetime.min.replace(tzinfo=UTC), 0.0, 0)
        zone = ZoneInfo(self._town.settings.time_zone)
        id_, title = self._id(top, "id"), top.string("title", required=True)
        head = Scenario(
            id=id_,
            title=title,
            title_en=top.string("title_en", title),
            aims=top.strings("aims", required=True),
            starts_at=top.instant("starts_at", zone) or datetime.min.replace(tzinfo=UTC),
            lasts_s=60.0 * top.number("lasts_min", 60.0, 1.0, LONGEST_MIN, required=True),
            seed=top.whole("seed", 1, 0, 10**15),
            manner=self._manner(top, MANNERS["people"]),
        )
        open_incidents = tuple(self._open_incident(one) for one in top.sections("incident"))
        injects = tuple(self._inject(one) for one in top.sections("inject"))
        orders = tuple(self._order(one) for one in top.sections("order"))
        whole = Scenario(
            **{name: getattr(head, name) for name in ("id", "title", "title_en", "aims", "starts_at", "lasts_s")},
            seed=head.seed,
            manner=head.manner,
            open_incidents=open_incidents,
            away=tuple(self._away(one) for one in top.sections("away")),
            behaviours=tuple(self._behaviour(one, head.manner) for one in top.sections("units")),
            injects=injects,
            orders=orders,
            expectations=tuple(self._expectation(one, orders) for one in top.sections("expect")),
        )
        self._check_conditions(whole)
        if not (open_incidents or injects):
            top.fault("", "没有任何事件：演练从不开始", "加上 [[incident]] 或 [[inject]]")
        if not whole.expectations:
            top.fault("", "没有期望：演练无从评判", "加上至少一个 [[expect]]")
        top.refuse_others()
        return whole

    # -- parts ---------------------------------------------------------------------------------------------------

    def _id(self, section: Section, key: str) -> str:
        value = section.string(key, required=True)
        if value and not _ID.fullmatch(value):
            section.fault(
                key, f"{key} = “{value}” 不是编号", "用小写字母开头，只含小写字母、数字和下划线，至多 40 个字符"
            )
        return value

    def _name(self, section: Section) -> str:
        name = self._id(section, "name")
        if name in self._names:
            section.fault("name", f"名称 “{name}” 用了两次", "换一个")
        self._names.add(name)
        return name

    def _lookup(self, section: Section, key: str, what: str, values: tuple[str, ...]) -> None:
        for value in values:
            if value and value not in self._known[what]:
                section.fault(key, f"镇里没有 “{value}”（{what}）", "改为镇文件夹里的编号")

    def _who(self, section: Section, least: float = 0.0) -> Who:
        circles, departments, units = (section.strings(key) for key in ("circles", "departments", "units"))
        for what, values in (("circle", circles), ("department", departments), ("unit", units)):
            self._lookup(section, f"{what}s", what, values)
        return Who(circles, departments, units, section.number("share", 1.0, least, 1.0))

    def _manner(self, section: Section, base: Manner) -> Manner:
        name = section.string("manner")
        if name and name not in MANNERS:
            section.fault("manner", f"没有行为 “{name}”", f"改为 {'、'.join(MANNERS)} 之一")
        found = MANNERS.get(name, base)
        values = {
            key: section.number(key, getattr(found, key), 0.0, 1.0 if key in _SHARES else 86_400.0)
            for key in _MANNER_KEYS
        }
        return replace(found, **values)

    def _incident(self, section: Section) -> IncidentText:
        source, kind, circle = (section.string(key, required=True) for key in ("source", "kind", "circle"))
        for what, value in (("source", source), ("kind", kind), ("circle", circle)):
            self._lookup(section, what, what, (value,))
        text = section.string("text", required=True)
        self._check_length(section, text)
        return IncidentText(
            source,
            kind,
            circle,
            text,
            section.string("address"),
            section.whole("severity", 0, 0, 4),
            self._place(section),
        )

    def _check_length(self, section: Section, text: str) -> None:
        if len(text) > TEXT_LIMIT:
            section.fault("text", f"text 有 {len(text)} 字", f"缩短到 {TEXT_LIMIT} 字以内")

    def _place(self, section: Section) -> LonLat | None:
        if "place" not in section.values:
            section.string("place")
            return None
        lon, lat = section.numbers("place", (120.1, 30.3))
        if not is_place((lon, lat)):
            section.fault("place", f"place = [{lon:g}, {lat:g}] 不是经纬度", "改为 [经度, 纬度]")
        return (lon, lat)

    def _open_incident(self, section: Section) -> OpenIncident:
        name = self._name(section)
        self._incidents.add(name)
        before_s = 60.0 * section.number("before_min", 0.0, 0.0, 60.0)
        found = OpenIncident(name, self._incident(section), before_s)
        section.refuse_others()
        return found

    def _when(self, section: Section) -> Condition:
        text = section.string("when")
        at_s = section.number("after_s" if text else "at_s", 0.0, 0.0, 86_400.0)
        if not text:
            return Condition(at_s)
        try:
            found = parse(text, at_s)
        except ValueError as fault:
            section.fault("when", str(fault), f"写成 {EXAMPLES} 之一")
            return Condition(at_s)
        self._waiting.append((section, found))
        return found

    def _inject(self, section: Section) -> Inject:
        name, when = self._name(section), self._when(section)
        kind = section.string("do", required=True)
        incident: IncidentText | None = None
        who = Who()
        if kind == "incident":
            incident = self._incident(section)
            self._incidents.add(name)
        elif kind in INJECT_KINDS:
            who = self._who(section)
        elif kind:
            section.fault("do", f"do = “{kind}” 不认识", f"改为 {'、'.join(INJECT_KINDS)} 之一")
        if kind in INJECT_KINDS:
            section.refuse_others()
        return Inject(name, when, cast("InjectKind", kind), incident, who)

    def _order(self, section: Section) -> ReferenceOrder:
        name, when = self._name(section), self._when(section)
        who = self._who(section)
        if not (who.circles or who.departments or who.units):
            section.fault("", "指令没有对象", "写明 circles、departments 或 units")
        plan, person = section.string("plan"), section.string("as")
        self._lookup(section, "plan", "plan", (plan,))
        self._lookup(section, "as", "person", (person,))
        prepared = next((one for one in self._town.plans if one.id == plan), None)
        text = section.string("text", prepared.text if prepared else "", required=prepared is None)
        self._check_length(section, text)
        incident = section.string("incident")
        if incident and incident not in self._incidents:
            section.fault("incident", f"没有事件 “{incident}”", '改为本剧本 [[incident]] 或 do = "incident" 的名称')
        nearest = section.whole("nearest", 0, 0, 100_000)
        if nearest and not incident:
            section.fault("nearest", "nearest 不知离哪里最近", "写明 incident，或删去 nearest")
        priority = section.whole("priority", prepared.priority if prepared else 2, 1, 3)
        section.refuse_others()
        return ReferenceOrder(name, when, text, who, incident, nearest, priority, person, plan)

    def _away(self, section: Section) -> Who:
        who = self._who(section)
        section.refuse_others()
        return who

    def _behaviour(self, section: Section, base: Manner) -> Behaviour:
        found = Behaviour(self._who(section), self._manner(section, base), section.flag("cut"))
        section.refuse_others()
        return found

    def _expectation(self, section: Section, orders: tuple[ReferenceOrder, ...]) -> Expectation:
        name, measure = section.string("name", required=True), section.string("measure", required=True)
        if measure and measure not in get_args(Measure):
            section.fault("measure", f"没有指标 “{measure}”", f"改为 {'、'.join(get_args(Measure))} 之一")
        limits = {
            key: section.number(key, -1.0, 0.0) if key in section.values else None for key in ("at_most", "at_least")
        }
        if limits["at_most"] is None and limits["at_least"] is None:
            section.fault("", "期望没有界限", "写明 at_most 或 at_least")
        order, department, circle = (section.string(key) for key in ("order", "department", "circle"))
        if order and order not in {one.name for one in orders}:
            section.fault("order", f"没有指令 “{order}”", "改为本剧本 [[order]] 的名称")
        self._lookup(section, "department", "department", (department,))
        self._lookup(section, "circle", "circle", (circle,))
        for key in limits:
            if key not in section.values:
                section.number(key, 0.0)
        section.refuse_others()
        return Expectation(
            name, cast("Measure", measure), limits["at_most"], limits["at_least"], order, department, circle
        )

    def _check_conditions(self, scenario: Scenario) -> None:
        """Conditions may name what stands further down in the file, so they are looked up last."""
        orders = {one.name for one in scenario.orders}
        injects = {one.name for one in scenario.injects}
        for section, condition in self._waiting:
            if condition.order and condition.order not in orders:
                section.fault("when", f"没有指令 “{condition.order}”", "改为本剧本 [[order]] 的名称")
            if condition.inject and condition.inject not in injects:
                section.fault("when", f"没有注入 “{condition.inject}”", "改为本剧本 [[inject]] 的名称")
