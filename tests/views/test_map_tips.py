"""What stands under the pointer, in words."""

from __future__ import annotations

from datetime import timedelta

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.indices import Figures
from cockpit.domain.people import HUB
from cockpit.views.map_ground import WORST
from cockpit.views.map_tips import circle_tip, incident_tip, unit_tip
from tests.situations import Scene
from tests.towns import CENTRE, NOON


def test_a_unit_says_who_it_is_what_it_does_and_how_old_its_position_is() -> None:
    scene = Scene()
    scene.order("o1", ("u101",), "到西门集合，先疏散人员再设置警戒，注意高空坠物")
    scene.receipt("o1", "u101", "en_route")
    assert unit_tip(scene.situation, "u101") == (
        "赵力 · 公安 · 队员",
        "在线 0 秒前 · 出动 · 到西门集合，先疏散人员再设置警…",
        "执法1队 · 0.0 秒前",
    )


def test_a_unit_in_english_and_out_of_contact() -> None:
    scene = Scene()
    scene.silence("u102")
    assert unit_tip(scene.situation, "u102", "en")[:2] == (
        "钱力 · Traffic police · Officer",
        "Out of contact 1 h 00 min 00 s",
    )


def test_a_unit_without_a_position() -> None:
    scene = Scene()
    del scene.situation.live.fixes["u101"]
    assert unit_tip(scene.situation, "u101")[2] == "执法1队 · 未上线"


def test_an_incident_says_kind_severity_step_source_and_age() -> None:
    scene = Scene()
    at = NOON - timedelta(hours=13)
    scene.desk.do(ReportIncident("police_110", "7", "brawl", "夜市口打架", at, 2, CENTRE, "g1"), HUB)
    assert incident_tip(scene.situation, "police_110:7") == (
        "打架斗殴 · 2 级 · 报送",
        "夜市口打架",
        "110 · 13 小时前 · 超时未结",
    )
    assert incident_tip(scene.situation, "police_110:7", "en")[0] == "Brawl · severity 2 · Report"


def test_a_circle_says_its_tier_and_the_index_that_colours_it() -> None:
    scene = Scene()
    scene.situation.figures = Figures(NOON.date(), NOON, 1, "1", (), {"g1": (95.0, 62.4, 99.0, 99.0, 99.0, 99.0)})
    assert circle_tip(scene.situation, "g1", WORST) == ("网格1 · 基层网格圈", "交通 62 · 预警")
    assert circle_tip(scene.situation, "g1", "public_order")[1] == "治安 95 · 平稳"
    assert circle_tip(scene.situation, "g2", WORST) == ("网格2 · 基层网格圈",)


def test_what_is_not_known_has_no_words() -> None:
    scene = Scene()
    assert unit_tip(scene.situation, "x") == incident_tip(scene.situation, "x") == ()
    assert circle_tip(scene.situation, "x", WORST) == ()
