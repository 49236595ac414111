"""Every part that takes the keyboard says what it is, and Tab reaches it: what a screen reader needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLineEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from cockpit.views.selection import Selection
from layouts.desk import Desk
from tests.situations import Scene
from widgets import language
from widgets.panel import Panel, everything

ROOT = Path(__file__).resolve().parents[2]


def named(widget: QWidget) -> bool:
    """Whether a screen reader has something to say of it."""
    if widget.accessibleName():
        return True
    if isinstance(widget, QAbstractButton):
        return bool(widget.text().strip())
    return isinstance(widget, QLineEdit) and bool(widget.placeholderText())


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab stops there."""
    inner = isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QComboBox)
    plain = isinstance(widget, QAbstractScrollArea) and not widget.accessibleName() and widget.focusProxy() is not None
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and not isinstance(widget, QScrollBar) and not inner and not plain


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    desk = Desk(Selection())
    qtbot.addWidget(desk)
    desk.resize(1900, 1000)
    scene = Scene()
    scene.order("o1", ("u101",), "去仓库")
    desk.show()
    desk.refresh(scene.situation, everything())
    return desk


def nameless(panel: QWidget) -> list[str]:
    return [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in panel.findChildren(QWidget)
        if takes_keys(one) and one.isEnabled() and one.isVisibleTo(panel) and not named(one)
    ]


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_part_that_takes_the_keyboard_is_named(desk: Desk, qtbot: QtBot, spoken: language.Language) -> None:
    language.use(spoken)
    found: dict[str, list[str]] = {}
    for name, panel in desk.panels.items():
        desk.show_panel(name)
        if missing := nameless(panel):
            found[name] = missing
        assert panel.accessibleName(), name
    desk.commands.show()
    desk.alarms.show()
    for sheet in (desk.commands.bar, desk.alarms.sheet, desk.notices):
        if missing := nameless(sheet):
            found[type(sheet).__name__] = missing
    language.use("zh")
    assert found == {}


def test_tab_goes_round_and_leaves_no_panel_out(desk: Desk) -> None:
    shown = {panel for panel in desk.board.findChildren(Panel) if panel.isVisible()}
    reached, widget = set(), desk.nextInFocusChain()
    for _ in range(5000):
        if widget is desk:
            break
        reached |= {panel for panel in shown if panel is widget or panel.isAncestorOf(widget)}
        widget = widget.nextInFocusChain()
    assert reached == shown and shown


def test_nothing_moves_by_itself() -> None:
    """Reduced motion is how it is made: no widget animates, so there is nothing to switch off."""
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QSequentialAnimation|QMovie")
    files = [*(ROOT / "widgets").rglob("*.py"), *(ROOT / "layouts").rglob("*.py")]
    assert [file.name for file in files if moving.search(file.read_text(encoding="utf-8"))] == []
