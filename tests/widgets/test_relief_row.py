"""What can be done about a late recipient, on a screen: by button, by key, by menu."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cockpit.domain.ladder import AcknowledgeMiss
from cockpit.domain.orders import Deadlines
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from tests.situations import Scene
from tests.widgets.panels import Shown
from widgets import language
from widgets.orders_panel import OrdersPanel
from widgets.relief_row import ReliefRow

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


def opened(qtbot: QtBot, me: str = "p1", seconds: float = 560.0) -> Shown[OrdersPanel]:
    """An order opened that a grid worker and a squad officer have not got, long since."""
    scene = Scene(me)
    scene.order("o1", ("u107", "u103", "u101"), "到西门", Deadlines(20, 60, 120, 300, 3600))
    scene.receipt("o1", "u101", "on_scene")
    scene.climb(seconds)
    shown = Shown(qtbot, OrdersPanel, scene, 462, 700)
    shown.selection.open_order("o1")
    return shown


def row(shown: Shown[OrdersPanel]) -> ReliefRow:
    return shown.panel.detail.relief


def pick(shown: Shown[OrdersPanel], unit: str) -> None:
    table = shown.panel.detail.table
    table.selectRow(table.rows.places({unit})[0])


def enabled(shown: Shown[OrdersPanel]) -> list[str]:
    return [name for name, action in row(shown).actions_by_name.items() if action.isEnabled()]


def test_the_one_late_for_longest_is_picked_and_its_climb_is_told(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    assert shown.panel.detail.table.current_id() == "u107"
    words = row(shown).words.text()
    assert words.startswith("郑力 · 网格1: told the grid leader 周力; 执法1队: told the squad chief 钱力")
    assert words.endswith("指挥中心: told the commander 沈宁远")
    assert enabled(shown) == ["acknowledge", "answer", "reassign", "reinforce"]
    pick(shown, "u101")
    assert not row(shown).words.isVisible()
    assert enabled(shown) == ["answer", "reassign", "reinforce"]
    assert "Nothing is overdue" in row(shown).actions_by_name["acknowledge"].toolTip()


def test_a_key_takes_a_miss_on(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    qtbot.keyClick(shown.panel.detail.table, Qt.Key.Key_1, ALT)
    assert shown.sent == [AcknowledgeMiss("o1", "u107")]
    assert enabled(shown) == []
    assert "waiting for the hub" in row(shown).actions_by_name["answer"].toolTip()
    shown.obey()
    assert enabled(shown) == ["answer", "reassign", "reinforce"]
    assert "taken it on already" in row(shown).actions_by_name["acknowledge"].toolTip()
    assert "Taken on by 沈宁远" in row(shown).words.text()


def test_an_answer_for_a_unit_wants_a_note(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p5")
    relief = row(shown)
    qtbot.keyClick(shown.panel.detail.table, Qt.Key.Key_2, ALT)
    form = relief.answer
    assert form.isVisible() and form.field.hasFocus() and not form.yes.isEnabled()
    assert not relief.bar.isVisible() and not shown.panel.detail.recall.isVisible()
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert shown.sent == []
    form.states.setCurrentIndex(1)
    qtbot.keyClicks(form.field, "by phone")
    qtbot.mouseClick(form.yes, LEFT)
    assert shown.sent == [AnswerFor("o1", "u107", "en_route", "by phone")]
    assert not form.isVisible() and relief.bar.isVisible()
    shown.obey("p5")
    model = shown.panel.detail.model
    notes = [model.data(model.index(place, 7)) for place in model.places({"u107"})]
    assert notes == ["answered for by 章一区 · by phone"]


def test_a_part_is_given_to_the_nearest_of_the_department(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    shown.scene.silence("u109")
    relief = row(shown)
    relief.actions_by_name["reassign"].trigger()
    form = relief.reassign
    offered = [str(form.units.itemData(place)) for place in range(form.units.count())]
    assert offered[0] == "u105" and "u107" not in offered and "u109" not in offered
    assert form.units.itemText(0).startswith("周力 · Grid · ")
    qtbot.keyClicks(form.field, "flat tyre")
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert shown.sent == [Reassign("o1", "u107", "u105", "flat tyre")]
    shown.obey()
    model = shown.panel.detail.model
    assert model.data(model.index(model.places({"u107"})[0], 7)) == "taken over by 周力 · flat tyre"
    assert shown.panel.detail.filter.chips["reassigned"].isVisible()
    assert [stage.total for stage in shown.panel.model.row(0).stages] == [3] * 5


def test_the_offer_stands_as_it_was_seen(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    relief = row(shown)
    relief.actions_by_name["reassign"].trigger()
    seen = [relief.reassign.units.itemText(place) for place in range(relief.reassign.units.count())]
    shown.scene.wait(30)
    shown.refresh()
    assert relief.reassign.isVisible()
    assert seen == [relief.reassign.units.itemText(place) for place in range(relief.reassign.units.count())]


def test_the_next_nearest_are_sent_besides(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    form = row(shown).reinforce
    qtbot.keyClick(shown.panel.detail.table, Qt.Key.Key_4, ALT)
    assert form.isVisible() and form.number.text() == "1" and not form.fewer.isEnabled()
    qtbot.keyClick(form.yes, Qt.Key.Key_Plus)
    qtbot.mouseClick(form.more, LEFT)
    qtbot.keyClick(form.yes, Qt.Key.Key_Minus)
    assert len(form.units) == 2 and form.names.text().count(",") == 1
    qtbot.keyClick(form.yes, Qt.Key.Key_Return)
    assert shown.sent == [Reinforce("o1", form.units)]
    shown.obey()
    assert len(shown.scene.desk.world.orders["o1"].recipients) == 5
    assert enabled(shown) == ["acknowledge", "answer", "reassign", "reinforce"]


def test_who_is_picked_goes_before_the_nearest(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p5")
    shown.selection.pick_units(("u107", "u110", "u201"))
    row(shown).actions_by_name["reinforce"].trigger()
    form = row(shown).reinforce
    assert form.units == ("u110",) and form.source.text() == "Those picked:" and not form.more.isVisible()
    qtbot.keyClick(form.yes, Qt.Key.Key_Plus)
    qtbot.mouseClick(form.yes, LEFT)
    assert shown.sent == [Reinforce("o1", ("u110",))]


def test_escape_another_recipient_and_the_end_put_a_form_away(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    relief = row(shown)
    relief.actions_by_name["answer"].trigger()
    qtbot.keyClick(relief.answer.field, Qt.Key.Key_Escape)
    assert not relief.filling_in and shown.selection.order == "o1"
    assert shown.panel.detail.table.hasFocus()
    relief.actions_by_name["answer"].trigger()
    pick(shown, "u103")
    assert not relief.filling_in
    relief.actions_by_name["reassign"].trigger()
    for unit in ("u107", "u103", "u101"):
        shown.scene.receipt("o1", unit, "completed")
    shown.refresh()
    assert not relief.filling_in and not relief.bar.isVisible()
    assert shown.sent == []


def test_who_may_not_is_told_why_and_who_could(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p3")
    assert enabled(shown) == []
    tips = {name: action.toolTip() for name, action in row(shown).actions_by_name.items()}
    assert tips["answer"].startswith("Only the chiefs of the unit's circles") and "沈宁远" in tips["answer"]
    assert tips["reinforce"].startswith("An operator drafts")
    assert tips["acknowledge"].startswith("You were not told")


def test_a_refusal_gives_the_actions_back(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    row(shown).actions_by_name["acknowledge"].trigger()
    shown.panel.outcome("o1", False, "You were not told of this one", "周力")
    detail = shown.panel.detail
    assert detail.refusal.text() == "You were not told of this one · 周力 could" and detail.refusal.isVisible()
    assert enabled(shown) == ["acknowledge", "answer", "reassign", "reinforce"]
    row(shown).actions_by_name["acknowledge"].trigger()
    assert not detail.refusal.isVisible()
    shown.panel.outcome("o1", True)
    assert "answer" in enabled(shown)


def test_the_menu_is_about_the_row_below_the_pointer(qtbot: QtBot) -> None:
    shown = opened(qtbot)
    table = shown.panel.detail.table
    place = table.rows.places({"u103"})[0]
    at = QPoint(20, table.rowViewportPosition(place) + 5)
    table.customContextMenuRequested.emit(at)
    menu = next(one for one in table.findChildren(QMenu) if one.isVisible())
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Take on", "Answer for…", "Reassign…", "Reinforce…", "Copy as text",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    menu.close()
    assert shown.sent == [AcknowledgeMiss("o1", "u103")]


def test_without_a_recipient_more_can_still_be_sent(qtbot: QtBot) -> None:
    scene = Scene()
    scene.order("o1", ("u107",))
    shown = Shown(qtbot, OrdersPanel, scene, 462, 700)
    shown.selection.open_order("o1")
    assert enabled(shown) == ["reinforce"]
    assert row(shown).actions_by_name["answer"].toolTip() == "Pick a recipient first"
    row(shown).actions_by_name["reinforce"].trigger()
    assert row(shown).reinforce.units == ("u109",)
