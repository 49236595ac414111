"""Reads and checks a mapping file; every fault is named with its line, its key and the mend."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cockpit.intake.classes import How, Rule
from cockpit.intake.datums import Datum
from cockpit.intake.faults import Fault, ImportFault
from cockpit.intake.keys import Table, TomlText
from cockpit.intake.mapping import (
    Closing,
    Laying,
    Mapping,
    Number,
    Outside,
    Place,
    Severity,
    Source,
    Time,
    Transform,
)
from cockpit.intake.plane import Box
from cockpit.intake.rows import Column, FileShape
from cockpit.intake.template import Template
from cockpit.intake.times import Clock, DayShift, TimeFormat, format_fault

TABLES = ("file", "source", "number", "time", "closing", "class", "severity", "place", "text", "transform")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
HOWS: tuple[How, ...] = ("exact", "prefix", "regex")


def read_mapping(path: Path) -> Mapping:
    """Reads and checks a mapping file.

    Raises:
        ImportFault: it cannot be read, or has faults; all of them, each with line, key and mend.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ImportFault([Fault(str(path), 0, "", f"无法打开：{why}", f"cannot be opened: {why}")]) from error
    except UnicodeDecodeError as error:
        raise ImportFault(
            [Fault(str(path), 0, "", "不是 UTF-8；请另存为 UTF-8", "is not UTF-8; save it so")]
        ) from error
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str) -> Mapping:
    """The mapping that a TOML text says; ``name`` is how it is called in messages.

    Raises:
        ImportFault: it has faults; all of them.
    """
    toml = TomlText(text, name)
    toml.known(TABLES)
    shape = _file(toml.table("file"))
    time = _time(toml.table("time"))
    classes = toml.table("class")
    class_columns, otherwise = _class(classes)
    texts = toml.table("text")
    first_class = f"{{{class_columns[0]}}}" if class_columns else ""
    mapping = Mapping(
        name=name,
        shape=shape,
        source=_source(toml.table("source")),
        number=_number(toml.table("number")),
        time=time,
        closing=_closing(toml.table("closing"), time.written),
        class_columns=class_columns,
        rules=(*(_rule(table) for table in toml.tables("class.rule")), *otherwise),
        severity=_severity(toml.table("severity")),
        place=_place(toml.table("place")),
        text=_template(texts, "text", first_class),
        address=_template(texts, "address", ""),
        transform=_transform(toml.table("transform")),
    )
    texts.finish()
    if not mapping.rules:
        classes.fault("rule", "没有任何类别规则；请写 [[class.rule]]", "there are no rules; write [[class.rule]]")
    if shape.format == "csv" and not shape.header and not shape.names:
        for column in mapping.columns():
            if isinstance(column, str):
                toml.fault(
                    "file",
                    "names",
                    f"文件没有表头，映射却用了列名 {column!r}；请在 names 里列出列名，或改用列号",
                    f"the file has no header, yet the mapping names {column!r}; list the names here, or use numbers",
                )
                break
    toml.finish()
    return mapping


def _file(table: Table) -> FileShape:
    format_ = table.choice("format", ("csv", "jsonl"), "csv")
    delimiter = table.text("delimiter", ",")
    quote = table.text("quote", '"')
    for key, value, short in (("delimiter", delimiter, False), ("quote", quote, True)):
        if not (len(value) == 1 or (short and not value)) or value in ("\n", "\r", "\0"):
            table.fault(key, f"应为一个字符，现为 {value!r}", f"must be one character, is {value!r}")
    if delimiter == quote:
        table.fault("quote", "不能与 delimiter 相同", "must differ from delimiter")
    shape = FileShape(
        format=cast(Literal["csv", "jsonl"], format_),
        encoding=table.choice("encoding", ENCODINGS, "utf-8"),
        delimiter=delimiter,
        quote=quote,
        header=table.flag("header", True),
        names=table.texts("names"),
        columns=table.whole("columns", 0, 0, 10_000),
    )
    if shape.names and len(set(shape.names)) != len(shape.names):
        table.fault("names", "有重名的列", "two columns have one name")
    if shape.names and shape.header and format_ == "csv":
        table.fault("names", "文件有表头时不写 names", "is for a file without a header; set header = false")
    table.finish()
    return shape


def _source(table: Table) -> Source:
    values = {}
    for key, value in table.pairs("values").items():
        if isinstance(value, str):
            values[key] = value
        else:
            table.fault("values", f"{key!r} 应对应来源编号（文字）", f"{key!r} must stand for a source's id, a text")
    source = Source(table.text("id"), table.column("column"), values, table.line("id"))
    if not source.id and source.column is None:
        table.fault("id", "请写来源编号 id，或写 column", "say the source's id, or a column")
    table.finish()
    return source


def _number(table: Table) -> Number:
    number = Number(table.column("column"), table.columns("hash"), table.text("prefix"))
    if (number.column is None) == (not number.hashed):
        table.fault(
            "column",
            "column 与 hash 须且只须写一个：文件有编号写 column，没有则写 hash 的各列",
            "say either column (the file has numbers) or hash (the columns to make them of)",
        )
    table.finish()
    return number


def _time(table: Table) -> Time:
    columns = table.columns("column")
    if not columns:
        table.fault("column", "请写时间所在的列", "say the column of the time")
    time = Time(columns, _written(table, TimeFormat()))
    table.finish()
    return time


def _written(table: Table, default: TimeFormat) -> TimeFormat:
    written = TimeFormat(table.text("format", default.format), table.text("zone", default.zone))
    why = format_fault(written.format)
    if why:
        table.fault(
            "format",
            f'{written.format!r} 不是完整的时间格式（{why}）；例如 "%Y-%m-%d %H:%M"、"iso"、"epoch_s"',
            f'{written.format!r} is no format of a whole time ({why}); e.g. "%Y-%m-%d %H:%M", "iso", "epoch_s"',
        )
    try:
        ZoneInfo(written.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.fault(
            "zone",
            f'没有时区 {written.zone!r}；例如 "Asia/Shanghai"',
            f'there is no time zone {written.zone!r}; e.g. "Asia/Shanghai"',
        )
        return TimeFormat(written.format)
    return written


def _closing(table: Table, default: TimeFormat) -> Closing:
    columns = table.columns("column")
    after_min = table.number("after_min", 0.0, 0.0, 1e6) if "after_min" in table else None
    closing = Closing(columns, _written(table, default), after_min)
    table.finish()
    return closing


def _class(table: Table) -> tuple[tuple[Column, ...], tuple[Rule, ...]]:
    columns = table.columns("column")
    if not columns:
        table.fault("column", "请写类别所在的列", "say the column of the class")
    otherwise = table.text("otherwise_kind")
    severity = table.whole("otherwise_severity", 0, 0, 4)
    table.finish("rule")
    return columns, (
        Rule("otherwise", kind=otherwise, severity=severity, line=table.line("otherwise_kind")),
    ) if otherwise else ()


def _rule(table: Table) -> Rule:
    given: list[tuple[How, tuple[str, ...]]] = []
    for one in HOWS:
        value = table.get(one, (str, list), None, "文字或文字的列表", "a text or a list of texts")
        if value is not None:
            given.append((one, tuple(str(text) for text in (value if isinstance(value, list) else [value]))))
    if len(given) != 1 or not given[0][1]:
        table.fault("", "exact、prefix、regex 须且只须写一个", "say exactly one of exact, prefix, regex")
        given = [("exact", ())]
    how, patterns = given[0]
    if how == "regex":
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                table.fault(
                    "regex", f"正则 {pattern!r} 有误：{error}", f"{pattern!r} is no regular expression: {error}"
                )
                how, patterns = "exact", ()
                break
    rule = Rule(
        how=how,
        patterns=patterns,
        kind=table.text("kind"),
        severity=table.whole("severity", 0, 0, 4),
        source=table.text("source"),
        text=_template(table, "text", "") if "text" in table else None,
        reject=table.text("reject"),
        line=table.line("kind"),
    )
    if bool(rule.kind) == bool(rule.reject):
        table.fault("kind", "kind 与 reject 须且只须写一个", "say either kind or reject (why such rows are not taken)")
    table.finish("text")
    return rule


def _severity(table: Table) -> Severity:
    values = {}
    for key, value in table.pairs("values").items():
        if value in (1, 2, 3, 4) and not isinstance(value, bool | float):
            values[key] = cast(int, value)
        else:
            table.fault("values", f"{key!r} 的等级须为 1 至 4", f"the severity of {key!r} must be 1 to 4")
    severity = Severity(table.column("column"), values)
    table.finish()
    return severity


def _place(table: Table) -> Place:
    place = Place(
        lon=table.column("lon"),
        lat=table.column("lat"),
        datum=cast(Datum, table.choice("datum", ("wgs84", "gcj02", "bd09"), "wgs84")),
        circle=table.column("circle"),
        outside=cast(Outside, table.choice("outside", ("reject", "nearest"), "reject")),
        nearest_within_m=table.number("nearest_within_m", 500.0, 0.0, 1e7),
    )
    if (place.lon is None) != (place.lat is None):
        table.fault("lon", "lon 与 lat 须同时写", "say both lon and lat")
    if place.lon is None and place.circle is None:
        table.fault("lon", "请写 lon 与 lat，或写 circle", "say lon and lat, or circle")
    table.finish()
    return place


def _template(table: Table, key: str, default: str) -> Template:
    template = Template(table.text(key, default))
    if not template.sound:
        table.fault(key, "花括号里应是列名或列号", "braces must hold a column's name or number")
        return Template("")
    return template


def _transform(table: Table) -> Transform:
    laying = cast(Laying, table.choice("places", ("keep", "similarity", "affine", "quantiles"), "keep"))
    box = table.numbers("box", 4)
    if box is not None and not (-180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90):
        table.fault("box", "应为 [西, 南, 东, 北]（度）", "must be [west, south, east, north] in degrees")
        box = None
    if box is None and laying in ("similarity", "affine"):
        table.fault("box", f"{laying} 需要源城市的范围 [西, 南, 东, 北]", f"{laying} needs [west, south, east, north]")
    transform = Transform(
        laying=laying,
        box=cast("Box | None", box),
        rotation_deg=table.number("rotation_deg", 0.0, -360.0, 360.0),
        margin=table.number("margin", 0.02, 0.0, 0.45),
        days=DayShift(
            shift_days=table.whole("shift_days", 0, -100_000, 100_000),
            days=_days(table),
            clock=cast(Clock, table.choice("clock", ("wall", "instant"), "instant")),
        ),
    )
    if transform.days.days and transform.days.shift_days:
        table.fault("shift_days", "shift_days 与 days 只能写一个", "say either shift_days or days")
    table.finish()
    return transform


def _days(table: Table) -> tuple[tuple[date, date], ...]:
    found: list[tuple[date, date]] = []
    for key, value in table.pairs("days").items():
        try:
            found.append((date.fromisoformat(key), _date(value)))
        except (ValueError, TypeError):
            table.fault(
                "days", f"{key} = {value} 不是两个日期", f"{key} = {value} is not two dates: 2016-03-15 = 2026-11-21"
            )
    return tuple(found)


def _date(value: Any) -> date:
    if type(value) is date:
        return value
    return date.fromisoformat(value)
