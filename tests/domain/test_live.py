from __future__ import annotations

import pytest

from cockpit.domain.live import ContactState, Fix, Live, lost, reachable
from cockpit.domain.town import Contact

LIMITS = Contact(3.0, 15.0, 60.0)


def test_an_older_fix_never_replaces_a_newer_one() -> None:
    live = Live()
    live.note("u", Fix(1, 1, 100.0), 100.0)
    live.note("u", Fix(2, 2, 90.0), 101.0)
    assert live.fixes["u"].place == (1, 1)
    live.note("u", Fix(3, 3, 100.0), 102.0)
    assert live.fixes["u"].place == (3, 3)


def test_being_heard_without_a_position_counts_and_never_goes_back() -> None:
    live = Live()
    live.note("u", None, 100.0)
    live.note("u", None, 50.0)
    assert live.heard == {"u": 100.0}
    assert live.fixes == {}
    assert live.silence_s("u", 130.0) == 30.0
    assert live.silence_s("u", 90.0) == 0.0
    assert live.silence_s("other", 90.0) is None


@pytest.mark.parametrize(
    ("silence_s", "state"),
    [(0.0, "in_contact"), (14.9, "in_contact"), (15.0, "late"), (59.9, "late"), (60.0, "out_of_contact")],
)
def test_silence_reads_as_contact_late_or_lost(silence_s: float, state: ContactState) -> None:
    live = Live()
    live.note("u", None, 1000.0)
    assert live.contact("u", 1000.0 + silence_s, LIMITS) == state


def test_a_unit_that_never_was_heard_is_not_reachable() -> None:
    state = Live().contact("u", 5.0, LIMITS)
    assert state == "never_heard"
    assert not reachable(state)
    assert not reachable("out_of_contact")
    assert reachable("late")
    assert reachable("in_contact")


def test_off_duty_is_neither_silent_nor_reachable() -> None:
    live = Live()
    live.off_duty = {"u1"}
    assert live.contact("u1", 1e9, Contact()) == "off_duty"
    assert not reachable("off_duty")
    assert not lost("off_duty")
    assert lost("never_heard")
    assert lost("out_of_contact")
