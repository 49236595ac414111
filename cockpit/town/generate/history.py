"""A year of invented incidents with daily, weekly and seasonal shape, as the rows of ``history/incidents.csv.gz``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import numpy as np

from cockpit.domain.incidents import Kind
from cockpit.domain.indices import DOMAINS, Domain
from cockpit.town.generate.plane import stream
from cockpit.town.shape import PER_DAY, close_hours, day_factor, hour_share, kind_shares, source_mix

WEEKS = 53
COLUMNS = ("source", "source_no", "kind", "severity", "grid", "reported_at", "closed_at", "hazard")
UNCLOSED_HAZARDS = 0.04
"""Share of the hazards of the last three weeks that are still outstanding."""

Row = tuple[str, str, str, int, str, str, str, int]


def make_history(
    ends_on: date,
    kinds: Sequence[Kind],
    sources: Sequence[str],
    grid_weights: dict[str, float],
    close_within_h: tuple[float, float, float, float],
    seed: int,
) -> list[Row]:
    """Rows in order of time over 53 weeks up to ``ends_on`` (included), times local and to the second."""
    rng = stream(seed, "history")
    first = ends_on - timedelta(days=WEEKS * 7 - 1)
    shares = {domain: _grid_shares(grid_weights, rng) for domain in DOMAINS}
    days = [first + timedelta(days=step) for step in range(WEEKS * 7)]
    grids = list(grid_weights)
    drafts = sorted(
        draft for day in days for domain in DOMAINS for draft in _day(day, domain, grids, shares[domain], rng)
    )
    by_domain = {domain: [kind for kind in kinds if kind.domain == domain] for domain in DOMAINS}
    chances = {
        domain: np.cumsum([kind_shares(domain, kinds)[kind.id] for kind in by_domain[domain]]) for domain in DOMAINS
    }
    mixes = {domain: np.cumsum([source_mix(domain, sources)[source] for source in sources]) for domain in DOMAINS}
    uniform, normal = rng.random((len(drafts), 4)), rng.normal(size=len(drafts))
    counts = dict.fromkeys(sources, 0)
    rows: list[Row] = []
    for (at, domain, grid), (pick, whence, shift, left), z in zip(drafts, uniform, normal, strict=True):
        kind = by_domain[domain][min(int(np.searchsorted(chances[domain], pick)), len(by_domain[domain]) - 1)]
        source = sources[min(int(np.searchsorted(mixes[domain], whence)), len(sources) - 1)]
        counts[source] += 1
        severity = _severity(kind, float(shift))
        within_h = kind.close_within_h or close_within_h[severity - 1]
        closed = at + timedelta(seconds=round(close_hours(within_h, float(z)) * 3600))
        outstanding = kind.hazard and left < UNCLOSED_HAZARDS and (ends_on - at.date()).days < 21
        rows.append(
            (
                source,
                str(counts[source]),
                kind.id,
                severity,
                grid,
                at.isoformat(sep=" "),
                "" if outstanding else closed.isoformat(sep=" "),
                int(kind.hazard),
            )
        )
    return rows


def _severity(kind: Kind, uniform: float) -> int:
    """Mostly the kind's own; at times one lighter, seldom one graver, but never by this the gravest."""
    if uniform < 0.08:
        return min(4, kind.severity + 1)
    return max(2, kind.severity - 1) if uniform > 0.97 else kind.severity


def _grid_shares(weights: dict[str, float], rng: np.random.Generator) -> np.ndarray:
    """Which grid an incident falls into: where much happens, with every domain's own likes."""
    shares = np.array(list(weights.values())) ** 0.8 * rng.gamma(5.0, 0.2, len(weights))
    return np.cumsum(shares / shares.sum())


def _day(
    day: date, domain: Domain, grids: list[str], shares: np.ndarray, rng: np.random.Generator
) -> list[tuple[datetime, Domain, str]]:
    """One domain's reports of a day; days differ by more than chance alone (gamma, standard deviation 10 %)."""
    expected = PER_DAY[domain] * day_factor(domain, day) * float(rng.gamma(100.0, 0.01))
    if rng.random() < 0.008:
        expected *= float(rng.uniform(1.4, 2.0))
    count = int(rng.poisson(expected))
    hours = rng.choice(24, count, p=[hour_share(domain, hour) for hour in range(24)])
    seconds = rng.integers(0, 3600, count)
    placed = np.searchsorted(shares, rng.random(count))
    midnight = datetime.combine(day, time())
    return [
        (midnight + timedelta(hours=int(hour), seconds=int(second)), domain, grids[min(int(grid), len(grids) - 1)])
        for hour, second, grid in zip(hours, seconds, placed, strict=True)
    ]
