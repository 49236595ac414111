"""The code on the screen: its address, its minutes, its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cockpit.domain.devices import EnrolCode, EnrolDevice, RenameDevice
from cockpit.domain.people import HUB
from cockpit.views.enrolment import ShownCode, page_address
from tests.towns import NOON, Desk

GIVEN = EnrolCode("u101", "7K3F-9QXD", "/field/#7K3F9QXD", 0.0, 600.0)


@pytest.mark.parametrize(
    ("hub", "settled", "url", "trouble"),
    [
        ("wss://hub.example:8870", "", "https://hub.example:8870/field/", ""),
        ("ws://10.0.0.5:8870", "", "http://10.0.0.5:8870/field/", "plain"),
        ("ws://127.0.0.1:41873", "", "http://127.0.0.1:41873/field/", "loopback"),
        ("ws://[::1]:41873", "", "http://[::1]:41873/field/", "loopback"),
        ("wss://localhost:8870", "", "https://localhost:8870/field/", "loopback"),
        ("ws://127.0.0.1:41873", "https://field.example/field/", "https://field.example/field/", ""),
    ],
)
def test_the_address_is_the_towns_or_the_hubs_and_says_what_is_wrong_with_it(
    hub: str, settled: str, url: str, trouble: str
) -> None:
    address = page_address(hub, settled)
    assert (address.url, address.trouble) == (url, trouble)


def test_the_picture_says_the_address_with_the_code_where_no_log_sees_it() -> None:
    code = ShownCode(GIVEN, NOON, "p3")
    assert code.url(page_address("wss://hub.example", "")) == "https://hub.example/field/#7K3F9QXD"


def test_a_code_waits_counts_down_and_ends() -> None:
    desk, code = Desk(), ShownCode(GIVEN, NOON, "p3")
    assert (code.fate(desk.world, NOON), code.left_s(NOON)) == (("waiting", None), 600.0)
    late = NOON + timedelta(seconds=600)
    assert (code.fate(desk.world, late), code.left_s(late)) == (("ended", None), 0.0)


def test_a_code_is_used_by_a_device_that_was_not_there_before() -> None:
    desk = Desk()
    desk.do(EnrolDevice("d0", "u101", "旧手机", "p3"), HUB)
    code = ShownCode(GIVEN, desk.now, "p3", frozenset(desk.world.devices))
    desk.do(EnrolDevice("d9", "u102", "别人的", "p3"), HUB)
    desk.do(RenameDevice("d0", "更旧的手机"), desk.person("p3"))
    assert code.fate(desk.world, desk.now) == ("waiting", None)
    desk.do(EnrolDevice("d1", "u101", "小米 14", "p3"), HUB)
    assert code.fate(desk.world, desk.now) == ("used", desk.world.devices["d1"])


def test_somebody_elses_code_takes_its_place() -> None:
    desk = Desk()
    code = ShownCode(GIVEN, desk.now, "p3")
    desk.do(EnrolDevice("d1", "u101", "小米 14", "p1"), HUB)
    assert code.fate(desk.world, desk.now) == ("displaced", desk.world.devices["d1"])
