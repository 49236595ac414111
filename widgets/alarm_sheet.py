"""All alarms on one sheet: what stands, what was done about it, the history, and the tones to try out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from cockpit.domain.alarms import ShelveAlarm, UnshelveAlarm
from cockpit.domain.help_calls import EndHelp
from cockpit.views.alarm_rows import ALARM_COLUMNS, HISTORY_COLUMNS, alarm_rows, history_rows
from cockpit.views.alarms import Alarm, shelvable
from cockpit.views.bell import TONES, Tone
from cockpit.views.situation import Situation
from widgets import language, theme
from widgets.confirm_row import ConfirmRow
from widgets.notice_strip import NoticeStrip
from widgets.shelve_row import ShelveRow
from widgets.table import TableModel
from widgets.table_view import Table
from widgets.text import Text

WIDTH_PX, HEIGHT_PX = 1280, 640


class AlarmSheet(QFrame):
    """Lies over the window; Esc or F9 puts it away.

    Args:
        strip: the line that knows the alarms and their words.

    Attributes:
        command: what the hub is told.
        tone_wanted: a tone to be tried out.
        sound_switched, voice_switched: whether tones and voice are wanted here.
    """

    command = Signal(object)
    tone_wanted = Signal(str)
    sound_switched = Signal(bool)
    voice_switched = Signal(bool)

    def __init__(self, strip: NoticeStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("lit", "true")
        self._strip = strip
        self._situation: Situation | None = None
        self._asked_about = ""
        self.heading, self.note, self.fault = Text("head"), Text("small", "second"), Text("small", "yellow")
        self.model, self.past = TableModel(ALARM_COLUMNS), TableModel(HISTORY_COLUMNS)
        self.table, self.past_table = Table(self.model, many=True), Table(self.past)
        self.history = QPushButton()
        self.history.setProperty("kind", "tab")
        self.history.setCheckable(True)
        self.shelve_row, self.end_row = ShelveRow(), ConfirmRow()
        self.take, self.shelve, self.unshelve, self.end = (QPushButton() for _ in range(4))
        self.sound, self.voice = QCheckBox(), QCheckBox()
        self.tones: dict[Tone, QPushButton] = {tone: QPushButton() for tone in TONES}
        self._tables = QStackedLayout()
        self._column = QVBoxLayout(self)
        self._build()
        self._connect()
        self.setFocusProxy(self.table)
        self.hide()

    # -- from outside ----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Shows itself in the middle of its parent, the first alarm picked."""
        self.fault.say("")
        self.rescale()
        self.show()
        self.raise_()
        self._draw()
        self._offer()
        self.table.setFocus()

    def put_away(self) -> None:
        """Closes the sheet."""
        self.hide()

    def refresh(self, situation: Situation) -> None:
        """Draws what stands now, while it is seen."""
        self._situation = situation
        if self.isVisible():
            self._draw()

    def outcome(self, accepted: bool, message: str, who_could: str = "") -> None:
        """What the hub said to the last press."""
        self.fault.say("" if accepted else " · ".join(part for part in (message, who_could) if part))

    def say_trouble(self, sound: str, voice: str, sound_on: bool, voice_on: bool) -> None:
        """What this machine can make heard, and what is wanted of it."""
        for box, trouble, on in ((self.sound, sound, sound_on), (self.voice, voice, voice_on)):
            box.blockSignals(True)
            box.setChecked(on and not trouble)
            box.blockSignals(False)
            box.setEnabled(not trouble)
            box.setToolTip(trouble)
        for button in self.tones.values():
            button.setEnabled(not sound)
        parts = [(self.tr("No sound"), sound), (self.tr("No voice"), voice)]
        colon = self.tr(": ")
        self.note.say("   ".join(f"{what}{colon}{why}" for what, why in parts if why))

    def as_text(self) -> str:
        """What stands, and the history, as tab-separated text."""
        return "\n".join(model.as_tsv(range(model.rowCount())) for model in (self.model, self.past))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        top, foot, heard = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.history)
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.past_table)
        for button in (self.take, self.shelve, self.unshelve, self.end):
            foot.addWidget(button)
        foot.addWidget(self.fault, 1)
        heard.addWidget(self.sound)
        heard.addWidget(self.voice)
        for button in self.tones.values():
            button.setProperty("kind", "flat")
            heard.addWidget(button)
        heard.addWidget(self.note, 1)
        self._column.addLayout(top)
        self._column.addLayout(self._tables, 1)
        self._column.addWidget(self.shelve_row)
        self._column.addWidget(self.end_row)
        self._column.addLayout(foot)
        self._column.addLayout(heard)

    def _connect(self) -> None:
        for key, do in (("A", self._take), ("S", self._ask_shelve), ("U", self._unshelve), ("E", self._ask_end)):
            action = QAction(self.table)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(do)
            self.table.addAction(action)
        pressed: tuple[tuple[QPushButton, Callable[[], None]], ...] = (
            (self.take, self._take), (self.shelve, self._ask_shelve), (self.unshelve, self._unshelve),
            (self.end, self._ask_end),
        )  # fmt: skip
        for button, act in pressed:
            button.clicked.connect(act)
        self.history.toggled.connect(self._turn)
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._offer)
        self.shelve_row.shelved.connect(self._shelve)
        self.end_row.confirmed.connect(self._end)
        self.sound.toggled.connect(self.sound_switched)
        self.voice.toggled.connect(self.voice_switched)
        for tone, button in self.tones.items():
            button.clicked.connect(partial(self.tone_wanted.emit, tone))

    def rescale(self) -> None:
        """Sizes for the scale in force, in the middle of the parent."""
        margin = theme.px(20)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.px(10))
        for part in (self.table, self.past_table, self.shelve_row, self.end_row):
            part.rescale()
        parent = self.parentWidget()
        if parent is not None:
            width = min(theme.px(WIDTH_PX), parent.width() - 2 * margin)
            height = min(theme.px(HEIGHT_PX), parent.height() - 2 * margin)
            self.setGeometry((parent.width() - width) // 2, (parent.height() - height) // 2, width, height)

    def _draw(self) -> None:
        situation = self._situation
        if situation is None:
            return
        zh = language.current()
        self._word()
        alarms = self._strip.book.alarms
        self.table.set_rows(alarm_rows(alarms, situation, self._strip.sentence, self._strip.rank_text, zh))
        self.past_table.set_rows(history_rows(self._strip.book.history, situation, self._strip.sentence, zh))
        if not self._picked() and alarms:
            self.table.pick({self.model.key(0)})
        self._offer()

    def _word(self) -> None:
        count = len(self._strip.book.alarms)
        words = self.tr("Alarms: {n}").format(n=count) if count else self.tr("Alarms: nothing stands")
        self.heading.say(words)
        self.setAccessibleName(words)
        self.history.setText(self.tr("History  H"))
        self.take.setText(self.tr("Acknowledge") + "  A")
        self.shelve.setText(self.tr("Shelve…") + "  S")
        self.unshelve.setText(self.tr("Take from the shelf") + "  U")
        self.end.setText(self.tr("It is over…") + "  E")
        self.sound.setText(self.tr("Sound"))
        self.voice.setText(self.tr("Voice"))
        names = {
            "help": self.tr("Try: help"),
            "alarm": self.tr("Try: alarm"),
            "warning": self.tr("Try: warning"),
            "news": self.tr("Try: news"),
        }
        for tone, button in self.tones.items():
            button.setText(names[tone])
        self.model.set_titles((self.tr("Rank"), self.tr("Alarm"), self.tr("Done about it")))
        self.past.set_titles((self.tr("When"), self.tr("What"), self.tr("Alarm"), self.tr("Who, why")))
        self.table.setAccessibleName(words)
        self.past_table.setAccessibleName(self.tr("History"))

    def _picked(self) -> list[Alarm]:
        ids = set(self.table.picked_ids())
        return [alarm for alarm in self._strip.book.alarms if alarm.id in ids]

    def _offer(self, *_: object) -> None:
        picked, situation = self._picked(), self._situation
        standing = not self.history.isChecked() and situation is not None
        self.take.setEnabled(standing and any(alarm.state == "new" for alarm in picked))
        may = [alarm for alarm in picked if situation is not None and shelvable(alarm, situation)]
        self.shelve.setEnabled(standing and len(picked) == len(may) == 1)
        self.unshelve.setEnabled(standing and any(alarm.state == "shelved" for alarm in may))
        self.end.setVisible(any(alarm.notice.help for alarm in picked))
        self.shelve.setToolTip("" if may else self.tr("Not to be shelved, or not by you"))

    def _turn(self, past: bool) -> None:
        self._tables.setCurrentWidget(self.past_table if past else self.table)
        (self.past_table if past else self.table).setFocus()
        self._offer()

    def _take(self) -> None:
        for alarm in self._picked():
            if alarm.state == "new":
                self._strip.acknowledge_one(alarm.notice)
        self._draw()

    def _open(self, key: str) -> None:
        for alarm in self._strip.book.alarms:
            if alarm.id == key and (alarm.notice.order or alarm.notice.help or alarm.notice.incident):
                self.put_away()
                self._strip.open_one(alarm.notice)

    def _ask_shelve(self) -> None:
        if self.shelve.isEnabled() and self._situation is not None:
            self._asked_about = self._picked()[0].id
            self.shelve_row.offer(self._situation.world.settings.desk.shelve_at_most_h)

    def _shelve(self, minutes: int, reason: str) -> None:
        alarm = next((one for one in self._strip.book.alarms if one.id == self._asked_about), None)
        if alarm is not None and self._situation is not None:
            until = self._situation.now + timedelta(minutes=minutes)
            self.command.emit(ShelveAlarm(alarm.id, until, reason, alarm.notice.text[:200]))
        self.table.setFocus()

    def _unshelve(self) -> None:
        for alarm in self._picked():
            if alarm.state == "shelved":
                self.command.emit(UnshelveAlarm(alarm.id))

    def _ask_end(self) -> None:
        found = next((alarm.notice.help for alarm in self._picked() if alarm.notice.help), "")
        if found:
            self._asked_about = found
            ask = self.tr("How did it end? It goes into the journal.")
            self.end_row.say(ask, self.tr("End the call for help"), self.tr("Cancel"))
            self.end_row.ask()

    def _end(self, note: str) -> None:
        if note:
            self.command.emit(EndHelp(self._asked_about, note))
        self.table.setFocus()

    # -- Qt --------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._draw()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away, H turns to the history and back."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() == Qt.Key.Key_H:
            self.history.toggle()
        else:
            super().keyPressEvent(event)
