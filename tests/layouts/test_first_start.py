"""The first start of a hub of one's own: what failed is kept, and a second try begins from the beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.errors import CockpitError
from cockpit.hub.lock import FolderLock
from layouts import embedded
from layouts.embedded import EmbeddedHub, health
from layouts.first_start import FirstStart
from tests.desktops import processes_about, write_small_sample
from tests.town.folders import spoil


def test_a_data_folder_that_can_be_used_later_is_taken_at_the_second_try(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("x", encoding="utf-8")
    start = FirstStart(EmbeddedHub(write_small_sample(tmp_path / "town"), in_the_way, simulate=False))
    try:
        start.launch()
        with pytest.raises(CockpitError, match="--data"):
            start.wait()
        in_the_way.unlink()
        assert health(start.again()) is not None
        assert start.failure is None
        assert start.folder is not None
    finally:
        start.own.stop()
    assert not processes_about(str(tmp_path))


def test_a_town_that_is_mended_is_read_at_the_second_try(tmp_path: Path) -> None:
    town = write_small_sample(tmp_path / "town")
    spoil(town, "units.csv", "u1,田一舟,police,q1", "u1,田一舟,polices,q1")
    start = FirstStart(EmbeddedHub(town, tmp_path / "data", simulate=False))
    try:
        start.launch()
        with pytest.raises(CockpitError, match="polices"):
            start.wait()
        spoil(town, "units.csv", "polices", "police")
        assert health(start.again()) is not None
    finally:
        start.own.stop()


def test_what_the_hub_has_said_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "JOIN_S", 0.1)
    data = tmp_path / "data"
    embedded.make_usable(data)
    start = FirstStart(EmbeddedHub(write_small_sample(tmp_path / "town"), data, simulate=False))
    lock = FolderLock(data)
    try:
        start.launch()
        assert start.failure is None, "the hub has not been waited for"
        with pytest.raises(CockpitError, match="another hub is using this data folder"):
            start.wait()
        assert start.failure is not None
    finally:
        lock.release()
        start.own.stop()


def test_a_hub_that_another_desktop_has_started_meanwhile_is_joined(tmp_path: Path) -> None:
    town, data = write_small_sample(tmp_path / "town"), tmp_path / "data"
    data.write_text("x", encoding="utf-8")
    late = FirstStart(EmbeddedHub(town, data, simulate=False))
    late.launch()
    data.unlink()
    first = FirstStart(EmbeddedHub(town, data, simulate=False))
    try:
        url = first.again()
        assert late.again() == url
        assert late.own.shared
        late.own.stop()
        assert health(url) is not None, "the other desktop's hub is not ours to end"
    finally:
        first.own.stop()
