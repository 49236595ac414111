from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from cockpit.kit.clock import SystemClock, epoch_s, from_epoch_s, monotonic_s


def test_the_systems_clock_tells_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now.timestamp() - datetime.now(UTC).timestamp()) < 60


def test_epoch_seconds_and_back() -> None:
    noon = datetime(2026, 6, 1, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    assert epoch_s(noon) == 1_780_286_400
    assert from_epoch_s(epoch_s(noon)) == noon
    assert from_epoch_s(0.0) == datetime(1970, 1, 1, tzinfo=UTC)


def test_the_monotonic_clock_never_goes_back() -> None:
    first = monotonic_s()
    assert monotonic_s() >= first
