"""The clock as an argument: steady in the hub, set by hand in tests."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The instant in UTC."""
        ...


class SteadyClock:
    """Starts at the machine's time and then only counts: whoever sets the machine's clock moves no deadline.

    The count is the system's monotonic clock, which time synchronisation keeps at the right pace.

    Attributes:
        held_s: by how many seconds the start was put after the machine's time, since there was a record of later.
    """

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self._began_s = time.monotonic()
        self.held_s = 0.0

    def not_before(self, at: datetime) -> None:
        """Goes on from an instant that is on record already, where the machine's clock stands before it."""
        behind_s = (at - self.now()).total_seconds()
        if behind_s > 0:
            self._start += timedelta(seconds=behind_s)
            self.held_s += behind_s

    def now(self) -> datetime:
        """The instant in UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._began_s)

    def off_s(self) -> float:
        """Seconds that the machine's clock has been set forward (or back, below 0) since the start."""
        return (datetime.now(UTC) - self.now()).total_seconds()


def from_epoch_s(seconds: float) -> datetime:
    """The instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
