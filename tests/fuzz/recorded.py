"""Real sessions, recorded: what a commander, an operator, terminals, a chief and a source say, and what they are told.

They are recorded anew for each run, so that they speak today's protocol. Ids and instants in them are made the same for
every run; how messages fall one after the other is the machine's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import msgspec

from cockpit.client.link import Link
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.live import Fix
from cockpit.domain.orders import ConfirmDraft, Deadlines, DiscardDraft, DraftOrder, RecallOrder
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.versions import ChangeOrder
from cockpit.errors import Refused
from cockpit.sim.behaviour import MANNERS
from cockpit.wire.client_session import ClientSession
from cockpit.wire.codec import encode
from cockpit.wire.hub_session import HubSession
from cockpit.wire.messages import Do, Hello, Position, Positions
from tests.hubs import PASSWORD, hello, hub_at, issue, raw_at, signed_in, source_key, terminal_of, until
from tests.towns import CENTRE, NOON
from tests.wire.samples import CLIENT_MESSAGES, HUB_MESSAGES

TOKEN = "0" * 43
"""Stands where a token was: every hub gives its own."""
WORLD = "world-of-the-recorded-hub"
"""Stands where the hub's world's id was."""
ORDERS = ("fz1", "fz2", "fz3", "fz4", "fz5")
"""Ids of the recorded orders, which are renamed where a case is to have orders of its own."""

BRISK = MANNERS["brisk"]

_INSTANT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)")
_EPOCH = re.compile(rb"\b1[5-9]\d{8}(\.\d+)?\b")
_COMMAND = re.compile(rb'(?<=")(u\d{3})-[0-9a-f]{10}-')
_TOKEN = re.compile(rb'"token":"([^"]{43})"')
_SHEN = re.compile(rb'"name":"shen","secret":"[^"]+"')


@dataclass
class Corpus:
    """What was said, by connection: to the hub (each begins with its hello), and to clients (with their welcome)."""

    to_hub: list[list[bytes]] = field(default_factory=list)
    to_client: list[list[bytes]] = field(default_factory=list)


@contextmanager
def _listening() -> Iterator[Corpus]:
    """Takes down every message that is received while it lasts, by connection."""
    corpus = Corpus()
    by_session: dict[int, list[bytes]] = {}
    keep: list[object] = []
    hub_receive, client_receive = HubSession.receive, ClientSession.receive

    def note(session: object, data: bytes, where: list[list[bytes]]) -> None:
        if id(session) not in by_session:
            keep.append(session)  # so that nobody else gets its id
            by_session[id(session)] = []
            where.append(by_session[id(session)])
        by_session[id(session)].append(bytes(data))

    def at_hub(self: HubSession, data: bytes, now: float) -> Any:
        note(self, data, corpus.to_hub)
        return hub_receive(self, data, now)

    def at_client(self: ClientSession, data: bytes, now: float) -> Any:
        note(self, data, corpus.to_client)
        return client_receive(self, data, now)

    with patch.object(HubSession, "receive", at_hub), patch.object(ClientSession, "receive", at_client):
        yield corpus


async def record() -> Corpus:
    """Plays a quarter of an hour's work of a small town and returns what was said."""
    with TemporaryDirectory(prefix="cockpit-fuzz-") as name, _listening() as corpus:
        async with hub_at(Path(name) / "data") as (hub, url):
            world = hub.service.journal.world_id
            async with (
                signed_in(url) as shen,
                signed_in(url, "lu") as lu,
                terminal_of(url, "u101", BRISK) as (one, _),
                terminal_of(url, "u102", BRISK) as (two, _),
            ):
                await _work(shen, lu, (one, two))
            await _bare(url)
            await _resumed(url, hub.accounts.check_password("p1", PASSWORD), world)
    _level(corpus, world)
    _add_samples(corpus)
    return corpus


async def _work(shen: Link, lu: Link, terminals: tuple[Any, ...]) -> None:
    """Orders of every kind, and what becomes of them."""
    steps: tuple[tuple[Link, Any], ...] = (
        (shen, issue(ORDERS[0], "u101", "u102", "u103")),
        (lu, DraftOrder(ORDERS[1], "起草", ("u101",))),
        (shen, ConfirmDraft(ORDERS[1])),
        (lu, DraftOrder(ORDERS[2], "再起草", ("u102",))),
        (lu, DiscardDraft(ORDERS[2], "误起")),
        (shen, Reinforce(ORDERS[0], ("u104",))),
        (shen, Reassign(ORDERS[0], "u103", "u105", "车辆故障")),
        (shen, AnswerFor(ORDERS[0], "u105", "acknowledged", "对讲机答复")),
        (shen, issue(ORDERS[3], "u101", text="原地待命")),
        (shen, RecallOrder(ORDERS[3], "情况有变")),
        (shen, ChangeOrder(ORDERS[0], 1, "立即到场，走东门", 1, Deadlines(20, 60, 120, 300, 3600))),
        (lu, issue(ORDERS[4], "u101")),
    )
    for number, (link, command) in enumerate(steps):
        await link.send(command, f"fz-c{number}")
    await shen.ask("world_digest", {}, dict[str, Any])
    await shen.ask("track", {"unit": "u101", "start": 0.0, "end": 2e9}, list[Any])
    with suppress(Refused):  # a hub this young may still be working the indices out
        await shen.ask("index_detail", {"circle": "core", "domain": "fire"}, Any)
    for terminal in terminals:
        await terminal.tell_position(NOON.timestamp())
        for _ in range(4):
            await terminal.act(float("inf"))
            await terminal.tell_position(NOON.timestamp())
        await until(partial(_durable, terminal), "every receipt is durable")


def _durable(terminal: Any) -> bool:
    return not terminal.outbox


async def _bare(url: str) -> None:
    """A source, and a chief's phone that had no link for a while."""
    report = ReportIncident("police_110", "fz7", "brawl", "打架", NOON, 2, CENTRE)
    async with raw_at(url, hello("source", "police_110", source_key("police_110"))) as raw:
        await raw.hear("welcome")
        await raw.say(Do("fz-r1", report))
        await raw.say(Do("fz-r2", AdvanceIncident("police_110:fz7", "handle", "已到")))
        await raw.hear("accepted")
    fixes = tuple(Fix(CENTRE[0] + number / 1000, CENTRE[1], NOON.timestamp() + number) for number in range(5))
    async with raw_at(url, hello("terminal", "u201")) as raw:
        await raw.hear("worklist")
        await raw.say(Positions(fixes))
        await raw.say(Position(*CENTRE, NOON.timestamp()))
        await raw.say({"type": "beat", "at": 1.5e9})
        await raw.hear("beat")


async def _resumed(url: str, token: str, world: str) -> None:
    """A cockpit that comes back with its token and asks for what it missed."""
    back = hello("cockpit", "shen", "", token=token, world=world, after_seq=5)
    async with raw_at(url, back) as raw:
        await raw.hear("entries")
        await raw.say({"type": "ask", "id": "fz-q", "what": "health"})
        await raw.hear("answer")


def _level(corpus: Corpus, world: str) -> None:
    """Takes out what is another one in every run, and the password of the one who signs in most."""
    noon = msgspec.json.encode(NOON)[1:-1]
    sessions = [*corpus.to_hub, *corpus.to_client]
    tokens = {found for session in sessions for data in session for found in _TOKEN.findall(data)}
    for session in sessions:
        for number, data in enumerate(session):
            data = data.replace(world.encode(), WORLD.encode())
            for token in tokens:
                data = data.replace(token, TOKEN.encode())
            data = _INSTANT.sub(noon, data)
            data = _EPOCH.sub(f"{NOON.timestamp():.1f}".encode(), data)
            data = _COMMAND.sub(rb"\1-fz-", data)
            session[number] = _SHEN.sub(rb'"name":"shen","token":"' + TOKEN.encode() + b'"', data)


def _add_samples(corpus: Corpus) -> None:
    """One of everything that the protocol knows, said by each role: what nobody happened to say while recording."""
    rest = [encode(one) for one in CLIENT_MESSAGES if not isinstance(one, Hello)]
    for role, name in (("cockpit", "shen"), ("terminal", "u101"), ("source", "police_110")):
        first = hello(role, name)
        if role == "cockpit":
            first |= {"secret": "", "token": TOKEN}
        corpus.to_hub.append([msgspec.json.encode(first), *rest])
    corpus.to_client.append([encode(one) for one in HUB_MESSAGES])
