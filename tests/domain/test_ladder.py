"""Missed deadlines: who is told when, what is skipped, what comes back, and that nothing fires twice."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.domain.ladder import (
    SLOWEST,
    AcknowledgeMiss,
    AcknowledgeMisses,
    DeadlineMissed,
    MissAcknowledged,
    MissClimbed,
    MissesPassedOver,
    due,
    next_due_at,
    open_miss,
)
from cockpit.domain.orders import Deadlines, IssueOrder, Receipt
from cockpit.domain.people import HUB, Actor
from cockpit.domain.world import Event, World, WorldState
from cockpit.errors import Refused
from tests.towns import Desk, small_town

LIMITS = Deadlines(20.0, 60.0, 120.0, 300.0, 3600.0)
LATE = "u107"
"""A grid worker of g1: climbs g1 (u105), q1 (u102), s1 (u101), z1 (p5), core (whoever commands)."""


class Watch(Desk):
    """A desk that looks at its deadlines as the hub does."""

    def look(self) -> list[Event]:
        """Records what is due now, until nothing more is."""
        found: list[Event] = []
        for order in list(self.world.orders.values()):
            for unit in list(order.recipients):
                while events := list(due(self.world, order, unit, self.now)):
                    for event in events:
                        self._append(event, HUB.id, "")
                    found += events
        return found

    def look_after(self, seconds: float) -> list[Event]:
        """Lets time pass, then looks."""
        self.wait(seconds)
        return self.look()


@pytest.fixture
def watch() -> Watch:
    """One order to a grid worker, just issued by the commander on duty."""
    watch = Watch()
    watch.do(IssueOrder("o1", "到场", (LATE,), deadlines=LIMITS), watch.person("p1"))
    return watch


def told(events: list[Event]) -> list[tuple[str, str, str]]:
    return [(one.circle, one.chief, one.skipped) for one in events if isinstance(one, MissClimbed)]


def test_nothing_is_due_before_its_time(watch: Watch) -> None:
    assert watch.look_after(19.999) == []
    events = watch.look_after(0.001)
    assert events == [DeadlineMissed("o1", LATE, "delivered", watch.now)]
    assert watch.look() == []


def test_it_climbs_from_the_own_circle_to_the_core(watch: Watch) -> None:
    watch.look_after(20)
    climbed = [told(watch.look_after(wait)) for wait in (60, 120, 120, 120, 120)]
    assert climbed == [
        [("g1", "u105", "")],
        [("q1", "u102", "")],
        [("s1", "u101", "")],
        [("z1", "p5", "")],
        [("core", "p1", "")],
    ]
    assert watch.look_after(299) == []
    assert [unit for _, unit in watch.world.misses_of("p5")] == [LATE]


def test_a_rung_without_anybody_is_skipped_at_once_and_says_so() -> None:
    town = small_town()
    circles = tuple(msgspec.structs.replace(one, chief=None if one.id == "g1" else one.chief) for one in town.circles)
    watch = Watch(msgspec.structs.replace(town, circles=circles))
    watch.do(IssueOrder("o1", "到场", (LATE,), deadlines=LIMITS), watch.person("p1"))
    watch.look_after(20)
    assert told(watch.look_after(60)) == [("g1", "", "nobody"), ("q1", "u102", "")]
    miss = open_miss(watch.world.orders["o1"].recipients[LATE])
    assert miss is not None and (miss.told, miss.skipped, miss.rung) == (("u102",), ("g1",), 2)


def test_the_late_one_is_not_told_of_itself(watch: Watch) -> None:
    watch.do(IssueOrder("o2", "到场", ("u105",), deadlines=LIMITS), watch.person("p1"))
    watch.look_after(20)
    climbed = [one for one in watch.look_after(60) if isinstance(one, MissClimbed) and one.order == "o2"]
    assert told(climbed) == [("g1", "", "is_the_late_one"), ("q1", "u102", "")]


def test_reaching_the_stage_ends_it_and_the_next_stage_is_another_cause(watch: Watch) -> None:
    watch.look_after(20)
    watch.do(Receipt("o1", "delivered"), watch.unit(LATE))
    recipient = watch.world.orders["o1"].recipients[LATE]
    assert open_miss(recipient) is None
    events = watch.look_after(40)
    assert [(one.stage, one.due_at) for one in events if isinstance(one, DeadlineMissed)] == [
        ("acknowledged", watch.now)
    ]
    assert told(events) == []


def test_what_a_chief_let_lie_climbs_on_and_comes_back_at_the_top(watch: Watch) -> None:
    watch.look_after(20)
    watch.look_after(60)
    assert watch.do(AcknowledgeMiss("o1", LATE), watch.unit("u105")) == 1
    assert watch.do(AcknowledgeMiss("o1", LATE), watch.unit("u105")) == 0
    assert watch.look_after(299) == []
    assert told(watch.look_after(1)) == [("q1", "u102", ""), ("s1", "u101", "")]
    watch.look_after(1000)
    watch.do(AcknowledgeMiss("o1", LATE), watch.person("p1"))
    assert watch.look_after(299) == []
    back = watch.look_after(1)
    assert [(one.circle, one.chief, one.again) for one in back if isinstance(one, MissClimbed)] == [("core", "p1", 1)]


def test_what_nobody_acknowledged_at_the_top_comes_back_ever_more_seldom(watch: Watch) -> None:
    watch.look_after(20)
    watch.look_after(540)
    waits = []
    for again in range(1, 7):
        wait_s = 300.0 * min(2 ** (again - 1), SLOWEST)
        assert watch.look_after(wait_s - 1) == []
        waits.append([(one.circle, one.again) for one in watch.look_after(1) if isinstance(one, MissClimbed)])
        assert watch.look() == []
    assert waits == [[("core", again)] for again in range(1, 7)]


def test_an_acknowledgement_at_the_top_starts_the_pauses_anew(watch: Watch) -> None:
    watch.look_after(20)
    watch.look_after(540)
    watch.look_after(300)
    watch.look_after(600)
    watch.do(AcknowledgeMiss("o1", LATE), watch.person("p1"))
    assert len(watch.look_after(300)) == 1
    assert watch.look_after(299) == []
    assert len(watch.look_after(1)) == 1


def test_what_should_have_come_back_often_while_the_hub_was_down_comes_back_once(watch: Watch) -> None:
    watch.look_after(20)
    watch.look_after(540)
    assert len(watch.look_after(100_000)) == 1
    assert watch.look_after(599) == []


def test_many_misses_are_taken_on_at_once_and_the_others_are_named(watch: Watch) -> None:
    watch.do(IssueOrder("o2", "到场", ("u109", LATE, "u110"), deadlines=LIMITS), watch.person("p1"))
    watch.look_after(20)
    watch.do(Receipt("o2", "en_route"), watch.unit("u109"))
    watch.look_after(60)
    command = AcknowledgeMisses("o2", (LATE, "u109", "u110", LATE, "u101"))
    assert watch.do(command, watch.person("p1"), "p1/x") == 3
    events = [(type(entry.event), entry.intent) for entry in watch.entries[-3:]]
    assert events == [(MissAcknowledged, "p1/x"), (MissAcknowledged, "p1/x"), (MissesPassedOver, "p1/x")]
    assert watch.entries[-1].event == MissesPassedOver("o2", ("u109", "u101"))
    recipients = watch.world.orders["o2"].recipients
    assert [bool(one.miss and one.miss.acknowledged_by) for one in recipients.values()] == [False, True, True]
    only = AcknowledgeMisses("o2", (LATE, "u110"))
    assert watch.do(only, watch.person("p1")) == 0


@pytest.mark.parametrize(("units", "who"), [((LATE,), "p2"), (("u101",), "p1"), ((), "p1")])
def test_many_of_which_none_can_be_taken_on_are_refused(watch: Watch, units: tuple[str, ...], who: str) -> None:
    watch.look_after(20)
    with pytest.raises(Refused):
        watch.do(AcknowledgeMisses("o1", units), watch.person(who))


def test_only_who_was_told_acknowledges(watch: Watch) -> None:
    watch.look_after(20)
    watch.look_after(60)
    with pytest.raises(Refused) as refused:
        watch.do(AcknowledgeMiss("o1", LATE), watch.unit("u102"))
    assert (refused.value.rule, refused.value.who_could) == ("miss.not_told", watch.world.units["u105"].name)
    with pytest.raises(Refused, match="没有待处理"):
        watch.do(AcknowledgeMiss("o1", "u101"), watch.unit("u105"))
    assert watch.do(AcknowledgeMiss("o1", LATE), watch.person("p1")) == 1


def test_what_passed_while_the_hub_was_down_is_said_once(watch: Watch) -> None:
    missed = [one for one in watch.look_after(3000) if isinstance(one, DeadlineMissed)]
    assert [(one.stage, one.while_down) for one in missed] == [("delivered", True)]
    assert watch.look() == []


def test_a_recalled_order_misses_nothing_more(watch: Watch) -> None:
    from cockpit.domain.orders import RecallOrder

    watch.look_after(20)
    watch.do(RecallOrder("o1"), watch.person("p1"))
    assert next_due_at(watch.world, watch.world.orders["o1"], LATE) is None
    assert watch.look_after(10_000) == []
    assert watch.world.misses_of("u105") == []


steps = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 400)),
        st.tuples(st.just("receipt"), st.sampled_from(("delivered", "acknowledged", "en_route", "on_scene"))),
        st.tuples(st.just("chief"), st.sampled_from(("u105", "u102", "u101"))),
        st.tuples(st.just("restart"), st.just(0)),
    ),
    max_size=40,
)


@settings(max_examples=150)
@given(steps)
def test_no_step_fires_twice_none_early_and_a_restart_changes_nothing(moves: list[tuple[str, object]]) -> None:
    watch = Watch()
    watch.do(IssueOrder("o1", "到场", (LATE,), deadlines=LIMITS), watch.person("p1"))
    issued_at, seen = watch.now, set[tuple[object, ...]]()
    for what, value in moves:
        if what == "wait":
            watch.now += timedelta(seconds=int(str(value)))
        elif what == "receipt":
            watch.do(Receipt("o1", value), watch.unit(LATE))  # type: ignore[arg-type]
        elif what == "restart":
            watch.world = World(msgspec.json.decode(msgspec.json.encode(watch.world.state()), type=WorldState))
        else:
            try:
                watch.do(AcknowledgeMiss("o1", LATE), Actor("unit", str(value)))
            except Refused:
                continue
        for event in watch.look():
            stage = getattr(event, "stage", "")
            limit = LIMITS.of(stage)
            assert limit is not None
            assert watch.now >= issued_at + timedelta(seconds=limit)
            mark = (type(event).__name__, stage, getattr(event, "rung", None), getattr(event, "again", None))
            assert mark not in seen
            seen.add(mark)
        assert watch.look() == []
