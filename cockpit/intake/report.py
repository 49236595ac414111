"""What became of each row of an import: taken, there already, or not taken and why."""

from __future__ import annotations

from array import array
from typing import Any, Literal

import msgspec

from cockpit.domain.incidents import ReportIncident

REASONS: dict[str, tuple[str, str]] = {
    # the line is no row
    "encoding": (
        "编码不符（中文 Excel 的文件常是 gb18030）",
        "not in this encoding (Chinese Excel often writes gb18030)",
    ),
    "nul": ("含空字符 NUL", "holds a NUL character"),
    "too_long": ("行过长", "the line is too long"),
    "quotes": ("引号不成对", "quotes do not match"),
    "columns": ("列数不符", "wrong number of cells"),
    "blank": ("整行空白", "all cells are blank"),
    "json": ("不是 JSON 对象", "not a JSON object"),
    # the report cannot be understood
    "number_missing": ("没有编号", "no source number"),
    "number_long": ("编号过长", "the source number is too long"),
    "number_conflict": ("同一编号内容不同", "one number, another content"),
    "repeated": ("与前面某行完全相同", "the same row has been here"),
    "source_unknown": ("来源不在映射里", "the source is not in the mapping"),
    "class_missing": ("没有类别", "no class"),
    "class_unknown": ("类别不在映射里", "the class is not in the mapping"),
    "class_rejected": ("映射写明不收", "the mapping rejects the class"),
    "severity_unknown": ("等级不在映射里", "the severity is not in the mapping"),
    "time_missing": ("没有时间", "no time"),
    "time_bad": ("时间读不出来", "the time cannot be read"),
    "time_future": ("时间在未来", "the time is still to come"),
    "time_old": ("时间早于 1970 年", "the time is before 1970"),
    "day_not_asked": ("不是要导入的日子", "not one of the days to be laid"),
    "closing_bad": ("办结时间读不出来或早于报送", "the closing cannot be read, or is before the report"),
    "place_missing": ("没有位置", "no place"),
    "place_zero": ("坐标为 0", "the coordinates are 0"),
    "place_bad": ("坐标不是经纬度", "the coordinates are no longitude and latitude"),
    "place_outside_source": ("位置不在源城市范围内", "the place is outside the source's box"),
    "place_outside_town": ("位置不在任何网格内", "the place is in no grid of the town"),
    "circle_unknown": ("没有这个圈", "there is no such circle"),
    # the hub said no
    "refused": ("中枢拒收", "refused by the hub"),
}
"""Why a row is not taken: code to Chinese and English."""

NOTES: dict[str, tuple[str, str]] = {
    "text_cut": ("文字过长，已截短", "the text was too long and was cut"),
    "nearest_grid": ("位置在网格外，归入最近的网格", "outside all grids, put on the nearest"),
    "closed_later": ("办结时间在未来，按未结导入", "the closing is still to come: taken as open"),
    "circle_only": ("没有坐标，只有所在圈", "no coordinates, the circle only"),
}
"""What was done to a row that was taken nevertheless."""

DETAILS_KEPT = 1000
"""Details kept for each reason; line numbers are kept for all."""

LINES_SHOWN = 12


class Taken(msgspec.Struct, frozen=True):
    """A row that became a command; ``notes`` are codes of ``NOTES``."""

    line: int
    command: ReportIncident
    notes: tuple[str, ...] = ()


class NotTaken(msgspec.Struct, frozen=True):
    """A row that did not: its line (from 1), a code of ``REASONS``, what was found, an earlier line it belongs to."""

    line: int
    code: str
    detail: str = ""
    first_line: int = 0


class Untaken(Exception):
    """Ends the translation of a row; ``translate`` makes a ``NotTaken`` of it, so it never leaves intake."""

    def __init__(self, code: str, detail: str = "", first_line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.first_line = first_line


Fate = Literal["accepted", "already_there"]


class _Lines:
    """The lines of one reason or note; details for the first thousand."""

    def __init__(self) -> None:
        self.lines = array("Q")
        self.details: list[tuple[str, int]] = []

    def add(self, line: int, detail: str = "", first_line: int = 0) -> None:
        self.lines.append(line)
        if len(self.details) < DETAILS_KEPT:
            self.details.append((detail, first_line))


class ImportReport:
    """Counts as an import goes on; grows by 8 bytes a row that is not taken.

    Args:
        file: how the file is called in the report.
        mapping: how the mapping is called.
    """

    def __init__(self, file: str = "", mapping: str = "") -> None:
        self.file = file
        self.mapping = mapping
        self.accepted = 0
        self.already_there = 0
        self._not_taken: dict[str, _Lines] = {}
        self._notes: dict[str, _Lines] = {}

    def add(self, outcome: Taken | NotTaken, fate: Fate = "accepted") -> None:
        """Notes a row. ``fate`` is what the hub made of a command: new to it, or known by source and number."""
        if isinstance(outcome, NotTaken):
            held = self._not_taken.setdefault(outcome.code, _Lines())
            held.add(outcome.line, outcome.detail, outcome.first_line)
            return
        if fate == "already_there":
            self.already_there += 1
        else:
            self.accepted += 1
        for note in outcome.notes:
            self._notes.setdefault(note, _Lines()).add(outcome.line)

    def refuse(self, taken: Taken, why: str) -> None:
        """Notes a command that the hub refused, with its message."""
        self.add(NotTaken(taken.line, "refused", why))

    @property
    def repeated(self) -> int:
        """Rows that say word for word what an earlier row of the file says."""
        return self._count("repeated")

    @property
    def not_taken(self) -> int:
        """Rows that were not taken, without the repeated ones."""
        return sum(len(held.lines) for held in self._not_taken.values()) - self.repeated

    @property
    def rows(self) -> int:
        """All rows: accepted, already there, repeated, not taken."""
        return self.accepted + self.already_there + self.repeated + self.not_taken

    def _count(self, code: str) -> int:
        return len(self._not_taken[code].lines) if code in self._not_taken else 0

    def as_dict(self) -> dict[str, Any]:
        """For JSON: counts, and every line that was not taken by reason, with what was found there."""
        return {
            "file": self.file,
            "mapping": self.mapping,
            "rows": self.rows,
            "accepted": self.accepted,
            "already_there": self.already_there,
            "repeated": self.repeated,
            "not_taken": self.not_taken,
            "reasons": {code: _as_dict(held, REASONS[code]) for code, held in sorted(self._not_taken.items())},
            "notes": {code: _as_dict(held, NOTES[code]) for code, held in sorted(self._notes.items())},
        }

    def text(self, language: str = "zh") -> str:
        """The report for a person: a line of counts, then a paragraph for each reason, the most frequent first."""
        zh = language == "zh"
        counts = (self.rows, self.accepted, self.already_there, self.repeated, self.not_taken)
        head = (
            "共 {} 行：导入 {}，已在库 {}，重复行 {}，未导入 {}"
            if zh
            else "{} rows: {} taken, {} already there, {} repeated, {} not taken"
        ).format(*counts)
        lines = [f"{self.file}{'：' if zh else ': '}{head}" if self.file else head]
        for held_by, words in ((self._not_taken, REASONS), (self._notes, NOTES)):
            for code, held in sorted(held_by.items(), key=lambda one: -len(one[1].lines)):
                lines += _paragraph(words[code][0 if zh else 1], held, zh)
        return "\n".join(lines)


def _as_dict(held: _Lines, words: tuple[str, str]) -> dict[str, Any]:
    details: list[dict[str, Any]] = []
    for line, (detail, first_line) in zip(held.lines, held.details, strict=False):
        if detail or first_line:
            details.append({"line": line, "detail": detail} | ({"first_line": first_line} if first_line else {}))
    return {
        "zh": words[0],
        "en": words[1],
        "count": len(held.lines),
        "lines": held.lines.tolist(),
        "details": details,
    }


def _paragraph(name: str, held: _Lines, zh: bool) -> list[str]:
    count = len(held.lines)
    head = f"  {name}：{count} 行" if zh else f"  {name}: {count}"
    by_detail: dict[str, list[str]] = {}
    for line, (detail, first_line) in zip(held.lines, held.details, strict=False):
        shown = f"{line}（同 {first_line}）" if zh else f"{line} (as {first_line})"
        by_detail.setdefault(detail, []).append(shown if first_line else str(line))
    if list(by_detail) == [""]:
        return [f"{head}{'，第 ' if zh else ', line '}{_listed(by_detail[''], count, zh)}"]
    lines = [head]
    ordered = sorted(by_detail.items(), key=lambda one: -len(one[1]))
    for detail, at in ordered[:LINES_SHOWN]:
        lines.append(f"    {detail or '—'}{'：第 ' if zh else ': line '}{_listed(at, len(at), zh)}")
    rest = count - sum(len(at) for _, at in ordered[:LINES_SHOWN])
    if rest:
        lines.append(f"    …另 {rest} 行，详见 --json" if zh else f"    … and {rest} more, all in --json")
    return lines


def _listed(lines: list[str], count: int, zh: bool) -> str:
    """The first dozen; ``count`` is how many there are, also of those whose details were not kept."""
    if count <= LINES_SHOWN:
        return ", ".join(lines) + (" 行" if zh else "")
    return ", ".join(lines[:LINES_SHOWN]) + (f" …（共 {count} 行）" if zh else f" … ({count} in all)")
