"""The rota: who is to command when.

A rota is a weekly or daily turn that repeats from an anchor for ever, and dated exceptions that override it, so a
clerk writes a year in ten lines and no season runs out of rota by accident.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec


class Shift(msgspec.Struct, frozen=True, omit_defaults=True):
    """One person's command from ``starts_at`` (included) to ``ends_at`` (not included), instants in UTC."""

    starts_at: datetime
    ends_at: datetime
    commander: str
    deputy: str | None = None


class Turn(msgspec.Struct, frozen=True):
    """The repeating pattern: from ``anchor_at`` each commander in ``order`` has ``hours`` hours, then the next."""

    anchor_at: datetime
    hours: float
    order: tuple[str, ...]


class Rota(msgspec.Struct, frozen=True, omit_defaults=True):
    """The turn, and the shifts that override it. Exceptions never overlap (the town check sees to it).

    ``passes`` says how command changes hands: by a signed handover, or (a small town's way) by the clock alone.
    """

    turn: Turn | None = None
    exceptions: tuple[Shift, ...] = ()
    passes: Literal["signed", "clock"] = "signed"

    def shift_at(self, at: datetime) -> Shift | None:
        """The shift that holds the instant, or None where the rota has a gap."""
        for shift in self.exceptions:
            if shift.starts_at <= at < shift.ends_at:
                return shift
        regular = self._regular_at(at)
        if regular is None:
            return None
        return self._clipped(regular, at)

    def gap_since(self, at: datetime) -> datetime:
        """Since when nobody commands, at an instant of a gap; 1970 where nobody ever has."""
        return max((shift.ends_at for shift in self.exceptions if shift.ends_at <= at), default=EPOCH)

    def next_after(self, at: datetime) -> Shift | None:
        """The shift after the one that holds the instant; None when there is none to come."""
        current = self.shift_at(at)
        if current is None:
            return self._first_from(at)
        return self.shift_at(current.ends_at) or self._first_from(current.ends_at)

    def between(self, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """All shifts that touch the span, in order of time."""
        found: list[Shift] = []
        at = start
        while at < end:
            shift = self.shift_at(at)
            if shift is None:
                later = self.next_after(at)
                if later is None or later.starts_at >= end:
                    break
                shift = later
            found.append(shift)
            at = shift.ends_at
        return tuple(found)

    def gaps(self, start: datetime, end: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """The spans between two instants that nobody is to command, in order of time; none once the turn has begun."""
        if self.turn is not None and self.turn.order:
            end = min(end, self.turn.anchor_at)
        found: list[tuple[datetime, datetime]] = []
        at = start
        for shift in sorted(self.exceptions, key=lambda one: one.starts_at):
            if shift.starts_at >= end:
                break
            if shift.ends_at <= max(at, shift.starts_at):
                continue
            if shift.starts_at > at:
                found.append((at, shift.starts_at))
            at = shift.ends_at
        if at < end:
            found.append((at, end))
        return tuple(found)

    def _first_from(self, gap: datetime) -> Shift | None:
        """The first shift that starts after an instant at which nobody commands."""
        starts = [shift.starts_at for shift in self.exceptions if gap < shift.starts_at < shift.ends_at]
        if self.turn is not None and self.turn.anchor_at > gap:
            starts.append(self.turn.anchor_at)
        return self.shift_at(min(starts)) if starts else None

    def _regular_at(self, at: datetime) -> Shift | None:
        turn = self.turn
        if turn is None or not turn.order or at < turn.anchor_at:
            return None
        length = timedelta(hours=turn.hours)
        count = (at - turn.anchor_at) // length
        commander = turn.order[count % len(turn.order)]
        deputy = turn.order[(count + 1) % len(turn.order)] if len(turn.order) > 1 else None
        starts_at = turn.anchor_at + count * length
        return Shift(starts_at, starts_at + length, commander, deputy)

    def _clipped(self, regular: Shift, at: datetime) -> Shift:
        """The part of a regular shift around ``at`` that no exception covers."""
        starts_at, ends_at = regular.starts_at, regular.ends_at
        for shift in self.exceptions:
            if shift.ends_at <= at:
                starts_at = max(starts_at, shift.ends_at)
            elif shift.starts_at > at:
                ends_at = min(ends_at, shift.starts_at)
        return Shift(starts_at, ends_at, regular.commander, regular.deputy)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
