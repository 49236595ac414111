"""Recorded movement at any second, laid into a room."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.places import distance_m
from cockpit.intake.faults import ImportFault
from cockpit.intake.plane import from_plane
from cockpit.intake.track_files import RawFix
from cockpit.intake.tracks import Room, Track, load_tracks
from tests.intake.files import TRACKS, needs_tracks, write
from tests.intake.test_locate import STARS
from tests.intake.test_track_files import PLT, line
from tests.towns import small_map

ORIGIN = (116.3, 40.0)


def walk(*legs):
    """A track from metres east, metres north and seconds, beginning at the origin at second 1000."""
    at, x, y = 1000.0, 0.0, 0.0
    fixes = [RawFix(at, *ORIGIN)]
    for east, north, seconds in legs:
        at, x, y = at + seconds, x + east, y + north
        fixes.append(RawFix(at, *from_plane((x, y), ORIGIN)))
    return Track("walk", fixes)


DRIVE = walk((0, 100, 10), (0, 0, 5), (200, 0, 10))


def test_between_two_fixes():
    fix = DRIVE.at(5.0)
    assert fix.place == pytest.approx(from_plane((0, 50), ORIGIN))
    assert (fix.at, fix.speed_kmh, fix.heading_deg) == (5.0, pytest.approx(36.0, rel=1e-3), pytest.approx(0.0))
    assert DRIVE.at(20.0).heading_deg == pytest.approx(90.0, abs=0.1)


def test_standing_keeps_the_heading():
    fix = DRIVE.at(12.0)
    assert (fix.speed_kmh, fix.heading_deg) == (0.0, pytest.approx(0.0))


def test_there_and_back_for_ever():
    assert DRIVE.duration_s == 25.0
    assert DRIVE.at(25.0 + 7.0).place == pytest.approx(DRIVE.at(18.0).place)
    assert DRIVE.at(25.0 + 7.0).heading_deg == pytest.approx((DRIVE.at(18.0).heading_deg + 180) % 360)
    assert DRIVE.at(50.0 * 3 + 4.0).place == pytest.approx(DRIVE.at(4.0).place)
    assert DRIVE.at(-4.0).place == pytest.approx(DRIVE.at(4.0).place)


def test_in_even_steps():
    fixes = list(DRIVE.fixes(5.0))
    assert [fix.at for fix in fixes] == [0, 5, 10, 15, 20, 25]
    assert fixes[-1].place == pytest.approx(from_plane((200, 100), ORIGIN))


@given(st.floats(-1e6, 1e6), st.floats(0, 360), st.floats(20, 5000))
def test_a_laid_track_lies_in_its_room_at_its_own_speed(second, rotation, radius):
    room = Room((120.1, 30.3), radius)
    laid = DRIVE.transformed(room, rotation)
    fix = laid.at(second)
    assert distance_m(fix.place, room.centre) <= radius
    later = laid.at(second + 0.5)
    assert distance_m(fix.place, later.place) <= 20.0 * 0.5 * 1.01 + 1e-3
    assert fix.speed_kmh <= DRIVE.top_speed_kmh
    assert laid.duration_s <= DRIVE.duration_s


def test_a_room_large_enough_keeps_the_size_and_turns():
    laid = DRIVE.transformed(Room((120.1, 30.3), 1000.0), 90.0)
    assert laid.duration_s == DRIVE.duration_s
    assert distance_m(laid.at(0).place, laid.at(10).place) == pytest.approx(100.0, rel=1e-3)
    assert laid.at(5).heading_deg == pytest.approx(90.0)
    assert laid.at(10).lon > laid.at(0).lon


def test_a_stretch_stays_in_a_circle():
    cut = DRIVE.stretch(60.0)
    assert cut.duration_s == 15.0
    assert cut.extent.radius_m <= 60.0
    assert DRIVE.stretch(1e6).duration_s == 25.0
    assert DRIVE.stretch(1.0, 16.0).duration_s == 10.0
    assert DRIVE.stretch(1e6, 1e9).duration_s == 10.0


@pytest.mark.parametrize("area", [small_map().areas["g1"], STARS["a"]])
def test_the_round_room_of_an_area(area):
    room = Room.of_area(area)
    edge = [
        from_plane((room.radius_m * 0.999 * math.sin(angle), room.radius_m * 0.999 * math.cos(angle)), room.centre)
        for angle in (math.radians(degrees) for degrees in range(0, 360, 5))
    ]
    assert room.radius_m > 100
    assert all(area.contains(point) for point in edge)


def test_the_round_room_of_a_box():
    room = Room.of_box((120.0, 30.0, 120.2, 30.1))
    assert room.centre == pytest.approx((120.1, 30.05))
    assert room.radius_m == pytest.approx(distance_m((120.1, 30.05), (120.1, 30.1)), rel=1e-3)


def test_one_fix_is_no_track():
    with pytest.raises(ValueError, match="two fixes"):
        Track("x", [RawFix(0.0, 1.0, 1.0)])


def test_loading_a_folder(tmp_path):
    moving = PLT + "".join(line(second * 6, 116.3 + second * 1e-4) for second in range(15))
    write(tmp_path, moving, "b.plt")
    write(tmp_path, PLT + "".join(line(second * 6) for second in range(15)), "standing.plt")
    write(tmp_path, PLT + line(0), "short.plt")
    write(tmp_path, "notes", "readme.txt")
    assert [track.name for track in load_tracks(tmp_path)] == ["b#1"]


def test_a_folder_without_tracks(tmp_path):
    with pytest.raises(ImportFault, match="轨迹"):
        load_tracks(tmp_path)
    with pytest.raises(ImportFault, match="无法打开"):
        load_tracks(tmp_path / "none")


@needs_tracks
def test_the_real_ones_in_a_grid_of_the_town():
    area = small_map().areas["g1"]
    room = Room.of_area(area)
    tracks = load_tracks(TRACKS)
    assert len(tracks) > 50
    for number, track in enumerate(tracks[::7]):
        laid = track.stretch(room.radius_m * 2, track.duration_s / 3).transformed(room, number * 50.0)
        fixes = list(laid.fixes(10.0))
        assert all(area.contains(fix.place) for fix in fixes)
        assert all(fix.speed_kmh <= 216.0 for fix in fixes)
        assert all(0.0 <= fix.heading_deg < 360.0 for fix in fixes)
