"""One window, brought into the states that are worth a picture, and photographed in each."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cockpit.domain.alarms import AcknowledgeAlarms, SeenAlarm, ShelveAlarm
from cockpit.domain.devices import EnrolCode
from cockpit.domain.orders import Target
from cockpit.domain.town import DeskSettings
from cockpit.errors import Refused
from cockpit.town.folder import read_town
from cockpit.views.selection import Selection
from cockpit.views.situation import PastFrame, Situation
from layouts.desk import Desk
from layouts.photograph import photograph_screens
from layouts.window import CockpitWindow
from tests.look_scene import LOOK_AT, LookScene
from widgets.calls_panel import CallsPanel
from widgets.composer import Composer
from widgets.devices_panel import DevicesPanel
from widgets.handover_panel import HandoverPanel
from widgets.incidents_panel import IncidentsPanel
from widgets.orders_panel import OrdersPanel
from widgets.sign_in import SignInDialog
from widgets.units_panel import UnitsPanel


def as_it_is(present: Situation) -> Situation:
    """The present."""
    return present


class Shots:
    """The window over a scene.

    Args:
        app: the application.
        town: a town folder, or one that is not there for the small town.
        out: where the pictures go.
        with_map: leave it out for a quick look at the rest.
    """

    def __init__(self, app: QApplication, town: Path, out: Path, *, with_map: bool = True) -> None:
        self.app, self.out = app, out
        if town.is_dir():
            folder = read_town(town)
            self.scene = LookScene(folder.town, folder.map)
        else:
            self.scene = LookScene()
        self._moment = as_it_is
        self.selection = Selection()
        self.window: CockpitWindow = Desk(self.selection) if with_map else _without_map(self.selection)
        self.window.ask.connect(self._answer)
        self.window.setGeometry(QGuiApplication.primaryScreen().geometry())
        self.window.show()
        self._settle(0.3)

    def show_scene(self, name: str) -> None:
        """Shows a scene on all monitors."""
        if isinstance(self.window, Desk):
            self.window.room.fill_monitors()
            self.window.room.show_scene(name)
            self._settle(0.3)

    def take(self, state: str, stem: str) -> Path:
        """Brings the window into a state and photographs the screen."""
        if state == "loading":
            self._settle(0.5)
            return photograph_screens(self.out, stem)[0]
        self.window.refresh(self.scene.situation, self.scene.everything())
        self._settle(3.0 if self.window.panel("map") else 0.3)
        undo = getattr(self, f"_{state}")()
        for _ in range(2):
            changes = self.scene.tick(1.0)
            self.window.refresh(self._moment(self.scene.situation), changes)
            self._settle(0.6)
        path = photograph_screens(self.out, stem)[0]
        undo()
        return path

    def close(self) -> None:
        """Closes the window and lets its last events run."""
        self.window.close()
        self._settle(0.2)

    # -- states ----------------------------------------------------------------------------------------------------

    def _past(self) -> Callable[[], None]:
        def earlier(present: Situation) -> Situation:
            at = present.now - timedelta(minutes=20)
            past = PastFrame(present, True, present.now - timedelta(hours=9), present.now, 60)
            return replace(present, now=at, figures=None, me=None, past=past)

        def back() -> None:
            self._moment = as_it_is

        self._moment = earlier
        self.window.refresh(earlier(self.scene.situation), self.scene.everything())
        return back

    def _plain(self) -> Callable[[], None]:
        return lambda: None

    def _picked(self) -> Callable[[], None]:
        circles = self.scene.desk.world.circles
        squads = circles.of_tier("squad")
        self.selection.pick(Target(circles=(squads[len(squads) // 2].id,), departments=("police", "emergency")))
        incident = next(iter(self.scene.desk.world.incidents))
        self.selection.open_incident(incident)
        self._settle(0.6)
        return self.selection.clear

    def _detail(self) -> Callable[[], None]:
        self.window.open_index(self.scene.desk.world.circles.root or "", "fire")
        return self.window._detail.put_away

    def _alarms(self) -> Callable[[], None]:
        desk, now = self.scene.desk, self.scene.situation.now
        found = [alarm.id for alarm in self.window.notices.book.alarms]
        person = desk.person(self.scene.situation.me.id if self.scene.situation.me is not None else "p1")
        if len(found) > 2:
            desk.do(ShelveAlarm(found[-1], now + timedelta(hours=2), "接口检修，已电话联系"), person)
            desk.do(AcknowledgeAlarms((SeenAlarm(found[-2], now),)), person)
        self.window.alarms.show()
        return self.window.alarms.sheet.put_away

    def _shelving(self) -> Callable[[], None]:
        undo = self._alarms()
        self.window.alarms.sheet._ask_shelve()
        return undo

    def _commands(self) -> Callable[[], None]:
        self.window.commands.show()
        self.window.commands.bar.field.setText("yq")
        return self.window.commands.bar.put_away

    def _locked(self) -> Callable[[], None]:
        world = self.scene.desk.world
        world.settings = msgspec.structs.replace(world.settings, desk=DeskSettings(watermark=True))
        self.window.lock.lock()
        return lambda: self.window.lock._answered({})

    def _keys(self) -> Callable[[], None]:
        self.window.show_keys()
        return self.window.show_keys

    def _compose(self) -> Callable[[], None]:
        undo = self._picked()
        self.window.begin_order()

        def back() -> None:
            undo()
            self.window.show_panel("orders")

        return back

    def _people(self) -> Callable[[], None]:
        undo = self._compose()
        composer = self.window.panel("composer")
        assert isinstance(composer, Composer)
        composer.form.text.setPlainText("封控新塘路口，疏导车辆，保障消防通道")
        composer.form.people.setChecked(True)

        def back() -> None:
            composer.form.people.setChecked(False)
            undo()

        return back

    def _units(self) -> Callable[[], None]:
        self.window.focus_panel("units")
        return lambda: self.window.focus_panel("incidents")

    def _handover(self) -> Callable[[], None]:
        self.scene.hand_over()
        self.window.focus_panel("handover")
        handover = self.window.panel("handover")
        assert isinstance(handover, HandoverPanel)
        self.window.refresh(self.scene.situation, self.scene.everything())
        handover.table.pick({handover.table.rows.key(0)})
        return lambda: self.window.focus_panel("incidents")

    def _log(self) -> Callable[[], None]:
        self.window.focus_panel("log")
        self._settle(1.0)
        return lambda: self.window.focus_panel("incidents")

    def _devices(self) -> Callable[[], None]:
        self.scene.enrol()
        self.window.focus_panel("devices")
        devices = self.window.panel("devices")
        assert isinstance(devices, DevicesPanel)
        self.window.refresh(self.scene.situation, self.scene.everything())
        self._settle(0.3)
        devices.table.setCurrentIndex(devices.model.index(1, 0))
        devices.actions_by_name["revoke"].trigger()
        return lambda: self.window.focus_panel("incidents")

    def _code(self) -> Callable[[], None]:
        undo = self._devices()
        devices = self.window.panel("devices")
        assert isinstance(devices, DevicesPanel)
        devices.actions_by_name["code"].trigger()
        self._settle(0.3)

        def back() -> None:
            devices.card.closed.emit()
            undo()

        return back

    def _help(self) -> Callable[[], None]:
        self.scene.call_help()
        self.window.refresh(self.scene.situation, self.scene.everything())
        return lambda: None

    def _whistle(self) -> Callable[[], None]:
        incident = self.scene.blow_whistle()
        self.window.refresh(self.scene.situation, self.scene.everything())
        incidents = self.window.panel("incidents")
        assert isinstance(incidents, IncidentsPanel)
        incidents.open_detail(incident)
        self._settle(1.0)
        return lambda: incidents.detail.closed.emit()

    def _calls(self) -> Callable[[], None]:
        self.scene.call_circles()
        self.window.refresh(self.scene.situation, self.scene.everything())
        self.window.focus_panel("calls")
        calls = self.window.panel("calls")
        assert isinstance(calls, CallsPanel)
        calls.table.setCurrentIndex(calls.model.index(1, 0))
        return lambda: self.window.focus_panel("incidents")

    def _photos(self) -> Callable[[], None]:
        self.scene.send_photos("O4")
        self.window.refresh(self.scene.situation, self.scene.everything())
        undo = self._climbed()
        orders = self.window.panel("orders")
        assert isinstance(orders, OrdersPanel)
        orders.detail.photos.click()
        return undo

    def _large(self) -> Callable[[], None]:
        undo = self._photos()
        orders = self.window.panel("orders")
        assert isinstance(orders, OrdersPanel)
        self._settle(1.0)
        strip = orders.detail.strip
        strip.tiles[0].click()

        def back() -> None:
            if strip.view is not None:
                strip.view.put_away()
            undo()

        return back

    def _down(self) -> Callable[[], None]:
        self.window.refresh(self.scene.situation, self.scene.lose_hub())
        self.window.refresh(self.scene.situation, self.scene.tick(10.0))
        return self.scene.find_hub

    def _gap(self) -> Callable[[], None]:
        world = self.scene.desk.world
        kept = world.rota
        world.rota = type(kept)()
        self.window.refresh(self.scene.situation, self.scene.everything())

        def mend() -> None:
            world.rota = kept

        return mend

    def _climbed(self) -> Callable[[], None]:
        self.selection.open_order("O4")
        self.window.show_panel("orders")
        self._settle(0.3)
        return lambda: self.selection.open_order("")

    def _offered(self) -> Callable[[], None]:
        self.scene.offer("O4")
        self.window.refresh(self.scene.situation, self.scene.everything())
        return self._climbed()

    def _offer_form(self) -> Callable[[], None]:
        undo = self._climbed()
        orders = self.window.panel("orders")
        assert isinstance(orders, OrdersPanel)
        orders.detail.hold.offer.click()
        self._settle(0.3)
        return undo

    def _with_form(self, action: str) -> Callable[[], None]:
        undo = self._climbed()
        orders = self.window.panel("orders")
        assert isinstance(orders, OrdersPanel)
        orders.detail.relief.actions_by_name[action].trigger()
        self._settle(0.3)

        def back() -> None:
            orders.detail.relief.put_away()
            undo()

        return back

    def _answer_form(self) -> Callable[[], None]:
        return self._with_form("answer")

    def _reassign_form(self) -> Callable[[], None]:
        return self._with_form("reassign")

    def _reinforce_form(self) -> Callable[[], None]:
        return self._with_form("reinforce")

    def _card(self) -> Callable[[], None]:
        assert isinstance(self.window, Desk)
        self.window.arrange_menu.cards.show()
        return self.window.arrange_menu.cards.put_away

    def _arrange(self) -> Callable[[], None]:
        assert isinstance(self.window, Desk)
        menu = self.window.arrange_menu.open_at(self.window.panels["map"])
        assert menu is not None
        return lambda: bool(menu.close())

    def _sign_in(self) -> Callable[[], None]:
        hint = "样例镇账号：shen（指挥长）、lu（坐席员），口令 cockpit-sample"
        dialog = SignInDialog("ws://127.0.0.1:8471", "session", hint, self.window)
        dialog.login.setText("shen")
        dialog.open()
        dialog.say_wrong("登录名或口令不对")
        return dialog.close

    # -- inside ----------------------------------------------------------------------------------------------------

    def _answer(self, what: str, args: dict[str, Any], callback: Callable[[object], None]) -> None:
        if what == "index_detail":
            detail = self.scene.detail(args["circle"], args["domain"])
            QTimer.singleShot(50, lambda: callback(detail))
        elif what == "devices":
            QTimer.singleShot(50, lambda: callback(self.scene.seen()))
        elif what == "blob":
            content = self.scene.photos.get(args["id"])
            QTimer.singleShot(50, lambda: callback(content or Refused("ask", "附件文件不见了")))
        elif what == "enrol_code":
            given = EnrolCode(args["unit"], "7K3F-9QXD", "/field/#7K3F9QXD", 0.0)
            QTimer.singleShot(50, lambda: callback(given))
        elif what == "duty_log":
            QTimer.singleShot(50, lambda: callback(self.scene.log()))
        elif what == "index_history":
            today = LOOK_AT.date()
            line = [
                ((today - timedelta(days=30 - at)).isoformat(), 88 + self.scene.lot.gauss(0, 4)) for at in range(30)
            ]
            QTimer.singleShot(50, lambda: callback(line))
        elif what == "outlook":
            QTimer.singleShot(50, lambda: callback(self.scene.outlook()))

    def _settle(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(0.01)


def _without_map(selection: Selection) -> CockpitWindow:
    panels = (IncidentsPanel(selection), UnitsPanel(selection), OrdersPanel(selection), Composer(selection))
    return CockpitWindow(selection, panels)
