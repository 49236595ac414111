"""Rows of somebody else's file become reports of this town's incidents, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cockpit.domain.circles import CircleTree
from cockpit.domain.incidents import ReportIncident
from cockpit.domain.places import LonLat
from cockpit.domain.town import Town, TownMap
from cockpit.intake.classes import Classes, Rule
from cockpit.intake.datums import to_wgs84
from cockpit.intake.faults import Fault, ImportFault
from cockpit.intake.keys import meant
from cockpit.intake.laying import coordinates, inside, laying_for
from cockpit.intake.locate import Locator
from cockpit.intake.mapping import Mapping
from cockpit.intake.numbering import Numbering
from cockpit.intake.report import NotTaken, Taken, Untaken
from cockpit.intake.rows import BadRow, Column, RawRow, Rows
from cockpit.intake.template import clean
from cockpit.intake.times import EARLIEST, TimeReader

TEXT_LIMIT = 500
ADDRESS_LIMIT = 200
NUMBER_LIMIT = 100
DETAIL_LIMIT = 80
"""Characters."""

CLOCK_ERROR = timedelta(minutes=5)
"""How far a source's clock may be ahead; the rule of ``decide_report``."""


def translate_file(
    file: Path, mapping: Mapping, town: Town, town_map: TownMap, now: datetime | None = None
) -> Iterator[Taken | NotTaken]:
    """Every row of a file, in its order, as a command or as a reason. Reads as it goes; quantiles read it twice.

    Args:
        file: CSV or JSON Lines, as the mapping says.
        mapping: what its columns mean.
        town: whose sources, kinds and circles count.
        town_map: its areas.
        now: later reports are not taken; without it none is refused for its time.

    Raises:
        ImportFault: at the first step: the mapping names what the town or the file does not have, or the file
            cannot be opened.
    """
    translator = Translator(file, mapping, town, town_map, now)
    with Rows(file, mapping.shape, mapping.columns()) as rows:
        for row in rows:
            yield translator.translate(row, rows.index_of)


def check_against(mapping: Mapping, town: Town) -> None:
    """Whether the town has every source and kind that the mapping names.

    Raises:
        ImportFault: it has not; all of them.
    """
    sources = {source.id for source in town.sources}
    kinds = {kind.id for kind in town.kinds}
    faults: list[Fault] = []
    named = [
        (mapping.source.id, mapping.source.line),
        *((id_, mapping.source.line) for id_ in mapping.source.values.values()),
    ]
    for id_, line in dict.fromkeys((*named, *((rule.source, rule.line) for rule in mapping.rules))):
        if id_ and id_ not in sources:
            zh, en = meant(id_, sources)
            faults.append(
                Fault(
                    mapping.name, line, "source", f"本镇没有来源 {id_!r}；{zh}", f"the town has no source {id_!r}; {en}"
                )
            )
    for id_, line in dict.fromkeys((rule.kind, rule.line) for rule in mapping.rules):
        if id_ and id_ not in kinds:
            zh, en = meant(id_, kinds)
            faults.append(
                Fault(mapping.name, line, "kind", f"本镇没有类别 {id_!r}；{zh}", f"the town has no kind {id_!r}; {en}")
            )
    if faults:
        raise ImportFault(sorted(faults, key=lambda fault: fault.line))


class Translator:
    """Translates row by row; it remembers what has been seen, so each file wants one of its own.

    Args and Raises as for ``translate_file``.
    """

    def __init__(self, file: Path, mapping: Mapping, town: Town, town_map: TownMap, now: datetime | None) -> None:
        check_against(mapping, town)
        tree = CircleTree(town.circles)
        self._mapping = mapping
        self._now = now
        self._locator = Locator(town_map.areas, tree)
        self._circles = {circle.name: circle.id for circle in town.circles} | {one: one for one in tree.by_id}
        self._names = {kind.id: kind.name for kind in town.kinds}
        self._classes = Classes(mapping.rules)
        self._numbering = Numbering(mapping.number.prefix, mapping.number.column is None)
        zone = town.settings.time_zone
        self._times = TimeReader(mapping.time.written, mapping.transform.days, zone)
        self._closings = TimeReader(mapping.closing.written, mapping.transform.days, zone)
        self._lay = laying_for(file, mapping, self._locator)

    def translate(self, row: RawRow | BadRow, index_of: Callable[[Column], int]) -> Taken | NotTaken:
        """One row as a command, or why not."""
        if isinstance(row, BadRow):
            return NotTaken(row.line, row.code, row.detail)

        def cell(column: Column) -> str:
            return row.cells[index_of(column)].strip()

        try:
            return self._translate(row, cell)
        except Untaken as reason:
            return NotTaken(row.line, reason.code, clean(reason.detail)[:DETAIL_LIMIT], reason.first_line)

    def _translate(self, row: RawRow, cell: Callable[[Column], str]) -> Taken:
        number = self._number(row, cell)
        rule = self._rule(cell)
        notes: list[str] = []
        reported_at, closed_at = self._when(cell, notes)
        circle, place = self._where(cell, notes)
        text = (rule.text or self._mapping.text).fill(cell) or self._names[rule.kind]
        address = self._mapping.address.fill(cell)
        if len(text) > TEXT_LIMIT or len(address) > ADDRESS_LIMIT:
            notes.append("text_cut")
        return Taken(
            row.line,
            ReportIncident(
                source=rule.source or self._source(cell),
                source_no=number,
                kind=rule.kind,
                text=_cut(text, TEXT_LIMIT),
                reported_at=reported_at,
                severity=self._severity(cell) or rule.severity,
                place=place,
                circle=circle,
                address=_cut(address, ADDRESS_LIMIT),
                closed_at=closed_at,
            ),
            tuple(notes),
        )

    def _number(self, row: RawRow, cell: Callable[[Column], str]) -> str:
        key = [clean(cell(column)) for column in self._mapping.number.columns]
        if not any(key):
            raise Untaken("number_missing")
        if self._mapping.number.column is not None and len(key[0]) > NUMBER_LIMIT:
            raise Untaken("number_long", key[0])
        source = "" if self._mapping.source.column is None else cell(self._mapping.source.column)
        numbered = self._numbering.number(source, key, row.content, row.line)
        if numbered.seen == "repeated":
            raise Untaken("repeated", "", numbered.first_line)
        if numbered.seen == "conflict":
            raise Untaken("number_conflict", numbered.number, numbered.first_line)
        return numbered.number

    def _rule(self, cell: Callable[[Column], str]) -> Rule:
        text = " ".join(filter(None, (cell(column) for column in self._mapping.class_columns)))
        if not text:
            raise Untaken("class_missing")
        rule = self._classes.rule_for(text)
        if rule is None:
            raise Untaken("class_unknown", text)
        if rule.reject:
            raise Untaken("class_rejected", rule.reject)
        return rule

    def _source(self, cell: Callable[[Column], str]) -> str:
        source = self._mapping.source
        if source.column is None:
            return source.id
        value = cell(source.column)
        found = source.values.get(value, source.id)
        if not found:
            raise Untaken("source_unknown", value)
        return found

    def _severity(self, cell: Callable[[Column], str]) -> int:
        severity = self._mapping.severity
        if severity.column is None:
            return 0
        value = cell(severity.column)
        if not value:
            return 0
        if value not in severity.values:
            raise Untaken("severity_unknown", value)
        return severity.values[value]

    # -- time ----------------------------------------------------------------------------------------------------

    def _when(self, cell: Callable[[Column], str], notes: list[str]) -> tuple[datetime, datetime | None]:
        text = _joined(cell, self._mapping.time.columns)
        if not text:
            raise Untaken("time_missing")
        try:
            written = self._times.read(text)
            reported_at = self._times.lay(written)
        except ValueError as error:
            raise Untaken("time_bad", text) from error
        if reported_at is None:
            raise Untaken("day_not_asked", written.date().isoformat())
        if reported_at < EARLIEST:
            raise Untaken("time_old", text)
        if self._now is not None and reported_at > self._now + CLOCK_ERROR:
            raise Untaken("time_future", f"{reported_at:%Y-%m-%dT%H:%MZ}")
        closed_at = self._closed_at(cell, written, reported_at)
        if closed_at is not None and self._now is not None and closed_at > self._now:
            notes.append("closed_later")
            closed_at = None
        return reported_at, closed_at

    def _closed_at(self, cell: Callable[[Column], str], written: datetime, reported_at: datetime) -> datetime | None:
        """The closing lies as long after the report as it did in the file, whatever the days were laid onto."""
        closing = self._mapping.closing
        text = _joined(cell, closing.columns)
        try:
            if text:
                lasted = self._closings.read(text).astimezone(UTC) - written.astimezone(UTC)
            elif closing.after_min is not None:
                lasted = timedelta(minutes=closing.after_min)
            else:
                return None
            if lasted < timedelta(0):
                raise Untaken("closing_bad", text)
            return reported_at + lasted
        except (ValueError, OverflowError) as error:
            raise Untaken("closing_bad", text) from error

    # -- place ---------------------------------------------------------------------------------------------------

    def _where(self, cell: Callable[[Column], str], notes: list[str]) -> tuple[str, LonLat | None]:
        rules = self._mapping.place
        place = None
        if rules.lon is not None and rules.lat is not None:
            place = coordinates(cell(rules.lon), cell(rules.lat))
        if place is None:
            if rules.circle is None or not cell(rules.circle):
                raise Untaken("place_missing")
            notes.append("circle_only")
            return self._circle(cell(rules.circle)), None
        place = self._laid(to_wgs84(place, rules.datum))
        grid = self._locator.grid_of(place)
        if grid is not None:
            return grid, place
        nearest = self._locator.nearest_grid(place) if rules.outside == "nearest" else None
        if nearest is None or nearest.distance_m > rules.nearest_within_m:
            raise Untaken("place_outside_town", f"{place[0]:.5f}, {place[1]:.5f}")
        notes.append("nearest_grid")
        return nearest.circle, place

    def _circle(self, text: str) -> str:
        if text not in self._circles:
            raise Untaken("circle_unknown", text)
        return self._circles[text]

    def _laid(self, place: LonLat) -> LonLat:
        box = self._mapping.transform.box
        if box is not None and not inside(place, box):
            raise Untaken("place_outside_source", f"{place[0]:.5f}, {place[1]:.5f}")
        return self._lay(place)


def _joined(cell: Callable[[Column], str], columns: tuple[Column, ...]) -> str:
    return " ".join(filter(None, (cell(column) for column in columns)))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
