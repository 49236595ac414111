"""The photos and clips that were fetched from the hub: one at a time, each once, as many as memory allows."""

from __future__ import annotations

from collections import OrderedDict
from typing import Literal

from PySide6.QtCore import QObject, Signal

from cockpit.errors import EnvironmentFailure, Refused
from cockpit.views.situation import Situation
from widgets.attachment_content import Content

ShelfState = Literal["waiting", "no_link", "missing", "broken", "ready"]
"""Asked for; not arrived, there is no link; the hub has it no more; not what its id says; here."""
LIMIT_BYTES = 128 * 1024 * 1024
"""Of decoded pictures and clips in memory; the ones that were looked at longest ago go first."""
AGAIN_S = 5.0
"""When to ask again for what the link could not carry."""


class AttachmentShelf(QObject):
    """Fetches what is wanted. One at a time: two photos on a slow link would hold orders and moves up.

    Attributes:
        ask: (what, args, callback), as a panel's.
        changed: the id of an attachment that stands otherwise than before.
    """

    ask = Signal(str, dict, object)
    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here: OrderedDict[str, Content] = OrderedDict()
        self._states: dict[str, ShelfState] = {}
        self._queue: list[str] = []
        self._fetching = ""
        self._live = False
        self._failed_at_s = 0.0
        self._now_s = 0.0

    def state(self, id_: str) -> ShelfState:
        """How an attachment stands; one that nobody has wanted yet waits."""
        return self._states.get(id_, "waiting")

    def content(self, id_: str) -> Content | None:
        """An attachment that is here, None otherwise."""
        found = self._here.get(id_)
        if found is not None:
            self._here.move_to_end(id_)
        return found

    def want(self, id_: str) -> None:
        """Fetches an attachment unless it is here, on its way, or known not to be had."""
        if id_ in self._here or id_ in self._queue or id_ == self._fetching:
            return
        if self._states.get(id_) in ("missing", "broken"):
            return
        self._states[id_] = "waiting" if self._live else "no_link"
        self._queue.append(id_)
        self._next()

    def follow(self, situation: Situation) -> None:
        """Notes whether there is a link, and goes on once there is one."""
        live, now_s = situation.link.phase == "live", situation.now.timestamp()
        if live != self._live:
            self._live = live
            for id_ in self._queue:
                self._note(id_, "waiting" if live else "no_link")
            self._failed_at_s = 0.0
        if abs(now_s - self._failed_at_s) >= AGAIN_S:
            self._failed_at_s = 0.0
        self._now_s = now_s
        self._next()

    def _next(self) -> None:
        if self._live and not self._fetching and self._queue and not self._failed_at_s:
            self._fetching = self._queue.pop(0)
            self.ask.emit("blob", {"id": self._fetching}, self._take)

    def _take(self, answer: object) -> None:
        id_, self._fetching = self._fetching, ""
        if isinstance(answer, Content):
            self._here[id_] = answer
            self._make_room()
            self._note(id_, "ready")
        elif isinstance(answer, Refused):
            self._note(id_, "missing")
        elif isinstance(answer, EnvironmentFailure):
            self._failed_at_s = self._now_s or 1.0
            self._queue.append(id_)
            self._note(id_, "no_link")
        else:
            self._note(id_, "broken")
        self._next()

    def _note(self, id_: str, state: ShelfState) -> None:
        if self._states.get(id_) != state:
            self._states[id_] = state
            self.changed.emit(id_)

    def _make_room(self) -> None:
        total = sum(one.size for one in self._here.values())
        while total > LIMIT_BYTES and len(self._here) > 1:
            id_, gone = self._here.popitem(last=False)
            total -= gone.size
            self._states.pop(id_, None)
