"""The handover's panel: what each side can press, and what the hub is told."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from cockpit.domain.handovers import (
    AcceptItems,
    AddItem,
    AnswerItem,
    AskItem,
    DropItem,
    OpenHandover,
    RefreshHandover,
    RefuseItem,
    SignHandover,
    WithdrawHandover,
)
from cockpit.domain.in_command import TakeOver, commander_at
from cockpit.domain.incidents import ReportIncident
from cockpit.errors import EnvironmentFailure, Refused
from tests.views.test_handover import Shift
from tests.widgets.panels import Shown
from widgets.handover_panel import HandoverPanel


@pytest.fixture
def shown(qtbot: QtBot) -> Shown[HandoverPanel]:
    """The outgoing commander looks at it, a handover is under way."""
    shift = Shift()
    shift.open()
    return Shown(qtbot, HandoverPanel, shift)


def sees(shown: Shown[HandoverPanel], who: str) -> None:
    """Somebody else sits at the desk."""
    assert isinstance(shown.scene, Shift)
    shown.scene.sees(who)
    shown.refresh()


def pick(shown: Shown[HandoverPanel], *ids: str) -> None:
    shown.panel.table.pick(set(ids))
    shown.panel.table.picked.emit(list(ids))


def type_words(qtbot: QtBot, shown: Shown[HandoverPanel], text: str) -> None:
    field = shown.panel.item_actions.words.reason
    assert field.isVisible()
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_nothing_under_way_offers_to_begin(qtbot: QtBot) -> None:
    shown = Shown(qtbot, HandoverPanel, Shift("p2", 8.5))
    panel = shown.panel
    assert panel.head.text() == "沈宁远 → 顾清和"
    assert "仍由 沈宁远 指挥" in panel.words.text()
    assert panel.buttons["take_over"].isVisible()
    assert not panel.table.isVisible()
    panel.buttons["open"].click()
    assert isinstance(shown.sent[-1], OpenHandover)
    shown.obey("p2")
    assert panel.table.isVisible()
    assert not panel.buttons["open"].isVisible()


def test_an_onlooker_can_press_nothing(shown: Shown[HandoverPanel]) -> None:
    sees(shown, "p3")
    panel = shown.panel
    buttons = {**panel.buttons, **panel.item_actions.buttons}
    assert [name for name, button in buttons.items() if button.isVisible()] == ["print"]
    assert not panel.add_row.isVisible() and panel.table.isVisible()


def test_the_incoming_one_goes_through_it_by_keys(qtbot: QtBot, shown: Shown[HandoverPanel]) -> None:
    sees(shown, "p2")
    panel = shown.panel
    pick(shown, "order:o1")
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Q)
    type_words(qtbot, shown, "到哪了？")
    assert shown.sent[-1] == AskItem("h1", "order:o1", "到哪了？")
    shown.obey("p2")
    assert "到哪了？" in panel.remarks.text()
    assert not panel.item_actions.buttons["accept"].isEnabled(), "a question waits"
    pick(shown, "source:fire_119")
    panel.item_actions.buttons["refuse"].click()
    type_words(qtbot, shown, "请您修好")
    assert shown.sent[-1] == RefuseItem("h1", "source:fire_119", "请您修好")
    shown.obey("p2")
    panel.filters["refused"].click()
    assert [row.id for row in panel.model.rows] == ["source:fire_119"]
    panel.filters["open"].click()
    pick(shown, *[row.id for row in panel.model.rows if row.id != "order:o1"])
    qtbot.keyClick(panel.table, Qt.Key.Key_A)
    taken = shown.sent[-1]
    assert isinstance(taken, AcceptItems) and len(taken.items) == 5


def test_words_are_needed(qtbot: QtBot, shown: Shown[HandoverPanel]) -> None:
    sees(shown, "p2")
    pick(shown, "order:o1")
    shown.panel.item_actions.buttons["ask"].click()
    type_words(qtbot, shown, " ")
    assert shown.sent == []
    assert shown.panel.fault.text() == "请写明内容"


def test_the_outgoing_one_answers_types_and_takes_back(qtbot: QtBot, shown: Shown[HandoverPanel]) -> None:
    panel, desk = shown.panel, shown.scene.desk
    desk.do(AskItem("h1", "order:o1", "到哪了？"), desk.person("p2"))
    shown.refresh()
    pick(shown, "order:o1")
    panel.item_actions.buttons["answer"].click()
    type_words(qtbot, shown, "西门")
    assert shown.sent[-1] == AnswerItem("h1", "order:o1", "西门")
    shown.obey()
    row = panel.add_row
    row.kind.setCurrentIndex(row.kind.findData("promise"))
    row.text.setText("复查")
    assert not row.add.isEnabled(), "a promise has somebody it was made to"
    row.to.setText("商户")
    row.add.click()
    added = shown.sent[-1]
    assert isinstance(added, AddItem) and (added.kind, added.text, added.to) == ("promise", "复查", "商户")
    shown.obey()
    pick(shown, added.item)
    panel.item_actions.buttons["drop"].click()
    assert shown.sent[-1] == DropItem("h1", added.item)


def test_what_is_new_is_said_and_brought_in(shown: Shown[HandoverPanel]) -> None:
    desk = shown.scene.desk
    assert not shown.panel.buttons["refresh"].isVisible()
    desk.do(ReportIncident("police_110", "9", "warehouse_fire", "火", desk.now, circle="g1"), desk.person("p1"))
    shown.refresh()
    assert "新增 1 件要事" in shown.panel.words.text()
    shown.panel.buttons["refresh"].click()
    assert shown.sent[-1] == RefreshHandover("h1")


def test_both_sign_at_one_desk(qtbot: QtBot, shown: Shown[HandoverPanel]) -> None:
    panel, desk = shown.panel, shown.scene.desk
    asked: list[tuple[str, dict[str, Any], Any]] = []
    panel.ask.connect(lambda what, args, callback: asked.append((what, args, callback)))
    assert not panel.sign_row.isVisible()
    handover = desk.world.handovers["h1"]
    desk.do(AcceptItems("h1", tuple(handover.items)), desk.person("p2"))
    shown.refresh()
    row = panel.sign_row
    assert row.isVisible() and [row.who.itemText(n) for n in range(row.who.count())] == ["沈宁远", "顾清和"]
    row.password.setText("wrong")
    row.sign.click()
    assert row.password.text() == "", "a password stays nowhere"
    what, args, callback = asked[-1]
    assert (what, args) == ("sign_handover", {"handover": "h1", "login": "p1", "password": "wrong"})
    callback(Refused("ask", "账号或密码不对"))
    assert panel.fault.text() == "账号或密码不对"
    callback(EnvironmentFailure("没有连接"))
    assert "没有连接" in panel.fault.text()
    desk.do(SignHandover("h1"), desk.person("p1"))
    shown.refresh()
    assert [row.who.itemText(n) for n in range(row.who.count())] == ["顾清和"]
    assert "沈宁远 13:00" in row.done.text()
    desk.do(SignHandover("h1"), desk.person("p2"))
    shown.refresh()
    assert commander_at(desk.world, desk.now) == "p2"
    assert not panel.table.isVisible()


def test_withdrawing_and_taking_over_ask_for_a_reason(qtbot: QtBot, shown: Shown[HandoverPanel]) -> None:
    shown.panel.buttons["withdraw"].click()
    type_words(qtbot, shown, "改期")
    assert shown.sent[-1] == WithdrawHandover("h1", "改期")
    sees(shown, "p2")
    shown.panel.buttons["take_over"].click()
    type_words(qtbot, shown, "沈宁远突发急病")
    assert shown.sent[-1] == TakeOver("沈宁远突发急病")
    shown.obey("p2")
    assert "补办交接" in shown.panel.words.text()


def test_a_refusal_is_shown_and_goes_with_the_next_try(shown: Shown[HandoverPanel]) -> None:
    shown.panel.outcome(False, "还有 3 项没有处理", "顾清和")
    assert shown.panel.fault.text() == "还有 3 项没有处理 · 顾清和"
    shown.panel.outcome(True, "", "")
    assert not shown.panel.fault.isVisible()
    assert "沈宁远 → 顾清和" in shown.panel.as_text()


def test_the_record_is_one_page(shown: Shown[HandoverPanel], tmp_path: Path) -> None:
    desk = shown.scene.desk
    for number in range(60):
        report = ReportIncident(
            "police_110", f"x{number}", "warehouse_fire", f"仓库冒烟 {number} 号", desk.now, circle="g1"
        )
        desk.do(report, desk.person("p1"))
    desk.do(RefreshHandover("h1"), desk.person("p1"))
    desk.do(AskItem("h1", "order:o1", "到哪了？"), desk.person("p2"))
    shown.refresh()
    path = tmp_path / "record.pdf"
    shown.panel.write_record(str(path))
    assert str(path) in shown.panel.fault.text()
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    assert document.pageCount() == 1
    text = unicodedata.normalize("NFKC", document.getAllText(0).text())  # a PDF spells 人 as its radical
    for part in ("交接班记录", "沈宁远 → 顾清和", "仓库冒烟 59 号", "到哪了?", "交班人:—"):
        assert part in text
    shown.panel.write_record(str(tmp_path / "nowhere" / "record.pdf"))
    assert "写不了 record.pdf" in shown.panel.fault.text()
