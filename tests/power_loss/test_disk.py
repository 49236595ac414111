"""The model of a disk: it owes what was synced to the last byte, and of the rest nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.power_loss.disk import MOODS, SECTOR, Content, Disk, Mood, Truncate, Write

CHANCE = random.Random(1)


def changed(*changes: Write | Truncate, durable: bytes = b"") -> Content:
    """A content with changes that are not synced."""
    content = Content(durable)
    for change in changes:
        content.change(change)
    return content


@pytest.mark.parametrize("mood", MOODS)
def test_what_is_synced_stays_to_the_last_byte(mood: Mood) -> None:
    content = changed(Write(2, b"new"), Truncate(4), durable=b"0123456789")
    content.sync()
    assert content.left(mood, CHANCE) == b"01ne"


def test_what_is_not_synced_may_go_or_stay() -> None:
    content = changed(Write(0, b"new"), durable=b"old and more")
    assert content.left("nothing", CHANCE) == b"old and more"
    assert content.left("everything", CHANCE) == b"new and more"
    assert {content.left("writes", CHANCE) for _ in range(40)} == {b"old and more", b"new and more"}


def test_sectors_go_each_for_itself_and_bytes_beside_a_write_stay() -> None:
    old = b"o" * (4 * SECTOR)
    content = changed(Write(100, b"n" * (2 * SECTOR)), durable=old)
    found = {content.left("sectors", CHANCE) for _ in range(200)}
    assert len(found) == 8, "the write touches three sectors"
    assert all(data[:100] == old[:100] and data[100 + 2 * SECTOR :] == old[100 + 2 * SECTOR :] for data in found)


def test_rubbish_is_neither_old_nor_new_and_only_where_it_was_written() -> None:
    content = changed(Write(SECTOR, b"n" * SECTOR), durable=b"o" * (2 * SECTOR))
    found = {content.left("rubbish", CHANCE) for _ in range(40)}
    assert len(found) > 3
    assert all(data[:SECTOR] == b"o" * SECTOR and len(data) == 2 * SECTOR for data in found)


def test_a_prefix_is_torn_at_a_sector() -> None:
    content = changed(Write(0, b"a" * SECTOR), Write(SECTOR, b"b" * 3 * SECTOR), Truncate(7))
    sizes = {len(content.left("prefix", CHANCE)) for _ in range(200)}
    assert sizes == {0, 7, SECTOR, 2 * SECTOR, 3 * SECTOR, 4 * SECTOR}


def test_a_truncation_may_be_forgotten_and_may_make_a_file_longer() -> None:
    content = changed(Truncate(1), durable=b"abc")
    assert {content.left("sectors", CHANCE) for _ in range(40)} == {b"abc", b"a"}
    assert changed(Truncate(5), durable=b"abc").left("everything", CHANCE) == b"abc\0\0"
    assert changed(Write(4, b"x"), durable=b"ab").left("everything", CHANCE) == b"ab\0\0x"


def test_a_new_name_holds_once_its_folder_is_synced() -> None:
    disk = Disk()
    content = disk.create("a")
    content.change(Write(0, b"data"))
    content.sync()
    assert disk.left("nothing", CHANCE) == {}
    assert disk.left("everything", CHANCE) == {"a": b"data"}
    disk.sync_folder()
    assert all(disk.left(mood, CHANCE) == {"a": b"data"} for mood in MOODS)


def test_a_removed_name_may_come_back_until_its_folder_is_synced() -> None:
    disk = Disk({"a": b"old"})
    assert disk.at("a") is not None and disk.at("b") is None
    disk.delete("a")
    assert disk.at("a") is None
    disk.create("a").change(Write(0, b"new"))
    assert disk.left("nothing", CHANCE) == {"a": b"old"}
    seen = {disk.left("writes", CHANCE).get("a") for _ in range(100)}
    assert seen == {b"old", None, b"", b"new"}
    disk.delete("a")
    disk.sync_folder()
    assert all(disk.left(mood, CHANCE) == {} for mood in MOODS)


@given(
    before=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=1500)), max_size=4),
    after=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=1500)), max_size=4),
    mood=st.sampled_from(MOODS),
    seed=st.integers(0, 1000),
)
def test_what_no_later_write_has_touched_is_what_was_synced(
    before: list[tuple[int, bytes]], after: list[tuple[int, bytes]], mood: Mood, seed: int
) -> None:
    content = changed(*(Write(*write) for write in before))
    content.sync()
    synced = content.left("nothing", CHANCE)
    for write in after:
        content.change(Write(*write))
    left = content.left(mood, random.Random(seed))
    touched = {place for offset, data in after for place in range(offset, offset + len(data))}
    assert len(left) >= len(synced)
    assert all(left[place] == synced[place] for place in range(len(synced)) if place not in touched)
