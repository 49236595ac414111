"""The cockpit's link to its hub: connects, signs in, resumes, comes back by itself, and never claims a false "sent".

connecting ─▶ signing_in ─▶ catching_up ─▶ live ─▶ down ─▶ connecting …      refused: a person has to act
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cockpit.client.backoff import Backoff
from cockpit.client.outbox import Outbox
from cockpit.client.replica import Replica
from cockpit.client.session import Session, first_of, open_session
from cockpit.client.waiting import DISCARDED, Entry, Outcome, Waiting
from cockpit.domain.live import LinkPhase
from cockpit.domain.people import Person
from cockpit.domain.unsent import Pressed, Unsent
from cockpit.domain.world import Command
from cockpit.errors import EnvironmentFailure, Refused, WireError
from cockpit.kit.clock import from_epoch_s
from cockpit.kit.signal import Signal
from cockpit.wire.client_session import AnswerReady, Arrival, SnapshotReady, decode_answer
from cockpit.wire.codec import encode
from cockpit.wire.messages import (
    MESSAGE_LIMIT,
    PROTOCOL,
    Accepted,
    Ask,
    Beat,
    Do,
    Entries,
    FiguresPublished,
    Hello,
    Moves,
    NotAccepted,
)

log = logging.getLogger(__name__)

SILENT_S = 2.5
"""A hub that has said nothing for so long (it speaks every second) is called down."""
TICK_S = 0.25
LONG_ANSWER = 200_000
"""Characters of an answer that is decoded in a worker."""


@dataclass(frozen=True)
class Credentials:
    """Who signs in: by password once, by token from then on."""

    login: str
    password: str = ""
    token: str = ""


class Link:
    """A cockpit's side of the connection.

    Signals:
        phase_changed(phase, message): one of ``LinkPhase``, and what is wrong in the screens' language.
        arrived(): the replica has changed.
        token_given(token): to be kept for the next start.
        caught_up(missed): how many entries came while there was no link, after an interruption.

    Attributes:
        waiting: the commands that have not been confirmed as durable.
    """

    def __init__(self, url: str, credentials: Credentials, *, client: str = "cockpit", seed: int | None = None) -> None:
        self.url = url
        self.replica = Replica()
        self.phase: LinkPhase = "connecting"
        self.person: Person | None = None
        self.heard_at: datetime | None = None
        self.missed = 0
        self.clock_off_s = 0.0
        self.phase_changed: Signal[LinkPhase, str] = Signal()
        self.arrived: Signal[[]] = Signal()
        self.token_given: Signal[str] = Signal()
        self.caught_up: Signal[int] = Signal()
        self.waiting = Waiting()
        self._credentials = credentials
        self._client = client
        self._backoff = Backoff(random.Random(seed))
        self._session: Session | None = None
        self._clock_offset_s = 0.0
        self._questions: dict[str, asyncio.Future[str]] = {}
        self._live = asyncio.Event()
        self._resuming_from = -1
        self._resume_to = 0
        self._snapshot_due = True
        self._why = ""
        self._said = ""

    # -- what the rest of the cockpit uses ---------------------------------------------------------------------

    @property
    def unsent(self) -> int:
        """Commands that have not been confirmed as durable."""
        return len(self.waiting)

    def unsent_commands(self) -> tuple[Unsent, ...]:
        """What has not been confirmed as durable, the oldest first, and how each stands."""
        return self.waiting.unsent(self._person_id, self._world, self.now_s(), live=self._live.is_set())

    def use(self, outbox: Outbox | None, fault: str = "") -> None:
        """See ``Waiting.use``."""
        self.waiting.use(outbox, fault)
        self._settle_known()

    @property
    def _person_id(self) -> str:
        return self.person.id if self.person is not None else ""

    @property
    def _world(self) -> str:
        return self.replica.world_id

    def now_s(self) -> float:
        """The hub's clock as this side estimates it, epoch seconds: right even where this machine's clock is not."""
        return time.monotonic() + self._clock_offset_s if self._clock_offset_s else time.time()

    def now(self) -> datetime:
        """The hub's clock as this side estimates it."""
        return from_epoch_s(self.now_s())

    async def live(self) -> None:
        """Waits until the picture is live."""
        await self._live.wait()

    async def send(self, command: Command, command_id: str = "") -> Outcome:
        """Sends a command and waits until it is durable or refused, across lost links; the id makes it once."""
        do = Do(command_id or uuid.uuid4().hex, command)
        if (size := len(encode(do))) > MESSAGE_LIMIT:
            # The hub would cut the link for it, and again after each reconnect.
            return Outcome(False, False, "wire.too_big", f"内容过长：{size} 字节，最多 {MESSAGE_LIMIT}；请分成几条")
        name = self.person.name if self.person is not None else ""
        # On the disk and on the wire at the same time: a slow disk holds no order up (decision 0130).
        entry = self.waiting.press(Pressed(do.id, self._world, self._person_id, name, self.now_s(), command))
        assert entry.future is not None
        try:
            if self._live.is_set():
                await self._post(entry)
            return await entry.future
        finally:
            self.waiting.leave(do.id)

    async def send_now(self, command_id: str) -> None:
        """A person says that a command which has grown old shall go out; without a link it goes when that is back."""
        entry = self.waiting.get(command_id)
        if entry is not None and self._state(entry) == "offered":
            entry.released = True
            if self._live.is_set():
                await self._post(entry)
            self.waiting.changed.emit()

    def discard(self, command_id: str) -> bool:
        """A person throws a command away; returns whether that could be done: not where the hub may have it."""
        entry = next((one for one in self.unsent_commands() if one.pressed.id == command_id), None)
        if entry is not None and entry.certain:
            self.waiting.settle(command_id, DISCARDED)
        return entry is not None and entry.certain

    async def ask(self, what: str, args: dict[str, Any], kind: Any, timeout_s: float = 15.0) -> Any:
        """Asks the hub and returns its answer as the given type.

        Raises:
            Refused: the hub does not answer that.
            EnvironmentFailure: there is no link, or no answer in time.
            WireError: the answer is not of the type.
        """
        session = self._session
        if session is None:
            raise EnvironmentFailure("与中枢没有连接 (there is no link to the hub)")
        question = Ask(uuid.uuid4().hex, what, args)
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._questions[question.id] = future
        try:
            await session.send(question)
            async with asyncio.timeout(timeout_s):
                data = await future
        except TimeoutError as failure:
            raise EnvironmentFailure(f"中枢 {timeout_s:.0f} 秒内没有答复 (no answer in time)") from failure
        finally:
            self._questions.pop(question.id, None)
        if len(data) > LONG_ANSWER:
            # A photo takes longer to decode than the window may stand still.
            return await asyncio.to_thread(decode_answer, data, kind)
        return decode_answer(data, kind)

    def sign_in(self, credentials: Credentials) -> None:
        """New credentials for the next try, after a refusal."""
        self._credentials = credentials

    # -- the loop ----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Keeps the link up until cancelled, or until the hub refuses the credentials.

        Raises:
            Refused: the hub does not let this person in; sign in anew and run again.
            WireError: what answers is no hub of ours.
        """
        while True:
            try:
                await self._once()
            except EnvironmentFailure as failure:
                self._down(str(failure))
            except Refused as refusal:
                self._down(refusal.message, "refused")
                raise
            except WireError as fault:
                self._down(fault.message, "refused")
                raise
            except ValueError as gap:
                log.warning("resuming from a snapshot: %s", gap)
                self.replica.world_id = ""
                self._down(str(gap))
            await asyncio.sleep(self._backoff.next_s())

    async def close(self) -> None:
        """Closes the connection with a goodbye, and the outbox; what waits stays in it."""
        if self._session is not None:
            await self._session.close()
        await self.waiting.close()

    async def _once(self) -> None:
        self._enter("connecting" if self.heard_at is None else "down", "" if self.heard_at is None else self._why)
        replica, credentials = self.replica, self._credentials
        hello = Hello(
            protocol=PROTOCOL,
            role="cockpit",
            name=credentials.login,
            secret="" if credentials.token else credentials.password,
            token=credentials.token,
            world=replica.world_id,
            after_seq=replica.after_seq,
            client=self._client,
        )
        session = await open_session(self.url, hello)
        self._session = session
        try:
            self._welcome(session)
            async with asyncio.TaskGroup() as group:
                watching = group.create_task(self._watch(session), name="link/watch")
                async for arrival in session.arrivals():
                    await self._take(session, arrival)
                watching.cancel()
        except ExceptionGroup as failures:
            raise first_of(failures) from None
        finally:
            self._session = None
            self._live.clear()
            self.waiting.connection_lost()
            session.abort()
            for future in self._questions.values():
                if not future.done():
                    future.set_exception(EnvironmentFailure("与中枢的连接已断开 (the link is gone)"))

    def _welcome(self, session: Session) -> None:
        welcome = session.welcome
        self.person = welcome.person
        self._clock_offset_s = welcome.at - time.monotonic()
        self.heard_at = from_epoch_s(welcome.at)
        self.clock_off_s = welcome.clock_off_s
        if welcome.token:
            self._credentials = replace(self._credentials, token=welcome.token)
            self.token_given.emit(welcome.token)
        self._resuming_from = self.replica.after_seq if welcome.world == self.replica.world_id else -1
        self._resume_to = welcome.seq
        self._snapshot_due = not welcome.resumed
        self._enter("catching_up", "")

    async def _take(self, session: Session, arrival: Arrival) -> None:
        self.heard_at = self.now()
        match arrival:
            case Entries():
                self.replica.fold(arrival)
            case Moves(at):
                self._clock_offset_s = at - time.monotonic() if at else self._clock_offset_s
                self.replica.move(arrival)
            case Accepted(ids, _, unchanged):
                for id_ in ids:
                    self.waiting.settle(id_, Outcome(True, id_ not in unchanged))
            case NotAccepted(id_, rule, message, who_could):
                self.waiting.settle(id_, Outcome(False, False, rule, message, who_could))
            case FiguresPublished(figures):
                self.replica.take_figures(figures)
            case SnapshotReady(state):
                self.replica.load(state, session.welcome.world)
                self._snapshot_due = False
                if self._live.is_set():
                    # This side was too slow and lost messages; what became of its commands may be among them.
                    await self._post_all()
            case AnswerReady(id_, data, error):
                self._answer(id_, data, error)
            case Beat():
                pass
            case _:
                raise WireError("unexpected", f"{type(arrival).__name__} is not for a cockpit")
        if not self._live.is_set() and not self._snapshot_due and self.replica.world.seq >= self._resume_to:
            await self._go_live()
        self.arrived.emit()

    async def _go_live(self) -> None:
        self._backoff.reset()
        self._live.set()
        self._enter("live", "")
        if self._resuming_from >= 0 and (missed := self.replica.world.seq - self._resuming_from) > 0:
            self.missed = missed
            self.caught_up.emit(missed)
        await self._post_all()

    async def _watch(self, session: Session) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            if session.silence_s > SILENT_S:
                raise EnvironmentFailure("中枢没有应答 (the hub has fallen silent)")
            try:
                async with asyncio.timeout(SILENT_S):
                    await session.beat(time.time())
            except TimeoutError as failure:
                # What was sent before still waits for a dead link to take it.
                raise EnvironmentFailure("与中枢的连接堵住了 (the link takes nothing any more)") from failure

    def _state(self, entry: Entry) -> str:
        return self.waiting.state(entry, self._person_id, self._world, self.now_s(), live=self._live.is_set())

    async def _post_all(self) -> None:
        self._settle_known()
        for entry in self.waiting:
            if self.waiting.may_go(entry, self._person_id, self._world, self.now_s()):
                await self._post(entry)
        self.waiting.changed.emit()

    async def _post(self, entry: Entry) -> None:
        session = self._session
        if session is not None:
            entry.posted = entry.in_flight = True
            pressed = entry.pressed
            try:
                await session.send(Do(pressed.id, pressed.command, pressed.at))
            except EnvironmentFailure:
                log.info("command %s waits for the link", pressed.id)

    def _settle_known(self) -> None:
        """What the world holds already was sent; its answer was lost."""
        for entry in self.waiting:
            known = f"{entry.pressed.person}/{entry.pressed.id}" in self.replica.world.intents
            if known and entry.pressed.world == self._world:
                self.waiting.settle(entry.pressed.id, Outcome(True, False))

    def _answer(self, id_: str, data: str, error: str) -> None:
        future = self._questions.get(id_)
        if future is None or future.done():
            return
        if error:
            future.set_exception(Refused("ask", error))
        else:
            future.set_result(data)

    def _down(self, why: str, phase: LinkPhase = "down") -> None:
        self._why, self.missed = why, 0
        self._enter(phase, why)

    def _enter(self, phase: LinkPhase, message: str) -> None:
        if (phase, message) != (self.phase, self._said):
            self.phase, self._said = phase, message
            self.phase_changed.emit(phase, message)
