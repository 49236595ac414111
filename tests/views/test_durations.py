"""Spans where room is short, and spans as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.views.durations import clock_span, contact_text, exact_span, parse_clock, short_span


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


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (-1, "0 秒", "0 s"),
        (59.9, "59 秒", "59 s"),
        (185, "3 分 05 秒", "3 min 05 s"),
        (7209, "2 小时 00 分 09 秒", "2 h 00 min 09 s"),
        (2 * 86_400 - 1, "47 小时 59 分 59 秒", "47 h 59 min 59 s"),
        (2 * 86_400 + 3600, "2 天 1 小时", "2 d 1 h"),
    ],
)
def test_spans_to_the_second(seconds: float, zh: str, en: str) -> None:
    assert (exact_span(seconds, "zh"), exact_span(seconds, "en")) == (zh, en)


@given(st.integers(0, 2 * 86_400 - 2), st.booleans())
def test_every_second_of_two_days_of_silence_is_told_apart(seconds: int, narrow: bool) -> None:
    now, then = (contact_text("out_of_contact", at_s, "en", narrow=narrow) for at_s in (seconds, seconds + 1))
    assert now != then


def test_presence_says_the_seconds_of_a_silence() -> None:
    assert contact_text("out_of_contact", 185, "zh") == "失联 3 分 05 秒"
    assert contact_text("late", 75, "en").endswith("1 min 15 s")
    assert contact_text("out_of_contact", 185, "zh", narrow=True) == "失联 03:05"
    assert contact_text("late", 59.9, "zh", narrow=True) == contact_text("late", 59, "zh")
    assert contact_text("in_contact", 3, "zh") == "3 秒前"
    assert contact_text("out_of_contact", None, "zh") == "失联"
