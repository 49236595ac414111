"""What has to fit together between the files of a town folder."""

from __future__ import annotations

from cockpit.domain.circles import TIERS, Circle
from cockpit.domain.incidents import Kind
from cockpit.domain.orders import Plan
from cockpit.domain.people import Person
from cockpit.domain.rota import Rota
from cockpit.domain.units import Department, Unit
from cockpit.town.documents import Section
from cockpit.town.faults import Faults
from cockpit.town.records import Records


def _listed(ids: object, most: int = 8) -> str:
    """Some ids for a mend: ``police、traffic_police…之一``."""
    names = list(ids)  # type: ignore[call-overload]
    return "、".join(names[:most]) + ("…" if len(names) > most else "") + " 之一" if names else "先补上那个文件"


def check_circles(circles: Records[Circle], people: Records[Person], units: Records[Unit], faults: Faults) -> None:
    """One core; every parent of the tier right above; every chief there."""
    if not len(circles):
        return
    cores = [circle.id for circle in circles if circle.tier == "core"]
    if len(cores) != 1:
        line = circles.line(cores[1]) if cores else None
        faults.add(circles.file, line, f"核心圈有 {len(cores)} 个", "恰好写一个 tier = core 的圈")
    for circle in circles:
        _check_parent(circle, circles, faults)
        if circle.chief is None:
            continue
        higher = circle.tier in ("core", "zone")
        if circle.chief not in (people if higher else units):
            where = people.file if higher else units.file
            faults.add(
                circles.file,
                circles.line(circle.id),
                f"负责人 “{circle.chief}” 不在 {where} 里",
                f"改为 {where} 里的编号",
            )


def _check_parent(circle: Circle, circles: Records[Circle], faults: Faults) -> None:
    line = circles.line(circle.id)
    if circle.tier == "core":
        if circle.parent is not None:
            faults.add(circles.file, line, f"核心圈写了上级 “{circle.parent}”", "留空")
        return
    wanted = TIERS[TIERS.index(circle.tier) - 1]
    possible = [other.id for other in circles if other.tier == wanted]
    parent = circles.by_id.get(circle.parent or "")
    if parent is None:
        faults.add(circles.file, line, f"上级圈 “{circle.parent or ''}” 不存在", f"改为 {_listed(possible)}")
    elif parent.tier != wanted:
        faults.add(
            circles.file,
            line,
            f"上级圈 “{parent.id}” 是 {parent.tier}，{circle.tier} 的上级应是 {wanted}",
            f"改为 {_listed(possible)}",
        )


def check_units(
    units: Records[Unit], circles: Records[Circle], departments: Records[Department], faults: Faults
) -> None:
    """Every unit's circle and department are there."""
    for unit in units:
        line = units.line(unit.id)
        if len(departments) and unit.department not in departments:
            faults.add(units.file, line, f"部门 “{unit.department}” 不存在", f"改为 {_listed(departments.by_id)}")
        if len(circles) and unit.circle not in circles:
            faults.add(units.file, line, f"圈 “{unit.circle}” 不存在", "改为 circles.csv 里的编号")


def check_people(
    people: Records[Person], circles: Records[Circle], departments: Records[Department], faults: Faults
) -> None:
    """Logins differ; zone chiefs have a zone; departments are there."""
    logins: dict[str, int | None] = {}
    zones = [circle.id for circle in circles if circle.tier == "zone"]
    for person in people:
        line = people.line(person.id)
        if person.login in logins:
            faults.add(
                people.file, line, f"登录名 “{person.login}” 重复（第 {logins[person.login]} 行已有）", "换一个登录名"
            )
        logins.setdefault(person.login, line)
        if person.department and len(departments) and person.department not in departments:
            faults.add(
                people.file, line, f"部门 “{person.department}” 不存在", f"改为 {_listed(departments.by_id)}，或留空"
            )
        if person.role == "zone_chief" and person.zone not in zones:
            faults.add(people.file, line, f"区域长的负责区 “{person.zone or ''}” 不是区", f"改为 {_listed(zones)}")
        if person.role != "zone_chief" and person.zone is not None:
            faults.add(people.file, line, f"只有区域长有负责区，这里写了 “{person.zone}”", "留空")
    if len(people) and not any(person.role == "commander" for person in people):
        faults.add(people.file, None, "没有指挥长", "至少写一名 role = commander")


def check_rota(rota: Rota, sections: list[Section], people: Records[Person], faults: Faults) -> None:
    """Whoever commands is a commander; exceptions do not overlap."""
    if not sections or not len(people):
        return
    commanders = [person.id for person in people if person.role == "commander"]

    def check(section: Section, key: str, id_: str | None) -> None:
        if id_ is not None and id_ not in commanders:
            wrong = f"“{id_}” 不是指挥长" if id_ in people else f"“{id_}” 不在 {people.file} 里"
            section.fault(key, wrong, f"改为 {_listed(commanders)}")

    if rota.turn is None and not rota.exceptions:
        faults.add("rota.toml", None, "没有任何班次", "写 [turn] 或 [[exception]]")
    if rota.turn is not None:
        if not rota.turn.order:
            sections[0].fault("order", "order 是空的", f"写上 {_listed(commanders)}")
        for id_ in rota.turn.order:
            check(sections[0], "order", id_)
    for shift, section in zip(rota.exceptions, sections[1:], strict=True):
        check(section, "commander", shift.commander)
        check(section, "deputy", shift.deputy)
    pairs = sorted(zip(rota.exceptions, sections[1:], strict=True), key=lambda pair: pair[0].starts_at)
    for (first, earlier), (second, later) in zip(pairs, pairs[1:], strict=False):
        if second.starts_at < first.ends_at:
            later.fault("from", f"与第 {earlier.line()} 行的班次重叠", "改 from 或 to，使两班不重叠")


def check_plans(
    plans: list[tuple[Plan, Section]],
    kinds: Records[Kind],
    departments: Records[Department],
) -> None:
    """Kinds and departments of plans are there; ids differ."""
    seen: set[str] = set()
    for plan, section in plans:
        if plan.id in seen:
            section.fault("id", f"编号 “{plan.id}” 重复", "换一个编号")
        seen.add(plan.id)
        for kind in plan.kinds:
            if len(kinds) and kind not in kinds:
                section.fault("kinds", f"事件类别 “{kind}” 不存在", f"改为 {_listed(kinds.by_id)}")
        for department in plan.departments:
            if len(departments) and department not in departments:
                section.fault("departments", f"部门 “{department}” 不存在", f"改为 {_listed(departments.by_id)}")


def check_counts(filled: dict[str, int], faults: Faults) -> None:
    """Files that must not be without a record."""
    for file, count in filled.items():
        if not count and not faults.has(file):
            faults.add(file, None, "没有一条记录", "至少写一条")
