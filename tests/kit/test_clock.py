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


def test_the_steady_clock_does_not_start_before_what_is_on_record() -> None:
    clock = SteadyClock()
    later = datetime.now(UTC) + timedelta(hours=3)
    clock.not_before(later)
    assert timedelta(0) <= clock.now() - later < timedelta(seconds=60)
    assert abs(clock.held_s - 3 * 3600) < 60 and abs(clock.off_s() + 3 * 3600) < 60
    clock.not_before(later - timedelta(hours=5))
    assert clock.now() >= later


def test_epoch_seconds_become_instants_in_utc() -> None:
    assert from_epoch_s(1_780_286_400.0) == datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
    assert from_epoch_s(0.0) == datetime(1970, 1, 1, tzinfo=UTC)
