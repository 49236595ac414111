"""The base of every panel: a header, a body, the same five states drawn the same way, and one way in and out.

A panel is told everything by ``refresh(situation, changes)`` and tells by signals: ``command`` carries a domain command
on its way to the hub, ``ask`` a question (what, args, callback) whose answer arrives later by the callback. A panel
asks nobody else, and holds no fact that it was not given.

To make one::

    class DutyPanel(Panel):
        def __init__(self, selection: Selection) -> None:
            super().__init__(selection, "duty")
            self.set_body(widget)

        def draw(self, situation: Situation, changes: SituationChanges) -> None: ...   # what has changed
        def retranslate(self) -> None: ...      # set_title(self.tr("…")); called before the first draw and on a switch
        def rescale(self) -> None: ...          # sizes by theme.px; called before the first draw and on a new scale
        def as_text(self) -> str: ...           # for "copy as text"
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from cockpit.domain.changes import Changes
from cockpit.views.link import old_picture_s
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.times import age_text
from cockpit.views.words import Language
from widgets import language, theme, turns
from widgets.table_export import add_saving
from widgets.text import Text

PanelState = Literal["ready", "loading", "empty", "broken", "no_permission"]


def everything() -> SituationChanges:
    """Changes that say that all may have changed: for a first refresh."""
    return SituationChanges(Changes(town=True), moved=True, figures=True, link=True, map=True, clock=True)


class Panel(QFrame):
    """A frame with a header (title, subtitle, age) and a body.

    The picture's age is drawn by the base: while the link is anything but live, a dashed frame and the words
    "old picture" with its age stand over the panel.

    Args:
        selection: the one shared selection.
        name: the panel's object in the language of the code, e.g. ``duty``; ``window.panel(name)`` finds it.

    Attributes:
        command: emits a domain command for the hub.
        ask: emits (what, args, callback): the callback gets the answer, or a CockpitError that says why there is none.
        menu_opening: emits the context menu before it is seen: for what can be done with any panel.
        reworded: emitted when the texts stand in another language.

    A panel that is put away (another one of its stack is seen) draws nothing; what it missed is drawn when it is shown.
    """

    command = Signal(object)
    ask = Signal(str, dict, object)
    reworded = Signal()
    menu_opening = Signal(object)

    def __init__(self, selection: Selection, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selection = selection
        self.name = name
        self.situation: Situation | None = None
        self.setObjectName("panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._age_at: datetime | None = None
        self._old_s: float | None = None
        self._state: PanelState = "loading"
        self._dressed = False
        self._missed: SituationChanges | None = None
        self._old_words = False
        self._title = Text("title")
        self._subtitle = Text("body", "second", elide=True)
        self._old_mark = Text("small", "yellow")
        self._age = Text("small", "third")
        self.header = QWidget()
        self.header_row = QHBoxLayout(self.header)
        self._rule = QFrame()
        self._rule.setObjectName("rule")
        self._old_mark.hide()
        self._age.hide()
        self._message = _StateMessage()
        self._pages = QStackedLayout()
        self._pages.addWidget(self._message)
        self._build()
        self.header.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._size_header()

    # -- what a panel overrides ------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws what has changed."""

    def retranslate(self) -> None:
        """Sets the fixed texts in the language in force."""

    def rescale(self) -> None:
        """Sets spacing and fixed sizes for the scale in force."""

    def as_text(self) -> str:
        """The panel's content as lines of text, for the clipboard."""
        return f"{self._title.text()} {self._subtitle.text()}".strip()

    # -- what a panel calls ----------------------------------------------------------------------------------------

    @property
    def language(self) -> Language:
        """The language in force, for ``cockpit.views.words.word``."""
        return language.current()

    def set_title(self, title: str) -> None:
        """The panel's name in the header."""
        self._title.say(title)
        self.setAccessibleName(title)

    def set_subtitle(self, text: str) -> None:
        """What stands beside the title: for which circle, how many."""
        self._subtitle.say(text)

    def set_age(self, at: datetime | None, text: str = "") -> None:
        """The instant that the content is of: its age ticks on the right; or a fixed text there instead."""
        self._age_at = at
        self._age.say(text)
        self._age.setVisible(at is not None or bool(text))
        self._tick()

    def lead_header(self, widget: QWidget | None) -> None:
        """Puts a widget (the tabs of a stack) into the header in place of the title, or the title back."""
        self._title.setVisible(widget is None)
        if widget is not None:
            self.header_row.insertWidget(0, widget)
            widget.show()

    def add_to_header(self, widget: QWidget) -> None:
        """Puts a control into the header, left of the age."""
        self.header_row.insertWidget(self.header_row.indexOf(self._old_mark), widget)

    def set_body(self, body: QWidget) -> None:
        """Puts in the widget that is shown in state ``ready`` (once, in the constructor)."""
        self._pages.addWidget(body)

    def show_state(self, state: PanelState, text: str = "", hint: str = "") -> None:
        """Shows the body (``ready``) or says why there is none, and what can be done (``hint``)."""
        self._state = state
        if state == "ready":
            self._pages.setCurrentIndex(self._pages.count() - 1)
            return
        self._message.say(state, text or self._default_text(state), hint)
        self._pages.setCurrentIndex(0)

    @property
    def state(self) -> PanelState:
        """The state that is shown."""
        return self._state

    @property
    def shows_old_picture(self) -> bool:
        """Whether the picture is marked as old."""
        return self._old_s is not None

    def menu_actions(self) -> list[QAction]:
        """What the context menu offers above "copy as text"."""
        return []

    def key_help(self) -> list[tuple[str, str]]:
        """The keys that work inside this panel and what they do, for the sheet of keys: ("Enter", "open")."""
        return []

    # -- what the window calls -------------------------------------------------------------------------------------

    def refresh(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws what has changed since the last refresh; the first one draws all."""
        first = self.situation is None
        self._dress()
        self.situation = situation
        self._miss(everything() if first else changes)
        if not self._put_away():
            self.catch_up()

    def catch_up(self) -> None:
        """Draws what a panel that was put away has missed."""
        missed, self._missed = self._missed, None
        if missed is not None and self.situation is not None:
            self._note_age_of_picture(self.situation)
            self.draw(self.situation, missed)
            self._tick()

    def postponed(self, changes: SituationChanges | None = None) -> bool:
        """Whether the panel is put away: what was to be drawn is then drawn when it is shown."""
        away = self._put_away()
        if away:
            self._miss(changes or SituationChanges())
        return away

    def reword(self) -> None:
        """The language has changed: the panel and all in it hear of it now, and stand in it."""
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
        self._reword()

    def restyle(self) -> None:
        """The scale or the tone has changed: sizes anew, then all drawn anew."""
        self._size_header()
        if self._dressed:
            self.rescale()
            self._draw_all()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header_row.addWidget(self._title)
        self.header_row.addWidget(self._subtitle, 1)
        self.header_row.addWidget(self._old_mark)
        self.header_row.addWidget(self._age)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._rule)
        column.addLayout(self._pages, 1)

    def _dress(self) -> None:
        """Texts and sizes, once, when the subclass has been built: before the first draw or the first show."""
        if not self._dressed:
            self._dressed = True
            self.retranslate()
            self.rescale()
            if self._state != "ready":
                self.show_state(self._state)

    def _size_header(self) -> None:
        frame = theme.px(1)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(frame, frame, frame, frame)
        self.header.setFixedHeight(theme.px(40))
        self.header_row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self.header_row.setSpacing(theme.px(10))
        self._rule.setFixedHeight(theme.px(1))

    def _draw_all(self) -> None:
        if self.situation is not None:
            self._miss(everything())
            if not self._put_away():
                self.catch_up()

    def _miss(self, changes: SituationChanges) -> None:
        missed = self._missed or SituationChanges()
        missed.merge(changes)
        self._missed = missed

    def _put_away(self) -> bool:
        """Whether it was hidden on purpose; a panel whose window is not shown yet was not."""
        return self.isHidden() and self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)

    def _reword(self) -> None:
        if self._old_words:
            self._old_words = False
            self.retranslate()
            if self._state != "ready":
                self.show_state(self._state)
            self._draw_all()
            self.reworded.emit()

    def _note_age_of_picture(self, situation: Situation) -> None:
        old_s = old_picture_s(situation)
        if (old_s is None) != (self._old_s is None):
            self.update()
        self._old_s = old_s
        if old_s is not None:
            self._old_mark.say(self.tr("Old picture · {age}").format(age=age_text(old_s, self.language)))
        self._old_mark.setVisible(old_s is not None)
        if self._age_at is not None:
            self._age.setVisible(old_s is None)

    def _tick(self) -> None:
        if self._age_at is not None and self.situation is not None:
            self._age.say(age_text((self.situation.now - self._age_at).total_seconds(), self.language))

    def _default_text(self, state: PanelState) -> str:
        return {
            "loading": self.tr("Waiting for the hub…"),
            "empty": self.tr("Nothing here"),
            "broken": self.tr("This panel cannot be shown"),
            "no_permission": self.tr("Your account may not see this"),
        }.get(state, "")

    # -- Qt --------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """A panel is complete as soon as it is seen."""
        self._dress()
        self._reword()
        self.catch_up()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew, each panel in a turn of its own."""
        if event.type() == QEvent.Type.LanguageChange and self._dressed:
            self._old_words = True
            turns.later(self, self._reword)
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus is seen: the frame lights up."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes out."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame; dashed while the picture is old, lit while the focus is here."""
        super().paintEvent(event)
        if not self.hasFocus() and self._old_s is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme.px(1.5)
        pen = QPen(theme.colour("action" if self.hasFocus() else "yellow"), width)
        if self._old_s is not None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.px(3), theme.px(3))
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The panel's own actions, and its content as text."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        actions = self.menu_actions()
        menu.addActions(actions)
        if actions:
            menu.addSeparator()
        menu.addAction(self.tr("Copy as text"), self.copy_text)
        add_saving(menu, self, self.accessibleName(), self.situation)
        self.menu_opening.emit(menu)
        menu.popup(event.globalPos())

    def copy_text(self) -> None:
        """Puts the content into the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())


class _StateMessage(QWidget):
    """Why there is no body: a mark, a sentence, and what can be done."""

    MARKS = {"loading": "…", "empty": "—", "broken": "!", "no_permission": "×"}

    def __init__(self) -> None:
        super().__init__()
        self._mark = Text("name", "third")
        self._text = Text("body", "second")
        self._hint = Text("small", "third")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for label in (self._mark, self._text, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)

    def say(self, state: PanelState, text: str, hint: str) -> None:
        """Shows the state's mark and words."""
        self._mark.say(self.MARKS.get(state, ""), "yellow" if state == "broken" else "third")
        self._text.say(text)
        self._hint.say(hint)
        self._hint.setVisible(bool(hint))
