"""Records are read line by line as they grow, and a torn last line is left for later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.chaos.records import Deeds, Tail, Words, read_lines


def test_only_whole_lines_are_read_and_each_once(tmp_path: Path) -> None:
    path = tmp_path / "sim.jsonl"
    tail = Tail(path)
    assert tail.read() == []
    path.write_bytes(b'{"n":1}\n{"n":2}\n{"n":')
    assert [line["n"] for line in tail.read()] == [1, 2]
    assert tail.read() == []
    with path.open("ab") as file:
        file.write(b"3}\n")
    assert [line["n"] for line in tail.read()] == [3]
    assert [line["n"] for line in read_lines(path)] == [1, 2, 3]


def line(what: str, pid: int = 7, **more: Any) -> dict[str, Any]:
    """A line of a terminal's record."""
    return {"what": what, "unit": "u1", "order": "o1", "pid": pid, "at_s": 5.0, **more}


def test_a_receipt_waits_until_its_process_hears_of_it() -> None:
    deeds = Deeds()
    deeds.take([line("made", id="a", state="delivered"), line("made", 8, id="b", state="acknowledged")])
    assert deeds.waiting_since({7, 8}, before_s=5.0) == 2
    assert deeds.waiting_since({7, 8}, before_s=4.9) == 0
    assert deeds.waiting_since({8}, before_s=5.0) == 1
    deeds.take(
        [line("accepted", id="a", state="delivered"), line("refused", 8, id="b", state="x", rule="order.unknown")]
    )
    assert deeds.waiting_since({7, 8}, before_s=5.0) == 0
    assert deeds.kept == {("o1", "u1", "delivered")}
    assert deeds.refused == {"order.unknown": 1}


def test_a_second_process_may_say_again_what_the_first_said() -> None:
    deeds = Deeds()
    deeds.take([line("made", pid, id="a", state="delivered") for pid in (7, 8)])
    assert deeds.made_twice == []
    deeds.take([line("made", 8, id="c", state="delivered")])
    assert deeds.made_twice == [("o1", "u1", "delivered")]


def test_a_seat_s_words_are_kept_by_the_command() -> None:
    words = Words()
    words.take(
        [{"what": "pressed", "unit": "commander", "id": "o1-1", "command": {"type": "issue_order", "order": "o1"}}]
    )
    words.take([{"what": "durable", "unit": "commander", "id": "o1-1", "changed": True}])
    words.take([{"what": "status", "unit": "commander", "n": 3, "phase": "live"}])
    assert words.durable == {"o1-1": True}
    assert (words.count("issue_order"), words.count("recall_order")) == (1, 0)
    assert words.answers["commander", "status", 3]["phase"] == "live"
