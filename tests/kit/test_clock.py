from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cockpit.kit.clock import SteadyClock, from_epoch_s


def test_the_steady_clock_starts_at_the_machines_time_and_never_goes_back() -> None:
    clock = SteadyClock()
    first = clock.now()
    assert first.tzinfo is UTC
    assert abs(first - datetime.now(UTC)) < timedelta(seconds=60)
    assert clock.now() >= first
    assert abs(clock.off_s()) < 60


def test_epoch_seconds_become_instants_in_utc() -> None:
    assert from_epoch_s(1_780_286_400.0) == datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
    assert from_epoch_s(0.0) == datetime(1970, 1, 1, tzinfo=UTC)
