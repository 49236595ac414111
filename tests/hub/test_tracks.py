"""The track store: positions by unit and time, for as long as the town keeps them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.domain.live import Fix
from cockpit.hub.tracks import DAY_S, Tracks


@pytest.fixture
def tracks(tmp_path: Path) -> Iterator[Tracks]:
    """An empty store that keeps two days."""
    made = Tracks(tmp_path, 2.0)
    yield made
    made.close()


def fix(at: float, lon: float = 120.0) -> Fix:
    """A position."""
    return Fix(lon, 30.0, at, 4.5, 90.0)


def test_positions_come_back_by_unit_and_span_in_order(tracks: Tracks) -> None:
    for at in (30.0, 10.0, 20.0):
        tracks.note("u1", fix(at))
    tracks.note("u2", fix(15.0))
    assert tracks.between("u1", 0, 100) == [], "nothing is written yet"
    assert tracks.write() == 4
    assert tracks.between("u1", 10, 20) == [fix(10.0), fix(20.0)]
    assert tracks.between("u2", 0, 100) == [fix(15.0)]
    assert tracks.between("u3", 0, 100) == []
    assert tracks.write() == 0
    assert tracks.noted == 4 and tracks.dropped == 0


def test_the_same_position_twice_is_one(tracks: Tracks) -> None:
    tracks.note("u1", fix(10.0))
    tracks.note("u1", fix(10.0, lon=121.0))
    tracks.write()
    tracks.note("u1", fix(10.0))
    tracks.write()
    assert tracks.between("u1", 0, 100) == [fix(10.0)]


def test_what_is_older_than_the_town_keeps_is_deleted(tracks: Tracks) -> None:
    now = time.time()
    for at in (now - 3 * DAY_S, now - 1 * DAY_S):
        tracks.note("u1", fix(at))
    tracks.write()
    tracks.forget(now)
    assert [one.at for one in tracks.between("u1", 0, now)] == [now - 1 * DAY_S]


def test_positions_are_there_after_a_restart_under_the_same_numbers(tmp_path: Path) -> None:
    for at in (1.0, 2.0):
        store = Tracks(tmp_path, 2.0)
        store.note("u1", fix(at))
        store.close()
    store = Tracks(tmp_path, 2.0)
    assert store.between("u1", 0, 9) == [fix(1.0), fix(2.0)]
    store.close()


def test_more_than_can_wait_is_dropped_and_counted(tracks: Tracks) -> None:
    for number in range(200_003):
        tracks.note("u1", fix(float(number)))
    assert (tracks.noted, tracks.dropped) == (200_003, 3)


def test_a_full_disk_drops_positions_and_goes_on(tracks: Tracks, caplog: pytest.LogCaptureFixture) -> None:
    pages = tracks._db.execute("pragma page_count").get
    tracks._db.execute(f"pragma max_page_count = {pages}")
    for number in range(5000):
        tracks.note(f"u{number % 3}", fix(float(number)))
    assert tracks.write() == 0
    assert tracks.dropped == 5000 and "could not be kept" in caplog.text
    tracks._db.execute("pragma max_page_count = 1000000")
    tracks.note("u1", fix(1.0))
    assert tracks.write() == 1 and tracks.between("u1", 0, 9) == [fix(1.0)]


def test_a_store_that_cannot_delete_says_so(tracks: Tracks, caplog: pytest.LogCaptureFixture) -> None:
    tracks._db.execute("pragma query_only = 1")
    tracks.forget(time.time())
    assert "could not be deleted" in caplog.text
    tracks._db.execute("pragma query_only = 0")


def test_noting_writing_and_asking_go_on_at_once(tracks: Tracks) -> None:
    done = threading.Event()
    found: list[int] = []

    def write() -> None:
        while not done.is_set():
            tracks.write()
            tracks.forget(time.time())

    def ask() -> None:
        while not done.is_set():
            found.append(len(tracks.between("u1", 0, 1e12)))

    threads = [threading.Thread(target=write), threading.Thread(target=ask)]
    for thread in threads:
        thread.start()
    start = time.time()
    for number in range(20_000):
        tracks.note(f"u{number % 7}", fix(start + number))
    done.set()
    for thread in threads:
        thread.join()
    tracks.write()
    assert tracks.dropped == 0
    assert sum(len(tracks.between(f"u{unit}", 0, 1e12)) for unit in range(7)) == 20_000
