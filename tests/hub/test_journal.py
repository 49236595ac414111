"""The journal: what is appended is durable before it is told, and no change to it goes unnoticed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.hub import journal as rules
from cockpit.hub.journal import FILE, FORMAT, NO_HASH, Head, Journal, Line, chain, hash_at, read_lines, verify
from tests.hub.disks import fill, free, held_back, impatient, tamper

WAIT_S = 5.0


class Book:
    """A journal and what it has told."""

    def __init__(self, folder: Path, realm: str = "live") -> None:
        self.told: list[Head] = []
        self.failures: list[EnvironmentFailure] = []
        self._news = threading.Condition()
        self.journal = Journal(folder, self._durable, self._failed, realm)

    def _durable(self, head: Head, lines: list[Line]) -> None:
        with self._news:
            self.told.append(head)
            self._news.notify_all()

    def _failed(self, failure: EnvironmentFailure) -> None:
        with self._news:
            self.failures.append(failure)
            self._news.notify_all()

    def wait(self, seq: int) -> None:
        """Waits until a line is durable."""
        with self._news:
            assert self._news.wait_for(lambda: self.told and self.told[-1].seq >= seq, WAIT_S)

    def wait_failed(self, count: int = 1) -> None:
        """Waits until so many commits have failed."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.failures) >= count, WAIT_S)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty journal."""
    opened = Book(tmp_path)
    yield opened
    opened.journal.close()


def lines(first: int, last: int, size: int = 20) -> list[Line]:
    """Lines with these numbers."""
    return [Line(seq, b'{"n":%d,"x":"%s"}' % (seq, b"x" * size)) for seq in range(first, last + 1)]


def written(folder: Path, last: int) -> None:
    """Leaves a closed journal of so many lines."""
    book = Book(folder)
    book.journal.append(lines(1, last))
    book.journal.close()


def test_an_empty_journal_has_the_head_of_nothing(book: Book, tmp_path: Path) -> None:
    assert book.journal.head == Head(0, NO_HASH)
    assert list(book.journal.read(0)) == []
    assert hash_at(tmp_path / FILE, 0) == NO_HASH and hash_at(tmp_path / FILE, 1) is None
    assert verify(tmp_path / FILE) == (0, NO_HASH.hex(), "")


def test_lines_come_back_as_they_were_and_the_chain_holds(book: Book, tmp_path: Path) -> None:
    book.journal.append(lines(1, 3))
    book.journal.append(lines(4, 5))
    book.wait(5)
    assert list(book.journal.read(0)) == lines(1, 5)
    assert list(book.journal.read(3)) == lines(4, 5)
    assert list(book.journal.read(1, 2)) == lines(2, 3)
    last = NO_HASH
    for line in lines(1, 5):
        last = chain(last, line.body)
        assert hash_at(tmp_path / FILE, line.seq) == last
    assert book.journal.head == Head(5, last)
    assert verify(tmp_path / FILE) == (5, last.hex(), "")


def test_what_waits_is_committed_together(book: Book, tmp_path: Path) -> None:
    with held_back(tmp_path):
        for seq in range(1, 41):
            book.journal.append(lines(seq, seq))
        assert not book.told
    book.wait(40)
    assert len(book.told) <= 3, "one commit may have taken the first line alone, the rest go in one"


def test_no_commit_takes_more_than_its_limit(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "BATCH_LIMIT", 10)
    with held_back(tmp_path):
        for seq in range(1, 41):
            book.journal.append(lines(seq, seq))
    book.wait(40)
    assert len(book.told) >= 4
    assert [line.seq for line in book.journal.read(0)] == list(range(1, 41))


def test_nothing_is_told_before_it_is_durable(book: Book, tmp_path: Path) -> None:
    with held_back(tmp_path):
        book.journal.append(lines(1, 1))
        assert not book.told and list(read_lines(tmp_path / FILE, 0)) == []
    book.wait(1)
    assert list(read_lines(tmp_path / FILE, 0)) == lines(1, 1)


def test_closing_writes_what_is_queued(tmp_path: Path) -> None:
    written(tmp_path, 100)
    assert verify(tmp_path / FILE).entries == 100


def test_it_goes_on_where_it_was_with_a_new_epoch_and_the_same_world(tmp_path: Path) -> None:
    first = Book(tmp_path)
    first.journal.append(lines(1, 2))
    first.journal.close()
    second = Book(tmp_path)
    assert second.journal.head == first.told[-1]
    assert second.journal.epoch == first.journal.epoch + 1
    assert second.journal.world_id == first.journal.world_id
    second.journal.append(lines(3, 3))
    second.journal.close()
    assert verify(tmp_path / FILE).entries == 3


# -- failing -----------------------------------------------------------------------------------------------------


def test_a_full_disk_loses_what_waited_and_takes_lines_again_after_a_restart(book: Book, tmp_path: Path) -> None:
    book.journal.append(lines(1, 2))
    book.wait(2)
    fill(book.journal)
    book.journal.append(lines(3, 3, size=50_000))
    book.wait_failed()
    assert "full" in str(book.failures[0])
    book.journal.append(lines(4, 4))
    assert book.journal.head.seq == 2
    free(book.journal)
    assert book.journal.works()
    book.journal.restart()
    book.journal.append(lines(3, 4))
    book.wait(4)
    assert list(book.journal.read(0)) == lines(1, 4)
    assert not verify(tmp_path / FILE).fault


def test_it_does_not_work_while_the_disk_does_not(book: Book, tmp_path: Path) -> None:
    impatient(book.journal)
    with held_back(tmp_path):
        assert not book.journal.works()
        book.journal.append(lines(1, 1))
        book.wait_failed()
        book.journal.append(lines(1, 1))
        assert not book.journal.works()
    assert book.journal.works()
    assert len(book.failures) == 1, "what was queued before the restart is dropped, not tried"


def test_a_writer_that_was_replaced_writes_no_more(tmp_path: Path) -> None:
    old = Book(tmp_path)
    old.journal.append(lines(1, 1))
    old.wait(1)
    new = Book(tmp_path)
    new.journal.append(lines(2, 2))
    new.wait(2)
    old.journal.append(lines(2, 2, size=99))
    old.wait_failed()
    assert "another hub" in str(old.failures[0])
    assert not old.journal.works(), "and it does not come back by itself"
    old.journal.close()
    new.journal.close()
    assert list(read_lines(tmp_path / FILE, 0)) == lines(1, 2)
    assert not verify(tmp_path / FILE).fault


# -- opening what cannot be opened -------------------------------------------------------------------------------


def test_a_folder_of_a_newer_version_names_both(tmp_path: Path) -> None:
    written(tmp_path, 1)
    tamper(tmp_path, "update meta set value = ? where key = 'format'", str(FORMAT + 1))
    with pytest.raises(EnvironmentFailure, match="newer version"):
        Book(tmp_path)
    with pytest.raises(EnvironmentFailure, match="newer version"):
        verify(tmp_path / FILE)


def test_a_folder_of_another_realm_is_not_opened(tmp_path: Path) -> None:
    written(tmp_path, 1)
    with pytest.raises(EnvironmentFailure, match="another realm"):
        Book(tmp_path, realm="drill-7")
    Book(tmp_path).journal.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, not even nearly" * 200)
    with pytest.raises(EnvironmentFailure, match=FILE):
        Book(tmp_path)
    with pytest.raises(EnvironmentFailure, match=FILE):
        list(read_lines(tmp_path / FILE, 0))


def test_a_database_of_something_else_cannot_be_used(tmp_path: Path) -> None:
    tamper(tmp_path, "create table meta(key text, worth text)")
    with pytest.raises(EnvironmentFailure, match="cannot be used"):
        Book(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="check the folder"):
        Book(tmp_path / "nowhere")


# -- verify ------------------------------------------------------------------------------------------------------


def test_one_changed_byte_is_found_and_named(tmp_path: Path) -> None:
    written(tmp_path, 9)
    tamper(tmp_path, "update entry set body = replace(body, 'x', 'y') where seq = 5")
    verdict = verify(tmp_path / FILE)
    assert verdict.entries == 4 and "entry 5" in verdict.fault


def test_a_line_with_its_own_hash_made_right_breaks_the_next_one(tmp_path: Path) -> None:
    written(tmp_path, 9)
    body = b'{"n":5,"forged":true}'
    before = hash_at(tmp_path / FILE, 4)
    assert before is not None
    tamper(tmp_path, "update entry set body = ?, hash = ? where seq = 5", body, chain(before, body))
    verdict = verify(tmp_path / FILE)
    assert verdict.entries == 5 and "entry 6" in verdict.fault


@pytest.mark.parametrize("seq", [1, 5])
def test_a_removed_line_is_found_and_named(tmp_path: Path, seq: int) -> None:
    written(tmp_path, 9)
    tamper(tmp_path, "delete from entry where seq = ?", seq)
    verdict = verify(tmp_path / FILE)
    assert verdict.entries == seq - 1 and f"entry {seq} is missing" in verdict.fault


def test_damage_to_the_file_itself_is_found(tmp_path: Path) -> None:
    written(tmp_path, 400)
    path = tmp_path / FILE
    tamper(tmp_path, "pragma wal_checkpoint(truncate)")
    data = bytearray(path.read_bytes())
    data[-4096:] = b"\xff" * 4096
    path.write_bytes(data)
    assert verify(path).fault
    (tmp_path / "other.db").write_bytes(b"rubbish" * 1000)
    assert "damaged" in verify(tmp_path / "other.db").fault


def test_there_has_to_be_a_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="no journal"):
        verify(tmp_path / FILE)
