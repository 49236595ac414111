"""Times of a file in their format and zone, laid onto the town's days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cockpit.intake.times import DayShift, TimeFormat, TimeReader, format_fault

FORMAT = "%Y-%m-%d %H:%M"
NEW_YORK = "America/New_York"
SHANGHAI = "Asia/Shanghai"


WRITTEN = TimeFormat(FORMAT, NEW_YORK)
UNSHIFTED = DayShift()


def lay(text, written=WRITTEN, shift=UNSHIFTED):
    reader = TimeReader(written, shift, SHANGHAI)
    return reader.lay(reader.read(text))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_the_zone_of_the_file():
    assert lay("2016-03-15 12:01") == utc(2016, 3, 15, 16, 1)
    assert lay("2016-01-15 12:01") == utc(2016, 1, 15, 17, 1)


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("iso", "2016-03-15T12:01:00"),
        ("iso", "2016-03-15T16:01:00Z"),
        ("iso", "2016-03-16 00:01+08:00"),
        ("epoch_s", "1458057660"),
        ("epoch_ms", "1458057660000"),
        ("%d.%m.%Y %H:%M %z", "15.03.2016 18:01 +0200"),
    ],
)
def test_formats(format_, text):
    assert lay(text, TimeFormat(format_, NEW_YORK)) == utc(2016, 3, 15, 16, 1)


def test_noon_on_the_wall_stays_noon():
    days = ((date(2016, 3, 15), date(2026, 11, 21)),)
    assert lay("2016-03-15 12:01", shift=DayShift(days=days, clock="wall")) == utc(2026, 11, 21, 4, 1)
    assert lay("2016-03-16 12:01", shift=DayShift(days=days, clock="wall")) is None


def test_the_instant_stays_the_instant_but_for_whole_days():
    assert lay("2016-03-15 12:01", shift=DayShift(shift_days=7)) == utc(2016, 3, 22, 16, 1)
    assert lay("2016-03-15 12:01", shift=DayShift(shift_days=-1, clock="wall")) == utc(2016, 3, 14, 4, 1)


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        (FORMAT, "2016-02-30 12:00"),
        (FORMAT, "yesterday"),
        ("iso", "2016-13-01"),
        ("epoch_s", "nan"),
        ("epoch_s", "1e300"),
        ("epoch_ms", "-1e30"),
    ],
)
def test_no_times(format_, text):
    with pytest.raises(ValueError):
        lay(text, TimeFormat(format_, NEW_YORK))


@pytest.mark.parametrize("text", ["9999-12-31 23:59", "0001-01-01 00:00"])
def test_outside_the_calendar(text):
    with pytest.raises(ValueError):
        lay(text, shift=DayShift(shift_days=50_000 if text[0] == "9" else -50_000))


@pytest.mark.parametrize("format_", ["iso", "epoch_s", "epoch_ms", FORMAT, "%d/%m/%y %I:%M %p", "%Y%m%d%H%M%S"])
def test_whole_formats(format_):
    assert format_fault(format_) == ""


@pytest.mark.parametrize("format_", ["%Y-%m-%d", "%H:%M", "%Q", "", "%Y-%m %H:%M"])
def test_formats_that_say_too_little(format_):
    assert format_fault(format_) != ""
