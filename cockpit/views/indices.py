"""The six indices as the screens show them, and one of them opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cockpit.domain.incidents import Incident
from cockpit.domain.indices import DOMAINS, Band, Contribution, Domain, Figures, IndexDetail, TownIndex
from cockpit.domain.world import World
from cockpit.views.situation import Situation
from cockpit.views.times import local
from cockpit.views.words import Language, word

DAYS_SHOWN = 30


@dataclass(frozen=True)
class IndexRow:
    """One index of one circle, ready to be drawn.

    Attributes:
        value: 0 (worst) to 100, None while the hub has not said.
        change: points since yesterday (town) or against the town (any other circle), None where unknown.
        against_town: whether ``change`` is measured against the town.
        history: the days before, oldest first, None for a day without data; empty while unknown.
        silent: names of the sources that were silent.
        top: what cost the most, in words; empty when nothing did.
        top_points: the points that it cost, 0 when nothing did.
        top_incident: id of the incident behind it, empty when it is none.
    """

    domain: Domain
    value: float | None
    band: Band | None
    change: float | None = None
    against_town: bool = False
    provisional: bool = False
    history: tuple[float | None, ...] = ()
    silent: tuple[str, ...] = ()
    top: str = ""
    top_points: float = 0.0
    top_incident: str = ""


@dataclass(frozen=True)
class ContributionRow:
    """One contribution of an opened index, ready for a table."""

    points: float
    kind: str
    text: str
    place: str
    time: str
    incident: str = ""


@dataclass(frozen=True)
class DetailTable:
    """An opened index: its rows, costliest first, and their sum, which is 100 minus the value."""

    value: float
    band: Band
    provisional: bool
    silent: tuple[str, ...]
    rows: tuple[ContributionRow, ...]
    total: float
    method_version: str
    expected_load: float


def source_names(world: World, ids: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Sources by name; the id where the town knows none."""
    found = (world.sources.get(id_) for id_ in ids)
    return tuple(
        id_ if source is None else (source.name if language == "zh" else source.name_en)
        for id_, source in zip(ids, found, strict=True)
    )


def index_rows(
    situation: Situation,
    circle: str,
    language: Language = "zh",
    histories: Mapping[Domain, tuple[float | None, ...]] | None = None,
) -> tuple[IndexRow, ...]:
    """The six indices of a circle in the order of ``DOMAINS``; those of the town for the core or an empty id.

    Args:
        situation: the moment.
        circle: its id.
        language: of names and words.
        histories: the days before by domain, for a circle below the town, as far as the hub has told.
    """
    histories = histories or {}
    figures = situation.figures
    if figures is None:
        return tuple(IndexRow(domain, None, None) for domain in DOMAINS)
    by_domain = {one.index.domain: one for one in figures.town}
    if circle and circle != situation.world.circles.root:
        return tuple(
            replace(
                _circle_row(situation, figures, circle, place, by_domain.get(domain), language),
                history=histories.get(domain, ()),
            )
            for place, domain in enumerate(DOMAINS)
        )
    return tuple(
        IndexRow(domain, None, None)
        if domain not in by_domain
        else _town_row(situation.world, by_domain[domain], language)
        for domain in DOMAINS
    )


def history_of(answer: object) -> tuple[float | None, ...]:
    """The values of an answer to "index_history" (pairs of day and value, oldest first); empty for anything else."""
    if not isinstance(answer, Iterable) or isinstance(answer, str):
        return ()
    pairs = [pair for pair in answer if isinstance(pair, (tuple, list)) and len(pair) == 2]
    return tuple(float(value) if isinstance(value, (int, float)) else None for _, value in pairs)[-DAYS_SHOWN:]


def worst(rows: tuple[IndexRow, ...]) -> IndexRow | None:
    """The row with the lowest value, None while none has one."""
    known = [row for row in rows if row.value is not None]
    return min(known, key=lambda row: row.value or 0.0, default=None)


def detail_table(situation: Situation, detail: IndexDetail, language: Language = "zh") -> DetailTable:
    """An opened index as a table; rows without points are left out."""
    rows = tuple(
        _contribution_row(situation.world, one, language) for one in detail.contributions if abs(one.points) >= 0.005
    )
    return DetailTable(
        value=detail.index.value,
        band=detail.index.band,
        provisional=detail.index.provisional,
        silent=source_names(situation.world, detail.index.silent, language),
        rows=rows,
        total=sum(one.points for one in detail.contributions),
        method_version=detail.method_version,
        expected_load=detail.expected_load,
    )


def points_text(points: float) -> str:
    """A change with its sign: "+2", "−14", "0"; halves and finer are rounded to whole points."""
    whole = round(points)
    return "0" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole)}"


def _town_row(world: World, one: TownIndex, language: Language) -> IndexRow:
    top = one.top
    return IndexRow(
        domain=one.index.domain,
        value=one.index.value,
        band=one.index.band,
        change=None if one.yesterday is None else one.index.value - one.yesterday,
        provisional=one.index.provisional,
        history=one.history,
        silent=source_names(world, one.index.silent, language),
        top="" if top is None else _what(world, top, language),
        top_points=0.0 if top is None else top.points,
        top_incident=top.ref if top is not None and top.ref in world.incidents else "",
    )


def _circle_row(
    situation: Situation, figures: Figures, circle: str, place: int, town: TownIndex | None, language: Language
) -> IndexRow:
    values = figures.circles.get(circle)
    if values is None or place >= len(values):
        return IndexRow(DOMAINS[place], None, None)
    silent = () if town is None else town.index.silent
    return IndexRow(
        domain=DOMAINS[place],
        value=values[place],
        band=situation.world.method.band(values[place]),
        change=None if town is None else values[place] - town.index.value,
        against_town=True,
        provisional=town is not None and town.index.provisional,
        silent=source_names(situation.world, silent, language),
    )


def _what(world: World, one: Contribution, language: Language) -> str:
    if one.kind == "silent_source":
        return f"{word(one.kind, language)} {' '.join(source_names(world, (one.ref,), language))}".strip()
    incident = world.incidents.get(one.ref)
    text = one.text or (incident.text if incident is not None else "")
    return text or word(one.kind, language)


def _contribution_row(world: World, one: Contribution, language: Language) -> ContributionRow:
    incident = world.incidents.get(one.ref)
    silent = one.kind == "silent_source"
    return ContributionRow(
        points=one.points,
        kind="" if one.kind == "rest_of_day" else word(one.kind, language),
        text=" ".join(source_names(world, (one.ref,), language)) if silent else _what(world, one, language),
        place="" if incident is None else _place(world, incident),
        time="" if incident is None else f"{local(incident.reported_at, world.settings.time_zone):%m-%d %H:%M}",
        incident="" if incident is None else incident.id,
    )


def _place(world: World, incident: Incident) -> str:
    circle = world.circles.by_id.get(incident.circle)
    return incident.address or (incident.circle if circle is None else circle.name)
