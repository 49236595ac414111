"""Each thing that does not fit together is named with its file, its line and a mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.errors import TownFault
from cockpit.town.folder import check_town, read_town
from tests.town.folders import spoil

FAULTS = [
    # file, what is there, what stands there instead, where the fault is named, words in it
    ("units.csv", "police,q1", "polise,q1", "units.csv:2", "部门 “polise” 不存在；改为 police、grid 之一"),
    ("units.csv", "grid,g1", "grid,g9", "units.csv:3", "圈 “g9” 不存在"),
    ("units.csv", "u2,葛", "u1,葛", "units.csv:3", "编号 “u1” 重复（第 2 行已有）"),
    ("units.csv", "网格长,兼", "网管长,兼", "units.csv:3", "岗位"),
    ("units.csv", "u2,葛晴川", "u2,", "units.csv:3", "姓名(name) 为空"),
    ("circles.csv", "1号驿站,z1,u1", "1号驿站,z1,u7", "circles.csv:4", "负责人 “u7” 不在 units.csv 里"),
    ("circles.csv", "一区,core,p2", "一区,core,p8", "circles.csv:3", "负责人 “p8” 不在 people.csv 里"),
    ("circles.csv", "1号驿站,z1", "1号驿站,z2", "circles.csv:4", "上级圈 “z2” 不存在；改为 z1 之一"),
    ("circles.csv", "1号驿站,z1", "1号驿站,core", "circles.csv:4", "station 的上级应是 zone"),
    ("circles.csv", "指挥中心,,p1", "指挥中心,z1,p1", "circles.csv:2", "核心圈写了上级"),
    ("circles.csv", "z1,风险防控圈,一区,core", "z1,core,一区,", "circles.csv:3", "核心圈有 2 个"),
    ("circles.csv", "120.005", "东经120", "circles.csv:6", "经度(lon) “东经120” 不是数字"),
    ("circles.csv", "120.005,30", ",30", "circles.csv:6", "只写了一个"),
    ("circles.csv", "120.005", "220", "circles.csv:6", "超出范围"),
    ("people.csv", "p3,op1", "p3,ning", "people.csv:4", "登录名 “ning” 重复（第 2 行已有）"),
    ("people.csv", "zone_chief,,z1", "zone_chief,,g1", "people.csv:3", "不是区；改为 z1 之一"),
    ("people.csv", "operator,police,", "operator,police,z1", "people.csv:4", "只有区域长有负责区"),
    ("people.csv", "operator,police", "operator,post", "people.csv:4", "部门 “post” 不存在"),
    ("people.csv", "commander,police", "operator,police", "people.csv", "没有指挥长"),
    ("rota.toml", 'order = ["p1"]', 'order = ["p3"]', "rota.toml:4", "“p3” 不是指挥长；改为 p1 之一"),
    ("rota.toml", 'order = ["p1"]', 'order = ["p9"]', "rota.toml:4", "“p9” 不在 people.csv 里"),
    ("rota.toml", 'order = ["p1"]', "order = []", "rota.toml:4", "order 是空的"),
    ("rota.toml", 'commander = "p1"', 'commander = "p2"', "rota.toml:9", "“p2” 不是指挥长"),
    ("rota.toml", "to = 2026-02-17", "to = 2026-02-15", "rota.toml:8", "结束不晚于开始"),
    ("rota.toml", "from = 2026-02-16T20:00:00", 'from = "初一"', "rota.toml:7", "不是时间"),
    ("rota.toml", "hours = 24", "hours = 0", "rota.toml:3", "超出范围"),
    ("rota.toml", "anchor =", "ancor =", "rota.toml:2", "ancor 不认识"),
    ("kinds.csv", "fire,1", "fires,1", "kinds.csv:2", "领域(domain) “fires” 不认识；改为 public_order、"),
    ("kinds.csv", "fire,1", "fire,5", "kinds.csv:2", "等级(severity) 5 超出范围"),
    ("kinds.csv", "fire,1", "fire,1.5", "kinds.csv:2", "不是整数"),
    ("kinds.csv", "3,是", "3,也许", "kinds.csv:3", "隐患(hazard) “也许” 不认识"),
    ("plans.toml", '["home_fire"]', '["fire"]', "plans.toml:6", "事件类别 “fire” 不存在"),
    ("plans.toml", '["police"]', '["navy"]', "plans.toml:7", "部门 “navy” 不存在"),
    ("plans.toml", "priority = 1", "priority = 4", "plans.toml:5", "超出范围"),
    ("plans.toml", "priority = 1", 'priority = "1"', "plans.toml:5", "类型不对；改为整数"),
    ("indices.toml", "[90, 80, 70, 60]", "[90, 80, 85, 60]", "indices.toml:2", "没有依次减小"),
    ("indices.toml", "[90, 80, 70, 60]", "[90, 80]", "indices.toml:2", "改为 4 个数字"),
    ("indices.toml", 'version = "1"', 'wersion = "1"', "indices.toml:1", "wersion 不认识"),
    ("town.toml", "[4, 12, 24, 72]", "[4, 12, 6, 72]", "town.toml:4", "没有依次增大"),
    ("town.toml", "on_scene_s = 300", "on_scene_s = 100", "town.toml:15", "时限须依次递增"),
    ("town.toml", "out_after_s = 90", "out_after_s = 9", "town.toml:9", "没有依次增大"),
    ("town.toml", 'name_en = "Shuikou"', 'time_zone = "Asia/Shuikou"', "town.toml:3", "没有时区"),
    ("town.toml", 'id = "shuikou"', "", "town.toml:1", "缺少 id"),
    ("town.toml", 'id = "shuikou"', "id = shuikou", "town.toml:1", "不是有效的 TOML"),
    ("departments.csv", "diamond", "star", "departments.csv:2", "形状(shape) “star” 不认识"),
    ("sources.csv", "110,300", "110,soon", "sources.csv:2", "静默秒数(silent_after_s) “soon” 不是数字"),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "words"), FAULTS)
def test_a_fault_is_named_by_file_and_line(
    miniature: Path, file: str, old: str, new: str, where: str, words: str
) -> None:
    spoil(miniature, file, old, new)
    with pytest.raises(TownFault) as caught:
        read_town(miniature)
    named = [fault for fault in caught.value.faults if fault.startswith(f"{where}：") and words in fault]
    assert named, caught.value.faults
    assert "；" in named[0]


def test_all_faults_come_at_once(miniature: Path) -> None:
    spoil(miniature, "units.csv", "police,q1", "polise,q1")
    spoil(miniature, "people.csv", "p3,op1", "p3,ning")
    spoil(miniature, "rota.toml", "hours = 24", "hours = -1")
    with pytest.raises(TownFault) as caught:
        read_town(miniature)
    assert [fault.split("：")[0] for fault in caught.value.faults] == ["people.csv:4", "rota.toml:3", "units.csv:2"]


def test_exceptions_may_not_overlap(miniature: Path) -> None:
    with (miniature / "rota.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[exception]]\nfrom = 2026-02-17T08:00:00\nto = 2026-02-18T08:00:00\ncommander = "p1"\n')
    with pytest.raises(TownFault) as caught:
        read_town(miniature)
    assert caught.value.faults == ["rota.toml:12：与第 6 行的班次重叠；改 from 或 to，使两班不重叠"]


def test_a_rota_without_a_shift_is_a_fault(miniature: Path) -> None:
    (miniature / "rota.toml").write_text("", encoding="utf-8")
    assert "rota.toml：没有任何班次；写 [turn] 或 [[exception]]" in [str(fault) for fault in check_town(miniature)]


def test_a_plan_that_comes_twice_is_a_fault(miniature: Path) -> None:
    plans = miniature / "plans.toml"
    text = plans.read_text(encoding="utf-8")
    plans.write_text(text + "\n" + text, encoding="utf-8")
    assert [str(fault) for fault in check_town(miniature)] == ["plans.toml:10：编号 “fire” 重复；换一个编号"]


def test_a_plans_own_deadlines_rise_too(miniature: Path) -> None:
    with (miniature / "plans.toml").open("a", encoding="utf-8") as file:
        file.write("[plan.deadlines]\ndelivered_s = 10\nacknowledged_s = 5\n")
    with pytest.raises(TownFault) as caught:
        read_town(miniature)
    assert caught.value.faults[0].startswith("plans.toml:10：时限须依次递增")


@pytest.mark.parametrize("file", ["town.toml", "circles.csv", "units.csv", "rota.toml", "plans.toml", "kinds.csv"])
def test_a_missing_file_is_named(miniature: Path, file: str) -> None:
    (miniature / file).unlink()
    with pytest.raises(TownFault) as caught:
        read_town(miniature)
    assert f"{file}：文件不存在；按 docs/town-folder.md 新建" in caught.value.faults


@pytest.mark.parametrize("file", ["circles.csv", "units.csv", "people.csv", "sources.csv", "kinds.csv"])
def test_a_table_without_a_record_is_named(miniature: Path, file: str) -> None:
    heading = (miniature / file).read_text(encoding="utf-8").splitlines()[0]
    (miniature / file).write_text(heading + "\n", encoding="utf-8")
    with pytest.raises(TownFault) as caught:
        read_town(miniature)
    assert f"{file}：没有一条记录；至少写一条" in caught.value.faults


def test_an_empty_folder_names_every_file(tmp_path: Path) -> None:
    with pytest.raises(TownFault) as caught:
        read_town(tmp_path)
    named = {fault.split("：")[0] for fault in caught.value.faults}
    needed = "town.toml circles.csv departments.csv units.csv people.csv rota.toml sources.csv kinds.csv"
    assert set(needed.split()) <= named
    assert len(caught.value.faults) == len(named)


def test_no_folder_and_a_file_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(TownFault, match="文件夹不存在"):
        read_town(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(TownFault, match="不是文件夹"):
        read_town(tmp_path / "file")


def test_accounts_belong_to_samples_only(miniature: Path) -> None:
    accounts = 'sample = true\npassword = "a"\nterminal_key = "b"\nsource_key = "c"\n'
    (miniature / "accounts.toml").write_text(accounts, encoding="utf-8")
    with pytest.raises(TownFault, match="只有示例镇可以有"):
        read_town(miniature)
    spoil(miniature, "town.toml", 'id = "', 'sample = true\nid = "')
    assert read_town(miniature).accounts is not None
