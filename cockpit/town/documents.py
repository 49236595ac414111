"""TOML files with faults by line.

The standard library's reader tells no lines for values, so they are looked up: by table header, then by key. Where
that fails (an inline table, say), the fault names the file alone.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.town.faults import Faults
from cockpit.town.tables import read_text

_HEADER = re.compile(r"^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}")


class Section:
    """A table of a TOML file: typed values, faults with lines, and a check that nothing is misspelt."""

    def __init__(
        self,
        file: str,
        text: str,
        values: dict[str, Any],
        faults: Faults,
        header: str = "",
        number: int = 0,
        after: int = 0,
    ) -> None:
        self.file = file
        self.values = values
        self._text = text
        self._faults = faults
        self._header = header
        self._number = number
        self._after = after
        self._asked: set[str] = set()

    def line(self, key: str = "") -> int | None:
        """The line of a key of this table (of the table itself without one), from 1."""
        header, seen, start = "", -1 if self._header else 0, None if self._header else 1
        for number, line in enumerate(self._text.splitlines(), 1):
            if number <= self._after:
                continue
            match = _HEADER.match(line)
            if match:
                header = match[1]
                if header == self._header:
                    seen += 1
                    start = number if seen == self._number else start
            elif (
                key
                and header == self._header
                and seen == self._number
                and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line)
            ):
                return number
        return start

    def fault(self, key: str, wrong: str, mend: str) -> None:
        """Notes a fault at a key."""
        self._faults.add(self.file, self.line(key), wrong, mend)

    def _take(self, key: str, kind: type | tuple[type, ...], wanted: str, default: Any, required: bool) -> Any:
        self._asked.add(key)
        value = self.values.get(key)
        if value is None:
            if required:
                self.fault("", f"缺少 {key}", f"加上 {key} = …（{wanted}）")
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, f"{key} = {value!r} 类型不对", f"改为{wanted}")
            return default
        return value

    def string(self, key: str, default: str = "", required: bool = False) -> str:
        """A text."""
        return str(self._take(key, str, "加引号的文字", default, required))

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        return bool(self._take(key, bool, " true 或 false", default, False))

    def number(
        self, key: str, default: float, least: float = -math.inf, most: float = math.inf, required: bool = False
    ) -> float:
        """A float; whole numbers are taken too."""
        value = float(self._take(key, (int, float), "数字", default, required))
        if not (math.isfinite(value) and least <= value <= most):
            self.fault(key, f"{key} = {value:g} 超出范围", f"应在 {least:g} 至 {most:g} 之间")
            return default
        return value

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number."""
        value = int(self._take(key, int, "整数", default, False))
        if not least <= value <= most:
            self.fault(key, f"{key} = {value} 超出范围", f"应在 {least} 至 {most} 之间")
            return default
        return value

    def numbers(self, key: str, default: Sequence[float]) -> tuple[float, ...]:
        """A list of as many floats as the default has."""
        value = self._take(key, list, f" {len(default)} 个数字的列表", list(default), False)
        right = all(
            isinstance(item, (int, float)) and not isinstance(item, bool) and math.isfinite(item) for item in value
        )
        if len(value) != len(default) or not right:
            self.fault(key, f"{key} = {value!r} 不对", f"改为 {len(default)} 个数字，如 {list(default)}")
            return tuple(float(item) for item in default)
        return tuple(float(item) for item in value)

    def strings(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key, list, "文字的列表", [], required)
        if not all(isinstance(item, str) for item in value):
            self.fault(key, f"{key} = {value!r} 里有不是文字的", '改为如 ["p01", "p02"]')
            return ()
        return tuple(value)

    def instant(self, key: str, zone: ZoneInfo, required: bool = True) -> datetime | None:
        """A local time (or one with an offset, or a text of either) as an instant in UTC."""
        wanted = "时间，如 2026-01-04T20:00:00"
        value = self._take(key, (datetime, str), wanted, None, required)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                self.fault(key, f"{key} = “{value}” 不是时间", f"改为{wanted}")
                return None
        if value is None:
            return None
        local: datetime = value if value.tzinfo is not None else value.replace(tzinfo=zone)
        try:
            return local.astimezone(UTC)
        except OverflowError:
            self.fault(key, f"{key} = {value} 超出范围", f"改为{wanted}")
            return None

    def day(self, key: str) -> date | None:
        """A date."""
        value = self._take(key, date, "日期，如 2026-11-01", None, False)
        return value.date() if isinstance(value, datetime) else value

    def section(self, key: str) -> Section | None:
        """A table below this one, None where there is none."""
        value = self._take(key, dict, f"一个 [{key}] 表", None, False)
        if value is None:
            return None
        header = f"{self._header}.{key}" if self._header else key
        return Section(self.file, self._text, value, self._faults, header, 0, (self.line() or 1) - 1)

    def sections(self, key: str) -> list[Section]:
        """The tables of an array ``[[key]]``."""
        values = self._take(key, list, f"若干 [[{key}]] 表", [], False)
        if not all(isinstance(value, dict) for value in values):
            self.fault(key, f"{key} 不是表的列表", f"每一项写成 [[{key}]]")
            return []
        return [Section(self.file, self._text, value, self._faults, key, number) for number, value in enumerate(values)]

    def refuse_others(self) -> None:
        """Notes a fault for each key that nobody asked for: a misspelt one would be passed over in silence."""
        for key in self.values.keys() - self._asked:
            self.fault(key, f"{key} 不认识", f"删去，或改为 {'、'.join(sorted(self._asked))} 之一")


def read_document(folder: Path, file: str, faults: Faults) -> Section | None:
    """The top table of a TOML file; None, with a fault, where it cannot be read."""
    text = read_text(folder, file, faults)
    if text is None:
        return None
    try:
        return Section(file, text, tomllib.loads(text), faults)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        faults.add(file, int(match[1]) if match else None, f"不是有效的 TOML（{error}）", "改正这一行的写法")
        return None
