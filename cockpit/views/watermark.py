"""The words of the watermark on screens and exports."""

from __future__ import annotations

from cockpit.views.situation import Situation
from cockpit.views.times import local


def watermark_words(situation: Situation) -> str:
    """Who is signed in, and when, to the minute; empty where the town wants none or nobody is signed in."""
    settings, me = situation.world.settings, situation.me
    if not settings.desk.watermark or me is None:
        return ""
    at = local(situation.now, settings.time_zone)
    return f"{me.name} {me.login}  {at:%Y-%m-%d %H:%M}"
