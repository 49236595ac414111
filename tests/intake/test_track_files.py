"""Recorded tracks: three formats, and what is dropped from them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.intake.faults import ImportFault
from cockpit.intake.track_files import GAP_S, read_track_file
from tests.intake.files import TRACKS, needs_tracks, write

PLT = "Geolife trajectory\nWGS 84\nAltitude is in Feet\nReserved 3\n0,2,255,My Track,0,0,2,8421376\n0\n"
anything = settings(
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture], max_examples=60
)


def line(second, lon=116.3, lat=40.0):
    return f"{lat},{lon},0,492,39749.0,2008-10-28,00:{second // 60:02}:{second % 60:02}\n"


def read(folder, body, name="a.plt", head=PLT):
    return read_track_file(write(folder, head + body, name))


def test_geolife(tmp_path):
    file = read(tmp_path, line(0) + line(5, 116.3001))
    assert file.dropped == {}
    assert [(fix.lon, fix.lat) for fix in file.stretches[0]] == [(116.3, 40.0), (116.3001, 40.0)]
    assert file.stretches[0][0].at == 1225152000.0


@pytest.mark.parametrize(
    "time", ["1225152000", "2008-10-28T00:00:00Z", "2008-10-28 08:00:00+08:00", "2008-10-28T00:00"]
)
def test_csv(tmp_path, time):
    file = read(tmp_path, f"116.3,40.0,{time}\n\n", "a.csv", "lon,lat,time\n")
    assert (file.stretches[0][0].at, file.dropped) == (1225152000.0, {})


def test_gpx(tmp_path):
    body = (
        '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
        '<trkpt lat="40.0" lon="116.3"><ele>3</ele><time>2008-10-28T00:00:00Z</time></trkpt>'
        '<trkpt lat="40.0" lon="116.3"/></trkseg></trk></gpx>'
    )
    file = read(tmp_path, body, "a.GPX", "")
    assert (len(file.stretches[0]), file.dropped) == (1, {"malformed": 1})


@pytest.mark.parametrize("body", ["<gpx", '<!DOCTYPE a [<!ENTITY b "c">]><gpx/>', ""])
def test_no_gpx(tmp_path, body):
    with pytest.raises(ImportFault):
        read(tmp_path, body, "a.gpx", "")


def test_bad_fixes_are_dropped_and_counted(tmp_path):
    body = "x\n" + line(0) + line(5, 0, 0) + line(10, 117.0) + line(15) + line(15) + line(3) + line(20, 116.3, 99)
    file = read(tmp_path, body)
    assert file.dropped == {"malformed": 1, "no_place": 2, "jump": 1, "out_of_order": 2}
    assert [len(stretch) for stretch in file.stretches] == [2]


def test_a_gap_begins_a_new_stretch(tmp_path):
    late = 10 + int(GAP_S) + 1
    file = read(tmp_path, line(0) + line(10) + line(late) + line(late + 5))
    assert [len(stretch) for stretch in file.stretches] == [2, 2]


def test_when_the_first_fix_went_astray_the_rest_counts(tmp_path):
    file = read(tmp_path, line(0, 110.0) + line(5) + line(10) + line(15) + line(20))
    assert [len(stretch) for stretch in file.stretches] == [1, 4]
    assert file.dropped == {}


def test_two_astray_in_different_places_and_one_at_the_end(tmp_path):
    file = read(tmp_path, line(0) + line(5, 117.0) + line(10, 118.0) + line(15) + line(20, 119.0))
    assert [len(stretch) for stretch in file.stretches] == [2]
    assert file.dropped == {"jump": 3}


def test_other_files(tmp_path):
    with pytest.raises(ImportFault, match="plt"):
        read_track_file(tmp_path / "a.kml")
    with pytest.raises(ImportFault, match="无法打开"):
        read_track_file(tmp_path / "a.plt")


@anything
@given(st.binary(max_size=300), st.sampled_from(["a.plt", "a.csv", "a.gpx"]))
def test_arbitrary_bytes_never_crash(tmp_path, content, name):
    head = PLT.encode() if name == "a.plt" else b""
    try:
        file = read_track_file(write(tmp_path, head + content, name))
    except ImportFault as fault:
        assert name == "a.gpx"
        assert fault.faults
        return
    assert sum(file.dropped.values()) + sum(map(len, file.stretches)) <= len(content.splitlines()) + 1


@needs_tracks
def test_the_real_ones():
    files = [read_track_file(path) for path in sorted(TRACKS.glob("*.plt"))]
    assert len(files) == 24
    assert sum(file.dropped.get("jump", 0) for file in files) > 5
    for stretch in (stretch for file in files for stretch in file.stretches):
        assert all(0 < b.at - a.at <= GAP_S for a, b in zip(stretch, stretch[1:], strict=False))
