"""Whatever stands in a folder, reading it says what is wrong and never breaks."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.errors import CockpitError
from cockpit.town.folder import TownFolder, check_town, read_town
from tests.town.folders import spoil, write_miniature

PIECES = (
    "null", "true", "[]", "{}", '""', '"x"', "-1", "1e400", "nan", "[[1]]", "99999999999999999999", "\n", "[", ",", '"',
    "\x00", "甲", "0", "0001-01-01T00:00:00", "9999-12-31T23:59:59",
)  # fmt: skip
FILES = (
    "town.toml", "circles.csv", "departments.csv", "units.csv", "people.csv", "rota.toml", "sources.csv", "kinds.csv",
    "plans.toml", "indices.toml", "areas.geojson", "history/incidents.csv",
)  # fmt: skip
_WORD = re.compile(r'"[^"]*"|\[[^\[\]]*\]|[^\s,=\[\]{}:"]+')


@settings(max_examples=80)
@given(st.sampled_from(FILES), st.integers(0, 10_000), st.sampled_from(PIECES), st.booleans())
def test_a_spoilt_word_is_a_fault_or_harmless(file: str, where: int, piece: str, cut: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_miniature(Path(name))
        path = folder / file
        text = path.read_text(encoding="utf-8")
        words = list(_WORD.finditer(text))
        word = words[where % len(words)]
        path.write_text(text[: word.start()] + piece + ("" if cut else text[word.end() :]), encoding="utf-8")
        faults = check_town(folder)
        if faults:
            assert all(fault.wrong and fault.mend for fault in faults)
        else:
            assert len(read_town(folder).map.areas) == 6
            assert len(read_town(folder).history(date(2026, 2, 1))) <= 2


@pytest.mark.parametrize("properties", ["[]", "7", "null"])
def test_properties_that_are_none(miniature: Path, properties: str) -> None:
    spoil(miniature, "areas.geojson", '{"id": "g1"}', properties)
    assert "areas.geojson:6：要素没有 id；在 properties 里写 id = 圈的编号" in map(str, check_town(miniature))


def test_a_time_before_all_time(miniature: Path) -> None:
    spoil(miniature, "rota.toml", "2026-01-04T20:00:00", "0001-01-01T00:00:00")
    assert [fault.line for fault in check_town(miniature)] == [2]


def test_a_place_far_from_the_town_is_named(miniature: Path) -> None:
    rows = "id,name,kind,lon,lat\nb1,面馆,restaurant,120.001,30.001\nb2,仓库,warehouse,121.5,30.001\n"
    (miniature / "premises.csv").write_text(rows, encoding="utf-8")
    assert [str(fault) for fault in check_town(miniature)] == [
        "premises.csv:3：121.50000, 30.00100 远在镇外；核对经纬度：没有写反、是 WGS-84"
    ]


def test_the_maps_digest_follows_its_files(miniature: Path) -> None:
    before = read_town(miniature).map_digest
    assert read_town(miniature).map_digest == before
    spoil(miniature, "areas.geojson", "[120.01, 30.0]", "[120.01, 30.00000001]")
    assert read_town(miniature).map_digest != before


def test_the_samples_keys_are_there_for_the_simulator(sample: TownFolder) -> None:
    accounts = sample.accounts
    assert accounts is not None
    assert accounts.password
    assert accounts.terminal_key != accounts.source_key


def test_faults_are_failures_that_a_command_can_tell(tmp_path: Path) -> None:
    with pytest.raises(CockpitError) as caught:
        read_town(tmp_path)
    assert "town.toml：文件不存在" in str(caught.value)
