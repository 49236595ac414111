"""Everybody that a bench plays: terminals and the commander's cockpit, bare sockets in one poll."""

from __future__ import annotations

import select
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from cockpit.domain.orders import Deadlines, IssueOrder, Target
from cockpit.errors import EnvironmentFailure
from cockpit.wire.messages import Beat, Do
from tests.bench.stage import Stage
from tests.bench.wires import Wire, masked

BEAT_EVERY_S = 1.0
STUCK_S = 30.0
"""A hub that says nothing for so long has lost something."""

PATIENT = Deadlines(3600.0, 3600.0, 3600.0, 3600.0, 3600.0)
"""No reminders: nobody here goes on to acknowledge."""


class Crew:
    """Terminals and a cockpit, signed in.

    Attributes:
        terminals: by the number of their socket.
    """

    def __init__(self, stage: Stage, units: tuple[str, ...]) -> None:
        self.stage = stage
        self.units = units
        self.cockpit = stage.cockpit()
        self.terminals: dict[int, Wire] = {}
        self._others: dict[int, Wire] = {}
        self._poll = select.epoll()
        self._poll.register(self.cockpit.fileno(), select.EPOLLIN)
        said_at = time.monotonic()
        for unit in units:
            wire = stage.terminal(unit)
            self.terminals[wire.fileno()] = wire
            self._poll.register(wire.fileno(), select.EPOLLIN)
            if time.monotonic() - said_at > BEAT_EVERY_S:
                said_at = time.monotonic()
                self.beat()
        self.beat()

    def order(self, text: str) -> tuple[str, bytes]:
        """An order to all terminals: its id, and the frame to send it by."""
        id_ = uuid.uuid4().hex
        command = IssueOrder(id_, text, self.units, Target(circles=("core",)), deadlines=PATIENT)
        return id_, masked(msgspec.json.encode(Do(id_, command)))

    def also(self, wire: Wire) -> None:
        """Takes another cockpit into the poll; what it hears is dropped."""
        self._others[wire.fileno()] = wire
        self._poll.register(wire.fileno(), select.EPOLLIN)

    def ready(self, seconds: float = STUCK_S) -> list[tuple[int, int]]:
        """Sockets with something to read; waits for at most so long."""
        return self._poll.poll(seconds, 20_000)

    def beat(self) -> None:
        """Everybody gives a sign of life (one that is not answered); what has come meanwhile is dropped."""
        self.beat_cockpits()
        sign = _sign_of_life()
        for wire in self.terminals.values():
            wire.say(sign)
        self.drain()

    def beat_cockpits(self) -> None:
        """Cockpits give a sign of life: they are missed sooner than terminals."""
        for wire in [self.cockpit, *self._others.values()]:
            wire.say(_sign_of_life())

    def drain(self) -> None:
        """Drops what has come.

        Raises:
            EnvironmentFailure: the hub has cut a connection.
        """
        while ready := self.ready(0.0):
            for number, _ in ready:
                self.wire(number).read()

    def wire(self, number: int) -> Wire:
        """The connection of a socket's number."""
        return self.terminals.get(number) or self._others.get(number) or self.cockpit

    def rest(self, seconds: float) -> None:
        """Lets time pass, reading what comes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for number, _ in self.ready(left):
                self.wire(number).read()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Keeps the connections alive in a thread while something else is measured."""
        end = threading.Event()
        failures: list[EnvironmentFailure] = []

        def keep() -> None:
            try:
                self.beat()
                while not end.wait(BEAT_EVERY_S):
                    self.beat()
            except EnvironmentFailure as failure:
                failures.append(failure)

        thread = threading.Thread(target=keep, name="crew-aside")
        thread.start()
        try:
            yield
        finally:
            end.set()
            thread.join()
        if failures:
            raise failures[0]

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends all connections."""
        self._poll.close()
        for wire in [self.cockpit, *self._others.values(), *self.terminals.values()]:
            wire.close()


def _sign_of_life() -> bytes:
    now = time.time()
    return msgspec.json.encode(Beat(now, now))
