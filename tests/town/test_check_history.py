"""A history is checked row by row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from cockpit.town.folder import check_town
from tests.town.folders import spoil

FILE = "history/incidents.csv"


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("police_110,1", "police,1", f"{FILE}:2", "来源(source) “police” 不存在"),
        (",quarrel", ",fight", f"{FILE}:2", "类别(kind) “fight” 不存在"),
        ("4,g1", "4,q1", f"{FILE}:2", "网格(grid) “q1” 不存在"),
        ("4,g1", "9,g1", f"{FILE}:2", "等级(severity) “9” 不对"),
        ("40:00,0", "40:00,maybe", f"{FILE}:2", "隐患(hazard) “maybe” 不对"),
        ("2026-01-02 08:13:22", "2026-13-02", f"{FILE}:2", "时间不对"),
        ("2026-01-02 08:13:22", "2026-01-02T08:13:22+08:00", f"{FILE}:2", "时间不对"),
        ("2026-01-02 08:13:22", "20260102", f"{FILE}:2", "时间不对"),
        ("2026-01-02 08:13:22", "", f"{FILE}:2", "时间不对"),
        ("2026-01-02 10:40:00", "2025-01-02 10:40:00", f"{FILE}:2", "办结早于报送"),
        ("grid_worker,1", "police_110,1", f"{FILE}:3", "来源 “police_110” 的编号 “1” 重复"),
        ("reported_at", "reported", f"{FILE}:1", "缺少 报送时间(reported_at) 这一列"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(miniature: Path, old: str, new: str, where: str, words: str) -> None:
    spoil(miniature, FILE, old, new)
    faults = [str(fault) for fault in check_town(miniature)]
    assert [fault for fault in faults if fault.startswith(f"{where}：") and words in fault], faults


def test_the_last_day_has_to_be_what_the_settings_say(miniature: Path) -> None:
    with (miniature / "town.toml").open("a", encoding="utf-8") as file:
        file.write('\n[history]\nends_on = 2026-01-04\nrebase = "weeks"\n')
    assert [str(fault) for fault in check_town(miniature)] == [
        "town.toml:19：[history] ends_on 是 2026-01-04，历史的最后一天却是 2026-01-03；改成一致"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[history]\nrebase = "days"\n', "rebase = 'days' 不认识"),
        ('[history]\nrebase = "weeks"\n', "却没有 ends_on"),
        ('[history]\nends_on = "soon"\n', "改为日期"),
    ],
)
def test_settings_of_the_history_that_make_no_sense(miniature: Path, text: str, words: str) -> None:
    with (miniature / "town.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + text)
    assert [fault for fault in check_town(miniature) if words in str(fault)]


def test_a_history_that_cannot_be_read_is_named(miniature: Path) -> None:
    packed = miniature / "history" / "incidents.csv.gz"
    packed.write_bytes(b"not packed")
    assert [fault.file for fault in check_town(miniature)] == ["history/incidents.csv.gz"]
    packed.write_bytes(gzip.compress("来源".encode("gb18030")))
    assert "UTF-8" in check_town(miniature)[0].wrong
