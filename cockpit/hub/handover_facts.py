"""What a handover says beside orders and incidents: who is out of contact, which sources are silent, which alarms are
shelved, how the indices stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from cockpit.domain.alarms import shelved
from cockpit.domain.handovers import Fact
from cockpit.domain.live import Live, lost
from cockpit.kit.clock import from_epoch_s

if TYPE_CHECKING:
    from cockpit.domain.indices import Figures
    from cockpit.domain.world import World

CONTACTS_LIMIT = 300
"""Units named one by one; the rest of more is one line with their number."""


def handover_facts(
    world: World, live: Live, figures: Figures | None, silent: Mapping[str, float], now: datetime
) -> tuple[Fact, ...]:
    """The facts at an instant, the worst first within each kind.

    Args:
        figures: the six indices as last published, None before the first time.
        silent: silent sources by id, with the instant since when (epoch seconds).
    """
    return (*_contacts(world, live, now), *_sources(world, silent), *_alarms(world, now), *_indices(figures))


def _contacts(world: World, live: Live, now: datetime) -> Iterator[Fact]:
    now_s, limits = now.timestamp(), world.settings.contact
    missing = [unit for unit in world.units.values() if lost(live.contact(unit.id, now_s, limits))]
    missing.sort(key=lambda unit: (live.heard.get(unit.id, 0.0), unit.id))
    for unit in missing[:CONTACTS_LIMIT]:
        heard_s = live.heard.get(unit.id)
        yield Fact("contact", unit.id, unit.name, since=None if heard_s is None else from_epoch_s(heard_s))
    if len(missing) > CONTACTS_LIMIT:
        yield Fact("contact", "others", value=float(len(missing) - CONTACTS_LIMIT))


def _sources(world: World, silent: Mapping[str, float]) -> Iterator[Fact]:
    for id_, since_s in sorted(silent.items(), key=lambda pair: pair[1]):
        source = world.sources.get(id_)
        yield Fact("source", id_, source.name if source is not None else id_, since=from_epoch_s(since_s))


def _alarms(world: World, now: datetime) -> Iterator[Fact]:
    for key, mark in shelved(world, now):
        text = " · ".join(part for part in (mark.about, mark.reason) if part)
        yield Fact("alarm", key, text, since=mark.shelved_at, to=mark.shelved_by, until=mark.until)


def _indices(figures: Figures | None) -> Iterator[Fact]:
    for one in sorted(figures.town, key=lambda one: one.index.value) if figures is not None else ():
        index = one.index
        change = None if one.yesterday is None else index.value - one.yesterday
        yield Fact("index", index.domain, value=index.value, change=change, doubt=bool(index.silent or index.unheard_s))
