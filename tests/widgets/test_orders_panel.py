"""The tracker, drafts, and an order opened, on a screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.domain.ladder import AcknowledgeMiss
from cockpit.domain.orders import ConfirmDraft, Deadlines, DiscardDraft, DraftOrder, RecallOrder, Receipt
from tests.situations import Scene
from tests.widgets.panels import Shown, clipboard
from widgets import language, turns
from widgets.order_list import OrderCard
from widgets.orders_panel import OrdersPanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


def scene_with_orders(me: str = "p1") -> Scene:
    scene = Scene(me)
    scene.order("slow", ("u101", "u102", "u103", "u104"), "到西门\n带水", Deadlines(20, 60, 120, 300, 3600))
    scene.order("calm", ("u201",), "到东门", Deadlines(300, 900, 1800, 3600, 28800))
    scene.receipt("slow", "u101", "on_scene")
    scene.receipt("slow", "u102", "delivered")
    scene.receipt("slow", "u104", "declined", "车坏")
    scene.wait(90)
    scene.silence("u101")
    return scene


def draft(scene: Scene, id_: str = "d1", by: str = "p3") -> None:
    scene.desk.do(DraftOrder(id_, f"草稿{id_}", ("u201", "u202")), scene.desk.person(by))


def tracker(qtbot: QtBot, scene: Scene) -> Shown[OrdersPanel]:
    return Shown(qtbot, OrdersPanel, scene, 462, 700)


def test_the_slowest_stands_first_and_its_troubles_are_apart(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    panel = shown.panel
    assert panel.model.ids == ["slow", "calm"]
    card = panel.list.itemDelegate()
    assert isinstance(card, OrderCard)
    texts = [(text, tone) for text, tone, _mark in card.parts(panel.model.row(0))]
    assert texts == [
        ("Delivered late 01:10", "orange"),
        ("Undelivered 1", "orange"),
        ("Unanswered 1", "orange"),
        ("Out of contact 1", "yellow"),
        ("Declined 1", "orange"),
    ]
    assert [text for text, *_rest in card.parts(panel.model.row(1))] == ["Delivered within 03:30", "Undelivered 1"]
    assert panel.view.under_way == 2
    lines = panel.as_text().splitlines()
    assert lines[1].split("\t")[-5:] == ["3/4", "1/4", "1/4", "1/4", "0/4"]


def test_a_receipt_moves_the_bars(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    before = shown.panel.grab().toImage()
    shown.scene.receipt("calm", "u201", "acknowledged")
    shown.refresh()
    assert [stage.reached for stage in shown.panel.model.row(1).stages] == [1, 1, 0, 0, 0]
    assert shown.panel.grab().toImage() != before
    shown.scene.receipt("calm", "u201", "completed")
    shown.refresh()
    assert shown.panel.model.ids == ["slow", "calm"]
    assert not shown.panel.model.row(1).open


def test_enter_opens_and_escape_closes(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    panel = shown.panel
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert shown.selection.order == "slow"
    assert panel.pages.currentWidget() is panel.detail
    assert panel.detail.text.text() == "到西门\n带水"
    assert panel.detail.table.hasFocus()
    keys = [panel.detail.model.key(row) for row in range(4)]
    assert keys == ["u103", "u102", "u101", "u104"]
    qtbot.keyClick(panel.detail.table, Qt.Key.Key_Escape)
    assert shown.selection.order == ""
    assert panel.pages.currentWidget() is not panel.detail


def test_recipients_are_filtered_by_state(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    shown.selection.open_order("slow")
    detail = shown.panel.detail
    visible = [state for state, button in detail.filter.chips.items() if button.isVisible()]
    assert visible == [None, "issued", "delivered", "on_scene", "declined"]
    qtbot.mouseClick(detail.filter.chips["declined"], LEFT)
    assert [detail.model.key(row) for row in range(detail.model.rowCount())] == ["u104"]
    assert "车坏" in detail.table.copy()
    shown.scene.receipt("slow", "u103", "acknowledged")
    qtbot.mouseClick(detail.filter.chips["issued"], LEFT)
    shown.refresh()
    assert detail.filter.shown is None
    assert detail.model.rowCount() == 4
    assert detail.filter.chips[None].isChecked()


def test_recipients_are_sorted_and_picked_for_another_order(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    shown.selection.open_order("slow")
    detail = shown.panel.detail
    detail.table.horizontalHeader().sectionClicked.emit(3)
    assert [detail.model.key(row) for row in range(4)] == ["u103", "u102", "u101", "u104"]
    detail.table.horizontalHeader().sectionClicked.emit(3)
    assert [detail.model.key(row) for row in range(4)] == ["u104", "u101", "u102", "u103"]
    qtbot.mouseClick(detail.filter.chips["issued"], LEFT)
    qtbot.mouseClick(detail.filter.pick, LEFT)
    assert shown.selection.target.units == ("u103",)


def test_the_copy_key_copies_the_tracker(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard().splitlines()[0].startswith("Order\tTarget\tStatus")
    keys = [keys for keys, _what in shown.panel.key_help()]
    assert keys == ["↑ ↓ · Enter", "Esc", "Alt+1", "Alt+2", "Alt+3", "Alt+4", "Ctrl+C"]


def test_a_recall_asks_for_the_reason_in_the_line(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    shown.selection.open_order("slow")
    detail = shown.panel.detail
    qtbot.mouseClick(detail.recall, LEFT)
    assert detail.question.isVisible() and shown.sent == []
    qtbot.keyClick(detail.question.reason, Qt.Key.Key_Escape)
    assert not detail.question.isVisible() and shown.sent == []
    shown.refresh()
    qtbot.mouseClick(detail.recall, LEFT)
    qtbot.keyClicks(detail.question.reason, "false alarm")
    qtbot.mouseClick(detail.question.yes, LEFT)
    assert shown.sent == [RecallOrder("slow", "false alarm")]
    shown.refresh()
    assert not detail.recall.isEnabled()
    shown.obey()
    assert shown.scene.desk.world.orders["slow"].status == "recalled"
    assert detail.recall.isHidden() and "false alarm" in detail.meta.text()


def test_a_refused_recall_says_why(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    shown.selection.open_order("slow")
    detail = shown.panel.detail
    qtbot.mouseClick(detail.recall, LEFT)
    qtbot.keyClick(detail.question.reason, Qt.Key.Key_Return)
    shown.panel.outcome("slow", False, "不在当班", "顾清和")
    assert detail.refusal.isVisible() and detail.refusal.text() == "不在当班 · 顾清和 could"
    assert detail.recall.isEnabled()
    shown.panel.outcome("slow", True)


def test_who_may_not_recall_sees_the_rule(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders("p4"))
    shown.selection.open_order("slow")
    assert not shown.panel.detail.recall.isEnabled()
    assert "沈宁远" in shown.panel.detail.recall.toolTip()


def test_a_draft_is_confirmed_by_who_may(qtbot: QtBot) -> None:
    scene = Scene()
    draft(scene)
    shown = tracker(qtbot, scene)
    strip = shown.panel.drafts
    line = strip.lines[0]
    assert strip.isVisible() and line.confirm.text() == "Issue to 2"
    assert line.silent.text() == ""
    scene.silence("u202")
    shown.refresh()
    assert line.silent.text() == "Out of contact 1"
    qtbot.mouseClick(line.confirm, LEFT)
    qtbot.mouseClick(line.confirm, LEFT)
    assert shown.sent == [ConfirmDraft("d1")]
    shown.obey()
    assert not strip.isVisible()
    assert shown.panel.model.ids == ["d1"]


def test_a_drafter_discards_and_cannot_confirm(qtbot: QtBot) -> None:
    scene = Scene("p3")
    draft(scene)
    shown = tracker(qtbot, scene)
    line = shown.panel.drafts.lines[0]
    assert not line.confirm.isVisible() and "沈宁远" in line.toolTip()
    qtbot.mouseClick(line.discard, LEFT)
    assert shown.sent == [DiscardDraft("d1")]
    shown.obey("p3")
    assert not shown.panel.drafts.isVisible()


def test_an_opened_draft_is_confirmed_in_full_view(qtbot: QtBot) -> None:
    scene = Scene()
    draft(scene)
    shown = tracker(qtbot, scene)
    qtbot.mouseClick(shown.panel.drafts.lines[0].title, LEFT)
    detail = shown.panel.detail
    assert detail.confirm.isVisible() and detail.recall.isHidden()
    assert detail.model.data(detail.model.index(0, 3)) == "Draft"
    qtbot.mouseClick(detail.confirm, LEFT)
    assert shown.sent == [ConfirmDraft("d1")]
    shown.obey()
    assert detail.recall.isVisible() and detail.recall.isEnabled()


def test_a_refused_confirmation_opens_the_draft_and_says_why(qtbot: QtBot) -> None:
    scene = Scene()
    draft(scene)
    shown = tracker(qtbot, scene)
    qtbot.mouseClick(shown.panel.drafts.lines[0].confirm, LEFT)
    shown.panel.outcome("d1", False, "该草稿已处理")
    assert shown.panel.detail.refusal.text() == "该草稿已处理"
    assert shown.panel.drafts.lines[0].confirm.isEnabled()


def test_more_drafts_than_room_are_counted(qtbot: QtBot) -> None:
    scene = Scene()
    for number in range(5):
        draft(scene, f"d{number}")
    shown = tracker(qtbot, scene)
    assert shown.panel.drafts.more.text() == "and 2 more"


def test_nothing_under_way_says_so_and_speaks_chinese(qtbot: QtBot) -> None:
    shown = tracker(qtbot, Scene())
    assert shown.panel.nothing.isVisible()
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert shown.panel.nothing.text().startswith("没有在途指令")
    assert shown.panel.accessibleName() == "指令"


def test_an_unknown_order_in_the_selection_leaves_the_list(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    shown.selection.open_order("lost")
    assert shown.panel.pages.currentWidget() is not shown.panel.detail


def test_enter_on_a_recipient_follows_it(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    shown.selection.open_order("slow")
    table = shown.panel.detail.table
    table.setCurrentIndex(shown.panel.detail.model.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert shown.selection.followed == "u102"


def test_a_climb_has_a_line_of_its_own_and_its_rungs_in_the_tooltip(qtbot: QtBot) -> None:
    scene = Scene()
    scene.order("o1", ("u107",), "到西门", Deadlines(20, 60, 120, 300, 3600))
    shown = tracker(qtbot, scene)
    panel = shown.panel
    card = panel.list.itemDelegate()
    assert isinstance(card, OrderCard)
    index = panel.model.index(0)
    low = panel.list.visualRect(index).height()
    assert card.climb_parts(panel.model.row(0)) == []
    scene.climb(80)
    shown.refresh()
    assert card.climb_parts(panel.model.row(0)) == [("up to grid leader 周力", "orange", False)]
    assert panel.list.visualRect(index).height() > low
    tip = panel.model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines() == ["到西门 · 郑力", "网格1: told the grid leader 周力"]
    assert panel.model.data(index) == "到西门 · 郑力"
    scene.climb(480)
    shown.refresh()
    assert card.climb_parts(panel.model.row(0)) == [("up to commander 沈宁远", "red", True)]
    scene.desk.do(AcknowledgeMiss("o1", "u107"), scene.desk.person("p1"))
    shown.refresh()
    assert card.climb_parts(panel.model.row(0)) == [("taken on by 沈宁远", "second", False)]
    assert panel.grab().toImage().height() > 0


def test_an_order_that_is_opened_takes_no_more_width_than_its_buttons_in_use(qtbot: QtBot) -> None:
    shown = tracker(qtbot, scene_with_orders())
    closed = shown.panel.minimumSizeHint().width()
    detail = shown.panel.detail
    every = sum(one.sizeHint().width() for one in (detail.recall, detail.discard, detail.confirm, detail.relief.bar))
    assert closed < every, "a page that nobody has opened asks for no room for its buttons"
    shown.selection.open_order("slow")
    shown.refresh()
    assert detail.recall.isVisible() and detail.relief.bar.isVisible()
    assert shown.panel.minimumSizeHint().width() <= shown.panel.width()


def test_photos_take_the_tables_place_while_somebody_looks_at_them(qtbot: QtBot) -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"))
    scene.order("o2", ("u101",))
    shown = Shown(qtbot, OrdersPanel, scene)
    asked: list[str] = []
    shown.panel.ask.connect(lambda _what, args, _answer: asked.append(args["id"]))
    shown.selection.open_order("o1")
    detail = shown.panel.detail
    assert not detail.photos.isVisible()
    scene.desk.do(Receipt("o1", "on_scene", attachments=("a" * 64,)), scene.desk.unit("u101"))
    shown.refresh()
    assert detail.photos.isVisible() and detail.table.isVisible() and asked == []
    qtbot.mouseClick(detail.photos, LEFT)
    assert not detail.table.isVisible() and detail.strip.isVisible() and asked == ["a" * 64]
    shown.selection.open_order("o2")
    assert detail.table.isVisible() and not detail.strip.isVisible() and not detail.photos.isVisible()
