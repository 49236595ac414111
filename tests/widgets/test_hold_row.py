"""Who is responsible for an order: seen on both screens, handed over, accepted, declined, taken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cockpit.domain.holding import AcceptOffer, DeclineOffer, OfferOrder, TakeBackOffer, TakeOrder
from tests.situations import Scene
from tests.widgets.panels import Shown
from widgets.hold_row import HoldRow
from widgets.order_list import OrderCard
from widgets.orders_panel import OrdersPanel

LEFT = Qt.MouseButton.LeftButton


def opened(qtbot: QtBot, me: str, offered: bool = False) -> Shown[OrdersPanel]:
    scene = Scene(me)
    scene.order("o1", ("u101", "u102"), "到西门")
    if offered:
        scene.desk.do(OfferOrder("o1", "p5", "东侧已封闭"), scene.desk.person("p1"))
    shown = Shown(qtbot, OrdersPanel, scene, 620, 760)
    shown.selection.open_order("o1")
    return shown


def buttons(row: HoldRow) -> list[str]:
    return [one.text() for one in (row.offer, row.keep, row.accept, row.decline, row.take) if one.isVisible()]


def test_the_giver_offers_sees_it_wait_and_takes_it_back(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p1")
    row = shown.panel.detail.hold
    assert row.words.text() == "负责人 沈宁远" and buttons(row) == ["移交…"]
    qtbot.mouseClick(row.offer, LEFT)
    assert [row.form.people.itemText(place) for place in range(row.form.people.count())] == ["顾清和", "章一区"]
    assert not shown.panel.detail.recall.isVisible(), "the form has its room"
    row.form.people.setCurrentIndex(1)
    row.form.field.setText("东侧已封闭")
    qtbot.mouseClick(row.form.yes, LEFT)
    assert shown.sent == [OfferOrder("o1", "p5", "东侧已封闭")]
    assert not row.offer.isEnabled(), "it waits for the hub"
    shown.obey()
    assert row.words.text() == "负责人 沈宁远 · 移交 章一区，待接 · 东侧已封闭"
    assert buttons(row) == ["收回"] and row.keep.isEnabled()
    qtbot.mouseClick(row.keep, LEFT)
    assert shown.sent[-1] == TakeBackOffer("o1")
    shown.obey()
    assert buttons(row) == ["移交…"]


def test_the_other_accepts_and_is_responsible(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p5", offered=True)
    row = shown.panel.detail.hold
    assert buttons(row) == ["接手", "退回…"]
    card = shown.panel.list.itemDelegate()
    assert isinstance(card, OrderCard)
    assert card.parts(shown.panel.model.row(0))[0] == ("移交 章一区，待接", "yellow", False)
    qtbot.mouseClick(row.accept, LEFT)
    assert shown.sent == [AcceptOffer("o1")]
    shown.obey("p5")
    assert row.words.text() == "负责人 章一区 · 12:00 接手" and buttons(row) == ["移交…"]
    assert shown.panel.detail.recall.isEnabled()


def test_declining_needs_a_reason_that_the_giver_sees(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p5", offered=True)
    row = shown.panel.detail.hold
    qtbot.mouseClick(row.decline, LEFT)
    qtbot.mouseClick(row.reason.yes, LEFT)
    assert shown.sent == [] and row.reason.isVisible()
    row.reason.reason.setText("人手不足")
    qtbot.mouseClick(row.reason.yes, LEFT)
    assert shown.sent == [DeclineOffer("o1", "人手不足")]
    shown.obey("p5")
    shown.scene.situation.me = shown.scene.desk.world.people["p1"]
    shown.refresh()
    assert row.words.text() == "负责人 沈宁远 · 章一区 退回：人手不足"
    assert buttons(row) == ["移交…", "知悉"]


@pytest.mark.parametrize(("me", "may"), [("p1", ["接管"]), ("p2", []), ("p3", []), ("p4", [])])
def test_whoever_commands_takes_it_and_nobody_else_is_shown_a_button(qtbot: QtBot, me: str, may: list[str]) -> None:
    shown = opened(qtbot, me, offered=True)
    shown.scene.desk.do(AcceptOffer("o1"), shown.scene.desk.person("p5"))
    shown.refresh()
    row = shown.panel.detail.hold
    assert buttons(row) == may
    if may:
        qtbot.mouseClick(row.take, LEFT)
        assert shown.sent == [TakeOrder("o1")]


def test_a_refusal_gives_the_buttons_back(qtbot: QtBot) -> None:
    shown = opened(qtbot, "p5", offered=True)
    row = shown.panel.detail.hold
    qtbot.mouseClick(row.accept, LEFT)
    shown.panel.outcome("o1", False, "该指令没有移交给您，或已被收回")
    assert row.accept.isEnabled() and "收回" in shown.panel.detail.refusal.text()
