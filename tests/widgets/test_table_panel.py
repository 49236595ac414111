"""The base of the panels that are one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cockpit.views.columns import Column
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from tests.situations import Scene
from tests.widgets.panels import Shown
from widgets import language
from widgets.table_panel import TablePanel


@dataclass
class Row:
    """A row of one word."""

    id: str


class Words:
    """Words that hold what is typed, in the order that is asked for."""

    def __init__(self, *words: str) -> None:
        self.all = [Row(word) for word in words]
        self.rows: list[Row] = self.all
        self.columns: tuple[Column[Any], ...] = (Column("word", lambda row: row.id, lambda row: row.id),)

    def filter(self, text: str) -> None:
        """Keeps those that hold the text."""
        self.rows = [row for row in self.all if text in row.id]

    def sort(self, key: str, descending: bool = False) -> None:
        """By the alphabet."""
        self.rows = sorted(self.rows, key=lambda row: row.id, reverse=descending)


class WordsPanel(TablePanel):
    """A panel of words."""

    words: tuple[str, ...] = ("oak", "ash", "elm")

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "words", Words(*self.words), {"shout": "S"})

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """All of them."""
        self.show_state("ready")
        self.show_rows()

    def retranslate(self) -> None:
        """A new view."""
        self.renew(Words(*self.words), "Words", {"word": "Word"})

    def nothing_words(self) -> str:
        """Why there is none."""
        return "no words"

    def fill_menu(self, menu: QMenu, at: QPoint) -> None:
        """One action."""
        menu.addAction(self.actions_by_name["shout"])


@pytest.fixture
def shown(qtbot: QtBot) -> Shown[WordsPanel]:
    """The panel over a scene."""
    return Shown(qtbot, WordsPanel, Scene())


def ids(panel: TablePanel) -> list[str]:
    return [row.id for row in panel.model.rows]


def test_it_is_narrowed_by_a_key_and_says_when_nothing_fits(shown: Shown[WordsPanel], qtbot: QtBot) -> None:
    panel = shown.panel
    assert ids(panel) == ["oak", "ash", "elm"]
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Slash)
    qtbot.waitUntil(panel.filter.hasFocus)
    qtbot.keyClicks(panel.filter, "as")
    assert ids(panel) == ["ash"]
    qtbot.keyClicks(panel.filter, "x")
    assert panel.nothing.isVisible()
    assert panel.nothing.text() == "没有符合筛选的项目"
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert ids(panel) == ["oak", "ash", "elm"]
    assert panel.nothing.isHidden()


def test_an_empty_table_says_why(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WordsPanel, "words", ())
    panel = Shown(qtbot, WordsPanel, Scene()).panel
    assert panel.nothing.text() == "no words"


def test_it_is_sorted_as_the_table_asks_and_copied_as_shown(shown: Shown[WordsPanel]) -> None:
    shown.panel.table.sort_wanted.emit("word", True)
    assert ids(shown.panel) == ["oak", "elm", "ash"]
    assert shown.panel.as_text().splitlines() == ["Word", "oak", "elm", "ash"]


def test_a_key_of_an_action_works_in_the_table(shown: Shown[WordsPanel], qtbot: QtBot) -> None:
    shown.panel.table.setFocus()
    with qtbot.waitSignal(shown.panel.actions_by_name["shout"].triggered):
        qtbot.keyClick(shown.panel.table, Qt.Key.Key_S)


def test_a_new_language_keeps_what_was_typed(shown: Shown[WordsPanel], qtbot: QtBot) -> None:
    shown.panel.filter.setText("o")
    language.use("en")
    qtbot.waitUntil(lambda: shown.panel.filter.placeholderText() == "Filter  /")
    assert ids(shown.panel) == ["oak"]


def test_the_menu_has_the_panels_own_actions_above_copying(shown: Shown[WordsPanel]) -> None:
    shown.panel._menu(QPoint(5, 5))
    menu = next(menu for menu in shown.panel.table.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[1:] == ["复制为文本", "另存为表格…"]
    menu.close()
