"""What a table shows, saved so that any spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QMenu, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cockpit.domain.town import DeskSettings
from cockpit.views.columns import Column, csv_text
from tests.situations import Scene
from widgets.table import TableModel
from widgets.table_export import add_saving, file_name, save
from widgets.table_view import Table


@dataclass
class Row:
    id: str


COLUMNS = (Column[Row]("what", lambda row: row.id, lambda row: row.id),)


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    panel = QWidget()
    qtbot.addWidget(panel)
    model = TableModel(COLUMNS)
    model.set_titles(("内容",))
    model.set_rows([Row("仓库火情"), Row('说"快来", 速')])
    table = Table(model)
    QVBoxLayout(panel).addWidget(table)
    panel.show()
    yield table


def panel_of(table: Table) -> QWidget:
    panel = table.parentWidget()
    assert panel is not None
    return panel


def test_it_is_utf8_with_a_mark_and_reads_back(table: Table, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    assert save(table, path, panel_of(table), Scene().situation)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == 3
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))) == [
        ["内容"],
        ["仓库火情"],
        ['说"快来", 速'],
    ]


def test_it_says_whose_it_is_where_the_town_wants_that(table: Table, tmp_path: Path) -> None:
    scene = Scene()
    world = scene.desk.world
    world.settings = msgspec.structs.replace(world.settings, desk=DeskSettings(watermark=True))
    save(table, tmp_path / "x.csv", panel_of(table), scene.situation)
    assert (tmp_path / "x.csv").read_text("utf-8").rstrip().endswith("沈宁远 shen  2026-06-01 12:00")


def test_what_cannot_be_written_is_said(table: Table, tmp_path: Path) -> None:
    assert not save(table, tmp_path / "gone" / "x.csv", panel_of(table), Scene().situation)
    box = panel_of(table).findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text().startswith("表格没有保存：") and "x.csv" in box.informativeText()
    box.close()


@pytest.mark.parametrize(("who", "may"), [("p1", True), ("p3", True), ("p4", False)])
def test_who_may_only_look_on_saves_nothing(table: Table, who: str, may: bool) -> None:
    menu = QMenu(panel_of(table))
    add_saving(menu, panel_of(table), "事件", Scene(who).situation)
    (action,) = menu.actions()
    assert action.isEnabled() is may
    assert ("观摩" in action.text()) is not may


def test_a_panel_without_a_table_offers_nothing(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    menu = QMenu(panel)
    add_saving(menu, panel, "x", Scene().situation)
    assert menu.actions() == []


def test_the_file_is_named_for_the_panel_and_the_minute() -> None:
    assert file_name("事件/今日", Scene().situation) == "事件今日 2026-06-01 1200.csv"


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-2.4", "-2.4"), ("+8", "+8"), ("-x", "'-x"), ("平安", "平安")],
)
def test_no_report_becomes_a_formula(text: str, cell: str) -> None:
    assert csv_text(("t",), COLUMNS, [Row(text)]) == f"t\r\n{cell}\r\n"


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1), max_size=5))
def test_every_text_reads_back_but_for_the_apostrophe(texts: list[str]) -> None:
    written = csv_text(("t",), COLUMNS, [Row(text) for text in texts])
    read = [line[0] for line in csv.reader(io.StringIO(written, newline=""))][1:]
    assert [one.removeprefix("'") for one in read] == [one.removeprefix("'") for one in texts]
