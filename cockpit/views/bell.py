"""What is to be heard of the alarms: which tone, and when again. No sound is made here.

A call for help has a tone of its own, above the three of the priorities. What is new rings at once; an alarm that
nobody acknowledges rings again and again, a warning now and then, news never. However many come together, there is one
tone at a time, that of the gravest.

Source: bursts and their order follow IEC 60601-1-8 (high priority repeats fastest, low priority need not repeat).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, get_args

from cockpit.views.alarms import Alarm
from cockpit.views.notices import Notice

Tone = Literal["help", "alarm", "warning", "news"]
TONES: tuple[Tone, ...] = get_args(Tone)
"""The gravest first."""
AGAIN_S: dict[Tone, float] = {"help": 4.0, "alarm": 15.0, "warning": 120.0}
"""After how long a tone comes again while nobody acknowledges."""
REST_S = 2.0
"""Between two tones; a call for help cuts into any other."""


def tone_of(notice: Notice) -> Tone:
    """The tone of a cause."""
    if notice.cause == "help":
        return "help"
    return {1: "alarm", 2: "warning"}.get(notice.priority, "news")  # type: ignore[return-value]


class Bell:
    """Remembers what has rung and when."""

    def __init__(self) -> None:
        self._known: dict[str, Tone] = {}
        self._rung_at: dict[Tone, datetime] = {}
        self._last: tuple[Tone, datetime] | None = None
        self._owed: set[Tone] = set()

    def due(self, alarms: Sequence[Alarm], now: datetime) -> tuple[Tone, Alarm] | None:
        """The tone to make now, and the alarm that it is for; None for silence."""
        ringing = {alarm.id: alarm for alarm in alarms if alarm.rings}
        fresh = {tone_of(one.notice) for key, one in ringing.items() if self._known.get(key) != tone_of(one.notice)}
        self._known = {key: tone_of(alarm.notice) for key, alarm in ringing.items()}
        standing = set(self._known.values())
        self._owed = (self._owed | fresh) & standing
        for tone in TONES:
            if tone in standing and (tone in self._owed or self._again(tone, now)):
                if self._resting(tone, now):
                    return None
                return tone, self._ring(tone, ringing, now)
        return None

    def _ring(self, tone: Tone, ringing: dict[str, Alarm], now: datetime) -> Alarm:
        self._rung_at[tone], self._last = now, (tone, now)
        self._owed.discard(tone)
        return next(alarm for key, alarm in ringing.items() if self._known[key] == tone)

    def _again(self, tone: Tone, now: datetime) -> bool:
        after_s, rung_at = AGAIN_S.get(tone), self._rung_at.get(tone)
        return after_s is not None and (rung_at is None or (now - rung_at).total_seconds() >= after_s)

    def _resting(self, tone: Tone, now: datetime) -> bool:
        if self._last is None or (tone == "help" and self._last[0] != "help"):
            return False
        return 0 <= (now - self._last[1]).total_seconds() < REST_S
