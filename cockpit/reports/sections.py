"""The report as sections of paragraphs and tables: one text, which Word and PDF both set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from cockpit.domain.resolutions import Resolution
from cockpit.reports.day import DayReport, Kept
from cockpit.views.times import local
from cockpit.views.words import word

Picture = Literal["", "lines", "map"]
NOTHING = "无。"


@dataclass(frozen=True)
class Table:
    """A table with a head; ``widths`` are shares of the page's width that add up to 1."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Section:
    """One part of the report, in this order: paragraphs, table, picture with its caption."""

    title: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    picture: Picture = ""
    caption: str = ""


@dataclass(frozen=True)
class Document:
    """The whole report in words."""

    title: str
    subtitle: str
    number: str
    watermark: str
    sections: tuple[Section, ...] = field(default=())


def document(report: DayReport) -> Document:
    """The report's text."""
    made = local(report.made_at, report.zone)
    number = report.number or "草稿（未编号）"
    who = f"{report.made_by}  " if report.made_by else ""
    return Document(
        title=f"{report.town}平安会商日报",
        subtitle=f"{_date(report.day)}　{'六指数已签定' if report.final else '六指数为暂定数'}",
        number=number,
        watermark=f"{who}{made:%Y-%m-%d %H:%M}  {number}",
        sections=(
            Section("一、昨日六指数", tuple(_summary(report)), _six(report), "lines", "六指数三十日走势"),
            Section("二、影响指数的主要因素", tuple(_causes(report))),
            Section("三、重点事件", () if report.incidents else (NOTHING,), _incidents(report)),
            Section("四、指令与响应", _orders_words(report), _orders(report)),
            Section("五、响应时限落实（按圈）", () if report.by_circle else (NOTHING,), _kept(report.by_circle, "圈")),
            Section(
                "六、响应时限落实（按部门）",
                () if report.by_department else (NOTHING,),
                _kept(report.by_department, "部门"),
            ),
            Section("七、数据来源", tuple(_sources(report))),
            Section("八、各区态势", (), None, "map", "各风险防控圈六指数中最低一项所在的等级"),
            Section("九、次日展望", _outlook_words(report), _outlook(report)),
            Section("十、待议事项", tuple(_questions(report)), _resolutions(report, report.carried)),
            Section("十一、议定事项", () if report.resolved else (NOTHING,), _resolutions(report, report.resolved)),
            Section("十二、定数与签字", tuple(_signing(report))),
        ),
    )


def signed(change: float | None) -> str:
    """A change with its sign, one decimal; a dash where it is not known."""
    return "—" if change is None else f"{change:+.1f}".replace("-", "−")


def _date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _clock(report: DayReport, at: datetime) -> str:
    return f"{local(at, report.zone):%m-%d %H:%M}"


def _summary(report: DayReport) -> Iterator[str]:
    worst = min(report.indices, key=lambda one: one.value)
    count, usual = sum(one.count for one in report.indices), sum(one.usual for one in report.indices)
    yield f"全日接报事件{count}件（前四周日均{usual:.0f}件）。指数由方法{report.method_version}版计算。"
    yield f"六指数最低的是{word(worst.domain, 'zh')}，{worst.value:.1f}，{word(worst.band, 'zh')}。"
    if any(one.line[-1] is None for one in report.indices):
        yield "当日可依据的数据太少，六指数只供参考，不能定数。"
    if report.unheard_s >= 60:
        yield f"当日有{report.unheard_s / 60:.0f}分钟中枢没有收到任何报送，指数按平时水平计入，数据不全。"


def _six(report: DayReport) -> Table:
    rows = tuple(
        (
            word(one.domain, "zh"),
            f"{one.value:.1f}",
            word(one.band, "zh"),
            signed(None if one.before is None else one.value - one.before),
            signed(None if one.week_ago is None else one.value - one.week_ago),
            f"{one.count}",
            f"{one.usual:.0f}",
        )
        for one in report.indices
    )
    return Table(
        ("指数", "数值", "等级", "较前日", "较上周", "事件", "日均"), rows, (0.2, 0.13, 0.13, 0.14, 0.14, 0.13, 0.13)
    )


def _causes(report: DayReport) -> Iterator[str]:
    for index in report.indices:
        parts = [f"{one.kind}{f'“{one.text}”' if one.text else ''}扣{one.points:.1f}分" for one in index.causes]
        words = "；".join(parts) or "没有扣分较多的事项"
        yield f"{word(index.domain, 'zh')}（共扣{100 - index.computed:.1f}分）：{words}。"


def _incidents(report: DayReport) -> Table | None:
    rows = tuple(
        (
            _clock(report, one.at),
            word(one.domain, "zh"),
            f"{one.severity}",
            one.place,
            one.text,
            f"{one.points:.1f}",
            "未结" if one.open else "办结",
        )
        for one in report.incidents
    )
    head = ("时间", "类别", "级", "地点", "事件", "扣分", "状态")
    return Table(head, rows, (0.15, 0.13, 0.06, 0.18, 0.28, 0.1, 0.1)) if rows else None


def _orders_words(report: DayReport) -> tuple[str, ...]:
    if not report.orders:
        return ("当日没有下达指令。",)
    asked, missed = sum(one.recipients for one in report.orders), sum(one.missed for one in report.orders)
    answered = sum(one.acknowledged for one in report.orders)
    until = _clock(report, report.until)
    return (f"下达指令{len(report.orders)}道，{asked}人次；截至{until}签收{answered}人次，{missed}人次曾超过时限。",)


def _orders(report: DayReport) -> Table | None:
    rows = tuple(
        (
            _clock(report, one.at),
            one.by,
            one.text[:60],
            f"{one.recipients}",
            f"{one.acknowledged}",
            f"{one.completed}",
            f"{one.declined}",
            f"{one.missed}",
            "—" if one.median_s is None else f"{one.median_s:.0f}秒",
        )
        for one in report.orders
    )
    head = ("时间", "下达人", "指令", "人数", "签收", "完成", "拒绝", "超时", "签收中位")
    return Table(head, rows, (0.14, 0.11, 0.29, 0.07, 0.07, 0.07, 0.07, 0.07, 0.11)) if rows else None


def _kept(rows: tuple[Kept, ...], what: str) -> Table | None:
    shown = tuple((one.name, f"{one.asked}", f"{one.missed}", f"{one.share:.0%}") for one in rows)
    return Table((what, "人次", "超时", "按时率"), shown, (0.4, 0.2, 0.2, 0.2)) if shown else None


def _sources(report: DayReport) -> Iterator[str]:
    for one in report.quiet:
        yield f"{one.name}全日没有报送（平时每日约{one.usual:.0f}件）：请核实是否中断。"
    if not report.quiet:
        yield "各来源当日均有报送。"


def _outlook_words(report: DayReport) -> tuple[str, ...]:
    if report.outlook is None:
        return ("历史不足八周，暂不作展望。",)
    told = report.outlook
    return (f"{_date(told.day)}各指数的中值与八成区间，依据此前{told.rests_on}天；不涉及任何个人。",)


def _outlook(report: DayReport) -> Table | None:
    if report.outlook is None:
        return None
    # The core's rows come first, six of them.
    rows = tuple(
        (word(one.domain, "zh"), f"{one.value:.1f}", f"{one.low:.1f} ～ {one.high:.1f}")
        for one in report.outlook.rows[: len(report.indices)]
    )
    return Table(("指数", "中值", "八成区间"), rows, (0.34, 0.33, 0.33))


def _questions(report: DayReport) -> Iterator[str]:
    yield f"未结的一、二级事件{report.open_grave}件，超过办结时限的事件{report.overdue}件。"
    yield f"以往会商议定、尚未办结的事项{len(report.carried)}件。"


def _resolutions(report: DayReport, shown: tuple[Resolution, ...]) -> Table | None:
    states = {"open": "办理中", "done": "办结", "dropped": "取消"}
    rows = tuple(
        (
            one.text,
            report.names.get(one.owner, one.owner),
            _clock(report, one.due_at),
            "逾期" if one.outcome == "open" and one.due_at < report.made_at else states[one.outcome],
            one.note or ("已下达指令" if one.order else "—"),
        )
        for one in shown
    )
    return Table(("事项", "责任", "时限", "状态", "结果"), rows, (0.38, 0.16, 0.16, 0.1, 0.2)) if rows else None


def _signing(report: DayReport) -> Iterator[str]:
    meeting = report.consultation
    if meeting is None:
        yield "该日会商尚未开始，以上六指数为系统计算的暂定数。"
        return
    here = "、".join(report.names.get(one, one) for one in meeting.present)
    yield f"到会：{here or '尚未点名'}。"
    for index in report.indices:
        if index.reason:
            was = meeting.indices[index.domain].computed
            by = report.names.get(index.by, index.by)
            yield f"更正：{word(index.domain, 'zh')}由{was:.1f}更正为{index.value:.1f}，原因：{index.reason}（{by}）。"
    for one in meeting.indices.values():
        if one.late is not None:
            yield f"晚到报送：{word(one.domain, 'zh')}按现有数据应为{one.late:.1f}，签定数{one.value:.1f}不变。"
    if meeting.signed_at is None:
        yield "六指数尚未签定。"
    else:
        yield f"{report.names.get(meeting.signed_by, meeting.signed_by)}于{_clock(report, meeting.signed_at)}签定。"
