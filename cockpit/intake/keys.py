"""Reads a TOML file by key and keeps note of every fault: unknown keys, wrong types, values that are none."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from cockpit.intake.faults import Fault, ImportFault

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")
_LINE_IN_MESSAGE = re.compile(r"at line (\d+)")


class TomlText:
    """A TOML file's content together with the lines of its keys, and the faults found so far.

    Args:
        text: the file's content.
        name: how the file is called in messages.

    Raises:
        ImportFault: the text is not TOML.
    """

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self._lines = _lines_of_keys(text)
        try:
            self.content: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _LINE_IN_MESSAGE.search(str(error))
            line = int(found.group(1)) if found else 0
            raise ImportFault([Fault(name, line, "", f"不是有效的 TOML：{error}", f"is not TOML: {error}")]) from error

    def fault(self, table: str, key: str, zh: str, en: str) -> None:
        """Notes a fault of a key (of the table itself where the key is empty or absent)."""
        line = self.line(table, key)
        shown = f"[{table}] {key}".strip() if table else key
        self.faults.append(Fault(self.name, line, shown, zh, en))

    def line(self, table: str, key: str) -> int:
        """The line of a key, of its table where the key has none, else 0."""
        return self._lines.get((table, key)) or self._lines.get((table, "")) or 0

    def table(self, name: str) -> Table:
        """A table of the file; an absent one is empty."""
        value = self.content.get(name, {})
        if not isinstance(value, dict):
            self.fault("", name, f"应为一个表：写成 [{name}]", f"must be a table: write [{name}]")
            value = {}
        return Table(self, name, value)

    def tables(self, path: str) -> list[Table]:
        """An array of tables, e.g. ``class.rule``; an absent one is empty."""
        value: Any = self.content
        for part in path.split("."):
            value = value.get(part, []) if isinstance(value, dict) else []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(
                path, "", f"应为一列表：每项写 [[{path}]]", f"must be a list of tables: write [[{path}]] for each"
            )
            return []
        return [Table(self, f"{path} {number}", one) for number, one in enumerate(value, 1)]

    def known(self, tables: Collection[str]) -> None:
        """Notes every top-level name that is none of these."""
        for name in self.content:
            if name not in tables:
                table, key = (name, "") if (name, "") in self._lines else ("", name)
                self.fault(table, key, *_unknown(name, tables))

    def finish(self) -> None:
        """Ends the reading.

        Raises:
            ImportFault: faults were found; all of them.
        """
        if self.faults:
            raise ImportFault(sorted(self.faults, key=lambda fault: fault.line))


class Table:
    """One table of the file. Each reading names a key; ``finish`` notes the keys that nobody asked for."""

    def __init__(self, toml: TomlText, name: str, content: Mapping[str, Any]) -> None:
        self._toml = toml
        self.name = name
        self.content = content
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self.content

    def fault(self, key: str, zh: str, en: str) -> None:
        """Notes a fault of one of the keys."""
        self._toml.fault(self.name, key, zh, en)

    def line(self, key: str) -> int:
        """The line of one of the keys."""
        return self._toml.line(self.name, key)

    def get(self, key: str, kinds: tuple[type, ...], default: Any, zh: str, en: str) -> Any:
        """The value of a key if it is of one of the kinds (a bool is never a number), else a fault and the default."""
        self._asked.append(key)
        if key not in self.content:
            return default
        value = self.content[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.fault(key, f"应为{zh}，现为 {value!r}", f"must be {en}, is {value!r}")
            return default
        return value

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        return str(self.get(key, (str,), default, "文字（加引号）", "a text in quotes"))

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        return bool(self.get(key, (bool,), default, " true 或 false", "true or false"))

    def whole(self, key: str, default: int, lowest: int, highest: int) -> int:
        """A whole number within limits."""
        value = int(self.get(key, (int,), default, "整数", "a whole number"))
        return value if self._within(key, value, lowest, highest) else default

    def number(self, key: str, default: float, lowest: float, highest: float) -> float:
        """A number within limits."""
        value = float(self.get(key, (int, float), default, "数字", "a number"))
        return value if self._within(key, value, lowest, highest) else default

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        """One of some words."""
        value = self.text(key, default)
        if value in choices or value == default:
            return value
        listed = ", ".join(choices)
        self.fault(key, f"没有 {value!r}；可用：{listed}", f"there is no {value!r}; one of: {listed}")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.get(key, (list,), [], "列表", "a list")
        if not all(isinstance(one, str) for one in value):
            self.fault(key, "列表里只能是文字", "the list may hold texts only")
            return ()
        return tuple(value)

    def numbers(self, key: str, count: int) -> tuple[float, ...] | None:
        """A list of so many numbers, None where it is absent or wrong."""
        value = self.get(key, (list,), None, "列表", "a list")
        if value is None:
            return None
        if len(value) != count or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value):
            self.fault(key, f"应为 {count} 个数字的列表", f"must be a list of {count} numbers")
            return None
        return tuple(float(one) for one in value)

    def column(self, key: str) -> int | str | None:
        """A column: its name, or its number counted from 1; None where it is absent."""
        value = self.get(key, (int, str), None, "列名，或从 1 数起的列号", "a column's name, or its number from 1")
        return self._column(key, value)

    def columns(self, key: str) -> tuple[int | str, ...]:
        """A column or a list of columns."""
        value = self.get(key, (int, str, list), [], "列或列的列表", "a column or a list of columns")
        listed = value if isinstance(value, list) else [value]
        return tuple(found for one in listed if (found := self._column(key, one)) is not None)

    def _column(self, key: str, value: Any) -> int | str | None:
        if value is None:
            return None
        is_name = isinstance(value, str) and value != ""
        is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 1
        if not (is_name or is_number):
            self.fault(
                key, f"{value!r} 不是列名，也不是从 1 数起的列号", f"{value!r} is no column's name or number from 1"
            )
            return None
        return value if isinstance(value, int | str) else None

    def pairs(self, key: str) -> dict[str, Any]:
        """A table inside the table."""
        return dict(self.get(key, (dict,), {}, "一个表", "a table"))

    def _within(self, key: str, value: float, lowest: float, highest: float) -> bool:
        if lowest <= value <= highest:
            return True
        self.fault(
            key, f"须在 {lowest} 至 {highest} 之间，现为 {value}", f"must lie in {lowest} to {highest}, is {value}"
        )
        return False

    def finish(self, *also: str) -> None:
        """Notes every key that was not asked for, with the one that may have been meant."""
        known = [*self._asked, *also]
        for key in self.content:
            if key not in known:
                self.fault(key, *_unknown(key, known))


def _unknown(key: str, known: Collection[str]) -> tuple[str, str]:
    zh, en = meant(key, known)
    return f"没有 {key} 这个键；{zh}", f"there is no key {key}; {en}"


def meant(word: str, known: Collection[str]) -> tuple[str, str]:
    """The mend for a word that is not known, in Chinese and English: the one that may have been meant, or all."""
    near = difflib.get_close_matches(word, known, 1)
    listed = ", ".join(sorted(known))
    if near:
        return f"是不是 {near[0]}？", f"did you mean {near[0]}?"
    return f"可用：{listed}", f"there are: {listed}"


def _lines_of_keys(text: str) -> dict[tuple[str, str], int]:
    """(table, key) to line, from 1; the table itself under the key ''. Tables of an array are numbered: ``rule 2``."""
    found: dict[tuple[str, str], int] = {}
    counted: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            table = header.group(2).replace('"', "")
            if header.group(1) == "[[":
                counted[table] = counted.get(table, 0) + 1
                table = f"{table} {counted[table]}"
            found.setdefault((table, ""), number)
        elif key := _KEY.match(line):
            found.setdefault((table, next(part for part in key.groups() if part is not None)), number)
    return found
