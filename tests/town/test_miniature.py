"""The documentation's worked example is a town."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from cockpit.domain.rota import Turn
from cockpit.domain.town import Town
from cockpit.town.folder import check_town, read_town


def test_the_clerks_example_reads_without_a_fault(miniature: Path) -> None:
    assert check_town(miniature) == []
    folder = read_town(miniature)
    town = folder.town
    assert (town.settings.id, town.settings.name, town.settings.sample) == ("shuikou", "水口镇", False)
    assert [circle.tier for circle in town.circles] == ["core", "zone", "station", "squad", "grid", "grid"]
    assert [(unit.name, unit.role) for unit in town.units][1] == ("葛晴川", "grid_leader")
    assert town.rota.turn == Turn(datetime(2026, 1, 4, 12, tzinfo=UTC), 24.0, ("p1",))
    assert [kind.hazard for kind in town.kinds] == [False, True, False]
    assert folder.accounts is None
    assert len(folder.history(date(2026, 2, 1))) == 2


def test_figures_are_floats_so_that_the_digest_survives_json(miniature: Path) -> None:
    town = read_town(miniature).town
    data = msgspec.json.encode(town)
    back = msgspec.json.decode(data, type=Town)
    assert back == town
    assert msgspec.json.encode(back) == data
    assert isinstance(town.settings.close_within_h[0], float)
    assert isinstance(town.settings.contact.report_every_s, float)
    assert isinstance(town.method.bands[0], float)


def test_a_centre_that_is_not_given_lies_in_the_area(miniature: Path) -> None:
    folder = read_town(miniature)
    core = folder.town.circles[0]
    assert folder.map.areas["core"].contains(core.centre)
    assert folder.town.circles[4].centre == (120.005, 30.005)


def test_the_digest_follows_the_meaning_and_not_the_bytes(miniature: Path) -> None:
    before = read_town(miniature).digest
    units = miniature / "units.csv"
    units.write_bytes(b"\xef\xbb\xbf" + units.read_bytes().replace(b"\n", b"\r\n"))
    settings = miniature / "town.toml"
    settings.write_text("# a remark\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_town(miniature).digest == before
    units.write_bytes(units.read_bytes().replace("田一舟".encode(), "田一帆".encode()))
    assert read_town(miniature).digest != before
