"""Tables as clerks save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.town.faults import Faults
from cockpit.town.tables import Row, parse_table, read_table

REQUIRED, OPTIONAL = ("id", "name"), ("severity", "hazard")


def parse(text: str) -> tuple[list[Row], list[str]]:
    faults = Faults()
    rows = parse_table(text, "t.csv", REQUIRED, OPTIONAL, faults)
    return rows, [str(fault) for fault in faults.found()]


def test_headings_may_be_chinese_mixed_and_in_any_order() -> None:
    rows, faults = parse("名称,等级,Id\n甲,2,a\n")
    assert faults == []
    assert rows[0].cells == {"name": "甲", "severity": "2", "id": "a"}


def test_lines_are_counted_through_blank_lines_and_quoted_breaks() -> None:
    rows, faults = parse('id,name\n\na,"甲\n乙"\n\nb,丙\n')
    assert faults == []
    assert [(row.line, row.text("id")) for row in rows] == [(4, "a"), (6, "b")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "t.csv:1：表是空的；第一行写表头：id,name"),
        ("id\na\n", "t.csv:1：缺少 名称(name) 这一列；在表头加上"),
        ("id,name,编号\n", "t.csv:1：表头 编号(id) 出现两次；删去一列"),
        (
            "id,name,severty\n",
            "t.csv:1：表头 “severty” 不认识；改为 id、name、severity、hazard 之一；只给人看的列叫“备注”",
        ),
        ("id,name\na,甲,乙\n", "t.csv:2：有 3 格，表头只有 2 列；含逗号的内容请加英文双引号"),
    ],
)
def test_faults_of_the_table_itself(text: str, fault: str) -> None:
    assert parse(text)[1] == [fault]


def test_remarks_are_for_people_only() -> None:
    rows, faults = parse("id,name,备注,note\na,甲,x,y\n")
    assert (len(rows), faults) == (1, [])


def test_a_line_may_be_short_and_end_in_empty_cells() -> None:
    rows, faults = parse("id,name,severity\na,甲\nb,乙,2,,\n")
    assert faults == []
    assert [row.number("severity", 3.0) for row in rows] == [3.0, 2.0]


@pytest.mark.parametrize(("cell", "value"), [("是", True), ("1", True), ("True", True), ("否", False), ("", False)])
def test_yes_and_no(cell: str, value: bool) -> None:
    rows, faults = parse(f"id,name,hazard\na,甲,{cell}\n")
    assert rows[0].flag("hazard") is value
    assert faults == []


@pytest.mark.parametrize("cell", ["nan", "inf", "1e400", "三"])
def test_a_number_is_a_finite_one(cell: str) -> None:
    rows, _ = parse(f"id,name,severity\na,甲,{cell}\n")
    assert rows[0].number("severity", 3.0) == 3.0
    assert str(rows[0].faults.found()[0]).startswith("t.csv:2：等级(severity)")


def test_a_mark_at_the_start_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("﻿编号,名称\r\na,甲\r\n".encode())
    faults = Faults()
    assert read_table(tmp_path, "t.csv", REQUIRED, OPTIONAL, faults)[0].text("id") == "a"
    assert not faults


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"id,name\na,b\n" + "b,甲\n".encode("gb18030"))
    faults = Faults()
    assert read_table(tmp_path, "t.csv", REQUIRED, OPTIONAL, faults) == []
    assert [str(fault) for fault in faults.found()] == ["t.csv:3：不是 UTF-8 编码；用“CSV UTF-8”格式另存"]


def test_a_folder_in_the_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "t.csv").mkdir()
    faults = Faults()
    assert read_table(tmp_path, "t.csv", REQUIRED, OPTIONAL, faults) == []
    assert "读不了" in str(faults.found()[0])
