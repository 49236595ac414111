"""What may be attached, and how long it may have waited."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.attachments import (
    ATTACHMENTS_LIMIT,
    OFFLINE_LIMIT_S,
    check_attachments,
    check_offline,
    is_blob_id,
)
from cockpit.domain.orders import Receipt
from cockpit.domain.world import World
from cockpit.errors import Refused
from tests.hubs import issue
from tests.towns import Desk

PHOTO, CLIP = hashlib.sha256(b"photo").hexdigest(), hashlib.sha256(b"clip").hexdigest()


@given(st.binary())
def test_a_sha_256_is_an_id(content: bytes) -> None:
    assert is_blob_id(hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("text", ["", "ab", PHOTO.upper(), PHOTO + "\n", "../" + PHOTO[3:], PHOTO[:-1] + "g"])
def test_nothing_else_is(text: str) -> None:
    assert not is_blob_id(text)
    with pytest.raises(Refused):
        check_attachments((text,))


def test_few_and_each_once() -> None:
    many = tuple(hashlib.sha256(bytes([number])).hexdigest() for number in range(ATTACHMENTS_LIMIT + 1))
    check_attachments(many[1:])
    for wrong in (many, (PHOTO, PHOTO)):
        with pytest.raises(Refused):
            check_attachments(wrong)


@given(st.floats())
def test_a_wait_is_a_span(offline_s: float) -> None:
    try:
        check_offline(offline_s)
    except Refused as refusal:
        assert refusal.rule == "receipt.offline"
        assert not 0 <= offline_s <= OFFLINE_LIMIT_S
    else:
        assert 0 <= offline_s <= OFFLINE_LIMIT_S


def test_a_receipts_photos_result_and_wait_stand_with_its_recipient() -> None:
    desk, u101 = Desk(), Desk().unit("u101")
    desk.do(issue("o1", "u101", "u102"), desk.person("p1"))
    desk.do(Receipt("o1", "on_scene", attachments=(PHOTO,), result="resolved", offline_s=30.0), u101)
    desk.do(Receipt("o1", "completed", note="已清运", attachments=(PHOTO, CLIP), result="partly"), u101)
    recipient = desk.world.orders["o1"].recipients["u101"]
    assert recipient.attachments == (PHOTO, CLIP)
    assert recipient.result == "partly"
    assert recipient.waited_s == {"on_scene": 30.0}
    assert World(desk.world.state()).digest() == desk.world.digest()
