"""The past of a data folder: each moment is the world that the hub had then, however one comes to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import apsw
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.live import Fix
from cockpit.domain.past import PastMoment, PastQuestion, Replayed
from cockpit.domain.world import World
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub import keyframes, replay
from cockpit.hub.entries import entries, fold
from cockpit.hub.journal import FILE
from cockpit.hub.replay import ENTRIES_TOLD, Replay
from cockpit.hub.tracks import Tracks
from tests.bench.past_year import write_year
from tests.hubs import small_folder

ENTRIES = 3000
EVERY = 250


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a day of orders and incidents."""
    data = tmp_path_factory.mktemp("day") / "data"
    asyncio.run(write_year(data, small_folder(data.parent), ENTRIES, timedelta(days=1)))
    return data


@pytest.fixture(scope="module")
def digests(day: Path) -> list[str]:
    """The world's digest after each entry, folded from the first one."""
    world, found = World(), [World().digest()]
    for entry in entries(day / FILE, 0):
        fold(world, [entry])
        found.append(world.digest())
    return found


@pytest.fixture
def past(day: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    monkeypatch.setattr(replay, "EVERY", EVERY)
    opened = Replay(day)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def kept(day: Path) -> Iterator[Replay]:
    """A replay that goes on from example to example, as a person jumps about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay, "EVERY", EVERY)
        opened = Replay(day)
        yield opened
        opened.close()


@given(seq=st.integers(0, ENTRIES))
def test_the_world_at_any_entry_is_the_one_folded_from_the_start(kept: Replay, digests: list[str], seq: int) -> None:
    assert kept.world_at(seq).digest() == digests[seq]


@given(data=st.data())
def test_a_screen_that_moves_about_shows_each_moment_as_it_was(
    kept: Replay, digests: list[str], data: st.DataObject
) -> None:
    shown = Replayed()
    for _ in range(4):
        seq = data.draw(st.integers(1, ENTRIES))
        question = PastQuestion(kept.at_s(seq), after_seq=data.draw(st.sampled_from((-1, shown.world.seq))))
        moment = msgspec.json.decode(msgspec.json.encode(kept.moment(question)), type=PastMoment)
        shown.take(moment)
        last = max(one for one in range(seq, min(seq + 60, ENTRIES) + 1) if kept.at_s(one) == kept.at_s(seq))
        assert shown.world.seq == moment.seq == last and shown.world.digest() == digests[last]


def test_an_entry_belongs_to_the_moment_of_its_writing(past: Replay) -> None:
    for seq in (100, 700, ENTRIES):
        at = past.at_s(seq)
        assert past.seq_at(at) >= seq and past.at_s(past.seq_at(at)) == at
        assert past.at_s(past.seq_at(at - 1e-5)) < at
    assert past.seq_at(past.at_s(1) - 1) == 0 and past.seq_at(past.at_s(ENTRIES) + 1e6) == ENTRIES


def test_what_follows_closely_comes_as_entries_and_what_lies_far_as_a_world(past: Replay) -> None:
    near = past.moment(PastQuestion(past.at_s(900), after_seq=600))
    assert near.state is None and [one.seq for one in near.entries] == list(range(601, near.seq + 1))
    assert past.moment(PastQuestion(past.at_s(900), after_seq=900 - ENTRIES_TOLD - 1)).state is not None
    assert past.moment(PastQuestion(past.at_s(900), after_seq=2000)).state is not None  # backwards


def test_steps_go_to_the_next_event_of_a_kind_and_back(past: Replay, day: Path) -> None:
    issued = [one.seq for one in entries(day / FILE, 0) if type(one.event).__name__ == "OrderIssued"]
    assert past.turn("order", 0) == issued[0] and past.turn("order", issued[0]) == issued[1]
    assert past.turn("order", issued[1], back=True) == issued[0] and past.turn("order", issued[0], back=True) is None
    moment = past.moment(PastQuestion(after_seq=issued[0], turn="order"))
    assert moment.seq == issued[1] and moment.at == past.at_s(issued[1])
    with pytest.raises(Refused, match="没有更多"):
        past.moment(PastQuestion(after_seq=ENTRIES, turn="order"))


def test_units_stand_where_they_were_last_heard(tmp_path: Path, day: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / FILE).write_bytes((day / FILE).read_bytes())
    past = Replay(data)
    at = past.at_s(500)
    assert past.moment(PastQuestion(at)).fixes == {}
    tracks = Tracks(data, keep_days=3)
    for unit, when in (("u101", at - 60), ("u101", at - 5), ("u101", at + 5), ("u102", at + 1)):
        tracks.note(unit, Fix(120.1, 30.3, when))
    tracks.close()
    assert past.moment(PastQuestion(at)).fixes == {"u101": Fix(120.1, 30.3, at - 5)}
    past.close()


def test_a_keyframe_of_another_chain_is_never_shown(
    tmp_path: Path, day: Path, digests: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "EVERY", EVERY)
    (tmp_path / FILE).write_bytes((day / FILE).read_bytes())
    first = Replay(tmp_path)
    first.world_at(ENTRIES)
    first.close()
    database = apsw.Connection(str(tmp_path / keyframes.FILE))
    assert database.execute("select count(*) from keyframe").get == ENTRIES // EVERY
    database.execute("update keyframe set state = (select state from keyframe where seq = 500)")
    database.execute("update keyframe set hash = zeroblob(32) where seq <> 250")
    database.execute("update keyframe set state = x'00' where seq = 250")
    database.close()
    again = Replay(tmp_path)
    assert again.world_at(1700).digest() == digests[1700]
    again.close()


def test_a_folder_that_cannot_be_written_is_replayed_all_the_same(
    tmp_path: Path, day: Path, digests: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / FILE).write_bytes((day / FILE).read_bytes())
    (data / keyframes.FILE).mkdir()  # Nothing can be opened there, whoever one is.
    monkeypatch.setattr(replay, "EVERY", EVERY)
    past = Replay(data)
    assert past.world_at(2100).digest() == digests[2100] and past.world_at(300).digest() == digests[300]
    past.close()


def test_what_cannot_be_replayed_says_why(tmp_path: Path, past: Replay) -> None:
    with pytest.raises(EnvironmentFailure, match="没有流水文件"):
        Replay(tmp_path)
    with pytest.raises(Refused, match="没有第 3001 条"):
        past.world_at(ENTRIES + 1)
    with pytest.raises(Refused, match="更早的没有记录"):
        past.moment(PastQuestion(past.at_s(1) - 1))
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(EnvironmentFailure, match="读不出来|打不开"):
        Replay(tmp_path)
