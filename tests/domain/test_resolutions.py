"""What a consultation resolves: written once, owned, closed once, and open until then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cockpit.domain.resolutions import KEPT_DAYS, CloseResolution, ResolutionCommand, Resolve, owner_name
from cockpit.errors import Refused
from tests.towns import NOON, Desk

DAY = date(2026, 5, 31)
DUE = NOON + timedelta(days=2)
TASK = Resolve("r1", DAY, " 清理消防通道 ", "z1", DUE)


def test_one_is_written_once_and_closed_once_by_its_owner() -> None:
    desk = Desk()
    assert [desk.do(TASK, desk.person("p1")) for _ in range(2)] == [1, 0]
    own = Resolve("r2", DAY, "走访", "p5", DUE)
    desk.do(own, desk.person("p3"))
    assert [desk.do(CloseResolution("r2", "done", "已走访"), desk.person("p5")) for _ in range(2)] == [1, 0]
    one = desk.world.resolutions["r2"]
    assert (one.outcome, one.note, one.closed_by, one.closed_at) == ("done", "已走访", "p5", NOON)
    assert desk.world.resolutions["r1"].text == "清理消防通道"


@pytest.mark.parametrize(
    ("command", "who", "rule"),
    [
        (Resolve("r2", DAY, "x", "z1", DUE), "p4", "resolution.who"),
        (Resolve("r1", DAY, "另一件", "z1", DUE), "p1", "resolution.id"),
        (Resolve("", DAY, "x", "z1", DUE), "p1", "resolution.id"),
        (Resolve("r2", DAY, "x", "nobody", DUE), "p1", "resolution.owner"),
        (Resolve("r2", DAY, "x", "z1", NOON), "p1", "resolution.due"),
        (Resolve("r2", DAY, "x", "z1", DUE.replace(tzinfo=None)), "p1", "resolution.due"),
        (Resolve("r2", DAY, " ", "z1", DUE), "p1", "resolution.text"),
        (Resolve("r2", DAY, "x", "z1", DUE, "o9"), "p1", "resolution.order"),
        (CloseResolution("r9", "done", "x"), "p1", "resolution.unknown"),
        (CloseResolution("r1", "done", ""), "p1", "resolution.text"),
        (CloseResolution("r1", "done", "x"), "p5", "resolution.who"),
    ],
)
def test_who_may_not_and_why(command: ResolutionCommand, who: str, rule: str) -> None:
    desk = Desk()
    desk.do(TASK, desk.person("p1"))
    with pytest.raises(Refused) as refusal:
        desk.do(command, desk.person(who))
    assert refusal.value.rule == rule


def test_an_open_one_stays_and_a_closed_one_goes() -> None:
    desk = Desk()
    desk.do(TASK, desk.person("p1"))
    desk.do(Resolve("r2", DAY, "走访", "police", DUE), desk.person("p1"))
    desk.do(CloseResolution("r2", "dropped", "另有安排"), desk.person("p1"))
    desk.wait((KEPT_DAYS + 1) * 86400)
    desk.do(Resolve("r3", DAY, "x", "p5", desk.now + timedelta(days=1)), desk.person("p1"))
    assert set(desk.world.resolutions) == {"r1", "r3"}


def test_owners_have_names() -> None:
    world = Desk().world
    assert [owner_name(world, one) for one in ("p5", "police", "z1", "gone")] == ["章一区", "公安", "一区", "gone"]
