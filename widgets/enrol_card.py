"""A code for a phone: the picture to scan, the code to read out, how long it is good for, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.domain.ladder import name_of
from cockpit.views.durations import clock_span
from cockpit.views.enrolment import Fate, PageAddress, ShownCode, page_address
from cockpit.views.situation import Situation
from widgets import theme
from widgets.qr_picture import QrPicture
from widgets.text import Text

TONES: dict[Fate, str] = {"waiting": "text", "used": "green", "displaced": "orange", "ended": "orange"}


class EnrolCard(QWidget):
    """Shows one code.

    Attributes:
        closed: the person wants the list back.
        again: the id of the unit that another code is wanted for.
    """

    closed = Signal()
    again = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code: ShownCode | None = None
        self.fate: Fate = "waiting"
        self.picture = QrPicture()
        self.heading, self.spelled = Text("head"), Text("name")
        self.status = Text("strong")
        self.address = Text("small", "second")
        self.trouble, self.steps = Text("small", "orange"), Text("small", "second")
        for long in (self.heading, self.status, self.trouble, self.steps, self.address):
            long.setWordWrap(True)
        for copied in (self.spelled, self.address):
            copied.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.another, self.back = QPushButton(), QPushButton()
        self.another.clicked.connect(lambda: self.again.emit(self.code.given.unit if self.code else ""))
        self.back.clicked.connect(self.closed)
        self._row = QHBoxLayout(self)
        self._words = QVBoxLayout()
        for part in (self.heading, self.spelled, self.status, self.trouble, self.address, self.steps):
            self._words.addWidget(part)
        self._words.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.another)
        self._buttons.addWidget(self.back)
        self._buttons.addStretch(1)
        self._words.addLayout(self._buttons)
        self._row.addWidget(self.picture, 2)
        self._row.addLayout(self._words, 3)

    def show_code(self, code: ShownCode, situation: Situation) -> None:
        """Shows another code."""
        self.code = code
        self.refresh(situation)
        self.back.setFocus()

    def refresh(self, situation: Situation) -> None:
        """Counts down, and says what became of it."""
        code = self.code
        if code is None:
            return
        world = situation.world
        self.fate, device = code.fate(world, situation.now)
        address = page_address(situation.link.url, world.settings.field.page)
        waiting = self.fate == "waiting"
        self.picture.show_text(code.url(address) if waiting else "")
        self.heading.say(self.tr("Enrol a phone for {name}").format(name=name_of(world, code.given.unit)))
        self.spelled.say(code.given.code if waiting else "")
        self.spelled.setVisible(waiting)
        name = device.name if device is not None else ""
        self.status.say(
            self._status(situation, code, name), {"waiting": "text", "used": "green"}.get(self.fate, "orange")
        )
        self.address.say(address.url)
        self.address.setVisible(waiting)
        self.trouble.say(self._trouble(address))
        self.trouble.setVisible(waiting and bool(self.trouble.text()))
        self.steps.setVisible(waiting)
        self.picture.setAccessibleName(self.tr("QR code: {address}").format(address=address.url))

    def retranslate(self) -> None:
        """The fixed texts."""
        self.another.setText(self.tr("Another code"))
        self.back.setText(self.tr("Back to the list") + "  Esc")
        self.steps.say(
            self.tr("Scan the picture with the phone's camera, or open the address and type the code. It is good once.")
        )

    def rescale(self) -> None:
        """Spacing for the scale in force."""
        margin = theme.px(16)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(margin)
        self._words.setSpacing(theme.px(6))
        self._buttons.setSpacing(theme.px(8))

    def as_text(self) -> str:
        """All that can be read on it: the code goes into no clipboard by itself."""
        parts = (self.heading, self.status, self.trouble, self.address)
        return "\n".join(part.text() for part in parts if part.isVisibleTo(self) and part.text())

    def _status(self, situation: Situation, code: ShownCode, device: str) -> str:
        match self.fate:
            case "waiting":
                left = clock_span(code.left_s(situation.now))
                return self.tr("Not used yet · good for another {left}").format(left=left)
            case "used":
                return self.tr("Used: “{device}” is enrolled").format(device=device)
            case "displaced":
                return self.tr("No longer good: “{device}” was enrolled with a code that somebody else made").format(
                    device=device
                )
            case "ended":
                return self.tr("Not used in time: make another code")

    def _trouble(self, address: PageAddress) -> str:
        match address.trouble:
            case "loopback":
                return self.tr(
                    "This hub answers on this machine only: no phone can open that address. Start a hub with"
                    " --listen and --tls-cert, and say its address in town.toml ([field] page)."
                )
            case "plain":
                return self.tr(
                    "The address is not encrypted: browsers then give no position, no microphone and nothing offline."
                    " Start the hub with --tls-cert."
                )
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
