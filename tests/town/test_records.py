"""Tables as records of the domain: Chinese words, defaults, ids that come twice."""

from __future__ import annotations

from pathlib import Path

from cockpit.domain.circles import Circle
from cockpit.domain.incidents import Kind
from cockpit.domain.people import Person
from cockpit.domain.sources import Source
from cockpit.domain.units import Department, Unit
from cockpit.town.faults import Faults
from cockpit.town.records import (
    read_circles,
    read_departments,
    read_kinds,
    read_people,
    read_sources,
    read_units,
)


def write(folder: Path, file: str, text: str) -> Path:
    (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_everything_in_chinese(tmp_path: Path) -> None:
    faults = Faults()
    write(tmp_path, "circles.csv", "编号,层级,名称,上级,负责人,经度,纬度\nc,核心,中心,,,120,30\nz,区,一区,c,p,120,30\n")
    write(tmp_path, "departments.csv", "编号,名称,形状\nd,公安,菱形\n")
    write(tmp_path, "units.csv", "编号,姓名,部门,所在圈,岗位\nu,甲,d,z,网格员\n")
    write(tmp_path, "people.csv", "编号,登录名,姓名,角色,部门,负责区\np,yi,乙,区域长,,z\n")
    write(tmp_path, "sources.csv", "编号,名称,静默秒数\ns,巡逻,\n")
    write(tmp_path, "kinds.csv", "编号,名称,领域,等级,隐患,办结小时\nk,井盖,市容秩序,2,有,8\n")
    assert list(read_circles(tmp_path, faults)) == [
        Circle("c", "core", "中心", None, None, (120.0, 30.0)),
        Circle("z", "zone", "一区", "c", "p", (120.0, 30.0)),
    ]
    assert list(read_departments(tmp_path, faults)) == [Department("d", "公安", "公安", "diamond")]
    assert list(read_units(tmp_path, faults)) == [Unit("u", "甲", "d", "z", "grid_worker")]
    assert list(read_people(tmp_path, faults)) == [Person("p", "yi", "乙", "zone_chief", "", "z")]
    assert list(read_sources(tmp_path, faults)) == [Source("s", "巡逻", "巡逻", 120.0)]
    assert list(read_kinds(tmp_path, faults)) == [Kind("k", "井盖", "井盖", "city_order", 2, True, 8.0)]
    assert not faults


def test_an_id_that_comes_twice_names_both_lines(tmp_path: Path) -> None:
    faults = Faults()
    write(tmp_path, "sources.csv", "id,name\na,甲\nb,乙\na,丙\n")
    sources = read_sources(tmp_path, faults)
    assert [source.name for source in sources] == ["甲", "乙"]
    assert (sources.line("a"), sources.line("z"), "a" in sources, None in sources) == (2, None, True, False)
    assert [str(fault) for fault in faults.found()] == ["sources.csv:4：编号 “a” 重复（第 2 行已有）；换一个编号"]


def test_a_record_without_an_id_is_told_and_left_out(tmp_path: Path) -> None:
    faults = Faults()
    write(tmp_path, "sources.csv", "id,name\n,甲\n")
    assert len(read_sources(tmp_path, faults)) == 0
    assert [str(fault) for fault in faults.found()] == ["sources.csv:2：编号(id) 为空；填上"]
