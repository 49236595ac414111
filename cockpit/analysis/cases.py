"""Incidents as columns: what the arithmetic of the indices needs of each, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cockpit.analysis.axis import CircleAxis, Floats, Ints
from cockpit.domain.incidents import Incident
from cockpit.domain.indices import DOMAINS

DOMAIN_POSITION: dict[str, int] = {domain: at for at, domain in enumerate(DOMAINS)}


@dataclass(frozen=True, eq=False)
class Cases:
    """Incidents, a row each, in any order: no result depends on it.

    Attributes:
        circle: position on the circle axis of the lowest circle that holds the incident.
        domain: position in ``DOMAINS``.
        source: position in ``sources``.
        severity: 1 (gravest) to 4.
        reported_s, due_s: seconds since 1970-01-01 UTC.
        closed_s: the same, infinite while the incident is open.
        hazard: whether it is a hazard that stays until it is mended.
        sources: ids of the sources.
        ids, texts: of the incidents, for contributions that say what they are; empty for a history.
    """

    circle: Ints
    domain: Ints
    source: Ints
    severity: Ints
    reported_s: Floats
    due_s: Floats
    closed_s: Floats
    hazard: NDArray[np.bool_]
    sources: tuple[str, ...]
    ids: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.circle)

    @classmethod
    def from_incidents(cls, axis: CircleAxis, incidents: Iterable[Incident]) -> Cases:
        """The world's incidents, or any others. An unknown circle counts for the whole town alone."""
        rows = list(incidents)
        return cls.from_columns(
            axis,
            circle=[row.circle for row in rows],
            domain=[row.domain for row in rows],
            source=[row.source for row in rows],
            severity=[row.severity for row in rows],
            reported_s=[row.reported_at.timestamp() for row in rows],
            due_s=[row.due_at.timestamp() for row in rows],
            closed_s=[_epoch_s(row.closed_at) for row in rows],
            hazard=[row.hazard for row in rows],
            ids=[row.id for row in rows],
            texts=[row.text for row in rows],
        )

    @classmethod
    def from_columns(
        cls,
        axis: CircleAxis,
        *,
        circle: Sequence[str],
        domain: Sequence[str],
        source: Sequence[str],
        severity: ArrayLike,
        reported_s: ArrayLike,
        due_s: ArrayLike,
        closed_s: ArrayLike,
        hazard: ArrayLike,
        ids: Sequence[str] = (),
        texts: Sequence[str] = (),
    ) -> Cases:
        """Columns of equal length: ids as text, instants in seconds since 1970 (``closed_s`` NaN or infinite: open).

        Raises:
            KeyError: a domain that is none of the six.
            ValueError: a severity outside 1 to 4, or an instant that is no number.
        """
        place = axis.place
        places = {id_: place(id_) for id_ in set(circle)}
        sources = tuple(sorted(set(source)))
        numbers = {id_: at for at, id_ in enumerate(sources)}
        count = len(circle)
        closed = np.array(closed_s, dtype=np.float64).reshape(count)
        closed[np.isnan(closed)] = np.inf
        cases = cls(
            circle=np.fromiter((places[id_] for id_ in circle), np.int64, count),
            domain=np.fromiter((DOMAIN_POSITION[id_] for id_ in domain), np.int64, count),
            source=np.fromiter((numbers[id_] for id_ in source), np.int64, count),
            severity=np.asarray(severity, dtype=np.int64).reshape(count),
            reported_s=np.asarray(reported_s, dtype=np.float64).reshape(count),
            due_s=np.asarray(due_s, dtype=np.float64).reshape(count),
            closed_s=closed,
            hazard=np.asarray(hazard, dtype=np.bool_).reshape(count),
            sources=sources,
            ids=tuple(ids),
            texts=tuple(texts),
        )
        if count and (cases.severity.min() < 1 or cases.severity.max() > 4):
            raise ValueError("a severity outside 1 to 4")
        if not (np.isfinite(cases.reported_s).all() and np.isfinite(cases.due_s).all()):
            raise ValueError("an instant that is no number")
        return cases

    def where(self, keep: NDArray[np.bool_]) -> Cases:
        """The rows that are kept."""
        chosen = np.flatnonzero(keep)
        return replace(
            self.columns(chosen),
            ids=tuple(self.ids[at] for at in chosen) if self.ids else (),
            texts=tuple(self.texts[at] for at in chosen) if self.texts else (),
        )

    def columns(self, chosen: Ints) -> Cases:
        """Rows by number, any of them any number of times, without ids and texts."""
        return replace(
            self,
            circle=self.circle[chosen],
            domain=self.domain[chosen],
            source=self.source[chosen],
            severity=self.severity[chosen],
            reported_s=self.reported_s[chosen],
            due_s=self.due_s[chosen],
            closed_s=self.closed_s[chosen],
            hazard=self.hazard[chosen],
            ids=(),
            texts=(),
        )

    def joined(self, others: Cases) -> Cases:
        """These and those of the others whose ids are not among these: where both know an incident, these do."""
        known = set(self.ids)
        news = (
            others.where(np.array([id_ not in known for id_ in others.ids], dtype=np.bool_)) if others.ids else others
        )
        sources = tuple(sorted({*self.sources, *news.sources}))
        numbers = [np.array([sources.index(id_) for id_ in one.sources], dtype=np.int64) for one in (self, news)]

        def both(name: str) -> Any:
            return np.concatenate([getattr(self, name), getattr(news, name)])

        return Cases(
            circle=both("circle"),
            domain=both("domain"),
            source=np.concatenate([numbers[0][self.source], numbers[1][news.source]]),
            severity=both("severity"),
            reported_s=both("reported_s"),
            due_s=both("due_s"),
            closed_s=both("closed_s"),
            hazard=both("hazard"),
            sources=sources,
            ids=self.ids + news.ids,
            texts=self.texts + news.texts,
        )


def _epoch_s(at: datetime | None) -> float:
    return np.inf if at is None else at.timestamp()
