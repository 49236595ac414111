"""Devices: who may look after them, and what becomes of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.devices import NAME_LIMIT, EnrolDevice, RenameDevice, RevokeDevice, named
from cockpit.domain.people import HUB, Actor
from cockpit.domain.world import World, decide
from cockpit.errors import Refused
from tests.towns import Desk

PHONE = EnrolDevice("d1", "u101", "小米 14", "p3")


def desk_with_phone() -> Desk:
    desk = Desk()
    for event in decide(desk.world, PHONE, HUB, desk.now):
        desk.record(event, HUB.id)
    return desk


def test_an_enrolled_device_is_listed_with_who_invited_it() -> None:
    device = desk_with_phone().world.devices["d1"]
    assert (device.unit, device.name, device.invited_by, device.good) == ("u101", "小米 14", "p3", True)


def test_enrolling_is_the_hubs_alone_and_for_units_that_there_are() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="登记码"):
        decide(desk.world, PHONE, desk.person("p1"), desk.now)
    with pytest.raises(Refused, match="没有力量"):
        decide(desk.world, EnrolDevice("d1", "u999", "x", ""), HUB, desk.now)
    assert decide(desk_with_phone().world, PHONE, HUB, desk.now) == []


def test_a_revoked_device_stays_in_the_list_with_who_did_it() -> None:
    desk = desk_with_phone()
    assert desk.do(RevokeDevice("d1"), desk.person("p3")) == 1
    assert desk.do(RevokeDevice("d1"), desk.person("p1")) == 0
    device = desk.world.devices["d1"]
    assert (device.good, device.revoked_by, device.revoked_at) == (False, "p3", desk.now)


def test_a_rename_keeps_all_else() -> None:
    desk = desk_with_phone()
    assert desk.do(RenameDevice("d1", "  备用   机 "), desk.person("p1")) == 1
    assert desk.do(RenameDevice("d1", "备用 机"), desk.person("p1")) == 0
    assert desk.world.devices["d1"].name == "备用 机"


@pytest.mark.parametrize("actor", [Actor("person", "p4"), Actor("person", "p5"), Actor("unit", "u101"), HUB])
@pytest.mark.parametrize("command", [RenameDevice("d1", "x"), RevokeDevice("d1")])
def test_nobody_else_looks_after_devices(actor: Actor, command: RenameDevice | RevokeDevice) -> None:
    with pytest.raises(Refused) as refusal:
        desk_with_phone().do(command, actor)
    assert refusal.value.rule == "device.desk"
    assert refusal.value.who_could


@pytest.mark.parametrize("command", [RenameDevice("d9", "x"), RevokeDevice("d9")])
def test_a_device_that_there_is_not(command: RenameDevice | RevokeDevice) -> None:
    desk = desk_with_phone()
    with pytest.raises(Refused, match="没有设备"):
        desk.do(command, desk.person("p1"))


@given(st.text(max_size=2 * NAME_LIMIT))
def test_a_name_is_short_and_holds_no_surrounding_space(text: str) -> None:
    try:
        name = named(text)
    except Refused as refusal:
        assert refusal.rule == "device.name"
        assert not text.split() or len(" ".join(text.split())) > NAME_LIMIT
    else:
        assert name == named(name)
        assert 0 < len(name) <= NAME_LIMIT


@given(st.lists(st.sampled_from(["enrol1", "enrol2", "revoke1", "revoke2", "rename1"]), max_size=12))
def test_once_revoked_is_for_ever_and_the_fold_is_the_state(steps: list[str]) -> None:
    desk, revoked = Desk(), set[str]()
    for step in steps:
        device = f"d{step[-1]}"
        if step.startswith("enrol"):
            for event in decide(desk.world, EnrolDevice(device, "u101", "手机", ""), HUB, desk.now):
                desk.record(event, HUB.id)
        elif device in desk.world.devices:
            command = RevokeDevice(device) if step.startswith("revoke") else RenameDevice(device, f"名{len(steps)}")
            desk.do(command, desk.person("p1"))
            revoked |= {device} if step.startswith("revoke") else set()
        assert {id_ for id_, one in desk.world.devices.items() if not one.good} == revoked
    assert World(desk.world.state()).digest() == desk.world.digest()
