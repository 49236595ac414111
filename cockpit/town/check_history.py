"""Whether a folder's history can be read row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cockpit.domain.town import Town
from cockpit.errors import EnvironmentFailure
from cockpit.town.faults import Faults
from cockpit.town.figures import HistorySettings
from cockpit.town.history import OPTIONAL, REQUIRED, history_file, history_text
from cockpit.town.tables import Row, parse_table

_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")


def check_history(folder: Path, town: Town, plan: HistorySettings, faults: Faults) -> None:
    """Notes a fault for each row that names what is not there, or whose times are none."""
    file = history_file(folder)
    if file is None:
        return
    try:
        text = history_text(folder, file)
    except EnvironmentFailure as error:
        faults.add(file, None, str(error), "重新打包（gzip），或放未压缩的 history/incidents.csv")
        return
    except UnicodeDecodeError:
        faults.add(file, None, "不是 UTF-8 编码", "用“CSV UTF-8”格式另存后再压缩")
        return
    rows = parse_table(text, file, REQUIRED, OPTIONAL, faults)
    _check_rows(rows, town, faults)
    last = max((row.text("reported_at")[:10] for row in rows), default="")
    if plan.ends_on is not None and last and last != plan.ends_on.isoformat():
        faults.add(
            "town.toml", plan.line, f"[history] ends_on 是 {plan.ends_on}，历史的最后一天却是 {last}", "改成一致"
        )


def _check_rows(rows: list[Row], town: Town, faults: Faults) -> None:
    known = {
        "source": {source.id for source in town.sources},
        "kind": {kind.id for kind in town.kinds},
        "grid": {circle.id for circle in town.circles if circle.tier == "grid"},
    }
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for wrong, mend in _row_faults(row, known):
            row.fault(wrong, mend)
        key = (row.text("source"), row.text("source_no"))
        seen[key] += 1
        if seen[key] == 2:
            row.fault(f"来源 “{key[0]}” 的编号 “{key[1]}” 重复", "一件事只写一行")


def _row_faults(row: Row, known: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    for column, ids in known.items():
        if row.text(column) not in ids:
            yield f"{row.called(column)} “{row.text(column)}” 不存在", "改为镇文件夹里有的编号"
    if row.text("severity") not in ("", "1", "2", "3", "4"):
        yield f"{row.called('severity')} “{row.text('severity')}” 不对", "改为 1、2、3、4 之一，或留空"
    if row.text("hazard") not in ("", "0", "1"):
        yield f"{row.called('hazard')} “{row.text('hazard')}” 不对", "改为 0 或 1，或留空"
    times = [text for text in (row.text("reported_at"), row.text("closed_at")) if text]
    if not row.text("reported_at") or not all(_is_time(text) for text in times):
        yield "时间不对", "写成本地时间，如 2026-01-02 08:13:22"
    elif datetime.fromisoformat(times[-1]) < datetime.fromisoformat(times[0]):
        yield "办结早于报送", "改正其中一个时间"


def _is_time(text: str) -> bool:
    """Whether the text is a local time of a day that there is."""
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
