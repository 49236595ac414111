from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from cockpit.analysis.days import day_of, day_span_s, starts_s


@pytest.mark.parametrize(("hour", "day"), [(15, 1), (16, 2)])
def test_a_day_begins_at_the_towns_midnight(hour: int, day: int) -> None:
    assert day_of(datetime(2026, 6, 1, hour, 0, tzinfo=UTC), "Asia/Shanghai") == date(2026, 6, day)


def test_a_span_goes_from_midnight_to_midnight() -> None:
    start, end = day_span_s(date(2026, 6, 1), "Asia/Shanghai")
    assert datetime.fromtimestamp(start, UTC) == datetime(2026, 5, 31, 16, 0, tzinfo=UTC)
    assert end - start == 86_400


def test_a_day_on_which_clocks_change_has_its_own_length() -> None:
    lengths_h = np.diff(starts_s(date(2026, 3, 28), 4, "Europe/Berlin")) / 3600
    assert lengths_h.tolist() == [24, 23, 24]
