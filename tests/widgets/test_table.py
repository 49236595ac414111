"""The one table: rows come and go, what is picked stays picked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.views.columns import Column
from widgets.table import TableModel
from widgets.table_view import Table, titles_for


@dataclass
class Fruit:
    id: str
    name: str
    weight: int


COLUMNS = (
    Column[Fruit]("name", lambda row: row.name, lambda row: row.name, mark=lambda row: ("square", "red"), width=8),
    Column[Fruit]("weight", lambda row: str(row.weight), lambda row: row.weight, align="right", ticks=True, drop=1),
    Column[Fruit]("note", lambda row: "n", lambda row: 0, stretch=True, drop=2, width=40),
)


def fruits(*numbers: int) -> list[Fruit]:
    return [Fruit(f"f{number}", f"果 {number}", number) for number in numbers]


def shown(qtbot: QtBot, many: bool = False, width: int = 700) -> Table:
    table = Table(TableModel(COLUMNS), many=many)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.rescale()
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    return table


def test_cells_titles_and_nothing_below_them(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.set_rows(fruits(1, 2))
    model = table.rows
    model.set_titles(titles_for(COLUMNS, {"name": "名", "weight": "重"}))
    assert model.data(model.index(1, 0)) == "果 2"
    assert model.data(model.index(1, 0), Qt.ItemDataRole.ForegroundRole) is None
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(3)]
    assert heads == ["名", "重", "note"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.key(9) == ""


def test_a_new_order_keeps_what_is_picked_and_tells_nobody(qtbot: QtBot) -> None:
    table = shown(qtbot, many=True)
    table.set_rows(fruits(*range(100)))
    told: list[list[str]] = []
    table.pick({"f3", "f4", "f50"})
    table.picked.connect(told.append)
    table.set_rows(fruits(*reversed(range(100))))
    assert table.picked_ids() == ["f50", "f4", "f3"]
    assert told == []
    table.set_rows(fruits(3, 4))
    assert table.picked_ids() == ["f3", "f4"]
    assert told == []


def test_the_row_at_the_upper_edge_stays_there(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.set_rows(fruits(*range(200)))
    QApplication.processEvents()
    table.verticalScrollBar().setValue(50 * 32 + 7)
    table.set_rows(fruits(500, *range(200)))
    assert table.rows.key(table.rowAt(0)) == "f50"
    assert table.rowViewportPosition(table.rowAt(0)) == -7


def test_at_the_start_a_new_first_row_is_seen(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.set_rows(fruits(*range(200)))
    table.set_rows(fruits(500, *range(200)))
    assert table.rows.key(table.rowAt(0)) == "f500"


def test_the_same_rows_are_only_painted_again(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.set_rows(fruits(1, 2))
    with qtbot.assertNotEmitted(table.rows.modelReset), qtbot.waitSignal(table.rows.dataChanged):
        table.set_rows(fruits(1, 2))
    with qtbot.waitSignal(table.rows.dataChanged) as told:
        table.rows.tick()
    assert told.args is not None and told.args[0].column() == 1


def test_keys_open_and_copy(qtbot: QtBot) -> None:
    table = shown(qtbot, many=True)
    table.set_rows(fruits(1, 2, 3))
    table.setFocus()
    table.pick({"f2", "f3"})
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "name\tweight\tnote\n果 2\t2\tn\n果 3\t3\tn\n"
    table.pick(set())
    assert table.copy().count("\n") == 4
    table.setCurrentIndex(table.rows.index(1, 0))
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["f2"]


def test_arrows_pick_for_the_person(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.set_rows(fruits(1, 2, 3))
    table.setFocus()
    told: list[list[str]] = []
    table.picked.connect(told.append)
    table.setCurrentIndex(table.rows.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told == [["f1"], ["f2"]]


def test_a_header_sorts_up_then_down_then_as_at_the_start(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.set_rows(fruits(1, 2))
    told: list[tuple[str, bool]] = []
    table.sort_wanted.connect(lambda key, falling: told.append((key, falling)))
    for _ in range(3):
        table.horizontalHeader().sectionClicked.emit(1)
    table.horizontalHeader().sectionClicked.emit(0)
    assert told == [("weight", False), ("weight", True), ("", False), ("name", False)]


def test_columns_without_room_are_left_out(qtbot: QtBot) -> None:
    table = shown(qtbot, width=700)
    assert [table.isColumnHidden(place) for place in range(3)] == [False, False, False]
    table.resize(200, 300)
    QApplication.processEvents()
    assert [table.isColumnHidden(place) for place in range(3)] == [False, False, True]
    table.resize(100, 300)
    QApplication.processEvents()
    assert [table.isColumnHidden(place) for place in range(3)] == [False, True, True]


def test_rows_are_painted(qtbot: QtBot) -> None:
    table = shown(qtbot)
    empty = table.grab().toImage()
    table.set_rows(fruits(1, 2))
    table.horizontalHeader().sectionClicked.emit(0)
    table.pick({"f1"})
    assert table.grab().toImage() != empty


def test_twenty_thousand_rows_are_no_work_for_the_view(qtbot: QtBot) -> None:
    table = shown(qtbot)
    asked: list[str] = []

    def spy(row: Fruit) -> str:
        asked.append(row.id)
        return row.name

    table.rows.set_columns((Column[Fruit]("name", spy, spy, width=8), *COLUMNS[1:]))
    table.set_rows(fruits(*range(20_000)))
    table.grab()
    assert 0 < len(set(asked)) < 40
