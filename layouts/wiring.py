"""Where asyncio meets Qt: the link's news become refreshes of the window, the panels' commands become sends."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from cockpit.client.link import Credentials, Link
from cockpit.client.waiting import Outcome
from cockpit.domain.attachments import Kept
from cockpit.domain.devices import DeviceSeen, EnrolCode
from cockpit.domain.duty_log import LogLine
from cockpit.domain.indices import IndexDetail, Outlook
from cockpit.domain.live import LinkPhase
from cockpit.domain.past import PastMoment, PastQuestion
from cockpit.domain.town import TownMap
from cockpit.domain.unsent import Pressed
from cockpit.domain.world import Command
from cockpit.errors import CockpitError, EnvironmentFailure, Refused, WireError
from cockpit.kit.tasks import Tasks
from cockpit.views.not_sent import ALSO_OF_THE_PAST, locked, present_only, read_only
from cockpit.views.situation import LinkState, Situation, SituationChanges
from layouts.time_machine import TimeMachine
from layouts.window import CockpitWindow
from widgets.attachment_content import Content, Unreadable, open_attachment
from widgets.panel import everything

log = logging.getLogger(__name__)

COALESCE_MS = 50
"""News of so long a time make one refresh."""
AT_MOST_MS = 250
SHARE = 5
"""A refresh that takes long is followed by a pause of so many times as long: the window stays free for its person."""
CLOCK_MS = 1000
ANEW_S = 5.0
"""When to try a hub anew that broke the protocol: what answered may have been a proxy whose hub was gone."""
PAST_S = 60.0
"""How long a moment of the past may take: the first one in a long journal folds all of it."""
ANSWERS: dict[str, Any] = {
    "blob": Kept,
    "devices": list[DeviceSeen],
    "duty_log": list[LogLine],
    "enrol_code": EnrolCode,
    "index_detail": IndexDetail,
    "index_history": list[tuple[str, float | None]],
    "outlook": Outlook,
}
ANSWER_S = 15.0
TIMEOUTS_S = {"blob": 120.0}
"""Seconds that an answer may take: two megabytes on a slow link take longer than a question."""


class Wiring(QObject):
    """Connects one link with one window.

    Args:
        link: the way to the hub.
        window: what shows it.
        trouble: why the desktop's own hub does not serve, empty while it does or when the hub is another's.

    Attributes:
        refused: emits the ``Refused``: the hub wants other credentials.
        failed: emits why there is no link, each time that one was lost or could not be made.
        settled: emits (command, outcome) once the hub has made a command durable or refused it.
        live: emitted each time that the picture becomes live.
        token_given: emits the token that stands for the password from now on.
        past: the time machine: while it is away, the screens show the past, and nothing that is pressed leaves here.
    """

    refused = Signal(object)
    failed = Signal(str)
    settled = Signal(object, object)
    live = Signal()
    token_given = Signal(str)

    def __init__(self, link: Link, window: CockpitWindow, trouble: Callable[[], str] = str) -> None:
        super().__init__()
        self.link = link
        self._trouble = trouble
        self._window = window
        self._tasks = Tasks("wiring")
        self._running: asyncio.Task[None] | None = None
        self._map: TownMap | None = None
        self._map_asked_for = ""
        self._message = ""
        self._pending = everything()
        self._closed = False
        self._drawing_since: float | None = None
        self._more = False
        self._coalesce = QTimer(self, interval=COALESCE_MS, singleShot=True)
        self._coalesce.timeout.connect(self._refresh)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        link.arrived.connect(self._arrived)
        link.phase_changed.connect(self._phase_changed)
        link.token_given.connect(self.token_given.emit)
        link.caught_up.connect(self._caught_up)
        link.waiting.changed.connect(self._waiting_changed)
        link.waiting.left_settled.connect(self._left_settled)
        self.past = TimeMachine(self._past, link.now, self._tasks)
        self.past.changed.connect(self._past_changed)
        window.time.toggled.connect(self.past.toggle)
        window.time.asked.connect(self.past.go)
        window.time.turned.connect(self.past.turn)
        window.time.played.connect(self.past.play)
        window.command.connect(self._command)
        window.ask.connect(self._ask)
        window.send_unsent.connect(self._send_unsent)
        window.discard_unsent.connect(self._discard_unsent)

    def start(self, credentials: Credentials) -> None:
        """Begins to connect; a try with other credentials ends first."""
        self._clock.start()
        self._running = self._tasks.spawn(self._run(credentials, self._running), "link")

    async def close(self) -> None:
        """Says goodbye to the hub and stops everything that was spawned; the window is told nothing any more."""
        self._closed = True
        self.past.leave()
        self._clock.stop()
        self._coalesce.stop()
        await self.link.close()
        await self._tasks.close()

    # -- state: from the link to the window ----------------------------------------------------------------------

    async def _run(self, credentials: Credentials, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            before.cancel()
            await asyncio.wait((before,))
        self.link.sign_in(credentials)
        while True:
            try:
                await self.link.run()
            except Refused as refusal:
                self.refused.emit(refusal)
                return
            except WireError as fault:
                log.warning("no hub of ours: %s", fault.message)
                await asyncio.sleep(ANEW_S)

    def _arrived(self) -> None:
        if not self._closed and not self._coalesce.isActive():
            self._coalesce.start()

    def _tick(self) -> None:
        self._pending.clock = True
        if self.link.phase == "live":
            self._fetch_map()
        self._arrived()

    def _phase_changed(self, phase: LinkPhase, message: str) -> None:
        self._message = message
        self._pending.link = True
        self._arrived()
        if phase == "live":
            self._fetch_map()
            self.live.emit()
        elif message:
            self.failed.emit(message)

    def _caught_up(self, missed: int) -> None:
        log.info("%s entries came while away", missed)
        self._pending.link = True

    def _refresh(self) -> None:
        if self._drawing_since is not None:
            self._more = True
            return
        replica = self.link.replica
        changes, self._pending = self._pending, SituationChanges()
        changes.world.merge(replica.take_changes())
        changes.moved = changes.moved or replica.moved
        changes.figures = changes.figures or replica.new_figures
        replica.moved = replica.new_figures = False
        self._drawing_since = time.perf_counter()
        self._window.refresh_in_turns(self.situation(), changes, self._refreshed)

    def _refreshed(self) -> None:
        """The last panel has been drawn: what came meanwhile waits for a pause as long as the work deserves."""
        if self._drawing_since is None:
            return
        took_ms = (time.perf_counter() - self._drawing_since) * 1000
        self._drawing_since = None
        self._coalesce.setInterval(round(min(AT_MOST_MS, max(COALESCE_MS, SHARE * took_ms))))
        if self._more:
            self._more = False
            self._arrived()

    def situation(self) -> Situation:
        """The moment as the screens show it."""
        link, replica = self.link, self.link.replica
        # Why the own hub is gone says more than that nobody answers at its address.
        message = (link.phase != "live" and " · ".join(self._trouble().splitlines())) or self._message
        state = LinkState(link.phase, link.url, link.heard_at, message, link.missed, link.unsent, link.clock_off_s)
        state = replace(state, waiting=link.unsent_commands(), outbox_fault=link.waiting.outbox_fault)
        now = link.now() if link.heard_at is not None else datetime.now(UTC)
        present = Situation(replica.world, replica.live, replica.figures, state, link.person, self._map, now)
        return self.past.situation(present)

    async def _past(self, question: PastQuestion) -> PastMoment:
        moment: PastMoment = await self.link.ask("past", msgspec.to_builtins(question), PastMoment, PAST_S)
        return moment

    def _past_changed(self) -> None:
        self._pending = everything()
        self._arrived()

    def _fetch_map(self) -> None:
        digest = self.link.replica.world.town_digest
        if digest != self._map_asked_for:
            self._map_asked_for = digest
            self._tasks.spawn(self._load_map(digest), "map")

    async def _load_map(self, digest: str) -> None:
        try:
            self._map = await self.link.ask("town_map", {}, TownMap)
        except CockpitError as failure:
            log.warning("no map from the hub: %s", failure)
            self._map_asked_for = ""
            return
        self._pending.map = True
        self._arrived()
        log.debug("the map of town %s is here", digest[:12])

    # -- intent: from the window to the link ---------------------------------------------------------------------

    def _command(self, command: Command) -> None:
        if self._window.lock.locked:
            self._not_sent(command, locked())
            return
        if self.past.away:
            self.past.leave()
            self._not_sent(command, read_only())
            return
        self._tasks.spawn(self._send(command), type(command).__name__)

    def _not_sent(self, command: Command, why: Refused) -> None:
        """Says to whoever pressed something that it has not left this desktop."""
        log.warning("%s is not sent: %s", type(command).__name__, why.rule)
        self.settled.emit(command, Outcome(False, False, why.rule, why.message))

    async def _send(self, command: Command) -> None:
        sending = self._tasks.spawn(self.link.send(command), "send")
        self._tick()
        outcome: Outcome = await sending
        self._pending.link = True
        self._arrived()
        self.settled.emit(command, outcome)

    def _waiting_changed(self) -> None:
        self._pending.link = True
        self._arrived()

    def _left_settled(self, pressed: Pressed, outcome: Outcome) -> None:
        self.settled.emit(pressed.command, outcome)

    def _send_unsent(self, command_id: str) -> None:
        self._tasks.spawn(self.link.send_now(command_id), "send now")

    def _discard_unsent(self, command_id: str) -> None:
        if not self.link.discard(command_id):
            log.info("%s may be at the hub already: not thrown away", command_id)
        self._waiting_changed()

    def _ask(self, what: str, args: dict[str, Any], callback: Callable[[object], None]) -> None:
        self._tasks.spawn(self._answer(what, args, callback), what)

    async def _answer(self, what: str, args: dict[str, Any], callback: Callable[[object], None]) -> None:
        try:
            if self.past.away and what not in ALSO_OF_THE_PAST:
                raise present_only()
            answer = await self.link.ask(what, args, ANSWERS.get(what, Any), TIMEOUTS_S.get(what, ANSWER_S))
            if isinstance(answer, Kept):
                answer = await asyncio.to_thread(_opened, str(args.get("id", "")), answer)
        except (Refused, EnvironmentFailure, WireError) as failure:
            callback(failure)
        else:
            callback(answer)


def _opened(id_: str, kept: Kept) -> Content:
    """A photo or clip, decoded in a worker.

    Raises:
        WireError: it is not what was asked for.
    """
    try:
        return open_attachment(id_, kept)
    except Unreadable as fault:
        raise WireError("blob", f"the attachment {id_[:12]} cannot be shown: {fault}") from None
