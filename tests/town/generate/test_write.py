"""The generator: the same bytes for the same seed, at Sandun's size, without a fault."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from cockpit.domain.circles import TIERS
from cockpit.town.folder import TownFolder, check_town, read_town
from cockpit.town.generate.write import DEFAULT_END, DEFAULT_SEED, generate_town
from cockpit.town.polygons import area_holds
from tests.town.folders import SAMPLE


def contents(folder: Path) -> dict[str, bytes]:
    """Each file's bytes; unpacked ones, because compressors differ between builds of zlib."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            found[path.relative_to(folder).as_posix()] = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return found


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town of another seed and end."""
    folder = tmp_path_factory.mktemp("town") / "other"
    generate_town(folder, 7, date(2024, 2, 29))
    return folder


def test_the_shipped_sample_is_what_the_generator_writes(tmp_path: Path) -> None:
    generate_town(tmp_path, DEFAULT_SEED, DEFAULT_END)
    made, shipped = contents(tmp_path), contents(SAMPLE)
    assert made.keys() == shipped.keys()
    assert [file for file in made if made[file] != shipped[file]] == []
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*")) < 6_000_000


def test_another_seed_is_another_town_without_a_fault(other: Path) -> None:
    assert check_town(other) == []
    assert read_town(other).digest != read_town(SAMPLE).digest
    assert read_town(other).history_settings.ends_on == date(2024, 2, 29)


def test_the_yardsticks_counts(sample: TownFolder) -> None:
    town = sample.town
    tiers = Counter(circle.tier for circle in town.circles)
    assert [tiers[tier] for tier in TIERS] == [1, 6, 12, 30, 125]
    departments = Counter(unit.department for unit in town.units if unit.role == "officer")
    assert departments == {"police": 80, "traffic_police": 40, "enforcement": 60, "emergency": 120}
    assert Counter(unit.role for unit in town.units) == {"officer": 300, "grid_leader": 125, "grid_worker": 288}
    assert set(Counter(unit.circle for unit in town.units if unit.role == "officer").values()) == {10}
    roles = Counter(person.role for person in town.people)
    assert roles == {"commander": 8, "operator": 10, "zone_chief": 6, "viewer": 2}
    assert len(town.sources) == 9
    assert len(sample.map.premises) == 11_000


def test_names_and_ids_differ(sample: TownFolder) -> None:
    town = sample.town
    names = [unit.name for unit in town.units] + [person.name for person in town.people]
    assert len(set(names)) == len(names)
    assert (town.units[0].id, town.units[-1].id) == ("u001", "u713")
    ids = {circle.id for circle in town.circles}
    assert {"core", "z1", "z6", "s01", "s12", "q01", "q30", "g001", "g125"} <= ids
    assert len({circle.name for circle in town.circles}) == len(town.circles)


def test_every_centre_lies_in_its_area_and_every_place_in_a_grid(sample: TownFolder) -> None:
    areas = sample.map.areas
    assert all(areas[circle.id].contains(circle.centre) for circle in sample.town.circles)
    places = np.array([place.place for place in sample.map.premises])
    assert area_holds(areas["core"], places).all()


def test_every_circle_has_a_chief_and_somebody_commands_at_any_time(sample: TownFolder) -> None:
    assert all(circle.chief for circle in sample.town.circles)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rota = sample.town.rota
    assert all(rota.shift_at(start + timedelta(hours=hours)) is not None for hours in range(0, 24 * 800, 3))


def test_the_sample_is_marked_as_one(sample: TownFolder) -> None:
    assert sample.town.settings.sample
    assert sample.accounts is not None
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert sample.accounts.password in text
    assert "loopback" in text
    assert all(person.login in text for person in sample.town.people)
