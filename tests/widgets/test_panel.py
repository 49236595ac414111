"""What all panels have in common."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from tests.situations import Scene
from widgets import language, theme, turns
from widgets.panel import Panel, PanelState, everything


class Example(Panel):
    """A panel that notes what is asked of it."""

    def __init__(self) -> None:
        super().__init__(Selection(), "example")
        self.drawn: list[SituationChanges] = []
        self.scales: list[float] = []
        self.set_body(QLabel("内容"))

    def retranslate(self) -> None:
        """Its title."""
        self.set_title("Example" if self.language == "en" else "例子")

    def rescale(self) -> None:
        """Notes the scale."""
        self.scales.append(theme.scale())

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Notes the changes."""
        self.drawn.append(changes)
        self.show_state("ready")


@pytest.fixture
def panel(qtbot: QtBot) -> Example:
    """A panel that has been shown."""
    panel = Example()
    qtbot.addWidget(panel)
    panel.setStyleSheet(theme.qss(1.0))
    panel.resize(400, 300)
    panel.show()
    return panel


def texts(panel: Panel) -> str:
    """All that can be read on it."""
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_it_waits_for_the_hub_at_first(panel: Example) -> None:
    assert panel.state == "loading"
    assert "正在等候中枢" in texts(panel)
    assert panel.accessibleName() == "例子"


def test_the_first_refresh_draws_everything_and_the_next_what_changed(panel: Example) -> None:
    scene = Scene()
    panel.refresh(scene.situation, SituationChanges())
    changes = SituationChanges(clock=True)
    panel.refresh(scene.situation, changes)
    assert panel.drawn == [everything(), changes]
    assert "内容" in texts(panel)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("empty", "暂无内容"),
        ("broken", "此面板无法显示"),
        ("no_permission", "当前账号无权查看"),
        ("loading", "正在等候中枢"),
    ],
)
def test_every_state_says_why_there_is_no_body(panel: Example, state: PanelState, words: str) -> None:
    panel.show_state(state, hint="再试一次")
    assert words in texts(panel)
    assert "再试一次" in texts(panel)
    assert "内容" not in texts(panel).replace("暂无内容", "")


def test_the_age_ticks_with_every_refresh(panel: Example) -> None:
    scene = Scene()
    panel.refresh(scene.situation, everything())
    panel.set_age(scene.situation.now - timedelta(seconds=12))
    assert "12 秒前" in texts(panel)
    scene.situation.now += timedelta(seconds=2)
    panel.refresh(scene.situation, SituationChanges(clock=True))
    assert "14 秒前" in texts(panel)
    panel.set_age(None, "按最迟者排序")
    assert "按最迟者排序" in texts(panel)


def test_an_old_picture_is_marked_and_framed_until_the_link_is_back(panel: Example) -> None:
    scene = Scene()
    panel.refresh(scene.situation, everything())
    panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    panel.clearFocus()
    fresh = panel.grab().toImage()
    live = scene.situation.link
    scene.situation.link = replace(live, phase="down", heard_at=scene.situation.now - timedelta(seconds=12))
    panel.refresh(scene.situation, SituationChanges(link=True))
    assert "旧画面 · 12 秒前" in texts(panel)
    assert panel.grab().toImage() != fresh
    assert "内容" in texts(panel), "the last picture stays"
    scene.situation.link = live
    panel.refresh(scene.situation, SituationChanges(link=True))
    assert "旧画面" not in texts(panel)
    assert panel.grab().toImage() == fresh


def test_an_old_picture_says_its_own_age_only_once(panel: Example) -> None:
    scene = Scene()
    panel.refresh(scene.situation, everything())
    panel.set_age(scene.situation.now)
    scene.situation.link = replace(scene.situation.link, phase="down")
    scene.situation.now += timedelta(seconds=20)
    panel.refresh(scene.situation, SituationChanges(link=True))
    assert texts(panel).count("秒前") == 1


def test_a_new_language_writes_all_texts_anew(panel: Example, qtbot: QtBot) -> None:
    panel.refresh(Scene().situation, everything())
    panel.show_state("empty")
    language.use("en")
    qtbot.waitUntil(lambda: panel.accessibleName() == "Example")
    assert panel.drawn[-1] == everything()
    assert "例子" not in texts(panel)


def test_what_a_panel_missed_while_put_away_is_drawn_once_it_is_shown(panel: Example) -> None:
    scene = Scene()
    panel.refresh(scene.situation, everything())
    panel.hide()
    panel.refresh(scene.situation, SituationChanges(moved=True))
    panel.refresh(scene.situation, SituationChanges(clock=True))
    assert panel.postponed(SituationChanges(figures=True))
    assert len(panel.drawn) == 1
    panel.show()
    assert panel.drawn[1:] == [SituationChanges(moved=True, clock=True, figures=True)]
    assert not panel.postponed()


def test_a_panel_that_is_put_away_takes_on_a_new_language_and_is_drawn_in_it_later(panel: Example) -> None:
    panel.refresh(Scene().situation, everything())
    panel.hide()
    language.use("en")
    QApplication.processEvents()
    turns.finish()
    assert panel.accessibleName() == "Example"
    assert len(panel.drawn) == 1
    panel.show()
    assert panel.drawn[1:] == [everything()]


def test_a_panel_shown_between_two_turns_is_not_half_translated(panel: Example) -> None:
    panel.refresh(Scene().situation, everything())
    panel.hide()
    language.use("en")
    QApplication.processEvents()
    panel.show()
    assert panel.accessibleName() == "Example"
    turns.finish()
    assert len(panel.drawn) == 2


def test_a_new_scale_sizes_and_draws_it_anew(panel: Example) -> None:
    panel.refresh(Scene().situation, everything())
    height = panel.header.height()
    theme.set_scale(2.0)
    panel.restyle()
    assert panel.header.height() == 2 * height
    assert panel.scales == [1.0, 2.0]
    assert len(panel.drawn) == 2


def test_restyling_before_the_first_sight_does_nothing_yet(qtbot: QtBot) -> None:
    unseen = Example()
    qtbot.addWidget(unseen)
    unseen.restyle()
    assert unseen.scales == []


def test_focus_is_seen(panel: Example, qtbot: QtBot) -> None:
    panel.clearFocus()
    before = panel.grab().toImage()
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.hasFocus)
    assert panel.grab().toImage() != before


def test_its_content_can_be_copied_as_text(panel: Example) -> None:
    panel.refresh(Scene().situation, everything())
    panel.set_subtitle("未结 41")
    panel.copy_text()
    assert QGuiApplication.clipboard().text() == "例子 未结 41"


def test_the_context_menu_offers_the_copy_below_the_panels_own(panel: Example, qtbot: QtBot) -> None:
    panel.menu_actions = lambda: [QAction("自己的", panel)]  # type: ignore[method-assign]
    where = QPoint(10, 10)
    panel.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, panel.mapToGlobal(where)))
    menu = panel.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == ["自己的", "复制为文字"]
    menu.close()


def test_tabs_take_the_titles_place(panel: Example) -> None:
    tabs = QLabel("页签")
    panel.lead_header(tabs)
    assert "页签" in texts(panel)
    assert "例子" not in texts(panel)
    panel.lead_header(None)
    assert "例子" in texts(panel)


def test_a_panel_offers_no_keys_unless_it_says_so(panel: Example) -> None:
    assert panel.key_help() == []
    assert panel.menu_actions() == []
