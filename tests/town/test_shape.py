"""How incidents come over time: shares add up, days differ as they should."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cockpit.domain.incidents import Kind
from cockpit.domain.indices import DOMAINS
from cockpit.town.folder import TownFolder
from cockpit.town.shape import (
    PER_DAY,
    SOURCE_MIX,
    close_hours,
    day_factor,
    hour_share,
    kind_shares,
    rate_per_hour,
    source_mix,
    total_rate_per_hour,
)


@pytest.mark.parametrize("domain", DOMAINS)
def test_shares_add_up_to_one(domain: str, sample: TownFolder) -> None:
    assert sum(hour_share(domain, hour) for hour in range(24)) == pytest.approx(1.0)  # type: ignore[arg-type]
    assert sum(SOURCE_MIX[domain].values()) == pytest.approx(1.0)  # type: ignore[index]
    assert sum(kind_shares(domain, sample.town.kinds).values()) == pytest.approx(1.0)  # type: ignore[arg-type]


def test_a_year_has_about_three_hundred_a_day() -> None:
    assert sum(PER_DAY.values()) == 300.0
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(365)]
    mean = sum(PER_DAY[domain] * day_factor(domain, day) for day in days for domain in DOMAINS) / len(days)
    assert mean == pytest.approx(300.0, rel=0.03)


def test_the_hours_of_a_day_add_up_to_its_rate() -> None:
    day = datetime(2026, 6, 1)
    total = sum(total_rate_per_hour(day + timedelta(hours=hour)) for hour in range(24))
    assert total == pytest.approx(sum(PER_DAY[domain] * day_factor(domain, day.date()) for domain in DOMAINS))


def test_rush_hours_weekends_and_the_new_year_show() -> None:
    assert rate_per_hour("traffic", datetime(2026, 6, 1, 17)) > 5 * rate_per_hour("traffic", datetime(2026, 6, 1, 3))
    assert day_factor("workplace", date(2026, 6, 7)) < 0.6 * day_factor("workplace", date(2026, 6, 1))
    assert day_factor("fire", date(2026, 2, 17)) > 1.4 * day_factor("fire", date(2026, 2, 10))


def test_a_town_with_other_sources_and_kinds() -> None:
    assert source_mix("fire", ("fire_119", "iot_sensor")) == pytest.approx({"fire_119": 0.525, "iot_sensor": 0.475})
    assert source_mix("fire", ("a", "b")) == {"a": 0.5, "b": 0.5}
    assert source_mix("fire", ()) == {}
    grave, light = Kind("a", "甲", "A", "fire", 1), Kind("b", "乙", "B", "fire", 4)
    shares = kind_shares("fire", (grave, light))
    assert shares["a"] < shares["b"]
    assert kind_shares("traffic", (grave,)) == {}


def test_closing_takes_a_third_of_what_is_allowed_and_sometimes_all() -> None:
    assert close_hours(12.0, 0.0) == pytest.approx(4.2)
    assert close_hours(12.0, 1.7) < 12.0 < close_hours(12.0, 1.8)
