"""The report's figures as a spreadsheet: numbers as numbers, one sheet a subject, a chart of the six lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cockpit.errors import EnvironmentFailure
from cockpit.reports.day import DayReport
from cockpit.reports.fonts import HEADING
from cockpit.views.columns import harmless
from cockpit.views.times import local
from cockpit.views.words import word

SHARE = "按时率"
"""The head of a column of shares; other fractions are points, which have one decimal."""


def write_sheet(report: DayReport, watermark: str, file: Path) -> None:
    """Writes the workbook.

    Raises:
        EnvironmentFailure: the file cannot be written.
    """
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    _indices(report, book)
    _lines(report, book)
    zone = report.zone
    _fill(
        book.create_sheet("重点事件"),
        ("时间", "类别", "级", "地点", "事件", "扣分", "未结"),
        (
            (_local(one.at, zone), word(one.domain, "zh"), one.severity, one.place, one.text, one.points, one.open)
            for one in report.incidents
        ),
    )
    _fill(
        book.create_sheet("指令"),
        ("时间", "下达人", "指令", "人数", "签收", "完成", "拒绝", "超时", "签收中位（秒）"),
        (
            (
                _local(one.at, zone), one.by, one.text, one.recipients, one.acknowledged, one.completed, one.declined,
                one.missed, one.median_s,
            )
            for one in report.orders
        ),
    )  # fmt: skip
    for title, rows in (("按圈", report.by_circle), ("按部门", report.by_department)):
        _fill(
            book.create_sheet(f"时限{title}"),
            (title[1:], "人次", "超时", SHARE),
            ((one.name, one.asked, one.missed, one.share) for one in rows),
        )
    told = report.outlook
    _fill(
        book.create_sheet("展望"),
        ("圈", "指数", "中值", "下限", "上限"),
        (
            (report.names.get(one.circle, one.circle), word(one.domain, "zh"), one.value, one.low, one.high)
            for one in (told.rows if told else ())
        ),
    )
    for sheet in book.worksheets:
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddHeader.right.text = watermark.replace("&", "&&")
    try:
        book.save(file)
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {file}：{failure} (cannot write the report)") from failure


def _indices(report: DayReport, book: Workbook) -> None:
    head = ("指数", "数值", "等级", "系统计算", "更正原因", "前日", "上周同日", "事件", "日均", "已签定", "方法")
    rows = (
        (
            word(one.domain, "zh"), one.value, word(one.band, "zh"), one.computed, one.reason, one.before, one.week_ago,
            one.count, round(one.usual, 1), report.final, report.method_version,
        )
        for one in report.indices
    )  # fmt: skip
    _fill(book.create_sheet("六指数"), head, rows)


def _lines(report: DayReport, book: Workbook) -> None:
    sheet = book.create_sheet("三十日")
    days = len(report.indices[0].line)
    rows = (
        (report.day - timedelta(days=days - 1 - at), *(one.line[at] for one in report.indices)) for at in range(days)
    )
    _fill(sheet, ("日期", *(word(one.domain, "zh") for one in report.indices)), rows)
    chart = LineChart()
    chart.title, chart.height, chart.width = "六指数三十日走势", 9, 20
    chart.y_axis.scaling.max = 100
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.number_format = "mm-dd"
    chart.add_data(Reference(sheet, min_col=2, max_col=7, min_row=1, max_row=days + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=days + 1))
    for line in chart.series:
        line.smooth = False
    sheet.add_chart(chart, "I2")


def _fill(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet.append(list(head))
    for row in rows:
        sheet.append([_plain(one) for one in row])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(name=HEADING, bold=True), PatternFill("solid", fgColor="E8ECF2")
    for column in sheet.columns:
        for cell in column[1:]:
            if isinstance(cell.value, float):
                cell.number_format = "0%" if column[0].value == SHARE else "0.0"
        longest = max(len(str(cell.value)) if cell.value is not None else 0 for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(60, 4 + 2 * longest)
    sheet.freeze_panes = "A2"


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return round(value, 3)
    return harmless(value) if isinstance(value, str) else value


def _local(at: datetime, zone: str) -> datetime:
    return local(at, zone).replace(tzinfo=None)
