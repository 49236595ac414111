"""The devices: every phone that was enrolled, when it was last seen; a code for another one, a new name, its end."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from cockpit.domain.devices import NAME_LIMIT, EnrolCode, RenameDevice, RevokeDevice
from cockpit.errors import CockpitError
from cockpit.views.devices import DeviceRow, DevicesView, may_manage
from cockpit.views.enrolment import ShownCode
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets import language, theme
from widgets.confirm_row import ConfirmRow
from widgets.enrol_card import EnrolCard
from widgets.table_panel import TablePanel
from widgets.text import Text

ASK_EVERY_S = 10.0
"""How often the hub is asked who is connected, while the panel is seen."""


class DevicesPanel(TablePanel):
    """The table of devices, and the code that is shown in its place."""

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        self.view = DevicesView(language.current())
        super().__init__(selection, "devices", self.view, {"code": "C", "rename": "F2", "revoke": "Del"}, parent=parent)
        self.card = EnrolCard()
        self.card.hide()
        self.refusal = Text("small", "orange")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.rename, self.revoke = ConfirmRow(), ConfirmRow(asks=False)
        self.rename.yes.setProperty("kind", "primary")
        self.rename.reason.setMaxLength(NAME_LIMIT)
        self.shown_revoked = QPushButton()
        self.shown_revoked.setCheckable(True)
        self.new = QPushButton()
        self._at_hand = ""
        self._asked_at_s = 0.0
        self._asking = False
        self.column.insertWidget(0, self.refusal)
        for part in (self.card, self.rename, self.revoke):
            self.column.addWidget(part, 1 if part is self.card else 0)
        for place, button in enumerate((self.shown_revoked, self.new)):
            self.header_row.insertWidget(3 + place, button)
        self._connect()

    def _connect(self) -> None:
        self.actions_by_name["code"].triggered.connect(self._make_code)
        self.actions_by_name["rename"].triggered.connect(self._begin_rename)
        self.actions_by_name["revoke"].triggered.connect(self._begin_revoke)
        self.table.opened.connect(lambda _id: self._make_code())
        self.table.picked.connect(lambda _ids: self._offer())
        self.new.clicked.connect(self._make_code)
        self.shown_revoked.toggled.connect(self._show_revoked)
        self.rename.confirmed.connect(self._rename)
        self.revoke.confirmed.connect(self._revoke)
        self.card.closed.connect(self._show_list)
        self.card.again.connect(self._ask_code)

    # -- what the window calls -------------------------------------------------------------------------------------

    def hide_code(self) -> None:
        """Puts a code that is shown away; it stays good for its minutes, but nobody reads it here."""
        if not self.card.isHidden():
            self._show_list()

    def outcome(self, accepted: bool, message: str = "", who_could: str = "") -> None:
        """What became of a new name or of a revocation."""
        could = self.tr("{who} could").format(who=who_could) if who_could else ""
        self._say_refusal("" if accepted else " · ".join(part for part in (message, could) if part))

    # -- the panel -------------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Takes in what changed; a move of the clock repaints the ages alone."""
        self.show_state("ready")
        self._ask_seen(situation)
        if self.view.update(situation, changes):
            self.show_rows()
        elif changes.clock:
            self.model.tick()
        self.card.refresh(situation)
        self._say_subtitle()
        self._offer()

    def retranslate(self) -> None:
        """The fixed texts, and a view in the language in force."""
        seen = self.view.seen
        self.view = DevicesView(self.language)
        self.view.take_seen(seen)
        self.view.show_revoked(self.shown_revoked.isChecked())
        names = {
            "name": self.tr("Unit"),
            "circle": self.tr("Circle"),
            "device": self.tr("Device"),
            "since": self.tr("Enrolled"),
            "seen": self.tr("Last seen"),
            "browser": self.tr("Browser"),
        }
        self.renew(self.view, self.tr("Devices"), names)
        self.shown_revoked.setText(self.tr("Revoked too"))
        self.new.setText(self.tr("New code…"))
        self.actions_by_name["code"].setText(self.tr("Code for a new device"))
        self.actions_by_name["rename"].setText(self.tr("Rename…"))
        self.actions_by_name["revoke"].setText(self.tr("Revoke…"))
        self.rename.say(self.tr("The device's new name"), self.tr("Rename"), self.tr("Not now"))
        self.card.retranslate()

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        super().rescale()
        margin = theme.px(12)
        for button in (self.shown_revoked, self.new):
            button.setFixedHeight(theme.px(28))
            button.setStyleSheet(f"QPushButton {{ padding: 0 {theme.px(10)}px; }}")
        self.refusal.setContentsMargins(margin, margin, margin, margin)
        for row in (self.rename, self.revoke):
            row.rescale()
            row.setContentsMargins(margin, theme.px(6), margin, theme.px(8))
        self.card.rescale()

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the table."""
        return [
            ("Enter · C", self.tr("Code for a new device")),
            ("F2", self.tr("Rename…")),
            ("Del", self.tr("Revoke…")),
            *super().key_help(),
        ]

    def as_text(self) -> str:
        """The shown code's fate, or the table as tab-separated text."""
        return super().as_text() if self.card.isHidden() else self.card.as_text()

    def pick(self) -> None:
        """Picks the devices of the one unit that is picked elsewhere."""
        units, row = self.selection.target.units, self._current()
        if len(units) != 1 or (row is not None and row.unit == units[0]):
            return
        found = next((one.id for one in self.view.rows if one.unit == units[0]), "")
        if found:
            self.table.pick({found})
            self._offer()

    def nothing_words(self) -> str:
        """A town without units."""
        return self.tr("The town has no units")

    def fill_menu(self, menu: QMenu, at: QPoint) -> None:
        """What can be done with the row."""
        if self._current() is not None:
            menu.addActions([self.actions_by_name[name] for name in ("code", "rename", "revoke")])

    # -- inside ----------------------------------------------------------------------------------------------------

    def _current(self) -> DeviceRow | None:
        id_ = self.table.current_id()
        return next((row for row in self.view.rows if row.id == id_), None)

    def _say_subtitle(self) -> None:
        parts = [self.tr("devices {n}").format(n=self.view.good)]
        if self.view.good:
            parts.append(self.tr("connected {n}").format(n=self.view.connected))
        if self.view.revoked:
            parts.append(self.tr("revoked {n}").format(n=self.view.revoked))
        self.set_subtitle(" · ".join(parts))

    def _offer(self) -> None:
        """Who may not look after devices can still read the list, and is told who could."""
        row, situation = self._current(), self.situation
        may = situation is not None and may_manage(situation.me)
        good = row is not None and row.device is not None and row.device.good
        self.new.setEnabled(may and row is not None)
        hint = self.tr("A code that enrols one phone for the picked unit; an earlier code of it ends")
        self.new.setToolTip(hint if may else self.tr("Commanders and operators look after the devices"))
        self.actions_by_name["code"].setEnabled(may and row is not None)
        for name in ("rename", "revoke"):
            self.actions_by_name[name].setEnabled(may and good)

    def _show_revoked(self, shown: bool) -> None:
        self.view.show_revoked(shown)
        self.show_rows()

    def _show_list(self) -> None:
        self.card.hide()
        self.card.code = None
        self.show_rows()
        self.table.show()
        self.filter.show()
        self.table.setFocus()

    def _say_refusal(self, text: str) -> None:
        self.refusal.say(text)
        self.refusal.setVisible(bool(text))

    # -- asking ----------------------------------------------------------------------------------------------------

    def _ask_seen(self, situation: Situation) -> None:
        now_s = situation.now.timestamp()
        due = abs(now_s - self._asked_at_s) >= ASK_EVERY_S
        if due and not self._asking and situation.link.phase == "live" and self.isVisible():
            self._asking, self._asked_at_s = True, now_s
            self.ask.emit("devices", {}, self._answer_seen)

    def _answer_seen(self, answer: object) -> None:
        self._asking = False
        if isinstance(answer, CockpitError):
            return  # The ages that stand go on growing; the link says for itself that it is down.
        assert isinstance(answer, list)
        self.view.take_seen(answer)
        if self.situation is not None and not self.postponed():
            self.view.update(self.situation, SituationChanges())
            self.show_rows()
            self._say_subtitle()

    def _make_code(self) -> None:
        row = self._current()
        if row is not None and self.new.isEnabled():
            self._ask_code(row.unit)

    def _ask_code(self, unit: str) -> None:
        self._say_refusal("")
        self.new.setEnabled(False)
        self.ask.emit("enrol_code", {"unit": unit}, self._answer_code)

    def _answer_code(self, answer: object) -> None:
        situation = self.situation
        if situation is None:
            return
        self._offer()
        if isinstance(answer, CockpitError):
            self._say_refusal(self.tr("No code: {why}").format(why=answer))
            return
        assert isinstance(answer, EnrolCode)
        me = situation.me.id if situation.me is not None else ""
        self.table.hide()
        self.nothing.hide()
        self.filter.hide()
        self.rename.put_away()
        self.revoke.put_away()
        self.card.show()
        self.card.show_code(ShownCode(answer, situation.now, me, frozenset(situation.world.devices)), situation)

    # -- doing -----------------------------------------------------------------------------------------------------

    def _begin_rename(self) -> None:
        row = self._current()
        if row is not None and row.device is not None:
            self._at_hand = row.device.id
            self.revoke.put_away()
            self.rename.ask(words=row.device.name)

    def _begin_revoke(self) -> None:
        row = self._current()
        if row is not None and row.device is not None:
            self._at_hand = row.device.id
            self.rename.put_away()
            words = self.tr("Revoke “{device}” of {unit}? It is cut off at once, and deletes what it holds.")
            self.revoke.say(
                words.format(device=row.device.name, unit=row.name), self.tr("Revoke now"), self.tr("Keep it")
            )
            self.revoke.ask()

    def _rename(self, name: str) -> None:
        self._say_refusal("")
        self.command.emit(RenameDevice(self._at_hand, name))
        self.table.setFocus()

    def _revoke(self, _words: str) -> None:
        self._say_refusal("")
        self.command.emit(RevokeDevice(self._at_hand))
        self.table.setFocus()
