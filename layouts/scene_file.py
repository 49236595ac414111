"""Scenes from TOML files: read, checked, every fault with file, line and mend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from layouts.scene import DESK, PANELS, Cell, Column, Grid, Scene, Seat, SeatSet
from layouts.scene_limits import MOST_COLUMNS, MOST_ROWS, SCENE_KEY

FOLDER = Path(__file__).resolve().parent / "scenes"
SHIPPED = ("daily", "consultation", "emergency", "drill")
TOP_KEYS = {"scene", "key", "zh", "en", "priority", "monitor"}
MONITOR_KEYS = {"set", "seat", "at", "viewing_distance_m", "height_m", "gives_to", "monitor", "grid"}
COLUMN_KEYS = {"share", "rows", "shares"}
LEAST_M, MOST_DISTANCE_M, MOST_HEIGHT_M = 0.1, 50.0, 20.0


class SceneFault(EnvironmentFailure):
    """A scene file cannot be used. ``faults`` holds one line each: file, line, what is wrong, the mend."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


def shipped() -> tuple[Scene, ...]:
    """The four scenes that come with the desktop."""
    return tuple(read_scene(FOLDER / f"{name}.toml") for name in SHIPPED)


def read_scene(file: Path) -> Scene:
    """Reads and checks one scene.

    Raises:
        SceneFault: it cannot be read, or has errors; all of them at once.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as fault:
        raise SceneFault([f"{file.name}：读不了这个文件（{fault.strerror}）；检查路径和权限"]) from fault
    except UnicodeDecodeError as fault:
        raise SceneFault([f"{file.name}：不是 UTF-8 文本；用 UTF-8 另存"]) from fault
    return parse_scene(text, file.name)


def parse_scene(text: str, name: str) -> Scene:
    """Checks a scene's text; ``name`` is the file's, for the messages.

    Raises:
        SceneFault: see ``read_scene``.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"at line (\d+)", str(fault))
        where = f":{found[1] if found else max(1, len(text.splitlines()))}"  # else it is "at end of document"
        raise SceneFault([f"{name}{where}：不是有效的 TOML（{fault}）；改正这一行的写法"]) from fault
    reading = _Reading(text, name)
    scene = reading.scene(data)
    if reading.faults:
        raise SceneFault(reading.faults)
    return scene


class _Reading:
    """One text being read; faults gather, so that all are seen at once."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = text.splitlines()
        self._name = name
        self._heads = [n for n, line in enumerate(self._lines, 1) if re.match(r"\s*\[\[\s*monitor\s*\]\]", line)]
        self._number: int | None = None
        self.faults: list[str] = []

    def scene(self, data: dict[str, Any]) -> Scene:
        """The scene; only worth using while there are no faults."""
        self._strange(data, TOP_KEYS)
        words = {key: self._text(data, key) for key in ("scene", "zh", "en")}
        key = self._text(data, "key", "")
        if key and not re.fullmatch(SCENE_KEY, key):
            self._fault(key, f"key = {key!r} 不能作场景键", '写成 "F1" 到 "F12"，或留空')
        priority = self._names(data, "priority")
        for panel in priority:
            self._known(panel)
        monitors = data.get("monitor")
        if not isinstance(monitors, list) or not monitors:
            self._fault("", "没有 [[monitor]]", "至少写一块屏")
            monitors = []
        sets: dict[int, dict[int, Seat]] = {}
        for number, monitor in enumerate(monitors):
            self._number = number
            if isinstance(monitor, dict):
                size, seat = self._seat(monitor)
                sets.setdefault(size, {})[number] = seat
        for size, seats in sets.items():
            self._check_set(size, seats)
        self._number = None
        found = tuple(SeatSet(tuple(sets[size].values())) for size in sorted(sets))
        return Scene(words["scene"], key, words["zh"], words["en"], priority, found)

    # -- one monitor -----------------------------------------------------------------------------------------------

    def _seat(self, data: dict[str, Any]) -> tuple[int, Seat]:
        self._strange(data, MONITOR_KEYS)
        size = data.get("set")
        if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= 16:
            self._fault("set", f"set = {size!r} 不是屏数", "写这一组共有几块屏，如 set = 3")
            size = 1
        at = data.get("at", [0, 0])
        if not (isinstance(at, list) and len(at) == 2 and all(isinstance(n, int) and 0 <= n < 16 for n in at)):
            self._fault("at", f"at = {at!r} 不是位置", "写 [列, 行]，左上角是 [0, 0]")
            at = [16 + (self._number or 0), 0]  # a place of its own, so that no second fault follows from this one
        height = self._metres(data, "height_m", MOST_HEIGHT_M, needed=False)
        seat = Seat(
            name=self._text(data, "seat"),
            at=(at[0], at[1]),
            viewing_distance_m=self._metres(data, "viewing_distance_m", MOST_DISTANCE_M) or 0.7,
            height_m=height,
            gives_to=self._names(data, "gives_to"),
            monitor=self._text(data, "monitor", ""),
            grid=self._grid(data.get("grid")),
        )
        return size, seat

    def _grid(self, data: Any) -> Grid:
        if not isinstance(data, list) or not 1 <= len(data) <= MOST_COLUMNS:
            mend = f'写 1 到 {MOST_COLUMNS} 列，每列如 {{ share = 1, rows = ["map"] }}'
            self._fault("grid", "grid 不是列的清单", mend)
            return Grid(())
        return Grid(tuple(self._column(column) for column in data))

    def _column(self, data: Any) -> Column:
        rows = data.get("rows") if isinstance(data, dict) else None
        if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_ROWS or not all(isinstance(r, str) for r in rows):
            self._fault("grid", "有一列没有 rows", '写 rows = ["map", "incidents + units"]，由上到下')
            return Column(())
        self._strange(data, COLUMN_KEYS)
        shares = data.get("shares", [1] * len(rows))
        if not isinstance(shares, list) or len(shares) != len(rows) or not all(_is_share(one) for one in shares):
            self._fault("shares", f"shares 与 rows 对不上（{len(rows)} 行）", "每行写一个大于 0 的数")
            shares = [1] * len(rows)
        share = data.get("share", 1)
        if not _is_share(share):
            self._fault("share", f"share = {share!r} 不是份额", "写一个大于 0 的数")
            share = 1
        cells = []
        for row, part in zip(rows, shares, strict=True):
            panels = tuple(name.strip() for name in row.split("+"))
            for panel in panels:
                self._known(panel)
            cells.append(Cell(panels, float(part)))
        return Column(tuple(cells), float(share))

    # -- a set of monitors -----------------------------------------------------------------------------------------

    def _check_set(self, size: int, seats: dict[int, Seat]) -> None:
        """What the monitors of a set have to do with each other; each fault is told where the later one stands."""
        self._number = min(seats)
        names = [seat.name for seat in seats.values()]
        if len(seats) != size:
            self._fault("set", f"set = {size} 的一组只写了 {len(seats)} 块屏", f"补到 {size} 块，或改 set")
        if DESK not in names:
            self._fault("seat", f"set = {size} 里没有座位 {DESK!r}", f'给放键盘的那块屏写 seat = "{DESK}"')
        taken: set[str] = set()
        places: set[tuple[int, int]] = set()
        panels: set[str] = set()
        for self._number, seat in seats.items():
            if seat.name in taken:
                self._fault("seat", f"set = {size} 里座位 {seat.name!r} 写了两次", "每块屏一个名字")
            if seat.at in places:
                self._fault("at", f"set = {size} 里有两块屏在 {list(seat.at)}", "改其中一块的 at")
            for panel in _again(seat.grid.panels, panels):
                self._fault(panel, f"set = {size} 里面板 {panel!r} 放了两处", "只留一处")
            for name in seat.gives_to:
                if name not in names or name == seat.name:
                    wrong = f"{seat.name!r} 的 gives_to 里 {name!r} 不是别的座位"
                    self._fault("gives_to", wrong, f"从 {', '.join(one for one in names if one != seat.name)} 里选")
            taken.add(seat.name)
            places.add(seat.at)

    # -- small parts -----------------------------------------------------------------------------------------------

    def _text(self, data: dict[str, Any], key: str, default: str | None = None) -> str:
        found = data.get(key, default)
        if isinstance(found, str) and (found.strip() or default is not None):
            return found.strip()
        self._fault(key, f"缺少 {key}" if found is None else f"{key} = {found!r} 不是文字", f'写 {key} = "…"')
        return ""

    def _names(self, data: dict[str, Any], key: str) -> tuple[str, ...]:
        found = data.get(key, [])
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
        self._fault(key, f"{key} 不是名字的清单", f'写 {key} = ["…", "…"]')
        return ()

    def _metres(self, data: dict[str, Any], key: str, most: float, *, needed: bool = True) -> float | None:
        found = data.get(key)
        if found is None and not needed:
            return None
        if isinstance(found, (int, float)) and not isinstance(found, bool) and LEAST_M <= found <= most:
            return float(found)
        self._fault(key, f"{key} = {found!r} 不是米数", f"写 {LEAST_M} 到 {most:g} 之间的米数")
        return None

    def _known(self, panel: str) -> None:
        if panel not in PANELS:
            self._fault(panel, f"没有面板 {panel!r}", f"从 {', '.join(PANELS)} 里选")

    def _strange(self, data: dict[str, Any], known: set[str]) -> None:
        for key in data:
            if key not in known:
                self._fault(key, f"不认识 {key!r}", f"删去，或改成 {', '.join(sorted(known))} 之一")

    def _fault(self, needle: str, wrong: str, mend: str) -> None:
        said = f"{self._name}:{self._line(needle)}：{wrong}；{mend}"
        if said not in self.faults:
            self.faults.append(said)

    def _line(self, needle: str) -> int:
        """The line of a fault: the first with that word in the monitor's part, else where the part begins."""
        if self._number is None:
            first, last = 1, len(self._lines)
        else:
            first = self._heads[self._number] if self._number < len(self._heads) else 1
            after = self._number + 1
            last = self._heads[after] - 1 if after < len(self._heads) else len(self._lines)
        word = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])")
        for number in range(first, last + 1):
            if needle and word.search(self._lines[number - 1].partition("#")[0]):
                return number
        return first


def _is_share(found: Any) -> bool:
    return isinstance(found, (int, float)) and not isinstance(found, bool) and 0 < found < float("inf")


def _again(found: Sequence[str], seen: set[str]) -> Iterator[str]:
    """Those that were seen before; all have been seen afterwards."""
    for one in found:
        if one in seen:
            yield one
        seen.add(one)
