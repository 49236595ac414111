"""A scenario file: what is read, and every fault with its line and mend."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cockpit.drills.scenario import Condition, Who
from cockpit.drills.scenario_file import check_scenario, read_scenario
from cockpit.errors import TownFault
from tests.drills.scenarios import TEXT, read, town, written


def test_everything_is_read(tmp_path: Path) -> None:
    scenario = read(tmp_path)
    assert (scenario.id, scenario.title, scenario.title_en, scenario.aims) == ("smoke", "冒烟", "冒烟", ("快",))
    assert scenario.starts_at == datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
    assert (scenario.lasts_s, scenario.seed, scenario.manner.declines) == (1800.0, 3, 0.0)
    alarm, worse = scenario.injects
    assert alarm.when == Condition(60.0)
    assert alarm.incident is not None
    assert alarm.incident.circle == "g1"
    assert worse.when == Condition(10.0, "go", "acknowledged", 0.5)
    (go,) = scenario.orders
    assert (go.who, go.incident, go.priority) == (Who(("z1",), ("police", "grid")), "alarm", 1)
    assert [one.measure for one in scenario.expectations] == ["first_order_s", "on_scene_share"]
    assert scenario.order_id("go") == "smoke/go"


def test_a_plan_gives_an_order_its_words(tmp_path: Path) -> None:
    (order,) = read(tmp_path, TEXT.replace('text = "去看看。"\n', 'plan = "fire"\n')).orders
    assert (order.text, order.plan) == ("立即到场，先疏散再警戒", "fire")


@pytest.mark.parametrize(
    ("old", "new", "line_of", "wrong"),
    [
        ('kind = "brawl"\ncircle = "g1"', 'kind = "brawls"\ncircle = "g1"', 'kind = "brawls"', "brawls"),
        ('circles = ["z1"]', 'circles = ["z9"]', 'circles = ["z9"]', "z9"),
        ('departments = ["police", "grid"]', 'departments = ["navy"]', "departments", "navy"),
        ('when = "inject alarm"', 'when = "inject alarms"', 'when = "inject alarms"', "没有注入"),
        ('when = "order go acknowledged 50%"', 'when = "order go"', 'when = "order go"', "看不懂"),
        ('when = "order go acknowledged 50%"', 'when = "order gone issued"', 'when = "order gone', "没有指令"),
        ('measure = "first_order_s"', 'measure = "luck"', 'measure = "luck"', "没有指标"),
        ('order = "go"', 'order = "went"', 'order = "went"', "没有指令"),
        ('incident = "alarm"', 'incident = "alert"', 'incident = "alert"', "没有事件"),
        ("priority = 1", "priority = 4", "priority = 4", "超出范围"),
        ("priority = 1", "nearest = 3\npriority = 1", None, ""),
        ('text = "去看看。"', 'texts = "去看看。"', 'texts = "', "不认识"),
        ('do = "incident"\nsource = "police_110"\nkind = "brawl"\ncircle = "g1"', 'do = "dance"', "do = ", "dance"),
        ('name = "worse"', 'name = "alarm"', None, "用了两次"),
        ('id = "smoke"', 'id = "Smoke!"', "id = ", "不是编号"),
        ("lasts_min = 30", "", None, "lasts_min"),
        ("declines = 0.0", "declines = 2.0", "declines = 2.0", "超出范围"),
        ("declines = 0.0", 'manner = "rude"', "manner", "rude"),
        ("at_most = 30", "", None, "没有界限"),
        ("lasts_min = 30", "lasts_min = = 30", "lasts_min", "TOML"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, line_of: str | None, wrong: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    _, faults = check_scenario(written(tmp_path, text), town(tmp_path).town)
    if not wrong:
        assert faults == []
        return
    fault = next(one for one in faults if wrong in one.wrong)
    assert fault.file == "smoke.toml"
    assert fault.mend
    if line_of is not None:
        lines = text.splitlines()
        assert fault.line is not None
        assert line_of in lines[fault.line - 1]


def test_nothing_that_happens_and_nothing_expected_are_faults(tmp_path: Path) -> None:
    head = TEXT[: TEXT.index("[[inject]]")]
    _, faults = check_scenario(written(tmp_path, head), town(tmp_path).town)
    assert {one.wrong for one in faults} == {"没有任何事件：演练从不开始", "没有期望：演练无从评判"}
    with pytest.raises(TownFault, match="演练从不开始"):
        read_scenario(written(tmp_path, head), town(tmp_path).town)
