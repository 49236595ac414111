"""Typed values out of TOML, and the line that a fault is at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cockpit.town.documents import Section, read_document
from cockpit.town.faults import Faults

SHANGHAI = ZoneInfo("Asia/Shanghai")

TEXT = """\
# a remark: name = "no"
name = "水口"
"quoted" = 1
when = 2026-01-04T20:00:00

[contact]
name = 7

[[part]]
name = "first"

[[part]]
name = "second"
[part.limits]
soon = 1

[[part]]
[part.limits]
soon = 2
"""


def document(folder: Path, text: str = TEXT) -> tuple[Section, Faults]:
    (folder / "t.toml").write_text(text, encoding="utf-8")
    faults = Faults()
    top = read_document(folder, "t.toml", faults)
    assert top is not None
    return top, faults


def test_a_key_is_found_in_its_own_table(tmp_path: Path) -> None:
    top, _ = document(tmp_path)
    contact = top.section("contact")
    parts = top.sections("part")
    assert contact is not None
    assert [top.line("name"), top.line("quoted"), contact.line("name"), contact.line()] == [2, 3, 7, 6]
    assert [part.line("name") for part in parts] == [10, 13, 17]
    assert [part.line() for part in parts] == [9, 12, 17]


def test_a_table_below_one_of_several_is_found_below_its_own(tmp_path: Path) -> None:
    top, _ = document(tmp_path)
    limits = [part.section("limits") for part in top.sections("part")]
    assert limits[0] is None
    assert [section.line("soon") for section in limits[1:] if section is not None] == [15, 19]


@pytest.mark.parametrize(
    ("text", "ask", "wrong"),
    [
        ("key = 1", lambda top: top.string("key"), "key = 1 类型不对"),
        ("", lambda top: top.string("key", required=True), "缺少 key"),
        ('key = "yes"', lambda top: top.flag("key"), "key = 'yes' 类型不对"),
        ("key = true", lambda top: top.number("key", 1.0), "key = True 类型不对"),
        ("key = nan", lambda top: top.number("key", 1.0), "key = nan 超出范围"),
        ("key = 3", lambda top: top.number("key", 1.0, 5.0, 9.0), "key = 3 超出范围"),
        ("key = 1.5", lambda top: top.whole("key", 1, 0, 9), "key = 1.5 类型不对"),
        ("key = 10", lambda top: top.whole("key", 1, 0, 9), "key = 10 超出范围"),
        ("key = [1]", lambda top: top.numbers("key", (1.0, 2.0)), "key = [1] 不对"),
        ("key = [1, true]", lambda top: top.numbers("key", (1.0, 2.0)), "key = [1, True] 不对"),
        ("key = [1]", lambda top: top.strings("key"), "key = [1] 里有不是文字的"),
        ("key = 7", lambda top: top.instant("key", SHANGHAI), "key = 7 类型不对"),
        ('key = "noon"', lambda top: top.instant("key", SHANGHAI), "key = “noon” 不是时间"),
        ("key = 1", lambda top: top.day("key"), "key = 1 类型不对"),
        ("key = 1", lambda top: top.section("key"), "key = 1 类型不对"),
        ("key = [1]", lambda top: top.sections("key"), "key 不是表的列表"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(
    tmp_path: Path, text: str, ask: Callable[[Section], object], wrong: str
) -> None:
    top, faults = document(tmp_path, "# first\n" + text + "\n")
    assert ask(top) in (None, "", False, 1.0, 1, (), (1.0, 2.0), [])
    fault = faults.found()[0]
    assert fault.wrong == wrong
    assert fault.line == (2 if text else 1)


def test_times_are_local_unless_they_say_otherwise(tmp_path: Path) -> None:
    top, faults = document(
        tmp_path, 'a = 2026-01-04T20:00:00\nb = 2026-01-04T12:00:00Z\nc = "2026-01-04 20:00"\nd = 2026-01-04\n'
    )
    noon = datetime(2026, 1, 4, 12, tzinfo=UTC)
    assert [top.instant(key, SHANGHAI) for key in "abc"] == [noon, noon, noon]
    assert top.day("d") == date(2026, 1, 4)
    assert top.day("a") == date(2026, 1, 4)
    assert not faults


def test_a_misspelt_key_is_not_passed_over(tmp_path: Path) -> None:
    top, faults = document(tmp_path, "good = 1\nbad = 2\n")
    top.number("good", 0.0)
    top.refuse_others()
    assert [str(fault) for fault in faults.found()] == ["t.toml:2：bad 不认识；删去，或改为 good 之一"]


def test_what_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text("a = 1\nb = = 2\n", encoding="utf-8")
    faults = Faults()
    assert read_document(tmp_path, "t.toml", faults) is None
    assert faults.found()[0].line == 2
