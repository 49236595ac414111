"""The dialog of a desktop whose own hub does not start: why, what to do, once more or close."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.text import Text

WIDTH, MARGIN = 640, 24
"""Of the dialog, in px at a desk."""
LINES_AT_MOST = 12
"""Lines of a reason that are seen at once; a town with many faults has more, and they can be scrolled to."""


class StartFailureDialog(QDialog):
    """Opened with ``open()``; stays open until the hub serves (``accept``) or the person gives up.

    Args:
        log: the file in which the hub has said more.

    Attributes:
        again: emitted when the person wants another try.
        abandoned: emitted when the person gives up.
    """

    again = Signal()
    abandoned = Signal()

    def __init__(self, log: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log_file = log
        self._heading = Text("head", "red")
        self._meaning, self._advice = Text("body"), Text("body", "second")
        self._log = Text("small", "third")
        self.reason = QPlainTextEdit()
        self.reason.setReadOnly(True)
        self.reason.setTabChangesFocus(True)
        self.close_button, self.again_button = QPushButton(), QPushButton()
        self.again_button.setProperty("kind", "primary")
        self.again_button.setDefault(True)
        self.close_button.setAutoDefault(False)
        self.again_button.clicked.connect(self._try)
        self.close_button.clicked.connect(self.reject)
        self.rejected.connect(self.abandoned)
        self._trying = False
        self._build()
        self._retranslate()
        self.restyle()

    def say(self, reason: str) -> None:
        """Another try has failed, or the first: shows why."""
        self._trying = False
        self.reason.setPlainText(reason)
        self._retranslate()
        self._fit()
        self.again_button.setFocus()

    def restyle(self) -> None:
        """Sizes at the scale in force."""
        self.setFixedWidth(theme.px(WIDTH))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(MARGIN), theme.px(20), theme.px(MARGIN), theme.px(20))
            layout.setSpacing(theme.px(12))
        self.setStyleSheet(theme.qss(theme.scale()))
        self._fit()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.again_button)
        column = QVBoxLayout(self)
        for part in (self._heading, self._meaning, self.reason, self._advice, self._log):
            column.addWidget(part)
        column.addLayout(buttons)
        for label in (self._meaning, self._advice, self._log):
            label.setWordWrap(True)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("The hub has not started"))
        self._heading.say(self.tr("The hub has not started"))
        self._meaning.say(
            self.tr("Nothing arrives here and no order can be sent until it runs: use telephone and radio. The reason:")
        )
        self.reason.setAccessibleName(self.tr("The reason"))
        self._advice.say(self.tr("Mend what the reason names, then try again."))
        self._log.say(self.tr("More in {file}").format(file=self._log_file))
        self.close_button.setText(self.tr("Close"))
        self.again_button.setText(self.tr("Starting…") if self._trying else self.tr("Try again"))
        self.again_button.setEnabled(not self._trying)

    def _try(self) -> None:
        self._trying = True
        self._retranslate()
        self.again.emit()

    def _fit(self) -> None:
        """As tall as its texts need: neither wrapped labels nor a text field say so by themselves."""
        metrics = self.reason.fontMetrics()
        room = QRect(0, 0, theme.px(WIDTH - 2 * MARGIN - 32), 1_000_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        wanted = metrics.boundingRect(room, int(flags), self.reason.toPlainText()).height()
        line_px = metrics.lineSpacing()
        self.reason.setFixedHeight(min(LINES_AT_MOST * line_px, max(2 * line_px, wanted)) + theme.px(20))
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._fit()
        super().changeEvent(event)
