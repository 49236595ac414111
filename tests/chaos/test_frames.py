"""Frames are found however the bytes are cut, and only a client's own messages may be said twice."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.frames import FrameSplitter, Piece

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n"


def frame(payload: bytes, first: int = 0x81) -> bytes:
    """A client's frame: masked, with the shortest length field."""
    size = len(payload)
    if size < 126:
        head = bytes((first, 0x80 | size))
    elif size < 65536:
        head = bytes((first, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, 0x80 | 127)) + size.to_bytes(8, "big")
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))


def pieces(splitter: FrameSplitter, data: bytes, step: int) -> list[Piece]:
    """What comes out of bytes that come in steps."""
    found: list[Piece] = []
    for start in range(0, len(data), step):
        found += splitter.feed(data[start : start + step])
    return found


@pytest.mark.parametrize("size", [0, 1, 125, 126, 300, 65535, 65536])
def test_every_length_field_is_read(size: int) -> None:
    whole = frame(bytes(size))
    assert [piece.data for piece in FrameSplitter().feed(REQUEST + whole)] == [REQUEST, whole]


@given(st.lists(st.binary(max_size=400), max_size=6), st.integers(1, 50))
def test_no_byte_is_lost_or_moved(payloads: list[bytes], step: int) -> None:
    data = REQUEST + b"".join(frame(payload) for payload in payloads)
    found = pieces(FrameSplitter(), data, step)
    assert b"".join(piece.data for piece in found) == data
    assert len(found) == 1 + len(payloads)


def test_the_request_the_hello_and_control_frames_are_said_once() -> None:
    ping, close = frame(b"", 0x89), frame(b"\x03\xe8", 0x88)
    data = REQUEST + ping + frame(b"hello") + frame(b"command") + ping + frame(b"receipt") + close
    said = [piece.repeatable for piece in FrameSplitter().feed(data)]
    assert said == [False, False, False, True, False, True, False]


def test_half_a_frame_waits() -> None:
    splitter, whole = FrameSplitter(), frame(b"command")
    assert [piece.data for piece in splitter.feed(REQUEST + whole[:5])] == [REQUEST]
    assert [piece.data for piece in splitter.feed(whole[5:])] == [whole]
