"""The archive: the same rows whether they came one by one or from the journal anew, and known for good."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from cockpit.domain.incidents import AdvanceIncident, Incident, ReportIncident
from cockpit.domain.people import HUB
from cockpit.domain.world import Entry
from cockpit.errors import EnvironmentFailure
from cockpit.hub.archive import FILE, Archive
from cockpit.hub.journal import FILE as JOURNAL
from cockpit.hub.journal import Journal, Line
from cockpit.hub.service import Published
from tests.hub.disks import tamper
from tests.towns import NOON, Desk

LONG_AGO, SOON = NOON - timedelta(days=400), NOON + timedelta(days=1)


class Town:
    """A desk whose entries go to a journal and, in the same breath, to an archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = Desk()
        self.seen = 0
        self.journal = self.open()
        self.flush()

    def open(self) -> Journal:
        return Journal(self.folder, lambda head, lines: None, pytest.fail)

    def flush(self) -> list[Published]:
        """Journals what is new and returns it."""
        new = self.desk.entries[self.seen :]
        self.seen += len(new)
        self.journal.append([Line(entry.seq, msgspec.json.encode(entry)) for entry in new])
        self.journal.close()
        self.journal = self.open()
        return [Published(entry, b"") for entry in new]

    def report(self, number: str, **more: object) -> None:
        command = ReportIncident("police_110", number, "brawl", f"报警 {number}", NOON, circle="g1")
        self.desk.do(msgspec.structs.replace(command, **more), HUB)  # type: ignore[arg-type]

    def step(self, number: str, step: str) -> None:
        self.desk.do(AdvanceIncident(f"police_110:{number}", step), HUB)  # type: ignore[arg-type]

    def everything(self, archive: Archive) -> list[Incident]:
        return archive.between(LONG_AGO, SOON)


@pytest.fixture
def town(tmp_path: Path):  # type: ignore[no-untyped-def]
    """The small town and its journal."""
    made = Town(tmp_path)
    yield made
    made.journal.close()


def happenings(town: Town) -> list[Callable[[], None]]:
    """A few days' work."""
    return [
        lambda: town.report("1"),
        lambda: town.report("2", reported_at=NOON - timedelta(days=300), closed_at=NOON - timedelta(days=299)),
        lambda: town.step("1", "handle"),
        lambda: town.report("3", reported_at=NOON - timedelta(hours=1)),
        lambda: town.desk.wait(60),
        lambda: town.step("1", "close"),
        lambda: town.desk.wait(60),
        lambda: town.step("1", "review"),
    ]


def test_rebuilt_from_the_journal_it_is_what_it_was(town: Town, tmp_path: Path) -> None:
    archive = Archive(tmp_path, town.journal)
    for happening in happenings(town):
        happening()
        archive.note(town.flush())
        archive.write()
    before = town.everything(archive)
    assert [one.source_no for one in before] == ["2", "3", "1"]
    assert before[2].step == "review" and before[2].closed_at == NOON + timedelta(seconds=60)
    archive.close()
    again = Archive(tmp_path, town.journal)
    assert town.everything(again) == before
    again.close()
    (tmp_path / FILE).unlink()
    anew = Archive(tmp_path, town.journal)
    assert town.everything(anew) == before
    assert anew.open_at(NOON) == [before[1]]
    assert [one.source_no for one in anew.open_at(NOON + timedelta(seconds=30))] == ["3", "1"]
    assert anew.first_day() == NOON - timedelta(days=300)
    anew.close()


def test_what_was_not_written_is_caught_up_with(town: Town, tmp_path: Path) -> None:
    archive = Archive(tmp_path, town.journal)
    town.report("1")
    archive.note(town.flush())
    archive.close()
    town.report("2")
    town.step("1", "close")
    town.flush()
    archive = Archive(tmp_path, town.journal)
    assert [(one.source_no, one.step) for one in town.everything(archive)] == [("1", "close"), ("2", "report")]
    archive.close()


def test_an_incident_is_known_at_once_and_after_the_world_has_forgotten_it(town: Town, tmp_path: Path) -> None:
    archive = Archive(tmp_path, town.journal)
    assert not archive.knows("police_110:1")
    town.report("1", reported_at=NOON - timedelta(days=9), closed_at=NOON - timedelta(days=8))
    archive.note(town.flush())
    assert "police_110:1" not in town.desk.world.incidents, "closed too long ago for the world to keep"
    assert archive.knows("police_110:1"), "noted, not yet written"
    archive.write()
    assert archive.knows("police_110:1")
    archive.close()


def test_an_empty_archive_has_no_first_day(town: Town, tmp_path: Path) -> None:
    archive = Archive(tmp_path, town.journal)
    assert archive.first_day() is None and town.everything(archive) == []
    archive.close()


def test_another_worlds_archive_is_made_anew(town: Town, tmp_path: Path) -> None:
    archive = Archive(tmp_path, town.journal)
    town.report("1")
    archive.note(town.flush())
    archive.close()
    town.journal.close()
    tamper(tmp_path, "update meta set value = 'another' where key = 'world'")
    tamper(tmp_path, "delete from entry where seq > 3")
    town.journal = town.open()
    archive = Archive(tmp_path, town.journal)
    assert not archive.knows("police_110:1")
    archive.close()


def test_an_archive_ahead_of_a_restored_journal_is_made_anew(town: Town, tmp_path: Path) -> None:
    archive = Archive(tmp_path, town.journal)
    town.report("1")
    archive.note(town.flush())
    archive.close()
    town.journal.close()
    tamper(tmp_path, "delete from entry where seq > 3")
    town.journal = town.open()
    archive = Archive(tmp_path, town.journal)
    assert not archive.knows("police_110:1"), "or its report would be taken for one that is there"
    archive.close()


def test_a_full_disk_makes_it_wait_and_loses_nothing(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    archive = Archive(tmp_path, town.journal)
    pages = archive._db.execute("pragma page_count").get
    archive._db.execute(f"pragma max_page_count = {pages}")
    for number in range(30):
        town.report(str(number), text="急" * 900)
    archive.note(town.flush())
    archive.write()
    assert "waits" in caplog.text and town.everything(archive) == []
    assert archive.knows("police_110:7")
    archive._db.execute("pragma max_page_count = 1000000")
    archive.write()
    assert len(town.everything(archive)) == 30 and archive.knows("police_110:7")
    archive.close()


def test_a_journal_line_that_cannot_be_read_is_named(town: Town, tmp_path: Path) -> None:
    town.report("1")
    town.flush()
    town.journal.close()
    tamper(tmp_path, "update entry set body = cast('{\"incident_' as blob) where seq = 3")
    town.journal = town.open()
    with pytest.raises(EnvironmentFailure, match=f"{JOURNAL} 第 3 条"):
        Archive(tmp_path, town.journal)


def test_looking_up_and_reading_go_on_while_it_is_written(town: Town, tmp_path: Path) -> None:
    archive = Archive(tmp_path, town.journal)
    for number in range(300):
        town.report(str(number))
    batch: list[Published] = town.flush()
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            archive.write()

    def read() -> None:
        while not done.is_set():
            archive.between(LONG_AGO, SOON)

    threads = [threading.Thread(target=write), threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    for one in batch:
        assert isinstance(one.entry, Entry)
        archive.note([one])
        assert archive.knows(one.entry.event.incident.id)  # type: ignore[union-attr]
    done.set()
    for thread in threads:
        thread.join()
    archive.write()
    assert len(town.everything(archive)) == 300
    archive.close()
