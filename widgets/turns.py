"""Work that is done a piece a turn of the loop: between two pieces the window paints, and hears keys and pointer.

One queue for the whole GUI thread, so that a moment from the hub and a switch of the language never share a turn.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

Piece = Callable[[], None]


class _Queue:
    """The pieces that wait, and the timer that takes them while there is a loop."""

    def __init__(self) -> None:
        self.pieces: deque[tuple[QObject, Piece]] = deque()
        self.timer: QTimer | None = None
        self._painting = False

    def start(self) -> None:
        if self.timer is None or not isValid(self.timer):
            self.timer = QTimer(interval=0)
            self.timer.timeout.connect(self.turn)
        self.timer.start()

    def turn(self) -> None:
        """Every other turn one piece: Qt paints what it changed before the timers of the turn in between."""
        self._painting = not self._painting
        if self._painting:
            self.work()

    def work(self) -> None:
        """Does one piece; a piece that fails is out of the way of the others."""
        while self.pieces:
            owner, piece = self.pieces.popleft()
            if isValid(owner):
                piece()
                break
        if not self.pieces and self.timer is not None:
            self.timer.stop()


_queue = _Queue()


def later(owner: QObject, piece: Piece) -> None:
    """Does a piece in a turn of its own, after all that wait already.

    Args:
        owner: the piece is dropped when this has been destroyed by then.
        piece: what is to be done; short enough that nobody waits for it (a few milliseconds).
    """
    _queue.pieces.append((owner, piece))
    _queue.start()


def waiting() -> int:
    """How many pieces wait."""
    return len(_queue.pieces)


def finish() -> None:
    """Does all that waits, and what that asks for, at once: before a picture is taken, say."""
    while _queue.pieces:
        _queue.work()
