"""A day's incidents, drawn once from the day and the seed: a simulation that starts again tells the same day."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cockpit.domain.circles import CircleTree
from cockpit.domain.incidents import Kind
from cockpit.domain.indices import DOMAINS
from cockpit.domain.places import LonLat
from cockpit.domain.town import Town, TownMap
from cockpit.intake.locate import Locator
from cockpit.sim.crowd import start_in
from cockpit.town.shape import close_hours, kind_shares, rate_per_hour, source_mix

Phrase = Callable[[Kind, random.Random, LonLat], tuple[str, str]]
"""Text and address for an incident of a kind at a place."""


@dataclass(frozen=True)
class Report:
    """One incident to come: what its source will say, when, and when it will be closed (UTC)."""

    source: str
    source_no: str
    kind: str
    severity: int
    text: str
    address: str
    place: LonLat
    circle: str
    reported_at: datetime
    closed_at: datetime


def draw_day(town: Town, town_map: TownMap, day: date, phrase: Phrase, seed: int = 1) -> list[Report]:
    """All incidents of a local day, in order of time, at the town's own rates.

    Args:
        phrase: makes a text and an address for a kind.
    """
    chance = random.Random(f"{seed}/{day.isoformat()}")
    zone = ZoneInfo(town.settings.time_zone)
    kinds = {kind.id: kind for kind in town.kinds}
    sources = [source.id for source in town.sources]
    grids = [circle for circle in town.circles if circle.tier == "grid"]
    weights = busyness(town, town_map)
    found: list[Report] = []
    for domain in DOMAINS:
        shares, mix = kind_shares(domain, town.kinds), source_mix(domain, sources)
        if not shares:
            continue
        for hour in range(24):
            local = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
            for second in _arrivals(rate_per_hour(domain, local.replace(tzinfo=None)), chance):
                kind = kinds[_pick(shares, chance)]
                grid = chance.choices(grids, weights)[0]
                reported_at = (local + timedelta(seconds=second)).astimezone(UTC)
                within_h = kind.close_within_h or town.settings.close_within_h[kind.severity - 1]
                place = start_in(town_map.areas.get(grid.id), grid.centre, chance)
                text, address = phrase(kind, chance, place)
                found.append(
                    Report(
                        source=_pick(mix, chance),
                        source_no="",
                        kind=kind.id,
                        severity=kind.severity,
                        text=text,
                        address=address,
                        place=place,
                        circle=grid.id,
                        reported_at=reported_at,
                        closed_at=reported_at + timedelta(hours=close_hours(within_h, chance.gauss(0, 1))),
                    )
                )
    found.sort(key=lambda report: report.reported_at)
    return [
        Report(**{**vars(report), "source_no": f"{day:%Y%m%d}-{number:04d}"}) for number, report in enumerate(found, 1)
    ]


def busyness(town: Town, town_map: TownMap) -> list[float]:
    """How many incidents each grid has against the others, in the order of the town's file: by its premises."""
    locator = Locator(town_map.areas, CircleTree(town.circles))
    counts = Counter(locator.grid_of(premises.place) for premises in town_map.premises)
    return [1.0 + counts[circle.id] for circle in town.circles if circle.tier == "grid"]


def _arrivals(rate_per_hour_: float, chance: random.Random) -> list[float]:
    """Seconds of an hour at which a Poisson process of that rate fires."""
    if rate_per_hour_ <= 0:
        return []
    found: list[float] = []
    second = chance.expovariate(rate_per_hour_ / 3600)
    while second < 3600:
        found.append(round(second, 3))
        second += chance.expovariate(rate_per_hour_ / 3600)
    return found


def _pick(shares: dict[str, float], chance: random.Random) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]
