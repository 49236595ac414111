from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.rota import Rota, Shift, Turn

START = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
TURN = Turn(START, 12.0, ("a", "b", "c"))


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def shift(start_h: float, end_h: float, commander: str = "x") -> Shift:
    return Shift(at(start_h), at(end_h), commander)


def test_the_turn_goes_round_for_ever() -> None:
    rota = Rota(TURN)
    first = rota.shift_at(START)
    assert first == Shift(START, at(12), "a", "b")
    assert [rota.shift_at(at(hours)).commander for hours in (11.99, 12, 24, 36, 12 * 300)] == ["a", "b", "c", "a", "a"]  # type: ignore[union-attr]
    assert rota.next_after(at(5)) == Shift(at(12), at(24), "b", "c")


def test_one_alone_has_no_deputy_and_nobody_has_no_shift() -> None:
    assert Rota(Turn(START, 8.0, ("a",))).shift_at(at(9)) == Shift(at(8), at(16), "a", None)
    assert Rota(Turn(START, 8.0, ())).shift_at(START) is None
    assert Rota().shift_at(START) is None
    assert Rota().next_after(START) is None
    assert Rota().between(START, at(100)) == ()


def test_before_its_anchor_a_turn_has_not_begun() -> None:
    rota = Rota(TURN)
    assert rota.shift_at(at(-1)) is None
    assert rota.next_after(at(-1)) == rota.shift_at(START)
    assert rota.between(at(-5), at(13)) == (rota.shift_at(START), rota.shift_at(at(12)))


def test_an_exception_overrides_the_turn_and_clips_its_shifts() -> None:
    rota = Rota(TURN, (shift(4, 6),))
    assert rota.shift_at(at(2)) == Shift(at(0), at(4), "a", "b")
    assert rota.shift_at(at(4)) == shift(4, 6)
    assert rota.shift_at(at(6)) == Shift(at(6), at(12), "a", "b")
    assert rota.next_after(at(2)) == shift(4, 6)
    assert rota.next_after(at(5)) == Shift(at(6), at(12), "a", "b")


def test_a_shift_between_two_exceptions_ends_where_the_nearer_begins() -> None:
    rota = Rota(TURN, (shift(8, 9, "y"), shift(2, 3, "x"), shift(10, 11, "z")))
    assert rota.shift_at(at(5)) == Shift(at(3), at(8), "a", "b")
    assert rota.shift_at(at(9.5)) == Shift(at(9), at(10), "a", "b")


def test_an_exception_may_reach_over_several_turns() -> None:
    rota = Rota(TURN, (shift(6, 30),))
    assert [one.commander for one in rota.between(START, at(40))] == ["a", "x", "c", "a"]
    assert rota.next_after(at(20)) == Shift(at(30), at(36), "c", "a")


def test_exceptions_alone_leave_gaps_which_the_next_shift_ends() -> None:
    rota = Rota(None, (shift(20, 22, "z"), shift(2, 4), shift(8, 10, "y")))
    assert rota.shift_at(at(5)) is None
    assert rota.next_after(at(3)) == shift(8, 10, "y")
    assert rota.next_after(at(5)) == shift(8, 10, "y")
    assert rota.next_after(at(21)) is None
    assert rota.between(at(3), at(20)) == (shift(2, 4), shift(8, 10, "y"))
    assert rota.between(at(11), at(20)) == ()


def test_an_exception_that_ends_before_it_starts_holds_nobody_up() -> None:
    rota = Rota(None, (shift(8, 7), shift(9, 10, "y")))
    assert rota.between(START, at(20)) == (shift(9, 10, "y"),)


@given(st.lists(st.integers(0, 60), max_size=8, unique=True).map(sorted), st.floats(-10, 80), st.booleans())
def test_shifts_in_a_row_never_overlap_and_hold_their_instants(edges: list[int], hours: float, turning: bool) -> None:
    exceptions = tuple(shift(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    rota = Rota(TURN if turning else None, exceptions)
    found = rota.between(at(-10), at(80))
    assert all(one.starts_at < one.ends_at for one in found)
    assert all(a.ends_at <= b.starts_at for a, b in zip(found, found[1:], strict=False))
    now = rota.shift_at(at(hours))
    assert [now] == [one for one in found if one.starts_at <= at(hours) < one.ends_at] or now is None
    following = rota.next_after(at(hours))
    later = [one for one in found if one.starts_at > at(hours)]
    assert following == (later[0] if later else following)


def test_gaps_are_what_lies_between_exceptions_and_before_the_turn() -> None:
    rota = Rota(Turn(at(40), 12.0, ("a", "b")), (shift(20, 30), shift(4, 6), shift(8, 8)))
    assert rota.gaps(at(0), at(100)) == ((at(0), at(4)), (at(6), at(20)), (at(30), at(40)))
    assert rota.gaps(at(5), at(25)) == ((at(6), at(20)),)
    assert rota.gaps(at(50), at(100)) == ()
    assert Rota().gaps(at(0), at(1)) == ((at(0), at(1)),)
    assert Rota(Turn(START, 12.0, ())).gaps(at(0), at(1)) == ((at(0), at(1)),)


@given(
    st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=6),
    st.none() | st.integers(-10, 60),
    st.integers(-30, 80),
)
def test_an_instant_lies_in_a_gap_exactly_where_no_shift_holds_it(
    spans: list[tuple[int, int]], anchor_h: int | None, hour: int
) -> None:
    turn = None if anchor_h is None else Turn(at(anchor_h), 7.0, ("a", "b"))
    rota = Rota(turn, tuple(shift(start, start + length) for start, length in spans))
    found = rota.gaps(at(-30), at(81))
    inside = any(start <= at(hour) < end for start, end in found)
    assert inside == (rota.shift_at(at(hour)) is None)
    assert all(start < end for start, end in found)
    assert all(one[1] < two[0] for one, two in zip(found, found[1:], strict=False))
