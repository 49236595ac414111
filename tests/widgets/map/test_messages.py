"""What the page may say, and what is refused."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from cockpit.errors import WireError
from cockpit.views.map_camera import Camera
from widgets.map.messages import LIMIT_BYTES, RING_LIMIT, Clicked, Drew, Failed, Hovered, Looked, Ready, decode

RING = ((120.0, 30.0), (120.1, 30.0), (120.1, 30.1), (120.0, 30.0))
GOOD = (
    Ready(1, "llvmpipe"),
    Failed(1, "no WebGL 2"),
    Looked(1, Camera(120.0, 30.0, 12.0), True),
    Clicked(1, 5, -1, (120.0, 30.0), False),
    Hovered(1, True, -1, 3, (120.0, 30.0), 10.5, 20.0),
    Drew(1, "lasso", RING, False),
)


@pytest.mark.parametrize("message", GOOD, ids=lambda one: type(one).__name__)
def test_every_message_comes_through(message: msgspec.Struct) -> None:
    assert decode(msgspec.json.encode(message)) == message


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"kind":"ready"}',
        b'{"kind":"order","page":1}',
        b'{"kind":"ready","page":1,"renderer":"x","more":1}',
        b'{"kind":"ready","page":"1","renderer":"x"}',
        b'{"kind":"clicked","page":1,"unit":-2,"incident":-1,"place":[120,30],"add":false}',
        b'{"kind":"clicked","page":1,"unit":0,"incident":-1,"place":[120,130],"add":false}',
        b'{"kind":"clicked","page":1,"unit":0,"incident":-1,"place":[120],"add":false}',
        b'{"kind":"clicked","page":1,"unit":0,"incident":-1,"place":[1e999,30],"add":false}',
        b'{"kind":"looked","page":1,"dragged":false,"camera":{"lon":500,"lat":30}}',
        b'{"kind":"drew","page":1,"shape":"star","ring":[[1,1],[2,1],[2,2],[1,1]],"add":false}',
        b'{"kind":"drew","page":1,"shape":"box","ring":[[1,1],[2,1]],"add":false}',
    ],
)
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(WireError) as refused:
        decode(raw)
    assert refused.value.code == "malformed"


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(WireError) as refused:
        decode(b" " * (LIMIT_BYTES + 1))
    assert refused.value.code == "too_big"
    long = Drew(1, "lasso", tuple((120.0, 30.0) for _ in range(RING_LIMIT + 1)), False)
    with pytest.raises(WireError):
        decode(msgspec.json.encode(long))


@given(some.binary(max_size=200))
def test_no_bytes_can_do_more_than_be_refused(raw: bytes) -> None:
    with pytest.raises(WireError):
        decode(raw)
