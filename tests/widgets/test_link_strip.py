"""The top line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from cockpit.domain.live import LinkPhase
from cockpit.views.situation import SituationChanges
from tests.situations import Scene
from tests.views.test_unsent import waiting
from widgets import language, theme
from widgets.link_strip import LinkStrip
from widgets.panel import everything
from widgets.text import Text


@pytest.fixture
def strip(qtbot: QtBot) -> LinkStrip:
    """The strip, shown."""
    strip = LinkStrip()
    qtbot.addWidget(strip)
    strip.setStyleSheet(theme.qss(1.0))
    strip.resize(1900, 52)
    strip.show()
    return strip


def words(strip: LinkStrip) -> str:
    """All that can be read on it."""
    return " ".join(label.text() for label in strip.findChildren(Text) if label.isVisible())


def test_town_person_link_age_terminals_and_time(strip: LinkStrip) -> None:
    scene = Scene("p1")
    scene.silence("u101")
    strip.refresh(scene.situation, everything())
    said = words(strip)
    for part in (
        "小镇 · 数字驾驶舱",
        "样例镇",
        "沈宁远 · 指挥长",
        "中枢 在线",
        "数据 0.0 秒前",
        "终端 19/20",
        "失联 1",
    ):
        assert part in said
    assert "12:00:00" in said
    assert "6-1 周一" in said
    assert "失联 1" in strip.as_text()


def test_nobody_out_of_contact_nobody_signed_in_a_real_town(strip: LinkStrip) -> None:
    scene = Scene()
    scene.situation.me = None
    import msgspec

    scene.desk.world.settings = msgspec.structs.replace(scene.desk.world.settings, sample=False)
    strip.refresh(scene.situation, everything())
    assert "失联" not in words(strip)
    assert "样例" not in words(strip)
    assert "指挥长" not in words(strip)


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        ("connecting", "连接中"),
        ("signing_in", "登录中"),
        ("catching_up", "追赶中"),
        ("live", "在线"),
        ("down", "失去联系，正在重连"),
        ("refused", "拒绝连接"),
    ],
)
def test_every_phase_has_its_word(strip: LinkStrip, phase: LinkPhase, said: str) -> None:
    scene = Scene()
    scene.situation.link = replace(scene.situation.link, phase=phase, message="说明")
    strip.refresh(scene.situation, everything())
    assert said in words(strip)
    assert ("说明" in words(strip)) == (phase != "live")


def test_a_silent_hub_is_told_within_three_seconds(strip: LinkStrip) -> None:
    scene = Scene()
    strip.refresh(scene.situation, everything())
    for second in (1, 2, 3):
        assert "无声" not in words(strip), second
        scene.situation.now += timedelta(seconds=1)
        strip.refresh(scene.situation, SituationChanges(clock=True))
    assert "中枢 无声" in words(strip)
    assert "数据 3.0 秒前" in words(strip)


def test_before_the_first_word_of_the_hub(strip: LinkStrip) -> None:
    scene = Scene()
    scene.situation.link = replace(scene.situation.link, phase="connecting", heard_at=None)
    strip.refresh(scene.situation, everything())
    assert "数据 —" in words(strip)


def test_it_speaks_english_too(strip: LinkStrip, qtbot: QtBot) -> None:
    strip.refresh(Scene().situation, everything())
    language.use("en")
    qtbot.waitUntil(lambda: "Hub live" in words(strip))
    assert "Smalltown · Cockpit" in words(strip)
    assert "6-1 Mon" in words(strip)


def test_it_grows_with_the_scale(strip: LinkStrip) -> None:
    theme.set_scale(2.0)
    strip.restyle()
    assert strip.height() == 104 or strip.minimumHeight() == 104


def test_a_hub_whose_clock_is_wrong_says_so(strip: LinkStrip) -> None:
    scene = Scene("p1")
    scene.situation.link = replace(scene.situation.link, clock_off_s=-7200.0)
    strip.refresh(scene.situation, everything())
    assert "中枢时钟快 2:00:00" in words(strip)
    scene.situation.link = replace(scene.situation.link, clock_off_s=7200.0)
    strip.refresh(scene.situation, everything())
    assert "中枢时钟慢 2:00:00" in words(strip) and "中枢时钟慢 2:00:00" in strip.as_text()


def test_what_is_not_sent_has_a_count_and_an_age_and_opens(strip: LinkStrip, qtbot: QtBot) -> None:
    scene = Scene("p1")
    waiting(scene, "on_its_way", age_s=0.3)
    strip.refresh(scene.situation, everything())
    assert not strip._unsent.isVisible(), "what is answered within a second makes no flicker"
    waiting(scene, "held", "held")
    strip.refresh(scene.situation, everything())
    assert "未发出 2 · 1 分" in strip.as_text()
    with qtbot.waitSignal(strip.unsent_opened):
        strip._unsent.click()


def test_an_outbox_without_a_disk_is_told(strip: LinkStrip) -> None:
    scene = Scene("p1")
    scene.situation = replace(scene.situation, link=replace(scene.situation.link, outbox_fault="磁盘已满"))
    strip.refresh(scene.situation, everything())
    assert "待发箱未写盘" in strip.as_text() and strip._unsent.toolTip() == "磁盘已满"
