"""A day's report made by hand, with something in every part."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from cockpit.domain.consultations import Consultation, FixedIndex
from cockpit.domain.indices import BANDS, DOMAINS, Outlook, OutlookRow
from cockpit.domain.resolutions import Resolution
from cockpit.reports.day import AreaMap, Cause, DayIncident, DayIndex, DayOrder, DayReport, Kept, Quiet
from tests.towns import CENTRE, NOON, small_map

DAY = date(2026, 5, 31)
FORETOLD = tuple(OutlookRow("core", one, 87.0, 80.0, 92.0) for one in DOMAINS)
AT = datetime(2026, 5, 31, 2, 0, tzinfo=UTC)


def full_day() -> DayReport:
    """A corrected and signed day, with a late report after it."""
    line = (*(80.0 + at % 7 for at in range(28)), None, 88.0)
    indices = tuple(
        DayIndex(
            domain,
            70.0 if domain == "fire" else 88.0,
            "yellow" if domain == "fire" else "blue",
            88.0,
            "误报未剔除" if domain == "fire" else "",
            "p1" if domain == "fire" else "",
            None,
            85.0,
            line,
            (Cause(4.5, "事件", "=仓库<火>情&烟"),),
            12,
            10.4,
        )
        for domain in DOMAINS
    )
    fixed: dict[str, FixedIndex] = {one.domain: FixedIndex(one.domain, 88.0, one.value) for one in indices}
    fixed["traffic"].late = 86.0
    task = Resolution("r1", DAY, "清理消防通道", "police", NOON + timedelta(days=1), "p1", NOON)
    old = Resolution("r0", DAY - timedelta(days=3), "走访", "p5", NOON - timedelta(days=1), "p1", AT)
    area = small_map().areas
    return DayReport(
        town="小镇",
        zone="Asia/Shanghai",
        day=DAY,
        made_at=NOON,
        until=NOON,
        method_version="1",
        number="会商〔2026〕7号",
        made_by="沈宁远",
        unheard_s=600.0,
        indices=indices,
        incidents=(DayIncident(AT, "fire", 1, "网格1", "=仓库<火>情&烟", 4.5, True),),
        orders=(DayOrder(AT, "沈宁远", "立即到场", 5, 4, 2, 1, 1, 42.0),),
        by_circle=(Kept("一区", 5, 1),),
        by_department=(Kept("公安", 4, 1), Kept("交警", 1, 0)),
        quiet=(Quiet("119", 8.0),),
        outlook=Outlook(DAY + timedelta(days=1), "1", 150, FORETOLD),
        open_grave=2,
        overdue=3,
        carried=(old,),
        resolved=(task,),
        consultation=Consultation(DAY, "p3", AT, "1", fixed, ("p1", "p3"), ("p1", "p3"), "p1", NOON),
        map=AreaMap(tuple((f"{one}区", area[one], BANDS[at], CENTRE) for at, one in enumerate(("z1", "z2")))),
        names={"p1": "沈宁远", "p3": "陆操作", "p5": "章一区", "police": "公安", "core": "指挥中心"},
    )


def empty_day() -> DayReport:
    """A town of which next to nothing is known."""
    indices = tuple(
        DayIndex(one, 100.0, "green", 100.0, "", "", None, None, (None,) * 30, (), 0, 0.0) for one in DOMAINS
    )
    nothing: tuple[tuple[()], ...] = ((),) * 5
    return DayReport(
        "小镇", "Asia/Shanghai", DAY, NOON, NOON, "1", "", "", 0.0, indices, *nothing, None, 0, 0, (), (), None
    )  # fmt: skip
