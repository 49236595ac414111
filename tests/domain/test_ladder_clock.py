"""A missed deadline climbs by the clock of the deadline, however late it is noticed."""

from __future__ import annotations

from cockpit.domain.ladder import DeadlineMissed, MissClimbed
from tests.domain.test_ladder import LATE, Watch, watch

__all__ = ["watch"]


def test_what_passed_while_the_hub_was_down_climbs_at_once_as_far_as_it_would_have(watch: Watch) -> None:
    # Due 20 s after the order; its chiefs are told 60, 180, 300 … s after that.
    events = watch.look_after(20 + 190)
    assert [type(one) for one in events] == [DeadlineMissed, MissClimbed, MissClimbed]
    assert [one.chief for one in events if isinstance(one, MissClimbed)] == ["u105", "u102"]
    miss = watch.world.orders["o1"].recipients[LATE].miss
    assert miss is not None and (watch.now - miss.due_at).total_seconds() == 190
    assert watch.look_after(109) == []
    assert len(watch.look_after(1)) == 1
