"""Spans where room is short, and spans as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.views.durations import clock_span, parse_clock, short_span


@given(st.integers(0, 99 * 3600))
def test_what_is_written_can_be_read_back(seconds: int) -> None:
    assert parse_clock(clock_span(seconds)) == seconds


@pytest.mark.parametrize("text", ["", "a", "1:2:3:4", "1:75", "1:60:00", "-1:00", "1.5", "²"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_clock(text)


def test_minutes_alone_and_the_wide_colon() -> None:
    assert parse_clock(" 5 ") == 300
    assert parse_clock("1：30") == 90


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [(-3, "0 秒", "0 s"), (59, "59 秒", "59 s"), (61, "1 分", "1 min"), (7200, "2 小时", "2 h"), (2e5, "2 天", "2 d")],
)
def test_short_spans(seconds: float, zh: str, en: str) -> None:
    assert (short_span(seconds, "zh"), short_span(seconds, "en")) == (zh, en)
