"""Ages and spans as text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cockpit.views.times import age_text, local, long_span_text


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (-3.0, "0.0 秒前", "0.0 s ago"),
        (0.4, "0.4 秒前", "0.4 s ago"),
        (9.94, "9.9 秒前", "9.9 s ago"),
        (9.96, "10 秒前", "10 s ago"),
        (89.0, "89 秒前", "89 s ago"),
        (90.0, "1 分钟前", "1 min ago"),
        (5399.0, "89 分钟前", "89 min ago"),
        (5400.0, "1 小时前", "1 h ago"),
        (172_800.0, "2 天前", "2 d ago"),
    ],
)
def test_an_age_is_told_in_the_unit_that_a_person_would_use(seconds: float, chinese: str, english: str) -> None:
    assert (age_text(seconds), age_text(seconds, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (0.0, "0 秒", "0 s"),
        (-5.0, "0 秒", "0 s"),
        (42.9, "42 秒", "42 s"),
        (60.0, "1 分", "1 min"),
        (3600.0, "1 小时", "1 h"),
        (15_480.0, "4 小时 18 分", "4 h 18 min"),
        (90_000.0, "1 天 1 小时", "1 d 1 h"),
        (86_460.0, "1 天", "1 d"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(seconds: float, chinese: str, english: str) -> None:
    assert (long_span_text(seconds), long_span_text(seconds, "en")) == (chinese, english)


def test_the_towns_clocks_are_shown() -> None:
    assert local(datetime(2026, 6, 1, 16, 30, tzinfo=UTC), "Asia/Shanghai").strftime("%d %H:%M") == "02 00:30"
