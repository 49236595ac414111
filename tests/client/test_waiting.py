"""What waits: which may go by itself, which needs a person's word, which never goes from here."""

from __future__ import annotations

import pytest

from cockpit.client.waiting import OTHERS_KEPT_S, STALE_S, Entry, Outcome, Waiting
from cockpit.domain.unsent import Pressed
from tests.client.test_outbox import pressed
from tests.hubs import run_async

T0 = 1000.0


def state(entry: Entry, person: str = "p1", world: str = "w1", after_s: float = 1.0, *, live: bool = True) -> str:
    """How an entry of T0 stands."""
    return Waiting().state(entry, person, world, T0 + after_s, live=live)


@pytest.mark.parametrize(
    ("entry", "asked", "expected"),
    [
        (Entry(pressed(1, T0)), {}, "on_its_way"),
        (Entry(pressed(1, T0)), {"live": False}, "held"),
        (Entry(pressed(1, T0)), {"world": ""}, "on_its_way"),
        (Entry(pressed(1, T0)), {"person": "p2"}, "foreign"),
        (Entry(pressed(1, T0)), {"world": "w2"}, "foreign"),
        (Entry(pressed(1, T0)), {"after_s": STALE_S - 1, "live": False}, "held"),
        (Entry(pressed(1, T0)), {"after_s": STALE_S}, "offered"),
        (Entry(pressed(1, T0), posted=True), {"after_s": STALE_S}, "offered"),
        (Entry(pressed(1, T0), posted=True, in_flight=True), {"after_s": STALE_S}, "on_its_way"),
        (Entry(pressed(1, T0), left=True), {}, "offered"),
        (Entry(pressed(1, T0), left=True), {"live": False}, "offered"),
        (Entry(pressed(1, T0), left=True, released=True), {}, "on_its_way"),
        (Entry(pressed(1, T0), left=True, released=True), {"live": False}, "held"),
        (Entry(pressed(1, T0), left=True, released=True), {"person": "p2"}, "foreign"),
    ],
)
def test_how_one_stands(entry: Entry, asked: dict[str, object], expected: str) -> None:
    assert state(entry, **asked) == expected  # type: ignore[arg-type]


def test_what_may_be_at_the_hub_is_not_certain_before_the_link_is_back() -> None:
    async def main() -> None:
        waiting = Waiting()
        for number in (1, 2, 3):
            waiting.press(pressed(number, T0))
        two, three = waiting.get("c2"), waiting.get("c3")
        assert two is not None and three is not None
        two.posted, three.left = True, True
        down = {one.pressed.id: one.certain for one in waiting.unsent("p1", "w1", T0 + 1, live=False)}
        assert down == {"c1": True, "c2": False, "c3": False}
        up = {one.pressed.id: (one.state, one.certain) for one in waiting.unsent("p1", "w1", T0 + STALE_S, live=True)}
        assert up == dict.fromkeys(("c1", "c2", "c3"), ("offered", True))
        others = waiting.unsent("p2", "w1", T0 + 1, live=True)
        assert {(one.state, one.certain) for one in others} == {("foreign", False)}
        assert all(one.certain for one in waiting.unsent("p2", "w1", T0 + OTHERS_KEPT_S, live=True))

    run_async(main())


def test_an_outcome_comes_once_and_a_lost_connection_makes_nothing_fly() -> None:
    async def main() -> None:
        waiting = Waiting()
        changes: list[int] = []
        listener = lambda: changes.append(len(waiting))  # noqa: E731
        waiting.changed.connect(listener)
        entry = waiting.press(pressed(1, T0))
        entry.posted = entry.in_flight = True
        waiting.connection_lost()
        assert entry.posted and not entry.in_flight and entry.future is not None
        waiting.settle("c1", Outcome(True))
        waiting.settle("c1", Outcome(False))
        assert (await entry.future).accepted and changes == [1, 0] and len(waiting) == 0

    run_async(main())


def test_whose_it_is_must_be_known_before_it_is_written() -> None:
    class Box:
        left: list[Pressed] = []

        def keep(self, pressed: Pressed) -> None:
            raise AssertionError("written without a name")

    async def main() -> None:
        waiting = Waiting()
        waiting.use(Box())  # type: ignore[arg-type]
        assert waiting.press(Pressed("c1", "", "", "", T0, pressed(1).command)).future is not None
        waiting.leave("c1")
        assert len(waiting) == 0

    run_async(main())
