"""The lock: when the commander has left, the picture goes on and nothing can be done without the own password."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication

from cockpit.views.alarm_words import clock_text
from cockpit.views.refusals import failure_words
from layouts.monitor_window import MonitorWindow
from widgets import language
from widgets.lock_card import LockCard
from widgets.own_window import own_windows

if TYPE_CHECKING:
    from layouts.memory import Memory

LOOK_MS = 5000
"""How often it is looked whether somebody is still there."""
KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
POINTS = frozenset(
    {
        QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd,
    }
)  # fmt: skip
PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin})
NEVER = frozenset(
    {
        QEvent.Type.Shortcut, QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease,
        QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.NativeGesture,
    }
)  # fmt: skip
"""What nobody does on a locked screen, wherever."""


class Lock(QObject):
    """One for all monitors of a desk.

    Args:
        desk: the window with the keyboard.
        windows: every monitor's window.
        memory: a desk that was locked is locked at its next start too; nothing is remembered without one.
        now_s: a clock that only goes forward, in seconds.

    Attributes:
        locked: whether nothing can be done.
        asked: emits (what, args, callback): the password, for the hub.
        changed: emitted when it was locked or unlocked.
    """

    asked = Signal(str, dict, object)
    changed = Signal()

    def __init__(
        self,
        desk: MonitorWindow,
        windows: Callable[[], list[MonitorWindow]],
        memory: Memory | None = None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(desk)
        self._desk, self._windows, self._memory, self._now_s = desk, windows, memory, now_s
        self.locked = self._held = False
        self._since = ""
        self._acted_at = now_s()
        self._owed = memory is not None and memory.switch("locked", False)
        self._cards: dict[MonitorWindow, LockCard] = {}
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        self.watch(desk)

    def watch(self, window: MonitorWindow) -> None:
        """Somebody who does something on this monitor is there; while all are locked it is locked too."""
        window.touched.connect(self._touched)
        self._cover(window)

    # -- locking ---------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Locks when nobody has touched anything for as long as the town says, and what was locked at the last end."""
        situation = self._desk.situation
        if self.locked:
            self._guard()  # A map that has come back meanwhile has a new window.
        if situation is None or self.locked:
            return
        minutes = situation.world.settings.desk.lock_after_min
        idle_s = self._now_s() - self._acted_at
        if situation.me is not None and (self._owed or (minutes > 0 and idle_s >= minutes * 60)):
            self.lock()

    def lock(self) -> None:
        """Locks now; without anybody signed in there is nothing to lock."""
        situation = self._desk.situation
        if self.locked or situation is None or situation.me is None:
            return
        self.locked, self._owed = True, False
        self._remember(True)
        self._since = clock_text(situation.world, situation.now, situation.now)
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        modal = QApplication.activeModalWidget()
        if modal is not None:
            modal.close()
        for window in self._windows():
            self._cover(window)
        self._guard()
        self.changed.emit()

    def _cover(self, window: MonitorWindow) -> None:
        situation = self._desk.situation
        if not self.locked or situation is None or situation.me is None:
            return
        card = self._cards.get(window)
        if card is None:
            card = self._cards[window] = LockCard(window.surface)
            card.tried.connect(self._try)
        window.put_scale_in_force()
        card.lock(situation.me.name, self._since)

    def uncover(self, window: MonitorWindow) -> None:
        """A monitor's window is about to go."""
        self._cards.pop(window, None)

    # -- unlocking -------------------------------------------------------------------------------------------------

    def _try(self, password: str) -> None:
        situation = self._desk.situation
        if situation is not None and situation.link.phase != "live":
            self._wrong(self.tr("The hub cannot be reached: it checks the password"))
            return
        self.asked.emit("unlock", {"password": password}, self._answered)

    def _answered(self, answer: object) -> None:
        if isinstance(answer, Exception):
            self._wrong(failure_words(answer, language.current()))
            return
        self.locked = False
        self._acted_at = self._now_s()
        self._remember(False)
        for card in self._cards.values():
            card.release()
        self.changed.emit()

    def _wrong(self, why: str) -> None:
        for window, card in self._cards.items():
            window.put_scale_in_force()
            card.say_wrong(why)

    def _remember(self, locked: bool) -> None:
        if self._memory is not None:
            self._memory.keep_switch("locked", locked)
            self._memory.write()

    def _touched(self) -> None:
        self._acted_at = self._now_s()

    # -- Qt --------------------------------------------------------------------------------------------------------

    def _guard(self) -> None:
        """Stands before the windows of the system's own, and before every key (decision 0273)."""
        for window in self._windows():
            for handle in own_windows(window):
                handle.installEventFilter(self)
            for one in (*window.findChildren(QShortcut), *window.findChildren(QAction)):
                one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While it is locked only the card hears of what a person does."""
        if not self.locked:
            return False
        kind = event.type()
        if kind in NEVER:
            return True
        if kind in KEYS:
            return not self._keys_to_card()
        return kind in POINTS and not self._points_at_card(kind, event)

    def _keys_to_card(self) -> bool:
        """Whether the keyboard is in a card; where it is not, it is now, and what was pressed is nobody's."""
        focus = QApplication.focusWidget()
        if any(focus is not None and card.isAncestorOf(focus) for card in self._cards.values()):
            return True
        active = QApplication.activeWindow()
        card = self._cards.get(active) if isinstance(active, MonitorWindow) else None
        if card is not None:
            card.password.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _points_at_card(self, kind: QEvent.Type, event: QEvent) -> bool:
        """Whether a pointer is on a card, or was pressed there and is still held."""
        at = event.points()[0].globalPosition().toPoint()  # type: ignore[attr-defined]
        inside = any(card.isVisible() and card.rect().contains(card.mapFromGlobal(at)) for card in self._cards.values())
        if kind in PRESSES:
            self._held = inside
        return inside or self._held
