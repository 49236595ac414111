"""A client's side of a session as a transcript: what the hub says, put together where it comes in parts."""

from __future__ import annotations

import json

import msgspec
import pytest

from cockpit.domain.world import World, WorldState
from cockpit.errors import WireError
from cockpit.wire.client_session import AnswerReady, ClientSession, SnapshotReady, decode_answer
from cockpit.wire.codec import encode, framed, slices
from cockpit.wire.messages import AnswerPart, Beat, Bye, Entries, Part, SnapshotPart, Welcome
from cockpit.wire.order_messages import Assigned, Worklist
from tests.wire.samples import ASSIGNMENT, HUB_MESSAGES, entries, world_state

WELCOME = Welcome("s1", "w", 7, 1.5e9, 1.0)


def open_session() -> ClientSession:
    """A session that was welcomed."""
    session = ClientSession(0.0)
    assert session.receive(encode(WELCOME), 0.0) == WELCOME
    return session


def fault_of(session: ClientSession, message: object) -> str:
    """The code that a message is refused with."""
    with pytest.raises(WireError) as caught:
        session.receive(message if isinstance(message, bytes) else encode(message), 1.0)
    return caught.value.code


def test_the_first_message_is_a_welcome_or_a_goodbye() -> None:
    session = ClientSession(0.0)
    assert session.state == "greeting" and session.welcome is None
    bye = Bye("sign_in.password", "账号或密码不对", -1.0)
    assert session.receive(encode(bye), 1.0) == bye
    assert session.state == "greeting"
    assert session.receive(encode(WELCOME), 2.0) == WELCOME
    assert session.state == "open" and session.welcome == WELCOME


def test_anything_else_first_is_a_fault() -> None:
    for message in HUB_MESSAGES:
        if not isinstance(message, Welcome | Bye):
            assert fault_of(ClientSession(0.0), message) == "no_welcome"


def test_what_comes_whole_is_passed_on() -> None:
    session = open_session()
    for message in (Assigned(ASSIGNMENT), Entries(entries()), Beat(1.0), Bye("going", "停止")):
        assert session.receive(encode(message), 1.0) == message


def test_a_snapshot_is_put_together() -> None:
    session, state = open_session(), world_state()
    text = encode(state).decode()
    cut = len(text) // 2
    assert session.receive(encode(SnapshotPart(1, 2, text[:cut])), 1.0) is None
    assert session.receive(encode(Beat(2.0)), 2.0) == Beat(2.0)
    whole = session.receive(encode(SnapshotPart(2, 2, text[cut:])), 3.0)
    assert isinstance(whole, SnapshotReady)
    assert World(whole.state).digest() == World(state).digest()


def test_a_snapshot_that_begins_anew_replaces_the_half_of_the_one_before() -> None:
    session, text = open_session(), encode(world_state()).decode()
    assert session.receive(encode(SnapshotPart(1, 3, text[:100])), 1.0) is None
    assert session.receive(encode(SnapshotPart(2, 3, text[100:200])), 1.0) is None
    assert isinstance(session.receive(encode(SnapshotPart(1, 1, text)), 1.0), SnapshotReady)
    assert isinstance(session.receive(encode(SnapshotPart(1, 1, text)), 1.0), SnapshotReady)


@pytest.mark.parametrize(("part", "of"), [(2, 2), (2, 1), (0, 1), (-1, 3)])
def test_a_part_out_of_turn_is_a_fault(part: int, of: int) -> None:
    assert fault_of(open_session(), SnapshotPart(part, of, "{}")) == "parts"
    assert fault_of(open_session(), Part(part, of, "{}")) == "parts"
    assert fault_of(open_session(), AnswerPart("q", part, of, "{}")) == "parts"


def test_a_snapshot_that_is_no_world_is_a_fault() -> None:
    assert fault_of(open_session(), SnapshotPart(1, 1, '{"seq":"x"}')) == "snapshot"
    assert fault_of(open_session(), SnapshotPart(1, 1, "{")) == "snapshot"


def test_answers_are_put_together_each_by_its_id() -> None:
    session, long = open_session(), json.dumps(["圈" * 60_000])
    parts = list(slices(long))
    assert len(parts) > 1
    for number, count, data in parts[:-1]:
        assert session.receive(encode(AnswerPart("a", number, count, data)), 1.0) is None
    assert session.receive(encode(AnswerPart("b", data="1")), 1.0) == AnswerReady("b", "1", "")
    number, count, data = parts[-1]
    assert session.receive(encode(AnswerPart("a", number, count, data)), 1.0) == AnswerReady("a", long, "")


def test_an_answer_may_be_an_error_even_after_some_parts() -> None:
    session = open_session()
    assert session.receive(encode(AnswerPart("a", 1, 2, "[")), 1.0) is None
    assert session.receive(encode(AnswerPart("a", error="没有")), 1.0) == AnswerReady("a", "", "没有")
    assert session.receive(encode(AnswerPart("a", data="1")), 1.0) == AnswerReady("a", "1", "")


def test_any_message_may_come_in_parts() -> None:
    session = open_session()
    work = Worklist(tuple(msgspec.structs.replace(ASSIGNMENT, order=f"o{n}", text="急" * 1000) for n in range(60)))
    pieces = framed(encode(work))
    assert len(pieces) > 2
    assert [session.receive(piece, 1.0) for piece in pieces] == [None] * (len(pieces) - 1) + [work]


def test_parts_that_begin_anew_replace_the_half_before() -> None:
    session = open_session()
    assert session.receive(encode(Part(1, 2, '{"type":')), 1.0) is None
    assert session.receive(encode(Part(1, 1, '{"type":"beat","at":1}')), 1.0) == Beat(1.0)


def test_a_part_of_a_part_and_a_part_of_nonsense_are_faults() -> None:
    assert fault_of(open_session(), Part(1, 1, encode(Part(1, 1, "{}")).decode())) == "parts"
    assert fault_of(open_session(), Part(1, 1, "nonsense")) == "malformed"


def test_a_snapshot_part_may_itself_come_in_parts() -> None:
    session, text = open_session(), encode(world_state()).decode()
    inner = encode(SnapshotPart(1, 1, text)).decode()
    assert session.receive(encode(Part(1, 2, inner[:50])), 1.0) is None
    got = session.receive(encode(Part(2, 2, inner[50:])), 1.0)
    assert isinstance(got, SnapshotReady) and isinstance(got.state, WorldState)


def test_beats_are_due_and_silence_is_counted() -> None:
    session = ClientSession(10.0)
    assert not session.beat_due(100.0)
    session.receive(encode(WELCOME), 11.0)
    assert session.beat_due(11.5)
    session.said(11.5)
    assert not session.beat_due(12.4) and session.beat_due(12.5)
    assert session.silence_s(13.0) == 2.0
    session.receive(encode(Beat(1.0)), 14.0)
    assert session.silence_s(14.5) == 0.5


def test_an_answer_is_read_as_the_type_that_was_asked_for() -> None:
    assert decode_answer("[1,2]", tuple[int, ...]) == (1, 2)
    for text in ('"x"', "{"):
        with pytest.raises(WireError) as caught:
            decode_answer(text, tuple[int, ...])
        assert caught.value.code == "answer"
