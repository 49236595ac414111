"""The bottom line: one notice, its acknowledgement, the rest in a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cockpit.domain.alarms import AcknowledgeAlarms, ShelveAlarm
from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp
from cockpit.domain.ladder import AcknowledgeMisses
from cockpit.domain.orders import Deadlines
from cockpit.domain.relief import Reinforce
from cockpit.views.notices import Cause, Notice
from cockpit.views.situation import SituationChanges
from tests.situations import Scene
from widgets import language, theme
from widgets.notice_strip import NoticeStrip
from widgets.panel import everything
from widgets.text import Text


@pytest.fixture
def strip(qtbot: QtBot) -> NoticeStrip:
    """The strip, shown."""
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    strip.setStyleSheet(theme.qss(1.0))
    strip.resize(1900, 46)
    strip.show()
    return strip


@pytest.fixture
def scene() -> Scene:
    """Two orders that nobody has acknowledged, the first for longer."""
    scene = Scene()
    scene.order("o1", ("u101", "u102"), "去仓库")
    scene.wait(60.0)
    scene.order("o2", ("u103",), "去路口")
    scene.wait(3600.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    return scene


def words(strip: NoticeStrip) -> str:
    """All that can be read on it."""
    labels = [label.text() for label in strip.findChildren(Text) if label.isVisible()]
    return " ".join([*labels, *(one.text() for one in strip.findChildren(QPushButton) if one.isVisible())])


def test_a_calm_town_has_a_quiet_line(strip: NoticeStrip) -> None:
    strip.refresh(Scene().situation, everything())
    assert words(strip) == "没有待确认的告警 告警  F9"
    assert strip.shown is None
    strip.acknowledge()
    assert strip.shown is None


def test_the_gravest_is_shown_and_the_others_are_counted(strip: NoticeStrip, scene: Scene) -> None:
    strip.refresh(scene.situation, everything())
    assert "二级 去仓库：2 人 1 小时 1 分 未签收 另有 1 条  F9 确认  F8" in words(strip)
    assert len(strip.as_text().splitlines()) == 2


def press(strip: NoticeStrip, scene: Scene, who: str = "p1") -> list[object]:
    """Acknowledges, and the hub takes all that it is told."""
    told: list[object] = []
    strip.command.connect(told.append)
    strip.acknowledge()
    strip.command.disconnect(told.append)
    for command in told:
        scene.desk.do(command, scene.desk.person(who))  # type: ignore[arg-type]
    strip.refresh(scene.situation, everything())
    return told


def test_an_acknowledged_one_gives_way_and_is_not_lost(strip: NoticeStrip, scene: Scene) -> None:
    strip.refresh(scene.situation, everything())
    press(strip, scene)
    assert "去路口" in words(strip)
    assert "1 条已确认" in words(strip)
    press(strip, scene)
    assert "没有待确认的告警" in words(strip)
    assert "2 条已确认" in words(strip)
    assert press(strip, scene) == []


def test_what_lies_on_the_shelf_is_counted(strip: NoticeStrip, scene: Scene) -> None:
    until = scene.situation.now + timedelta(hours=1)
    scene.desk.do(ShelveAlarm("unanswered:o1", until, "电话已联系"), scene.desk.person("p3"))
    strip.refresh(scene.situation, everything())
    assert "去路口" in words(strip)
    assert "1 条已搁置  F9" in words(strip)


def test_a_click_opens_the_order(strip: NoticeStrip, scene: Scene, qtbot: QtBot) -> None:
    strip.refresh(scene.situation, everything())
    with qtbot.waitSignal(strip.order_opened) as opened:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton)
    assert opened.args == ["o1"]


def test_its_count_opens_the_list(strip: NoticeStrip, scene: Scene, qtbot: QtBot) -> None:
    strip.refresh(scene.situation, everything())
    with qtbot.waitSignal(strip.list_opened):
        qtbot.mouseClick(strip._more, Qt.MouseButton.LeftButton)


def test_what_concerns_this_desktop_alone_is_acknowledged_here(strip: NoticeStrip, scene: Scene, qtbot: QtBot) -> None:
    scene.situation.link = replace(scene.situation.link, phase="refused", message="令牌已失效")
    strip.refresh(scene.situation, everything())
    assert "中枢拒绝连接" in words(strip)
    with qtbot.waitSignal(strip.taken):
        assert press(strip, scene) == []
    assert "去仓库" in words(strip)


def test_the_wash_tells_the_rank(strip: NoticeStrip, scene: Scene) -> None:
    strip.refresh(Scene().situation, everything())
    calm = strip.grab().toImage().pixelColor(2, 20)
    strip.refresh(scene.situation, everything())
    assert strip.grab().toImage().pixelColor(2, 20) == theme.colour("yellow") != calm
    scene.desk.world.orders["o1"].priority = 1
    scene.wait(1.0)
    strip.refresh(scene.situation, everything())
    assert strip.grab().toImage().pixelColor(2, 20) == theme.colour("red")


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        ("refused", "中枢拒绝连接：说明"),
        ("hub_lost", "与中枢失去联系 12 秒：画面是旧的，正在重连 · 说明"),
        ("nobody_on_duty", "值班表此刻无人：没有人可以跨部门下达"),
        ("unanswered", "说明：57 人 12 秒 未签收"),
        ("climbed", "说明：57 人超时，最久 12 秒"),
        ("rota_gap", "值班表 说明 无人（12 秒后），一个月内缺口 57 处：请补班"),
        ("passed_while_down", "中枢停机期间有 57 个时限已过"),
        ("unsent", "57 条命令尚未送达中枢"),
        ("silent_sources", "事件来源静默 12 秒：说明"),
        ("no_sound", "告警在本机没有声音：说明"),
        ("drafts", "57 条草稿待确认"),
        ("missed", "离线期间有 57 条变化"),
    ],
)
def test_every_cause_has_its_sentence(strip: NoticeStrip, cause: Cause, sentence: str) -> None:
    notice = Notice("key", cause, 1, 57, 12.0, "说明")
    assert strip.sentence(notice).replace("12 秒 未", "12 秒 未") == sentence


def test_it_speaks_english_too(strip: NoticeStrip, scene: Scene, qtbot: QtBot) -> None:
    strip.refresh(scene.situation, everything())
    language.use("en")
    qtbot.waitUntil(lambda: "2 have not acknowledged" in words(strip))
    assert "Warning" in words(strip)


def climbing(me: str, seconds: float = 560.0) -> Scene:
    """An order that a grid worker has not got; the hub has looked all the while."""
    scene = Scene(me)
    scene.order("o1", ("u107",), "去仓库", Deadlines(20, 60, 120, 300, 3600))
    scene.climb(seconds)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    return scene


def test_what_climbed_to_the_person_is_taken_on_with_the_same_key(strip: NoticeStrip, qtbot: QtBot) -> None:
    scene = climbing("p1")
    strip.refresh(scene.situation, everything())
    assert "一级 去仓库：1 人 9 分 未送达，已升级至指挥长 沈宁远 告警  F9 知悉  F8" in words(strip)
    seen, taken = press(strip, scene)
    assert isinstance(seen, AcknowledgeAlarms)
    assert taken == AcknowledgeMisses("o1", ("u107",))
    assert "没有待确认的告警" in words(strip)
    assert strip.as_text() == "二级 去仓库：1 人 9 分 未签收，沈宁远 已知悉"


def test_who_is_no_chief_only_puts_the_line_away(strip: NoticeStrip) -> None:
    scene = climbing("p3")
    strip.refresh(scene.situation, everything())
    assert "确认  F8" in words(strip)
    assert [type(one) for one in press(strip, scene, "p3")] == [AcknowledgeAlarms]
    assert "没有待确认的告警" in words(strip)


def test_several_stages_late_are_said_together(strip: NoticeStrip) -> None:
    scene = climbing("p1", 300)
    scene.desk.do(Reinforce("o1", ("u103",)), scene.desk.person("p1"))
    scene.receipt("o1", "u103", "acknowledged")
    scene.climb(600)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    strip.refresh(scene.situation, everything())
    assert "去仓库：2 人超时，最久 15 分，已升级至指挥长 沈宁远" in words(strip)


def test_units_that_move_change_nothing(strip: NoticeStrip, scene: Scene) -> None:
    strip.refresh(scene.situation, everything())
    before = strip.shown
    scene.wait(60)
    strip.refresh(scene.situation, SituationChanges(moved=True))
    assert strip.shown is before


def test_a_call_for_help_stands_until_the_hub_says_that_somebody_sees_to_it(
    strip: NoticeStrip, scene: Scene, qtbot: QtBot
) -> None:
    scene.desk.do(CallHelp("s1", (120.1, 30.33)), scene.desk.unit("u107"))
    strip.refresh(scene.situation, everything())
    assert "求助：郑力 · 网格1" in words(strip)
    assert "接办" in words(strip) or "F8" in words(strip)
    with qtbot.waitSignal(strip.command) as said:
        strip.acknowledge()
    assert said.args == [AcknowledgeHelp("s1")]
    assert strip.shown is not None
    assert strip.shown.cause == "help"
    with qtbot.waitSignal(strip.help_opened) as opened:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton)
    assert opened.args == ["u107"]
    scene.desk.do(AcknowledgeHelp("s1"), scene.desk.person("p3"))
    strip.refresh(scene.situation, everything())
    assert "陆操作" in strip.as_text()
