"""Sockets: takes connections in, checks their hello, passes their messages on, finds the ones that are lost."""

from __future__ import annotations

import asyncio
import logging
import ssl
import uuid
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from websockets.asyncio.server import Server as WebsocketServer
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from cockpit.domain.consultations import OpenConsultation
from cockpit.domain.handovers import HandoverCommand
from cockpit.domain.help_calls import CallHelp
from cockpit.domain.in_command import commander_at
from cockpit.domain.incidents import ReportIncident
from cockpit.domain.live import Fix
from cockpit.domain.people import Actor, Person
from cockpit.domain.places import is_place
from cockpit.domain.whistles import BlowWhistle
from cockpit.errors import CockpitError, EnvironmentFailure, Refused, WireError
from cockpit.hub import enrolment, questions, signing
from cockpit.hub.access import Access, signed_out
from cockpit.hub.admission import REVOKED, check_source, check_terminal, sign_in
from cockpit.hub.connection import Connection
from cockpit.hub.field_page import FieldPage, from_own_page
from cockpit.hub.named_blobs import blobs_in
from cockpit.hub.peer import FLUSH_EVERY_S, QUEUE_LIMIT, TEXT_LIMIT, Peer
from cockpit.hub.town_sheet import town_sheet
from cockpit.hub.watch import cut_stuck, look_after
from cockpit.kit.tasks import Tasks
from cockpit.wire.codec import encode, slices
from cockpit.wire.hub_session import HubSession
from cockpit.wire.messages import (
    MESSAGE_LIMIT,
    AnswerPart,
    Ask,
    Beat,
    Blob,
    BlobRefused,
    BlobStored,
    Bye,
    ClientMessage,
    Do,
    Enrol,
    Hello,
    Position,
    Positions,
    Welcome,
)

if TYPE_CHECKING:
    from cockpit.hub.hub import Hub

log = logging.getLogger(__name__)

COCKPIT_BEAT_S = 1.0
DEVICE_BEAT_S = 3.0
BUSY_LAG_S = 0.25
"""When the loop is this late, positions are shed until it is not: an order must never wait for them."""
ANSWER_AHEAD = QUEUE_LIMIT // 4
"""Bytes of a long answer that wait for a slow reader at a time: an answer makes nobody a laggard."""
HELD_LIMIT = 16
"""Messages that may follow a hello before its welcome; they wait for it."""
_POSITION = b'{"type":"position"'
CLOSE_ENROLLED, CLOSE_PROTOCOL, CLOSE_REFUSED, CLOSE_GOING = 1000, 4400, 4401, 4503


class Server:
    """The listening socket and its connections."""

    def __init__(self, hub: Hub, tls: ssl.SSLContext | None = None) -> None:
        self._hub = hub
        self._tls = tls
        self._page = FieldPage(town_sheet(hub.town))
        self._peers: set[Peer] = set()
        self._greeting: set[Peer] = set()
        self._tasks = Tasks("server")
        self._checking = asyncio.Semaphore(2)
        self._access = Access(hub.accounts)
        self._socket: WebsocketServer | None = None
        self.shed = 0
        self.lag_s = 0.0

    async def listen(self, host: str, port: int) -> int:
        """Starts to take connections in; returns the port.

        Raises:
            EnvironmentFailure: the address cannot be used.
        """
        try:
            self._socket = await serve(
                self._connected,
                host,
                port,
                compression=None,
                ping_interval=None,
                max_size=MESSAGE_LIMIT,
                open_timeout=60,
                close_timeout=2,
                backlog=4096,
                process_request=self._http,
                server_header=None,
                create_connection=Connection,
                ssl=self._tls,
            )
        except OSError as failure:
            raise EnvironmentFailure(
                f"不能在 {host}:{port} 监听：{failure.strerror or failure} "
                f"(cannot listen there: is another program using the port?)"
            ) from failure
        port_in_use: int = next(iter(self._socket.sockets)).getsockname()[1]
        return port_in_use

    async def close(self) -> None:
        """Says goodbye to everybody and closes."""
        for peer in list(self._peers):
            peer.send(Bye("going", "中枢正在停止", 1.0))
        if self._socket is not None:
            self._socket.close(code=CLOSE_GOING)
            try:
                await asyncio.wait_for(self._socket.wait_closed(), 3)
            except TimeoutError:
                log.warning("some connections did not close in time")
        await self._tasks.close()

    def _http(self, connection: ServerConnection, request: Request) -> Response | None:
        if request.path == "/health":
            body = msgspec.json.encode(self._hub.health()).decode() + "\n"
            return connection.respond(HTTPStatus.OK, body)
        if (page := self._page.answer(request)) is not None:
            return page
        if "Upgrade" not in request.headers:
            return connection.respond(HTTPStatus.NOT_FOUND, "the cockpit's hub: see docs/protocol.md\n")
        # A browser says where its page is from, our clients say nothing: no page from elsewhere gets in.
        if "Origin" in request.headers:
            if not from_own_page(request):
                return connection.respond(HTTPStatus.FORBIDDEN, "not from this hub's own page\n")
            assert isinstance(connection, Connection)  # as ``listen`` has them made
            connection.from_page = True
        return None

    # -- one connection ----------------------------------------------------------------------------------------

    async def _connected(self, websocket: ServerConnection) -> None:
        assert isinstance(websocket, Connection)  # as ``listen`` has them made
        peer = Peer(websocket, HubSession(self._loop_time(), DEVICE_BEAT_S), self._hub.publisher.to_tell)
        peer.gathering = self._hub.blobs.gathering()
        self._greeting.add(peer)
        try:
            websocket.listen(partial(self._received, peer))
            await websocket.wait_closed()
        finally:
            peer.session.close()
            peer.gathering.drop()
            self._greeting.discard(peer)
            self._peers.discard(peer)
            self._hub.publisher.leave(peer)

    def _received(self, peer: Peer, data: bytes) -> None:
        """Takes one message in; called as it is read, so what it does is done before the next one is looked at."""
        session = peer.session
        if session.state == "open":
            if self.lag_s > BUSY_LAG_S and data[: len(_POSITION)] == _POSITION:
                self.shed += 1
                session.heard_at = self._loop_time()
                return
        elif session.state == "closed":
            return
        elif session.state == "checking" and len(peer.held) < HELD_LIMIT:
            peer.held.append(bytes(data))
            return
        try:
            message = session.receive(data, self._loop_time())
            if isinstance(message, Hello):
                self._tasks.spawn(self._admit(peer, message), "hello")
            elif isinstance(message, Enrol):
                self._tasks.spawn(self._enrol(peer, message), "enrol")
            else:
                self._dispatch(peer, message)
        except WireError as fault:
            self._end(peer, fault)

    async def _admit(self, peer: Peer, hello: Hello) -> None:
        """Lets a client in whose hello is good, and then takes what it has said since."""
        try:
            await self._greet(peer, hello)
        except (WireError, Refused) as fault:
            self._end(peer, fault)
        held, peer.held = peer.held, []
        for data in held:
            self._received(peer, data)

    async def _enrol(self, peer: Peer, message: Enrol) -> None:
        """Gives a device its key for a good code; one connection, one try."""
        address = peer.websocket.remote_address[0] if peer.websocket.remote_address else ""
        try:
            enrolled = await enrolment.enrol(self._hub, message, address)
        except (WireError, Refused) as fault:
            self._end(peer, fault)
            return
        log.info("device %s enrolled for %s", enrolled.device, enrolled.unit.id)
        peer.send(enrolled)
        peer.session.close()
        self._tasks.spawn(peer.websocket.close(CLOSE_ENROLLED, "enrolled"), "goodbye")

    def end_device(self, device: str) -> None:
        """Cuts a device that was revoked, at once and with a word why."""
        self.end_sessions(lambda peer: peer.device == device, Refused("sign_in.revoked", REVOKED))

    def end_sessions(self, of: Callable[[Peer], bool], why: Refused) -> None:
        """Ends sessions at once, and tells them why; what is refused from ``sign_in.`` on is not tried again."""
        for peer in [peer for peer in self._peers if of(peer)]:
            self._end(peer, why)

    def _end(self, peer: Peer, fault: WireError | Refused) -> None:
        """Says why, and closes."""
        if isinstance(fault, WireError):
            log.info("closing %s: %s: %s", peer.actor.id or "a connection", fault.code, fault.message)
            bye, code = Bye(fault.code, fault.message, -1.0), CLOSE_PROTOCOL
        else:
            bye, code = Bye(fault.rule, fault.message[:TEXT_LIMIT], -1.0), CLOSE_REFUSED
        peer.send(bye)
        peer.session.close()
        self._tasks.spawn(peer.websocket.close(code, bye.code), "goodbye")

    def _loop_time(self) -> float:
        return asyncio.get_running_loop().time()

    def _dispatch(self, peer: Peer, message: ClientMessage) -> None:
        hub, actor = self._hub, peer.actor
        if actor.kind == "unit":
            hub.publisher.note_heard(actor.id)
            hub.publisher.live.heard[actor.id] = hub.now_s()
        elif actor.kind == "source":
            hub.publisher.note_source(actor.id)
            hub.publisher.live.sources[actor.id] = hub.now_s()
        match message:
            case Do(id_, command) if missing := [one for one in blobs_in(command) if not hub.blobs.has(one)]:
                peer.refuse(id_, "attachment.missing", f"中枢没有附件 {'、'.join(missing)}：请先发送附件")
            case Do(id_, command):
                if isinstance(command, ReportIncident):
                    hub.intake(actor, id_, command, peer)
                elif isinstance(command, HandoverCommand | OpenConsultation):
                    hub.service.do(hub.with_facts(command), actor, id_, peer)
                elif isinstance(command, BlowWhistle) and hub.field.closed_long_ago(command):
                    peer.accept_soon(id_, False)
                elif isinstance(command, BlowWhistle | CallHelp):
                    hub.service.do(hub.field.with_facts(command, actor), actor, id_, peer)
                else:
                    hub.service.handle(actor, message, peer)
            case Position(lon, lat, at, speed_kmh, heading_deg):
                self._place(actor.id, Fix(lon, lat, at, speed_kmh, heading_deg))
            case Positions(fixes):
                for fix in fixes:
                    self._place(actor.id, fix)
            case Blob():
                self._gather(peer, message)
            case Ask():
                self._tasks.spawn(self._answer(peer, message), "answer")
            case Beat(at, echo):
                if not echo:
                    peer.send(Beat(hub.now_s(), at))
            case _:
                raise WireError("not_allowed", f"{type(message).__name__} is not for an open session")

    def _gather(self, peer: Peer, blob: Blob) -> None:
        try:
            content = peer.gathering.take(blob)
        except Refused as refusal:
            peer.send(BlobRefused(blob.id, refusal.rule, refusal.message))
            return
        if content is not None:
            self._tasks.spawn(self._store(peer, blob, content), "blob")

    async def _store(self, peer: Peer, blob: Blob, content: bytes) -> None:
        try:
            await asyncio.to_thread(self._hub.blobs.store, blob.id, blob.mime, content)
        except Refused as refusal:
            peer.send(BlobRefused(blob.id, refusal.rule, refusal.message))
        except EnvironmentFailure as failure:
            log.warning("%s", failure)
            peer.send(BlobRefused(blob.id, "hub.disk", str(failure)[:TEXT_LIMIT]))
        else:
            peer.send(BlobStored(blob.id))

    def _place(self, unit: str, fix: Fix) -> None:
        if not is_place(fix.place) or not self._hub.field.followed(unit):
            return
        now = self._hub.now_s()
        if fix.at > now:
            # A terminal whose clock is ahead would otherwise hold its place against all that it says once it is right.
            fix = msgspec.structs.replace(fix, at=now)
        self._hub.publisher.live.note(unit, fix, now)
        self._hub.publisher.note_moved(unit)
        self._hub.tracks.note(unit, fix)

    # -- hello -------------------------------------------------------------------------------------------------

    async def _greet(self, peer: Peer, hello: Hello) -> None:
        hub = self._hub
        if hello.realm != "live":
            raise WireError("realm", f"this hub holds the realm live, not {hello.realm[:40]!r}")
        if peer.websocket.from_page and hello.role != "terminal":
            raise WireError("not_allowed", f"the field page is no {hello.role}")
        session, token = peer.session, ""
        person: Person | None = None
        if hello.role == "cockpit":
            person, token, peer.opened_by = await sign_in(hub, self._checking, hello)
            peer.actor = Actor("person", person.id)
            session.heartbeat_s = COCKPIT_BEAT_S
        elif hello.role == "terminal":
            if hello.name not in hub.service.world.units:
                raise Refused("sign_in.unit", f"没有力量 {hello.name[:40]!r}")
            peer.opened_by = check_terminal(hub, hello)
            peer.actor, peer.device = Actor("unit", hello.name), hello.device
        else:
            if hello.name not in hub.service.world.sources:
                raise Refused("sign_in.source", f"没有事件来源 {hello.name[:40]!r}")
            peer.opened_by = check_source(hub, hello)
            peer.actor = Actor("source", hello.name)
        if session.state == "closed":
            return  # gone, or sent away, while its hello was checked
        if peer.opened_by.proof and not hub.accounts.stands(peer.actor.id, peer.opened_by.proof):
            raise signed_out()  # taken away while it was checked
        session.admit()
        self._greeting.discard(peer)
        self._peers.add(peer)
        world_id = hub.service.journal.world_id
        missed = hub.service.durable.seq - hello.after_seq
        peer.send(
            Welcome(
                session=uuid.uuid4().hex[:12],
                world=world_id,
                seq=hub.service.durable.seq,
                at=hub.now_s(),
                heartbeat_s=session.heartbeat_s,
                clock_off_s=float(round(hub.clock_off_s())),
                resumed=hello.role == "cockpit" and hub.publisher.can_resume(hello.world, missed),
                token=token,
                person=person,
                unit=hub.service.world.units.get(hello.name) if hello.role == "terminal" else None,
                device=peer.device,
            )
        )
        self._join(peer, hello)

    def _join(self, peer: Peer, hello: Hello) -> None:
        publisher = self._hub.publisher
        if hello.role == "cockpit":
            publisher.join_cockpit(peer, hello.world, hello.after_seq)
        elif hello.role == "terminal":
            publisher.live.heard[hello.name] = self._hub.now_s()
            publisher.note_heard(hello.name)
            publisher.join_terminal(peer, hello.name)
        else:
            publisher.live.sources[hello.name] = self._hub.now_s()
            publisher.note_source(hello.name)

    async def _answer(self, peer: Peer, ask: Ask) -> None:
        try:
            if ask.what in signing.QUESTIONS and peer.actor.kind == "person":
                data = await signing.answer(self._hub, self._checking, peer.actor, ask.id, ask.what, ask.args)
            elif ask.what == enrolment.QUESTION:
                data = (await enrolment.make_code(self._hub, peer.actor, ask.args)).decode()
            else:
                work: Callable[[], bytes] = questions.answer(self._hub, peer, ask.what, ask.args)
                data = (await asyncio.to_thread(work)).decode()
        except CockpitError as failure:
            peer.send(AnswerPart(ask.id, error=str(failure)[:TEXT_LIMIT]))
            return
        for part, parts, text in slices(data):
            while peer.queued > ANSWER_AHEAD:
                await asyncio.sleep(FLUSH_EVERY_S)
            peer.send_bytes(encode(AnswerPart(ask.id, part, parts, text)))

    # -- the watch ---------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """Cuts who is lost, beats for who has heard nothing for a while."""
        # A hub that is late itself has not read what the others said: it calls nobody silent.
        look_after([*self._peers, *self._greeting], self._loop_time(), self._hub.now_s(), late=self.lag_s > BUSY_LAG_S)

    def sweep(self) -> None:
        """Cuts who reads nothing, and ends the sessions that no longer stand. Once a second is enough."""
        hub, now = self._hub, self._loop_time()
        cut_stuck(self._peers, now)
        commander = commander_at(hub.world, hub.clock.now())
        for peer, why in self._access.ended(list(self._peers), hub.world, commander, now):
            log.info("ending the session of %s: %s", peer.actor.id, why.rule)
            self._end(peer, why)
