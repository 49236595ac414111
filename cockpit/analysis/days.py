"""Calendar days of a town's own time zone as spans of epoch seconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from cockpit.analysis.axis import Floats


def day_of(at: datetime, time_zone: str) -> date:
    """The town's calendar day that holds the instant."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def starts_s(first: date, count: int, time_zone: str) -> Floats:
    """Epoch seconds of ``count`` local midnights, from the first day's on.

    Days of 23 or 25 hours come out as such where a zone changes its clocks.
    """
    zone = ZoneInfo(time_zone)
    return np.array(
        [
            datetime.combine(first + timedelta(days=number), time(), zone).astimezone(UTC).timestamp()
            for number in range(count)
        ]
    )


def day_span_s(day: date, time_zone: str) -> tuple[float, float]:
    """Epoch seconds of a day's midnight and of the next."""
    start, end = starts_s(day, 2, time_zone)
    return float(start), float(end)
