"""The hub's side of a session as a transcript: what is let in, in which state, and when a peer counts as lost."""

from __future__ import annotations

import pytest

from cockpit.domain.live import Fix
from cockpit.domain.orders import Receipt
from cockpit.errors import WireError
from cockpit.wire.codec import encode
from cockpit.wire.hub_session import GREETING_S, LOST_AFTER_BEATS, POSITIONS_LIMIT, HubSession
from cockpit.wire.messages import PROTOCOL, Ask, Beat, Do, Enrol, Hello, Position, Positions, Role
from tests.wire.samples import CLIENT_MESSAGES

DO = Do("c1", Receipt("o1", "delivered"))
POSITION = Position(120.1, 30.2, 1.0)
MANY = Positions((Fix(120.1, 30.2, 1.0),) * POSITIONS_LIMIT)
BEAT, ASK = Beat(1.0), Ask("q1", "health")


def session_of(role: Role = "terminal", heartbeat_s: float = 3.0) -> HubSession:
    """An open session."""
    session = HubSession(0.0, heartbeat_s)
    session.receive(encode(Hello(PROTOCOL, role, "x")), 0.0)
    session.admit()
    return session


def fault_of(session: HubSession, message: object) -> str:
    """The code that a message is refused with."""
    with pytest.raises(WireError) as caught:
        session.receive(message if isinstance(message, bytes) else encode(message), 1.0)
    return caught.value.code


def test_a_hello_waits_for_its_check_and_opens_the_session() -> None:
    session = HubSession(0.0, 3.0)
    assert session.state == "greeting"
    hello = Hello(PROTOCOL, "terminal", "u101", secret="k")
    assert session.receive(encode(hello), 1.0) == hello
    assert (session.state, session.hello) == ("checking", hello)
    session.admit()
    assert session.state == "open"
    assert session.receive(encode(DO), 2.0) == DO


def test_nobody_is_admitted_without_a_hello_or_twice() -> None:
    with pytest.raises(RuntimeError):
        HubSession(0.0, 3.0).admit()
    session = session_of()
    with pytest.raises(RuntimeError):
        session.admit()


def test_an_enrolment_waits_for_its_check_and_opens_nothing() -> None:
    session = HubSession(0.0, 3.0)
    enrol = Enrol(PROTOCOL, "7K3F-9QXD", "小米 14")
    assert session.receive(encode(enrol), 1.0) == enrol
    assert session.state == "checking"
    with pytest.raises(RuntimeError):
        session.admit()
    assert fault_of(session, BEAT) == "not_signed_in"
    assert fault_of(session_of(), enrol) == "not_allowed"


@pytest.mark.parametrize("message", [one for one in CLIENT_MESSAGES if not isinstance(one, Hello | Enrol)])
def test_before_the_hello_nothing_is_let_in(message: object) -> None:
    assert fault_of(HubSession(0.0, 3.0), message) == "not_signed_in"


@pytest.mark.parametrize("message", [Hello(PROTOCOL, "terminal", "u101"), DO, BEAT])
def test_between_hello_and_welcome_nothing_is_let_in(message: object) -> None:
    session = HubSession(0.0, 3.0)
    session.receive(encode(Hello(PROTOCOL, "terminal", "u101")), 0.0)
    assert fault_of(session, message) == "not_signed_in"


def test_another_protocol_is_refused_by_name() -> None:
    assert fault_of(HubSession(0.0, 3.0), Hello("cockpit.v9", "terminal", "u101")) == "version"


@pytest.mark.parametrize(
    ("role", "allowed", "forbidden"),
    [
        ("cockpit", (DO, BEAT, ASK), (POSITION, MANY, Hello(PROTOCOL, "cockpit", "x"))),
        ("terminal", (DO, BEAT, ASK, POSITION, MANY), (Hello(PROTOCOL, "terminal", "x"),)),
        ("source", (DO, BEAT), (ASK, POSITION, MANY, Hello(PROTOCOL, "source", "x"))),
    ],
)
def test_each_role_may_say_its_own_messages_only(
    role: Role, allowed: tuple[object, ...], forbidden: tuple[object, ...]
) -> None:
    for message in allowed:
        assert session_of(role).receive(encode(message), 1.0) == message
    for message in forbidden:
        assert fault_of(session_of(role), message) == "not_allowed"


def test_more_positions_than_the_limit_are_refused() -> None:
    assert fault_of(session_of(), Positions((*MANY.fixes, MANY.fixes[0]))) == "too_many"


def test_a_closed_session_takes_nothing_in() -> None:
    session = session_of()
    session.close()
    assert fault_of(session, BEAT) == "not_signed_in"


def test_bad_bytes_are_the_peers_fault_in_every_state() -> None:
    for session in (HubSession(0.0, 3.0), session_of()):
        assert fault_of(session, b"{") == "malformed"


def test_a_session_is_fresh_while_both_sides_speak() -> None:
    session = session_of()
    beat_s = session.heartbeat_s
    session.receive(encode(BEAT), 100.0)
    session.said(101.0)
    assert session.fresh(100.0 + beat_s * 0.9) and not session.fresh(100.0 + beat_s)
    session.receive(encode(BEAT), 102.0)
    assert session.fresh(100.0 + beat_s) and not session.fresh(101.0 + beat_s)


def test_a_new_connection_has_its_time_to_greet_and_no_more() -> None:
    session = HubSession(100.0, 3.0)
    assert not session.lost(100.0 + GREETING_S)
    assert session.lost(100.1 + GREETING_S)
    session.receive(encode(Hello(PROTOCOL, "terminal", "u101")), 105.0)
    assert not session.lost(105.0 + GREETING_S) and session.lost(105.1 + GREETING_S)


def test_an_open_session_is_lost_after_three_silent_beats() -> None:
    session = session_of(heartbeat_s=3.0)
    limit = LOST_AFTER_BEATS * 3.0
    assert not session.lost(limit) and session.lost(limit + 0.1)
    session.receive(encode(BEAT), 5.0)
    assert not session.lost(5.0 + limit) and session.lost(5.1 + limit)


def test_a_beat_is_due_when_nothing_was_said_for_one_heartbeat() -> None:
    greeting = HubSession(0.0, 3.0)
    assert not greeting.beat_due(100.0)
    session = session_of(heartbeat_s=3.0)
    assert not session.beat_due(2.9) and session.beat_due(3.0)
    session.said(3.0)
    assert not session.beat_due(5.9) and session.beat_due(6.0)
    session.close()
    assert not session.beat_due(100.0)
