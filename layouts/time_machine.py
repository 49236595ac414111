"""The desktop's time machine: which moment of the past the screens show, and how it moves on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from cockpit.domain.past import PastMoment, PastQuestion, Replayed, Turn
from cockpit.errors import CockpitError, Refused
from cockpit.kit.clock import from_epoch_s
from cockpit.kit.tasks import Tasks
from cockpit.views.refusals import rule_words
from cockpit.views.situation import PastFrame, Situation
from widgets import language

TICK_MS = 500
"""How often a past that plays moves on."""


class TimeMachine(QObject):
    """Shows moments of the past instead of the present, and nothing of it changes anything.

    Args:
        ask: asks the hub for a moment; raises what ``Link.ask`` raises.
        now: the hub's clock as this side estimates it.
        tasks: where its questions run.

    Attributes:
        changed: emitted when another moment is to be drawn.
        replayed: the moment; its world is at -1 until the first one has come.
    """

    changed = Signal()

    def __init__(
        self, ask: Callable[[PastQuestion], Awaitable[PastMoment]], now: Callable[[], datetime], tasks: Tasks
    ) -> None:
        super().__init__()
        self._ask, self._now, self._tasks = ask, now, tasks
        self.replayed: Replayed | None = None
        self._span = (datetime.now(UTC), datetime.now(UTC))
        self._speed, self._fault = 0, ""
        self._asked = 0
        self._answered = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def away(self) -> bool:
        """Whether a moment of the past is shown."""
        return self.replayed is not None and self.replayed.world.seq >= 0

    def toggle(self) -> None:
        """Into the past, or back to the present."""
        if self.replayed is None:
            self.replayed = Replayed()
            self._fault = ""
            self.go(self._now().timestamp())
        else:
            self.leave()

    def leave(self) -> None:
        """Back to the present."""
        self.replayed = None
        self._asked = self._answered = self._asked + 1  # What is on its way is for nobody.
        self.play(0)

    def go(self, at_s: float) -> None:
        """Shows a moment (epoch seconds on the hub's clock); none lies after the present."""
        seq = -1 if self.replayed is None else self.replayed.world.seq
        self._put(PastQuestion(min(at_s, self._now().timestamp()), after_seq=seq))

    def turn(self, kind: Turn, back: bool) -> None:
        """Steps to the next event of a kind, or to the one before."""
        if self.replayed is not None:
            self.play(0)
            self._put(PastQuestion(after_seq=self.replayed.world.seq, turn=kind, back=back))

    def play(self, speed: int) -> None:
        """Lets the past go on at so many seconds a second; 0 stands still."""
        self._speed = speed
        (self._timer.start if speed else self._timer.stop)()
        self.changed.emit()

    def situation(self, present: Situation) -> Situation:
        """What the screens show: the present, or the moment of the past in its frame."""
        shown = self.replayed
        if shown is None:
            return present
        frame = PastFrame(present, self.away, *self._span, self._speed, self._asked > self._answered, self._fault)
        if not frame.away:
            return replace(present, past=frame)
        return replace(
            present,
            world=shown.world,
            live=shown.live,
            figures=None,
            me=None,
            now=from_epoch_s(shown.at),
            past=frame,
        )

    def _tick(self) -> None:
        shown = self.replayed
        if shown is None or self._asked > self._answered:
            return
        at_s = shown.at + self._speed * TICK_MS / 1000
        if at_s >= self._now().timestamp():
            self.play(0)
        self.go(at_s)

    def _put(self, question: PastQuestion) -> None:
        self._asked += 1
        self._tasks.spawn(self._answer(question, self._asked), "past")
        self.changed.emit()

    async def _answer(self, question: PastQuestion, number: int) -> None:
        try:
            moment = await self._ask(question)
            if number != self._asked or self.replayed is None:
                return
            if moment.state is None and self.replayed.world.seq != question.after_seq:
                moment = await self._ask(msgspec.structs.replace(question, after_seq=-1))
        except CockpitError as failure:
            if number == self._asked:
                self._failed(failure)
            return
        if number == self._asked and self.replayed is not None:
            self.replayed.take(moment)
            self._span = (from_epoch_s(moment.first_at), from_epoch_s(max(moment.last_at, moment.at)))
            self._fault, self._answered = "", number
            self.changed.emit()

    def _failed(self, failure: CockpitError) -> None:
        self._answered = self._asked
        self._fault = str(failure)
        if isinstance(failure, Refused):
            self._fault = rule_words(failure.rule, failure.message, language.current())
        self._speed = 0
        self._timer.stop()
        self.changed.emit()
