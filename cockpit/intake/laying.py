"""Places of a file: read from their cells, and laid onto the town as the mapping says."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path

from cockpit.domain.places import LonLat, is_place
from cockpit.intake.datums import to_wgs84
from cockpit.intake.faults import Fault, ImportFault
from cockpit.intake.locate import Locator
from cockpit.intake.mapping import Mapping
from cockpit.intake.plane import Box
from cockpit.intake.quantiles import Quantiles
from cockpit.intake.report import Untaken
from cockpit.intake.rows import BadRow, Rows
from cockpit.intake.similarity import box_onto_box

PlaceLaying = Callable[[LonLat], LonLat]


def coordinates(lon: str, lat: str) -> LonLat | None:
    """Longitude and latitude in degrees, None where both cells are blank.

    Raises:
        Untaken: they are no place.
    """
    if not lon and not lat:
        return None
    try:
        place = (float(lon), float(lat))
    except ValueError as error:
        raise Untaken("place_bad", f"{lon}, {lat}") from error
    if place[0] == 0.0 or place[1] == 0.0:
        raise Untaken("place_zero", f"{lon}, {lat}")
    if not is_place(place):
        raise Untaken("place_bad", f"{lon}, {lat}")
    return place


def laying_for(file: Path, mapping: Mapping, locator: Locator) -> PlaceLaying:
    """What lays a place of the file onto the town; quantiles read the file for it.

    Raises:
        ImportFault: the town has no grids to lay anything onto.
    """
    transform = mapping.transform
    if transform.laying == "keep":
        return lambda place: place
    if locator.box is None:
        raise ImportFault(
            [Fault(mapping.name, 0, "[transform] places", "本镇没有网格区域", "the town has no areas of grids")]
        )
    if transform.laying == "quantiles":
        return Quantiles(*_places(file, mapping), locator)
    if transform.box is None:
        raise ValueError(f"{transform.laying} without a box: the mapping was not checked")
    return box_onto_box(
        transform.box, locator.box, transform.rotation_deg, transform.margin, transform.laying == "affine"
    )


def _places(file: Path, mapping: Mapping) -> tuple[array[float], array[float]]:
    """The places of a file that can be laid: 16 bytes a row."""
    lons, lats = array("d"), array("d")
    rules, box = mapping.place, mapping.transform.box
    if rules.lon is None or rules.lat is None:
        return lons, lats
    with Rows(file, mapping.shape, mapping.columns()) as rows:
        lon_at, lat_at = rows.index_of(rules.lon), rows.index_of(rules.lat)
        for row in rows:
            if isinstance(row, BadRow):
                continue
            try:
                place = coordinates(row.cells[lon_at].strip(), row.cells[lat_at].strip())
            except Untaken:
                continue
            if place is not None:
                place = to_wgs84(place, rules.datum)
                if box is None or inside(place, box):
                    lons.append(place[0])
                    lats.append(place[1])
    return lons, lats


def inside(place: LonLat, box: Box) -> bool:
    """Whether a place lies in west, south, east, north."""
    return box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3]
