"""Bytes to messages: every kind of bad input has its own code, and nothing else ever comes out."""

from __future__ import annotations

import json
import string
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.orders import Receipt
from cockpit.domain.world import Command
from cockpit.errors import WireError
from cockpit.wire.codec import FAULT_LIMIT, decode_client, decode_hub, decode_parts, encode, framed, slices
from cockpit.wire.messages import (
    MESSAGE_LIMIT,
    AnswerPart,
    Ask,
    Beat,
    ClientMessage,
    Do,
    Hello,
    HubMessage,
    Part,
    Position,
    SnapshotPart,
)
from tests.wire.samples import CLIENT_MESSAGES, HUB_MESSAGES

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)


def code_of(data: bytes, decode: Any = decode_client) -> str:
    """The code that these bytes are refused with."""
    with pytest.raises(WireError) as caught:
        decode(data)
    return caught.value.code


def test_there_is_a_sample_of_every_message_and_command() -> None:
    """So that a new one is tried with all that follows."""
    assert {type(one) for one in CLIENT_MESSAGES} == set(get_args(ClientMessage))
    assert {type(one) for one in HUB_MESSAGES} == set(get_args(HubMessage))
    assert {type(one.command) for one in CLIENT_MESSAGES if isinstance(one, Do)} == set(get_args(Command))


@pytest.mark.parametrize("message", CLIENT_MESSAGES, ids=lambda one: type(one).__name__)
def test_what_a_client_says_comes_back_as_it_was(message: object) -> None:
    assert decode_client(encode(message)) == message


@pytest.mark.parametrize("message", HUB_MESSAGES, ids=lambda one: type(one).__name__)
def test_what_the_hub_says_comes_back_as_it_was(message: object) -> None:
    assert decode_hub(encode(message)) == message


@pytest.mark.parametrize("message", [*CLIENT_MESSAGES, *HUB_MESSAGES], ids=lambda one: type(one).__name__)
def test_unknown_fields_are_ignored(message: object) -> None:
    decode = decode_client if message in CLIENT_MESSAGES else decode_hub
    assert decode(json.dumps({**json.loads(encode(message)), "colour": {"of": ["the", "future"]}}).encode()) == message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "malformed"),
        (b"{", "malformed"),
        (b'{"type":"beat","at":1', "malformed"),
        (b'{"type":"beat","at":1}}', "malformed"),
        (b'{"type":"beat","at":NaN}', "malformed"),
        (b"\xff\xfe", "malformed"),
        (b'{"type":"hello","protocol":"\xff"}', "malformed"),
        (b'{"type":"ask","id":"\\ud800","what":"health"}', "malformed"),
        (b"[" * 30_000, "invalid"),
        (b'{"type":"beat","at":1,"deep":' + b"[" * 30_000 + b"]" * 30_000 + b"}", "malformed"),
        (b"null", "invalid"),
        (b"[]", "invalid"),
        (b"{}", "invalid"),
        (b'"hello"', "invalid"),
        (b'{"type":"beat"}', "invalid"),
        (b'{"type":"beat","at":"now"}', "invalid"),
        (b'{"type":"beat","at":1e999}', "invalid"),
        (b'{"type":"command","id":"","command":{"type":"recall_order","order":"o"}}', "invalid"),
        (b'{"type":"command","id":"' + b"x" * 101 + b'","command":{"type":"recall_order","order":"o"}}', "invalid"),
        (b'{"type":"hello","protocol":"cockpit.v1","role":"king","name":"x"}', "invalid"),
        (b'{"type":"hello","protocol":"cockpit.v1","role":"cockpit","name":"' + b"x" * 201 + b'"}', "invalid"),
        (b'{"type":"dance"}', "unknown_type"),
        (b'{"type":7}', "invalid"),
        (b'{"type":"welcome"}', "unknown_type"),
        (b'{"type":"command","id":"1","command":{"type":"launch"}}', "unknown_type"),
    ],
)
def test_bad_input_has_a_code(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_message_of_just_the_limit_passes_and_one_more_byte_does_not() -> None:
    head = b'{"type":"beat","at":1,"pad":"'
    fits = head + b"x" * (MESSAGE_LIMIT - len(head) - 2) + b'"}'
    assert decode_client(fits) == Beat(1.0)
    assert code_of(fits + b" ") == "too_big"
    assert code_of(fits + b" ", decode_hub) == "too_big"


def test_a_complaint_quotes_no_more_than_a_little() -> None:
    with pytest.raises(WireError) as caught:
        decode_client(b'{"type":"' + b"x" * 60_000 + b'"}')
    assert len(caught.value.message) <= FAULT_LIMIT + 1


@given(st.binary(max_size=400))
def test_any_bytes_raise_nothing_but_a_wire_error(data: bytes) -> None:
    for decode in (decode_client, decode_hub, decode_parts):
        try:
            decode(data)
        except WireError as fault:
            assert fault.code in ("malformed", "invalid", "unknown_type")


@given(st.sampled_from([*CLIENT_MESSAGES, *HUB_MESSAGES]), st.data())
def test_a_real_message_with_bytes_changed_raises_only_wire_errors(message: object, data: st.DataObject) -> None:
    body = bytearray(encode(message))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        match data.draw(st.sampled_from(("change", "cut", "insert", "drop"))):
            case "change" if at < len(body):
                body[at] = data.draw(st.integers(0, 255))
            case "cut":
                del body[at:]
            case "insert":
                body[at:at] = data.draw(st.sampled_from((b"{", b"[", b'"', b"\\", b"\x00", b"1e999", b"null", b"\xed")))
            case _:
                del body[at : at + 3]
    for decode in (decode_client, decode_hub):
        try:
            decoded = decode(bytes(body))
        except WireError as fault:
            assert fault.message
        else:
            assert decode(encode(decoded)) == decoded


@given(
    st.sampled_from([*CLIENT_MESSAGES, *HUB_MESSAGES]),
    st.sampled_from((None, True, -1, 1e300, 10**30, "", "圈", [], [[]], {}, {"type": "beat"})),
    st.data(),
)
def test_a_real_message_with_one_value_changed_raises_only_wire_errors(
    message: object, value: object, data: st.DataObject
) -> None:
    fields = json.loads(encode(message))
    fields[data.draw(st.sampled_from(sorted(fields)))] = value
    for decode in (decode_client, decode_hub):
        try:
            decoded = decode(json.dumps(fields).encode())
        except WireError as fault:
            assert fault.message
        else:
            assert decode(encode(decoded)) == decoded


# -- slices ------------------------------------------------------------------------------------------------------

DENSE = ("a", '"', "\\", "\x01", "\n", "圈", "é", "😀", '\\"\x1f圈😀a')


@pytest.mark.parametrize("of", DENSE)
@pytest.mark.parametrize("length", [0, 1, 39_999, 40_000, 40_001, 120_000])
def test_slices_of_any_text_fit_and_join(of: str, length: int) -> None:
    text = (of * (length // len(of) + 1))[:length]
    got = list(slices(text))
    assert "".join(part for _, _, part in got) == text
    assert [number for number, _, _ in got] == list(range(1, len(got) + 1))
    assert {count for _, count, _ in got} == {len(got)}
    worst_id = "\x01" * 100
    for number, count, part in got:
        assert len(encode(AnswerPart(worst_id, number, count, part))) <= MESSAGE_LIMIT
        assert len(encode(SnapshotPart(number, count, part))) <= MESSAGE_LIMIT
        assert len(encode(Part(number, count, part))) <= MESSAGE_LIMIT


@given(st.lists(st.sampled_from(DENSE), max_size=8), st.integers(1, 20_000), TEXTS)
def test_slices_of_mixed_text_fit_and_join(pieces: list[str], times: int, end: str) -> None:
    text = "".join(piece * (times % (7_000 * (number + 1))) for number, piece in enumerate(pieces)) + end
    got = list(slices(text))
    assert "".join(part for _, _, part in got) == text
    assert all(len(encode(Part(*part))) <= MESSAGE_LIMIT for part in got)


# -- messages in parts -------------------------------------------------------------------------------------------


def test_what_fits_goes_as_it_is() -> None:
    data = encode(Beat(1.0))
    assert framed(data) == [data]
    full = b"x" * MESSAGE_LIMIT
    assert framed(full) == [full]


def test_what_is_too_long_goes_in_parts_that_make_it_up_again() -> None:
    whole = encode(AnswerPart("q", data='圈"' * 60_000))
    pieces = framed(whole)
    assert len(pieces) > 2 and all(len(piece) <= MESSAGE_LIMIT for piece in pieces)
    parts = [decode_hub(piece) for piece in pieces]
    joined = "".join(part.data for part in parts if isinstance(part, Part)).encode()
    assert joined == whole
    assert decode_parts(joined) == AnswerPart("q", data='圈"' * 60_000)


def test_ids_may_hold_anything_printable() -> None:
    for id_ in (string.printable[:100], "指令" * 50):
        assert decode_client(encode(Ask(id_, "health"))) == Ask(id_, "health")
        assert decode_client(encode(Do(id_, Receipt("o1", "delivered")))).id == id_  # type: ignore[union-attr]


def test_defaults_may_be_left_out() -> None:
    assert decode_client(b'{"type":"position","lon":120,"lat":30,"at":1}') == Position(120.0, 30.0, 1.0)
    got = decode_client(b'{"type":"hello","protocol":"cockpit.v1","role":"terminal","name":"u1"}')
    assert got == Hello("cockpit.v1", "terminal", "u1") and got.after_seq == -1
