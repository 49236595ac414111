"""What a locked monitor shows beside its picture: that it is locked, whose it is, and where the password goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.own_window import give_own_window
from widgets.text import Text

WIDTH_PX, ABOVE_PX = 460, 70


class LockCard(QFrame):
    """Stands above the strip of alarms, which stays to be read; all else on the monitor goes on behind it.

    Attributes:
        tried: a password to be checked at the hub; it is kept nowhere.
    """

    tried = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._monitor = parent
        self.setObjectName("panel")
        self.setProperty("lit", "true")
        self._who, self._since = "", ""
        self.heading, self.fault = Text("title"), Text("small", "yellow")
        self.fault.setWordWrap(True)
        self.password, self.unlock = QLineEdit(), QPushButton()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.unlock.setProperty("kind", "primary")
        row = QHBoxLayout()
        row.addWidget(self.password, 1)
        row.addWidget(self.unlock)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addLayout(row)
        self._column.addWidget(self.fault)
        self.setFocusProxy(self.password)
        self.password.returnPressed.connect(self._try)
        self.unlock.clicked.connect(self._try)
        give_own_window(self)  # it may lie over the map, which has one
        for one in (parent, self.password, self.unlock):
            one.installEventFilter(self)
        self.hide()

    def lock(self, who: str, since: str) -> None:
        """Shows itself.

        Args:
            who: the name of the person whose session it is.
            since: the time of day.
        """
        self._who, self._since = who, since
        self.say_wrong("")
        self._word()
        self.place()
        self.show()
        self.raise_()

    def release(self) -> None:
        """The monitor is free again."""
        self.password.clear()
        self.hide()

    def say_wrong(self, why: str) -> None:
        """Why it stays locked; empty for nothing."""
        self.fault.say(why)
        self.fault.setVisible(bool(why))
        self.password.setReadOnly(False)
        self.unlock.setEnabled(True)
        if why:
            self.password.clear()
            self.password.setFocus()
        self.place()

    def place(self) -> None:
        """Above the strip, in the middle, at the scale in force."""
        margin = theme.px(16)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.px(8))
        self.setFixedWidth(theme.px(WIDTH_PX))
        self.adjustSize()
        parent = self._monitor
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - theme.px(ABOVE_PX))

    def _word(self) -> None:
        words = self.tr("Locked since {time} · {name}").format(time=self._since, name=self._who)
        self.heading.say(words)
        self.setAccessibleName(words)
        self.password.setPlaceholderText(self.tr("Own password"))
        self.password.setAccessibleName(self.tr("Own password"))
        self.unlock.setText(self.tr("Unlock"))

    def _try(self) -> None:
        if self.password.text():
            self.password.setReadOnly(True)  # And not disabled: the keyboard would go somewhere else.
            self.unlock.setEnabled(False)
            self.tried.emit(self.password.text())

    # -- Qt --------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """It keeps its place when the monitor changes, and every key for itself: no shortcut of the window's is one."""
        if event.type() == QEvent.Type.Resize and watched is self._monitor and self.isVisible():
            self.place()
        if event.type() == QEvent.Type.ShortcutOverride and watched is not self._monitor:
            event.accept()
            return True
        return False

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes round in here."""
        other = self.unlock if self.password.hasFocus() else self.password
        other.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field has no use for goes no further."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the field goes no further."""
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._word()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is where the password goes."""
        super().showEvent(event)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
