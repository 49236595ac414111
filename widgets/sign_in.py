"""The sign-in dialog: it asks for login and password, says what went wrong, and never blocks the loop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.text import Text


class SignInDialog(QDialog):
    """Opened with ``open()``; stays open until the caller says that the hub has let the person in (``accept``).

    Args:
        hub: the hub's address, shown.
        keeps: where the token is kept: ``keyring``, or ``session`` when the system has no keyring to keep it in.
        hint: logins and the password of a sample town; empty for a real one.

    Attributes:
        credentials: emits (login, password).
        abandoned: emitted when the person gives up.
    """

    credentials = Signal(str, str)
    abandoned = Signal()

    def __init__(self, hub: str, keeps: str = "keyring", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub_address, self._keeps_where, self._hint_text = hub, keeps, hint
        self._heading = Text("head")
        self._hub = Text("small", "second")
        self._login_label, self._password_label = Text("body", "second"), Text("body", "second")
        self.login, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._error = Text("body", "red")
        self._hint = Text("small", "yellow")
        self._keeps = Text("small", "third")
        self._cancel, self._enter = QPushButton(), QPushButton()
        self._enter.setProperty("kind", "primary")
        self._enter.setDefault(True)
        self._cancel.setAutoDefault(False)
        self._enter.clicked.connect(self._send)
        self._cancel.clicked.connect(self.reject)
        self.rejected.connect(self.abandoned)
        for field in (self.login, self.password):
            field.textEdited.connect(self._edited)
        for label in (self._error, self._hint, self._keeps, self._hub):
            label.setWordWrap(True)
        self._build()
        self._retranslate()
        self.restyle()
        self._edited()

    def say_wrong(self, why: str) -> None:
        """The hub said no: shows why, and lets the person try again."""
        self._busy(False)
        self._error.say(why)
        self._error.setVisible(bool(why))
        self._fit()
        self.password.selectAll()
        self.password.setFocus()

    def restyle(self) -> None:
        """Sizes at the scale in force."""
        self.setFixedWidth(theme.px(440))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
            layout.setSpacing(theme.px(12))
        self.setStyleSheet(theme.qss(theme.scale()))
        self._fit()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self._login_label, self.login)
        form.addRow(self._password_label, self.password)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._enter)
        column = QVBoxLayout(self)
        column.addWidget(self._heading)
        column.addWidget(self._hub)
        column.addLayout(form)
        column.addWidget(self._error)
        column.addWidget(self._hint)
        column.addWidget(self._keeps)
        column.addLayout(buttons)
        self._error.hide()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Sign in"))
        self._heading.say(self.tr("Sign in to the hub"))
        self._hub.say(self._hub_address)
        self._login_label.say(self.tr("Login"))
        self._password_label.say(self.tr("Password"))
        self.login.setAccessibleName(self.tr("Login"))
        self.password.setAccessibleName(self.tr("Password"))
        self._hint.say(self._hint_text)
        self._hint.setVisible(bool(self._hint_text))
        if self._keeps_where == "keyring":
            self._keeps.say(self.tr("Stays signed in: the token is kept in the system keyring"))
        else:
            self._keeps.say(self.tr("For this session only: there is no system keyring to keep the token in"))
        self._cancel.setText(self.tr("Cancel"))
        self._enter.setText(self.tr("Sign in"))

    def _edited(self) -> None:
        self._enter.setEnabled(bool(self.login.text().strip() and self.password.text()))

    def _send(self) -> None:
        self._busy(True)
        self._error.hide()
        self.credentials.emit(self.login.text().strip(), self.password.text())

    def _fit(self) -> None:
        """As tall as its texts need: wrapped labels do not say so by themselves."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _busy(self, busy: bool) -> None:
        for part in (self.login, self.password, self._enter):
            part.setEnabled(not busy)
        self._enter.setText(self.tr("Signing in…") if busy else self.tr("Sign in"))

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
