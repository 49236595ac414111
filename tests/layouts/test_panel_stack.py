"""Panels that share one place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cockpit.views.selection import Selection
from layouts.panel_stack import PanelStack
from tests.situations import Scene
from widgets import language
from widgets.circles_panel import CirclesPanel
from widgets.duty_panel import DutyPanel
from widgets.panel import everything


def stack_of_two(qtbot: QtBot) -> PanelStack:
    """Duty and circles in one place."""
    selection = Selection()
    stack = PanelStack([DutyPanel(selection), CirclesPanel(selection)])
    qtbot.addWidget(stack)
    stack.resize(500, 300)
    stack.show()
    for panel in stack.panels:
        panel.refresh(Scene().situation, everything())
    stack.name_tabs()
    return stack


def tabs(stack: PanelStack) -> list[QPushButton]:
    """The tabs' buttons."""
    return [button for button in stack.findChildren(QPushButton) if button.property("kind") == "tab"]


def test_tabs_carry_the_titles_and_bring_panels_to_the_front(qtbot: QtBot) -> None:
    stack = stack_of_two(qtbot)
    assert [tab.text() for tab in tabs(stack)] == ["值班指挥长", "五圈"]
    assert [tab.isChecked() for tab in tabs(stack)] == [True, False]
    qtbot.mouseClick(tabs(stack)[1], Qt.MouseButton.LeftButton)
    assert stack.currentWidget() is stack.panels[1]
    assert all(tab.isVisible() for tab in tabs(stack)), "the tabs move into the seen panel's header"
    stack.show_panel(stack.panels[0])
    assert [tab.isChecked() for tab in tabs(stack)] == [True, False]


def test_tabs_speak_the_language_in_force(qtbot: QtBot) -> None:
    stack = stack_of_two(qtbot)
    language.use("en")
    qtbot.waitUntil(lambda: [tab.text() for tab in tabs(stack)] == ["Commander on duty", "Five circles"])
    assert stack.panels[1].accessibleName() == "Five circles"


def test_a_single_panel_needs_no_tabs_and_a_stranger_changes_nothing(qtbot: QtBot) -> None:
    alone = PanelStack([DutyPanel(Selection())])
    qtbot.addWidget(alone)
    alone.show()
    alone.show_panel(alone.panels[0])
    assert not any(tab.isVisible() for tab in tabs(alone))
    stack = stack_of_two(qtbot)
    stack.show_panel(alone.panels[0])
    assert stack.currentWidget() is stack.panels[0]
