"""The clock as an argument: real in the product, set by hand in tests."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The instant in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant in UTC."""
        return datetime.now(UTC)


def epoch_s(at: datetime) -> float:
    """Seconds since 1970-01-01 UTC."""
    return at.timestamp()


def from_epoch_s(seconds: float) -> datetime:
    """The instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def monotonic_s() -> float:
    """Seconds on a clock that is never set."""
    return time.monotonic()
