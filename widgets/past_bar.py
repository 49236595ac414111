"""The time machine's line on every monitor: that this is the past, which moment, and the way to others and back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from cockpit.domain.past import TURNS, Turn
from cockpit.views.situation import Situation
from cockpit.views.times import local
from widgets import theme
from widgets.choice import Choice
from widgets.text import Text

SPEEDS = (1, 10, 60, 600)
"""Seconds of the past a second."""
MINUTE_S = 60


class TimeControls(QObject):
    """What a person wants of the time machine, from whichever monitor.

    Attributes:
        toggled: into the past, or back to the present.
        asked: emits the moment, epoch seconds.
        turned: emits the kind of event to step to, and whether it is the one before.
        played: emits the speed, 0 to stand still.
    """

    toggled = Signal()
    asked = Signal(float)
    turned = Signal(str, bool)
    played = Signal(int)


class PastBar(QFrame):
    """Nothing while the present is shown.

    Attributes:
        shown: the moment that is drawn; None in the present.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.shown: Situation | None = None
        self._controls = TimeControls(self)
        self._title, self.moment = Text("head", "orange"), Text("head")
        self.fault = Text("body", "orange", elide=True)
        self.back, self.forth, self.now = QPushButton(), QPushButton(), QPushButton()
        self.earlier, self.later = QPushButton(), QPushButton()
        self.now.setProperty("kind", "primary")
        self.kind = Choice()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setTracking(False)
        self.slider.setPageStep(10 * MINUTE_S)
        self.slider.setSingleStep(MINUTE_S)
        self.speeds = [QPushButton() for _ in (0, *SPEEDS)]
        self._first, self._span = Text("small", "second"), Text("small", "second")
        self._column = QVBoxLayout(self)
        self._top, self._below = QHBoxLayout(), QHBoxLayout()
        self._column.addLayout(self._top)
        self._column.addLayout(self._below)
        self._moving = (self.earlier, self.later, self.back, self.kind, self.forth)
        for part in (self._title, self.moment, *self._moving, *self.speeds):
            self._top.addWidget(part)
        self._top.addWidget(self.fault, 1)
        self._top.addWidget(self.now)
        for part in (self._first, self.slider, self._span):
            self._below.addWidget(part, 1 if part is self.slider else 0)
        for speed, button in zip((0, *SPEEDS), self.speeds, strict=True):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=speed: self._controls.played.emit(chosen))
        self._fill_kinds()
        self._name()
        self.restyle()
        self.hide()

    def join(self, controls: TimeControls) -> None:
        """Hands what is pressed here on."""
        self._controls = controls
        self.now.clicked.connect(controls.toggled)
        self.earlier.clicked.connect(lambda: self._go(-MINUTE_S))
        self.later.clicked.connect(lambda: self._go(MINUTE_S))
        self.back.clicked.connect(lambda: controls.turned.emit(self.kind.currentData(), True))
        self.forth.clicked.connect(lambda: controls.turned.emit(self.kind.currentData(), False))
        self.slider.valueChanged.connect(self._slid)

    def refresh(self, situation: Situation) -> None:
        """Draws the moment that is shown, or nothing in the present."""
        self.shown = situation if situation.past is not None else None
        self.setVisible(self.shown is not None)
        if self.shown is not None:
            self._draw(self.shown)

    def as_text(self) -> str:
        """The line as text."""
        return " · ".join(part.text() for part in (self._title, self.moment, self.fault) if part.text())

    def restyle(self) -> None:
        """Margins at the scale in force."""
        side = theme.px(18)
        self._column.setContentsMargins(side, theme.px(6), theme.px(12), theme.px(6))
        self._column.setSpacing(theme.px(4))
        self._top.setSpacing(theme.px(8))
        self._below.setSpacing(theme.px(10))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _draw(self, situation: Situation) -> None:
        past, zone = situation.past, situation.world.settings.time_zone
        assert past is not None
        here = self.tr("The past: nothing can be done here")
        self._title.say(here if past.away else self.tr("The past is being opened"))
        self.moment.say(f"{local(situation.now, zone):%Y-%m-%d %H:%M:%S}" if past.away else "")
        for part in (*self._moving, *self.speeds, self.slider):
            part.setEnabled(past.away)
        self.fault.say(past.fault or (self.tr("Asking the hub…") if past.waiting else ""))
        self._first.say(_short(local(past.first_at, zone)))
        self._span.say(_short(local(past.last_at, zone)))
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setRange(0, max(1, int((past.last_at - past.first_at).total_seconds())))
            self.slider.setValue(int((situation.now - past.first_at).total_seconds()))
            self.slider.blockSignals(False)
        for speed, button in zip((0, *SPEEDS), self.speeds, strict=True):
            button.setChecked(speed == past.speed)
        self.setAccessibleName(self.as_text())

    def _go(self, seconds: float) -> None:
        if self.shown is not None and self.slider.isEnabled():
            self._controls.asked.emit(self.shown.now.timestamp() + seconds)

    def _slid(self, value: int) -> None:
        if self.shown is not None and self.shown.past is not None:
            self._controls.asked.emit(self.shown.past.first_at.timestamp() + value)

    def _fill_kinds(self) -> None:
        words: dict[Turn, str] = {
            "order": self.tr("Order"),
            "incident": self.tr("Incident"),
            "escalation": self.tr("Escalation"),
            "command": self.tr("Command passes"),
        }
        chosen = max(0, self.kind.currentIndex())
        self.kind.clear()
        for kind in TURNS:
            self.kind.addItem(words[kind], kind)
        self.kind.setCurrentIndex(chosen)

    def _name(self) -> None:
        self.now.setText(self.tr("Back to the present") + "  F6")
        self.back.setText(self.tr("Previous"))
        self.forth.setText(self.tr("Next"))
        self.earlier.setText(self.tr("−1 min"))
        self.later.setText(self.tr("+1 min"))
        self.kind.setAccessibleName(self.tr("Kind of event to step to"))
        self.slider.setAccessibleName(self.tr("Moment"))
        for speed, button in zip((0, *SPEEDS), self.speeds, strict=True):
            button.setText(f"×{speed}" if speed else self.tr("Stand"))
            button.setToolTip(self.tr("Speed of the past") if speed else self.tr("The past stands still"))

    # -- Qt --------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill_kinds()
            self._name()
            if self.shown is not None:
                self._draw(self.shown)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A colour of its own, that nobody takes the past for the present."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("orange_wash"))
        painter.fillRect(0, 0, theme.px(8), self.height(), theme.colour("orange"))
        painter.end()


def _short(at: datetime) -> str:
    return f"{at:%m-%d %H:%M}"
