"""CSV tables as clerks save them: UTF-8 with or without a mark, English or Chinese headings, faults by line."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cockpit.town.aliases import HEADINGS, REMARKS, VALUES
from cockpit.town.faults import Faults


class Row(NamedTuple):
    """A line of a table: its cells by English heading, and how to say that one of them is wrong.

    ``written`` has the headings as the clerk wrote them, by English heading.
    """

    file: str
    line: int
    cells: dict[str, str]
    written: dict[str, str]
    faults: Faults

    def called(self, column: str) -> str:
        """A column's name for a fault: as the clerk wrote it where that is Chinese, and in English."""
        written = self.written.get(column, column)
        return f"{HEADINGS[column][0] if written.isascii() else written}({column})"

    def fault(self, wrong: str, mend: str) -> None:
        """Notes a fault in this line."""
        self.faults.add(self.file, self.line, wrong, mend)

    def text(self, column: str) -> str:
        """The cell; empty where the table has no such column."""
        return self.cells.get(column, "")

    def required(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.text(column)
        if not value:
            self.fault(f"{self.called(column)} 为空", "填上")
        return value

    def number(self, column: str, default: float, least: float = -math.inf, most: float = math.inf) -> float:
        """The cell as a float; the default where it is empty or wrong."""
        text = self.text(column)
        if not text:
            return default
        try:
            value = float(text)
        except ValueError:
            self.fault(f"{self.called(column)} “{text}” 不是数字", "改为数字，如 12.5")
            return default
        if not (math.isfinite(value) and least <= value <= most):
            self.fault(f"{self.called(column)} {text} 超出范围", f"应在 {least:g} 至 {most:g} 之间")
            return default
        return value

    def choice(self, column: str, allowed: Sequence[str], words: str) -> str:
        """The cell as one of the allowed codes (or their Chinese words); the first allowed one where it is wrong."""
        text = self.required(column)
        value = VALUES[words].get(text, text)
        if value not in allowed:
            if text:
                self.fault(f"{self.called(column)} “{text}” 不认识", f"改为 {'、'.join(allowed)} 之一")
            return allowed[0]
        return value

    def flag(self, column: str) -> bool:
        """The cell as yes or no; empty is no."""
        text = self.text(column)
        value = VALUES["flag"].get(text.lower())
        if value is None:
            self.fault(f"{self.called(column)} “{text}” 不认识", "改为 是 或 否（1 或留空）")
        return bool(value)


def read_text(folder: Path, file: str, faults: Faults) -> str | None:
    """A file's text without its byte order mark; None, with a fault, where it cannot be read."""
    try:
        return (folder / file).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        faults.add(file, None, "文件不存在", "按 docs/town-folder.md 新建")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.add(file, line, "不是 UTF-8 编码", "用“CSV UTF-8”格式另存")
    except OSError as error:
        faults.add(file, None, f"读不了（{error.strerror}）", "检查文件权限")
    return None


def read_table(folder: Path, file: str, required: Sequence[str], optional: Sequence[str], faults: Faults) -> list[Row]:
    """The rows of a CSV file, blank lines left out.

    Args:
        required: headings that must be there, in English; Chinese ones are accepted for them.
        optional: headings that may be there.
    """
    text = read_text(folder, file, faults)
    return [] if text is None else parse_table(text, file, required, optional, faults)


def parse_table(text: str, file: str, required: Sequence[str], optional: Sequence[str], faults: Faults) -> list[Row]:
    """As ``read_table``, from text."""
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[Row] = []
    headings: list[str] = []
    written: dict[str, str] = {}
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not headings:
                headings = _headings(cells, file, reader.line_num, required, optional, faults)
                if not headings:
                    return []
                written = dict(zip(headings, cells, strict=True))
            elif len(cells) > len(headings) and any(cells[len(headings) :]):
                faults.add(
                    file,
                    reader.line_num,
                    f"有 {len(cells)} 格，表头只有 {len(headings)} 列",
                    "含逗号的内容请加英文双引号",
                )
            else:
                rows.append(Row(file, reader.line_num, dict(zip(headings, cells, strict=False)), written, faults))
    except csv.Error as error:
        faults.add(file, reader.line_num, f"不是有效的 CSV（{error}）", "检查这一行的引号")
    if not headings:
        faults.add(file, 1, "表是空的", f"第一行写表头：{','.join(required)}")
    return rows


def _headings(
    cells: list[str], file: str, line: int, required: Sequence[str], optional: Sequence[str], faults: Faults
) -> list[str]:
    """English headings for the first line; empty when the table cannot be read by them."""
    names: list[str] = []
    known = [*required, *optional]
    for cell in cells:
        plain = cell.lower()
        name = next((column for column in known if plain == column or cell in HEADINGS[column]), "")
        if not name and plain and plain not in REMARKS:
            faults.add(file, line, f"表头 “{cell}” 不认识", f"改为 {'、'.join(known)} 之一；只给人看的列叫“备注”")
        if name and name in names:
            faults.add(file, line, f"表头 {_both(name)} 出现两次", "删去一列")
        names.append(name or f"({cell})")
    missing = [column for column in required if column not in names]
    for column in missing:
        faults.add(file, line, f"缺少 {_both(column)} 这一列", "在表头加上")
    return [] if missing else names


def _both(column: str) -> str:
    """A column's name in both languages."""
    return f"{HEADINGS[column][0]}({column})"
