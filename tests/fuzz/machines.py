"""The wire without a socket: bytes into the state machines, and nothing but messages or ``WireError`` out."""

from __future__ import annotations

import time
from collections import Counter

from cockpit.errors import WireError
from cockpit.wire.client_session import ClientSession
from cockpit.wire.codec import decode_client, decode_parts, encode
from cockpit.wire.hub_session import HubSession
from cockpit.wire.messages import ClientMessage, Hello, HubMessage
from tests.fuzz.case import Case


class Machines:
    """Plays cases to fresh state machines.

    Attributes:
        inputs: altered messages that were taken in.
        refused: how often something was refused, by code; ``""`` for what was taken.
        slowest_s: longest that one message took.
    """

    def __init__(self) -> None:
        self.inputs = 0
        self.refused: Counter[str] = Counter()
        self.slowest_s = 0.0

    def play(self, case: Case) -> None:
        """Says it all, until the machine has had enough.

        Raises:
            Exception: whatever a machine raises that is no ``WireError``: that is what is looked for.
        """
        machine = HubSession(0.0, 3.0) if case.stage == "hub_session" else ClientSession(0.0)
        heard = 0
        for number, step in enumerate(case.steps):
            heard = number + 1
            began = time.perf_counter()
            try:
                message = machine.receive(step.data, float(number))
                if isinstance(machine, HubSession) and isinstance(message, Hello):
                    machine.admit()
                self._same_again(message)
                self.refused[""] += 1
            except WireError as fault:
                self.refused[fault.code] += 1
                encode(fault.message)  # it is sent to the peer
                break
            finally:
                self.slowest_s = max(self.slowest_s, time.perf_counter() - began)
        self.inputs += min(case.altered, heard)

    def _same_again(self, message: object) -> None:
        """What was understood can be said, and is understood as the same."""
        if isinstance(message, ClientMessage) and decode_client(encode(message)) != message:
            raise AssertionError(f"{message} comes back as another")
        if isinstance(message, HubMessage) and decode_parts(encode(message)) != message:
            raise AssertionError(f"{message} comes back as another")
