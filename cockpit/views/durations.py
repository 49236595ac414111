"""Spans of time where room is short, and spans as a person types them."""

from __future__ import annotations

from cockpit.domain.live import ContactState
from cockpit.views.words import Language, word


def short_span(seconds: float, language: Language) -> str:
    """A span in its largest sensible unit: ``42 秒``, ``12 分``, ``3 小时``, ``2 天``."""
    zh = language == "zh"
    for size_s, limit_s, zh_unit, en_unit in (
        (1, 60, "秒", "s"),
        (60, 3600, "分", "min"),
        (3600, 172_800, "小时", "h"),
    ):
        if seconds < limit_s:
            return f"{int(max(0.0, seconds) // size_s)} {zh_unit if zh else en_unit}"
    return f"{int(seconds // 86_400)} {'天' if zh else 'd'}"


def exact_span(seconds: float, language: Language) -> str:
    """A span to the second: ``42 秒``, ``3 分 05 秒``, ``2 小时 00 分 09 秒``; days have hours and no more.

    A minute in which a unit may have fallen silent or come back is too coarse for presence.
    """
    whole, zh = max(0, int(seconds)), language == "zh"
    day, hour, minute, second = ("天", "小时", "分", "秒") if zh else ("d", "h", "min", "s")
    minutes, secs = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} {day} {hours % 24} {hour}"
    if hours:
        return f"{hours} {hour} {minutes:02d} {minute} {secs:02d} {second}"
    return f"{minutes} {minute} {secs:02d} {second}" if minutes else f"{secs} {second}"


def contact_text(state: ContactState, silence_s: float | None, language: Language, *, narrow: bool = False) -> str:
    """A contact and how long the silence has lasted: ``3 秒前``, ``迟到 20 秒``, ``失联 5 分 09 秒``, ``未上线``.

    Args:
        narrow: for a column of a table: from a minute on as a stopwatch, ``失联 05:09``.
    """
    if silence_s is None or state == "off_duty":
        return word(state, language)
    span = clock_span(silence_s) if narrow and silence_s >= 60 else exact_span(silence_s, language)
    if state == "in_contact":
        return f"{span}前" if language == "zh" else f"{span} ago"
    return f"{word(state, language)} {span}"


def parse_clock(text: str) -> float:
    """Seconds from ``mm:ss``, ``h:mm:ss`` or plain minutes.

    Raises:
        ValueError: the text is none of these, or its minutes or seconds pass 59 where a larger unit stands before them.
    """
    parts = text.strip().replace("：", ":").split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(text)
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0] * 60.0
    if any(number > 59 for number in numbers[1:]):
        raise ValueError(text)
    total = 0
    for number in numbers:
        total = total * 60 + number
    return float(total)


def clock_span(seconds: float) -> str:
    """A span as a stopwatch shows it: ``01:42``, from an hour on ``1:02:03``."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes:02d}:{secs:02d}"
