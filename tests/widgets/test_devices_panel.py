"""The devices on a screen: a code and its end, a new name, a revocation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cockpit.domain.devices import DeviceSeen, EnrolCode, EnrolDevice, RenameDevice, RevokeDevice
from cockpit.domain.people import HUB
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.views.situation import LinkState
from tests.situations import Scene
from tests.widgets.panels import Shown
from widgets import language, turns
from widgets.devices_panel import DevicesPanel

CODE = EnrolCode("u101", "7K3F-9QXD", "/field/#7K3F9QXD", 0.0, 600.0)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


class Devices(Shown[DevicesPanel]):
    """The panel, with what it asked."""

    def __init__(self, qtbot: QtBot, me: str = "p3") -> None:
        scene = Scene(me)
        scene.desk.do(EnrolDevice("d1", "u101", "小米 14", "p3"), HUB)
        scene.situation.link = LinkState("live", "wss://hub.example:8870", scene.desk.now)
        self.asked: list[tuple[str, dict[str, Any], Callable[[object], None]]] = []
        super().__init__(qtbot, DevicesPanel, scene)
        self.panel._answer_seen([])  # asked for at the first sight, before anybody here listened
        self.panel.ask.connect(lambda what, args, answer: self.asked.append((what, args, answer)))
        self.panel.table.setFocus()
        self.at("d1")

    def at(self, id_: str) -> None:
        """Goes to a row."""
        row = [one.id for one in self.panel.model.rows].index(id_)
        self.panel.table.setCurrentIndex(self.panel.model.index(row, 0))

    def answers(self, what: str, answer: object) -> None:
        """The hub answers the last question of that kind."""
        next(callback for asked, _, callback in reversed(self.asked) if asked == what)(answer)

    def with_code(self, qtbot: QtBot) -> None:
        """A code was asked for and has come."""
        qtbot.keyClick(self.panel.table, Qt.Key.Key_C)
        assert self.asked[-1][:2] == ("enrol_code", {"unit": "u101"})
        self.answers("enrol_code", CODE)


def test_a_code_is_shown_with_its_minutes_until_it_is_used(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    shown.with_code(qtbot)
    card = shown.panel.card
    assert card.isVisible() and not shown.panel.table.isVisible()
    assert card.picture.text == "https://hub.example:8870/field/#7K3F9QXD"
    assert card.spelled.text() == "7K3F-9QXD" and "10:00" in card.status.text()
    assert not card.trouble.isVisible()
    shown.scene.wait(75)
    shown.refresh()
    assert "8:45" in card.status.text()
    shown.scene.desk.do(EnrolDevice("d2", "u101", "华为", "p3"), HUB)
    shown.refresh()
    assert card.status.text() == "Used: “华为” is enrolled"
    assert card.picture.text == "" and not card.spelled.isVisible()
    assert "7K3F" not in shown.panel.as_text()
    qtbot.keyClick(card.back, Qt.Key.Key_Escape)
    assert shown.panel.table.isVisible() and not card.isVisible()
    assert [row.id for row in shown.panel.model.rows[:2]] == ["d1", "d2"]


def test_a_code_that_nobody_used_ends_and_another_can_be_had(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    shown.with_code(qtbot)
    shown.scene.wait(601)
    shown.refresh()
    assert "Not used in time" in shown.panel.card.status.text() and shown.panel.card.picture.text == ""
    shown.panel.card.another.click()
    assert shown.asked[-1][:2] == ("enrol_code", {"unit": "u101"})
    shown.answers("enrol_code", CODE)
    assert shown.panel.card.picture.text


def test_an_address_that_no_phone_can_open_says_so(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    shown.scene.situation.link = LinkState("live", "ws://127.0.0.1:4711", shown.scene.desk.now)
    shown.with_code(qtbot)
    assert "no phone can open" in shown.panel.card.trouble.text()
    shown.scene.situation.link = LinkState("live", "ws://10.0.0.7:4711", shown.scene.desk.now)
    shown.refresh()
    assert "not encrypted" in shown.panel.card.trouble.text() and shown.panel.card.trouble.isVisible()


def test_no_code_says_why(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    qtbot.keyClick(shown.panel.table, Qt.Key.Key_C)
    shown.answers("enrol_code", EnvironmentFailure("no link"))
    assert "no link" in shown.panel.refusal.text() and shown.panel.table.isVisible()
    assert shown.panel.new.isEnabled()


def test_a_new_name_starts_from_the_old_one(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    panel = shown.panel
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    assert panel.rename.reason.text() == "小米 14" and panel.rename.reason.hasFocus()
    qtbot.keyClicks(panel.rename.reason, "spare")
    qtbot.keyClick(panel.rename.reason, Qt.Key.Key_Return)
    assert shown.sent == [RenameDevice("d1", "spare")]
    shown.obey("p3")
    assert panel.model.rows[0].device.name == "spare"
    panel.outcome(False, "no such device", "the commander")
    assert panel.refusal.text() == "no such device · the commander could"
    panel.outcome(True)
    assert not panel.refusal.isVisible()


def test_revoking_asks_and_its_first_answer_does_nothing(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    panel = shown.panel
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert "小米 14" in panel.revoke.question.text() and panel.revoke.no.hasFocus()
    assert not panel.revoke.reason.isVisible()
    panel.revoke.no.click()
    assert shown.sent == [] and not panel.revoke.isVisible()
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    panel.revoke.yes.click()
    assert shown.sent == [RevokeDevice("d1")]
    shown.obey("p3")
    assert "d1" not in [row.id for row in panel.model.rows]
    panel.shown_revoked.click()
    shown.at("d1")
    shown.refresh()
    assert not panel.actions_by_name["revoke"].isEnabled() and panel.actions_by_name["code"].isEnabled()


def test_who_may_not_is_told_who_could(qtbot: QtBot) -> None:
    shown = Devices(qtbot, "p4")
    panel = shown.panel
    assert panel.model.rowCount() == 20
    assert not panel.new.isEnabled() and panel.new.toolTip() == "Commanders and operators look after the devices"
    for key in (Qt.Key.Key_C, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        qtbot.keyClick(panel.table, key)
    assert [what for what, *_ in shown.asked if what != "devices"] == [] and shown.sent == []
    assert not panel.rename.isVisible() and not panel.revoke.isVisible()


def test_who_is_connected_is_asked_now_and_then(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    shown.scene.wait(11)
    shown.refresh()
    assert [what for what, *_ in shown.asked] == ["devices"]
    now = shown.scene.situation.now.timestamp()
    shown.answers("devices", [DeviceSeen("d1", now, True)])
    assert "connected" in shown.panel.as_text() and "connected 1" in shown.panel._subtitle.text()
    shown.refresh()
    assert len(shown.asked) == 1
    shown.scene.wait(11)
    shown.refresh()
    shown.answers("devices", Refused("ask", "no"))
    assert "connected" in shown.panel.as_text()
    shown.scene.situation.link = LinkState("down", "wss://hub.example:8870", shown.scene.desk.now)
    shown.scene.wait(11)
    shown.refresh()
    assert len(shown.asked) == 2


def test_the_unit_that_is_picked_elsewhere_is_picked_here(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    shown.selection.pick_units(("u205",))
    assert shown.panel.table.current_id() == "unit:u205"
    shown.selection.pick_units(("u205", "u101"))
    assert shown.panel.table.current_id() == "unit:u205"


def test_menu_and_chinese(qtbot: QtBot) -> None:
    shown = Devices(qtbot)
    panel = shown.panel
    panel._menu(QPoint(5, 5))
    menu = panel.table.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:4] == ["Code for a new device", "Rename…", "Revoke…", "Copy as text"]
    menu.close()
    shown.with_code(qtbot)
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert "为 赵力 登记手机" in panel.card.heading.text()
    panel.card.closed.emit()
    assert panel.as_text().splitlines()[0].split("\t") == ["力量", "所在圈", "设备", "登记时间", "最近在线", "浏览器"]
