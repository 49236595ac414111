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
from widgets.indices_panel import IndicesPanel
from widgets.log_panel import LogPanel
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


def test_tabs_without_room_are_in_a_menu_and_none_is_cut(qtbot: QtBot) -> None:
    selection = Selection()
    panels = [DutyPanel(selection), CirclesPanel(selection), IndicesPanel(selection), LogPanel(selection)]
    stack = PanelStack(panels)
    qtbot.addWidget(stack)
    for panel in panels:
        panel._dress()
    stack.name_tabs()
    stack.resize(900, 300)
    stack.show()
    qtbot.waitUntil(lambda: all(not tab.isHidden() for tab in tabs(stack)))
    stack.resize(340, 300)
    qtbot.waitUntil(lambda: any(tab.isHidden() for tab in tabs(stack)))
    shown = [tab for tab in tabs(stack) if not tab.isHidden()]
    assert all(tab.width() >= tab.sizeHint().width() for tab in shown), "a cut word cannot be read"
    assert stack._more.isVisible()
    stack._more.menu().aboutToShow.emit()
    hidden = [action.text() for action in stack._more.menu().actions()]
    assert len(hidden) + len(shown) == 4 and "值班日志" in hidden
    stack._more.menu().actions()[hidden.index("值班日志")].trigger()
    assert stack.front is panels[3]
    assert not tabs(stack)[3].isHidden(), "the one in front always has its tab"
