"""Instants and ages as the screens write them; the town says which zone its clocks show."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from cockpit.views.words import Language


@lru_cache(maxsize=8)
def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: there is none.
    """
    return ZoneInfo(name)


def local(at: datetime, time_zone: str) -> datetime:
    """The instant on the town's clocks."""
    return at.astimezone(zone_named(time_zone))


def age_text(seconds: float, language: Language = "zh") -> str:
    """An age: tenths below 10 s, then seconds, minutes, hours, days ("0.4 秒前", "12 min ago")."""
    ago = max(0.0, seconds)
    if ago < 9.95:
        figure, unit = f"{ago:.1f}", 0
    elif ago < 90:
        figure, unit = f"{ago:.0f}", 0
    elif ago < 5400:
        figure, unit = f"{ago // 60:.0f}", 1
    elif ago < 172_800:
        figure, unit = f"{ago // 3600:.0f}", 2
    else:
        figure, unit = f"{ago // 86_400:.0f}", 3
    if language == "zh":
        return f"{figure} {('秒', '分钟', '小时', '天')[unit]}前"
    return f"{figure} {('s', 'min', 'h', 'd')[unit]} ago"


def long_span_text(seconds: float, language: Language = "zh") -> str:
    """A span in its two largest units ("4 小时 18 分", "18 min", "40 s")."""
    whole = max(0, int(seconds))
    days, rest = divmod(whole, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, secs = divmod(rest, 60)
    names = ("天", "小时", "分", "秒") if language == "zh" else ("d", "h", "min", "s")
    figures = (days, hours, minutes, secs)
    first = next((place for place, figure in enumerate(figures) if figure), 3)
    parts = [f"{figures[first]} {names[first]}"]
    if first in (0, 1) and figures[first + 1]:
        parts.append(f"{figures[first + 1]} {names[first + 1]}")
    return " ".join(parts)
