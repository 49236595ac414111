"""Which cases there are: drawn from a seed, the stage and a number, out of recorded sessions or out of types."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from functools import cached_property

from cockpit.wire.messages import ClientMessage, HubMessage
from tests.fuzz.case import Case, Stage, Step, altered
from tests.fuzz.frames import FRAMES, odd_handshake
from tests.fuzz.mutations import SESSION_MUTATIONS, mutate
from tests.fuzz.recorded import ORDERS, Corpus
from tests.fuzz.shapes import made

LONGEST = 14
"""Messages of a recorded session that a case is made of, its first one included."""
FOR_ANYBODY = ("reorder", "double", "lose", "no_hello", "as_somebody_else", "interleave")
"""What can be done to a session that does not begin with a hello as well."""
MADE_AT_ONCE = 400
MADE_A_SESSION = 4


class Draw:
    """The cases of one run."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._corpus, self._seed = corpus, seed

    def _sessions(self, stage: Stage) -> list[list[bytes]]:
        return self._corpus.to_client if stage == "client_session" else self._corpus.to_hub

    @cached_property
    def _messages(self) -> list[bytes]:
        return [data for session in (*self._corpus.to_hub, *self._corpus.to_client) for data in session]

    # -- from real sessions ------------------------------------------------------------------------------------------

    def mutated(self, stage: Stage, number: int) -> Case:
        """The case of a number: a piece of a real session of which something is not as it was."""
        name = f"{self._seed}/{stage}/{number}"
        chance = random.Random(name)
        was = self._piece(self._sessions(stage), chance)
        drawn = chance.random()
        if stage == "hub" and drawn < 0.1:
            return self._beneath(was, name, chance)
        if drawn < 0.35:
            kind = chance.choice(FOR_ANYBODY if stage == "client_session" else tuple(SESSION_MUTATIONS))
            said = SESSION_MUTATIONS[kind](list(was), chance, self._sessions(stage))[: 2 * LONGEST]
        else:
            kind, said = self._one_changed(was, chance)
        return Case(stage, kind, name, tuple(Step(one) for one in said), altered(said, was), chance.random() < 0.2)

    def _piece(self, sessions: list[list[bytes]], chance: random.Random) -> list[bytes]:
        """The first message of a session and some in a row of the rest, every second time with orders of its own."""
        session = chance.choice(sessions)
        start = chance.randint(1, max(1, len(session) - 1))
        piece = [session[0], *session[start : start + chance.randint(1, LONGEST - 1)]]
        if chance.random() < 0.5:
            own = chance.getrandbits(30)
            piece = [_renamed(data, own) for data in piece]
        return piece

    def _one_changed(self, was: list[bytes], chance: random.Random) -> tuple[str, list[bytes]]:
        said = list(was)
        # Mostly what comes after the hello: a wrong hello ends it all.
        at = 0 if chance.random() < 0.1 else chance.randrange(len(said))
        kind, said[at] = mutate(said[at], chance, self._messages)
        return kind, said[: at + 3]

    def _beneath(self, was: list[bytes], name: str, chance: random.Random) -> Case:
        """Something is wrong beneath the messages."""
        said = [Step(one) for one in was[:4]]
        if chance.random() < 0.15:
            return Case("hub", "odd_handshake", name, tuple(said), 1, opening=odd_handshake(chance))
        kind, at = chance.choice(list(FRAMES)), chance.randrange(len(said))
        said[at] = Step(FRAMES[kind](said[at].data, chance), raw=True)
        return Case("hub", kind, name, tuple(said), 1, chance.random() < 0.3)

    # -- from types --------------------------------------------------------------------------------------------------

    def made(self, stage: Stage, at_once: int = MADE_AT_ONCE) -> Iterator[Case]:
        """Cases of messages that hypothesis has made, without end; so many are made at a time."""
        for batch in itertools.count():
            chance = random.Random(f"{self._seed}/{stage}/made/{batch}")
            kind = HubMessage if stage == "client_session" else ClientMessage
            messages = made(kind, at_once, chance.getrandbits(32))
            for start in range(0, len(messages), MADE_A_SESSION):
                some = messages[start : start + MADE_A_SESSION]
                first = chance.choice(self._sessions(stage))[0]
                steps = tuple(Step(one) for one in (first, *some))
                yield Case(stage, "made_by_hypothesis", f"{self._seed}/{stage}/made/{batch}+{start}", steps, len(some))


def _renamed(data: bytes, own: int) -> bytes:
    for order in ORDERS:
        data = data.replace(f'"{order}"'.encode(), f'"{order}-{own:x}"'.encode())
    return data.replace(b'"fz-', f'"fz-{own:x}-'.encode())
