"""The incidents before today."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.town.folder import TownFolder, read_town
from cockpit.town.history import weeks_to_shift
from tests.town.folders import spoil


def test_the_columns_and_what_is_filled_in(miniature: Path) -> None:
    frame = read_town(miniature).history(date(2026, 2, 1))
    first, second = frame.to_dict("records")
    assert first == {
        "source": "police_110",
        "source_no": "1",
        "kind": "quarrel",
        "domain": "disputes",
        "circle": "g1",
        "severity": 4,
        "hazard": False,
        "reported_at": datetime(2026, 1, 2, 0, 13, 22, tzinfo=UTC),
        "due_at": datetime(2026, 1, 4, 0, 13, 22, tzinfo=UTC),
        "closed_at": datetime(2026, 1, 2, 2, 40, tzinfo=UTC),
    }
    assert (second["severity"], second["hazard"]) == (3, True)
    assert second["due_at"] - second["reported_at"] == timedelta(hours=24)
    assert pd.isna(second["closed_at"])


def test_a_real_towns_history_stays_where_it_is_and_ends_before_today(miniature: Path) -> None:
    assert len(read_town(miniature).history(date(2026, 1, 3))) == 1
    assert len(read_town(miniature).history(date(2026, 1, 2))) == 0


def test_a_folder_without_a_history_has_the_columns(miniature: Path) -> None:
    with_rows = read_town(miniature).history(date(2026, 2, 1))
    (miniature / "history" / "incidents.csv").unlink()
    without = read_town(miniature).history(date(2026, 2, 1))
    assert len(without) == 0
    assert list(without.columns) == list(with_rows.columns)
    for frame in (with_rows, without):
        times = frame[["reported_at", "due_at", "closed_at"]]
        assert {str(dtype) for dtype in times.dtypes} == {"datetime64[us, UTC]"}


def test_packed_and_chinese_headings_read_the_same(miniature: Path) -> None:
    plain = read_town(miniature).history(date(2026, 2, 1))
    spoil(miniature, "history/incidents.csv", "source,source_no,kind", "来源,来源编号,类别")
    text = (miniature / "history" / "incidents.csv").read_bytes()
    (miniature / "history" / "incidents.csv").unlink()
    (miniature / "history" / "incidents.csv.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + text))
    pd.testing.assert_frame_equal(read_town(miniature).history(date(2026, 2, 1)), plain)


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (date(2026, 11, 2), 0),
        (date(2026, 11, 3), 1),
        (date(2026, 11, 9), 1),
        (date(2026, 11, 10), 2),
        (date(2026, 10, 26), -1),
        (date(2026, 10, 27), 0),
    ],
)
def test_whole_weeks_bring_the_last_day_to_yesterday_or_past_it(today: date, weeks: int) -> None:
    ends_on = date(2026, 11, 1)
    assert weeks_to_shift(ends_on, today) == weeks
    assert 0 <= (ends_on + timedelta(weeks=weeks) - (today - timedelta(days=1))).days < 7


@pytest.mark.parametrize("today", [date(2025, 3, 1), date(2026, 11, 22), date(2031, 7, 5)])
def test_the_samples_year_ends_yesterday_with_nothing_missing(sample: TownFolder, today: date) -> None:
    frame = sample.history(today)
    days = frame["reported_at"].dt.tz_convert("Asia/Shanghai").dt.date
    assert days.max() == today - timedelta(days=1)
    counts = days.value_counts()
    assert len(counts) >= 52 * 7
    assert (days.max() - days.min()).days + 1 == len(counts)
    assert frame["reported_at"].is_monotonic_increasing
    assert 250 < counts.mean() < 350


def test_the_sample_has_the_yardsticks_shape(sample: TownFolder) -> None:
    frame = sample.history(date(2026, 11, 22))
    local = frame["reported_at"].dt.tz_convert("Asia/Shanghai")
    assert set(frame["source"]) == {source.id for source in sample.town.sources}
    assert frame["domain"].nunique() == 6
    assert frame["kind"].nunique() == len(sample.town.kinds) >= 40
    by_hour = local.dt.hour.value_counts()
    assert by_hour[18] > 3 * by_hour[4]
    works = frame["domain"] == "workplace"
    by_weekday = local[works].dt.day_of_week.value_counts()
    assert by_weekday[0] > 1.6 * by_weekday[6]
    late = (frame["closed_at"] > frame["due_at"]).mean()
    assert 0.01 < late < 0.08
    assert not frame.duplicated(["source", "source_no"]).any()


def test_a_history_that_cannot_be_unpacked(miniature: Path) -> None:
    (miniature / "history" / "incidents.csv.gz").write_bytes(b"not packed")
    with pytest.raises(EnvironmentFailure, match="读不了"):
        read_town(miniature).history(date(2026, 2, 1))
