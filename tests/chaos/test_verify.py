"""The verifier finds each kind of wrong that it is there for, and nothing in a journal that is right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import apsw
import msgspec
import pytest

from cockpit.domain.orders import IssueOrder, OrderIssued, RecallOrder, Receipt, Target
from cockpit.hub.journal import Journal, Line
from tests.chaos.records import Deeds, Words
from tests.chaos.story import Story, read_story
from tests.chaos.verify import Findings, Told, check, check_ended, check_overdue, check_worlds
from tests.towns import Desk

UNITS = ("u101", "u102")
PID = 7


def desk() -> Desk:
    """Two orders, of which one is recalled, and a receipt for each of the first."""
    made = Desk()
    for order in ("o1", "o2"):
        made.do(IssueOrder(order, "到场", UNITS, Target(units=UNITS)), made.person("p1"), f"p1/{order}-1")
    for unit in UNITS:
        made.do(Receipt("o1", "delivered"), made.unit(unit))
    made.do(RecallOrder("o2"), made.person("p1"), "p1/o2-2")
    return made


def journal_of(made: Desk, folder: Path) -> Path:
    """The desk's entries as a hub's journal."""
    journal = Journal(folder, lambda head, lines: None, lambda failure: None)
    journal.append([Line(entry.seq, msgspec.json.encode(entry)) for entry in made.entries])
    journal.close()
    return folder


class Case:
    """A story, and records that fit it."""

    def __init__(self) -> None:
        self.story = Story()
        for entry in desk().entries:
            self.story.take(msgspec.json.decode(msgspec.json.encode(entry)))
        self.words, self.deeds = Words(), Deeds()
        self.words.take(
            [pressed("o1-1", {"type": "issue_order", "order": "o1", "text": "到场", "recipients": list(UNITS)})]
        )
        self.words.take(
            [pressed("o2-1", {"type": "issue_order", "order": "o2", "text": "到场", "recipients": list(UNITS)})]
        )
        self.words.take([pressed("o2-2", {"type": "recall_order", "order": "o2"})])
        for unit in UNITS:
            self.deeds.take([did("taken", unit, "o1"), did("taken", unit, "o2"), did("ended", unit, "o2")])
            self.deeds.take([did("made", unit, "o1", id=f"{unit}-1", state="delivered")])
        self.told = Told({"o1-1": True, "o2-1": True, "o2-2": True}, {("o1", unit, "delivered") for unit in UNITS})

    def check(self) -> Findings:
        """What the verifier says."""
        return check(self.story, self.told, self.words, self.deeds, {PID})


def pressed(id_: str, command: dict[str, Any]) -> dict[str, Any]:
    """A line of a seat's record."""
    return {"what": "pressed", "unit": "commander", "id": id_, "command": command}


def did(what: str, unit: str, order: str, **more: Any) -> dict[str, Any]:
    """A line of a terminal's record."""
    return {"what": what, "unit": unit, "order": order, "pid": PID, "at_s": 1.0, **more}


def advanced(unit: str, state: str, by: str = "", version: int = 1) -> dict[str, Any]:
    """A line of the journal."""
    event = {"type": "recipient_advanced", "order": "o1", "unit": unit, "state": state, "version": version}
    return {"by": by or unit, "event": event}


def test_what_fits_is_found_right() -> None:
    assert not Case().check()


def lose_an_order(case: Case) -> None:
    del case.story.issued["o1"]


def lose_a_recall(case: Case) -> None:
    case.story.recalled.clear()


def lose_a_command(case: Case) -> None:
    del case.story.intents["p1/o2-2"]


def lose_a_reassignment(case: Case) -> None:
    case.words.take([pressed("o1-9", {"type": "reassign", "order": "o1", "unit": "u101", "to": "u103"})])
    case.told.commands["o1-9"] = False


def lose_a_reinforcement(case: Case) -> None:
    case.words.take([pressed("o1-9", {"type": "reinforce", "order": "o1", "units": ["u103"]})])
    case.told.commands["o1-9"] = False


def lose_a_version(case: Case) -> None:
    case.words.take([pressed("o1-9", {"type": "change_order", "order": "o1", "version": 1, "text": "改到东门"})])
    case.told.commands["o1-9"] = False


def change_unasked(case: Case) -> None:
    case.story.versions["o1", 2] = ["改到东门"]


def double_a_version(case: Case) -> None:
    case.words.take([pressed("o1-9", {"type": "change_order", "order": "o1", "version": 1, "text": "改到东门"})])
    case.story.versions["o1", 2] = ["改到东门"] * 2


def count_an_older_answer(case: Case) -> None:
    """The unit has acknowledged the first version, and the journal says the second."""
    case.deeds.take([did("made", "u101", "o1", id="u101-5", state="acknowledged", version=1)])
    case.story.take(advanced("u101", "acknowledged", version=2))


def keep_a_reassignment_from_a_terminal(case: Case) -> None:
    case.story.reassigned["o1", "u101"] += 1


def answer_for_a_unit_unasked(case: Case) -> None:
    case.story.take(advanced("u101", "acknowledged", by="p1"))


def make_a_command_up(case: Case) -> None:
    case.story.intents["p1/o9-1"] += 1


def lose_a_receipt(case: Case) -> None:
    case.told.receipts.add(("o1", "u101", "acknowledged"))


def keep_a_recall_from_a_terminal(case: Case) -> None:
    case.deeds.ended.discard((PID, "o2", "u102"))


def double_an_order(case: Case) -> None:
    case.story.issued["o1"] *= 2


def double_a_receipt(case: Case) -> None:
    case.story.take(advanced("u101", "delivered"))


def double_a_command(case: Case) -> None:
    case.story.intents["p1/o1-1"] += 1


def give_an_order_twice(case: Case) -> None:
    case.deeds.take([did("again", "u101", "o1")])


def act_twice(case: Case) -> None:
    case.deeds.take([did("made", "u101", "o1", id="u101-2", state="delivered")])


def make_a_state_up(case: Case) -> None:
    case.story.take(advanced("u101", "completed"))


def make_an_order_up(case: Case) -> None:
    case.story.issued["o9"] = [(["u101"], "无人下达")]


def change_an_order(case: Case) -> None:
    case.story.issued["o1"] = [(["u101"], "到场")]


def break_the_chain(case: Case) -> None:
    case.story.broken = "the chain breaks at line 3"


def escalate_from_nowhere(case: Case) -> None:
    case.story.events.append({"type": "miss_climbed", "order": "o1", "unit": "u101", "stage": "completed", "rung": 0})


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lose_an_order, "lost"),
        (lose_a_recall, "lost"),
        (lose_a_command, "lost"),
        (lose_a_reassignment, "lost"),
        (lose_a_reinforcement, "lost"),
        (lose_a_version, "lost"),
        (double_a_version, "doubled"),
        (change_unasked, "unequal"),
        (count_an_older_answer, "unequal"),
        (keep_a_reassignment_from_a_terminal, "lost"),
        (lose_a_receipt, "lost"),
        (keep_a_recall_from_a_terminal, "lost"),
        (double_an_order, "doubled"),
        (double_a_receipt, "doubled"),
        (double_a_command, "doubled"),
        (give_an_order_twice, "doubled"),
        (act_twice, "doubled"),
        (make_a_state_up, "unequal"),
        (make_an_order_up, "unequal"),
        (make_a_command_up, "unequal"),
        (answer_for_a_unit_unasked, "unequal"),
        (change_an_order, "unequal"),
        (break_the_chain, "unequal"),
        (escalate_from_nowhere, "escalations"),
    ],
)
def test_each_kind_of_wrong_is_found_as_what_it_is(spoil: Callable[[Case], None], kind: str) -> None:
    case = Case()
    spoil(case)
    found = {name: lines for name, lines in vars(case.check()).items() if lines}
    assert list(found) == [kind]
    assert len(found[kind]) == 1


def test_what_somebody_answered_for_a_unit_was_not_said_by_it() -> None:
    case = Case()
    case.words.take([pressed("o1-3", {"type": "answer_for", "order": "o1", "unit": "u101", "state": "acknowledged"})])
    case.story.take(advanced("u101", "acknowledged", by="p1"))
    assert not case.check()


def test_entries_of_one_command_are_one_time_and_the_same_command_later_is_another() -> None:
    story = Story()
    taken_on = {"by": "p1", "intent": "p1/o1-7", "event": {"type": "miss_acknowledged", "order": "o1", "unit": "u101"}}
    for entry in (taken_on, {**taken_on, "event": {**taken_on["event"], "unit": "u102"}}):
        story.take(entry)
    assert story.intents == {"p1/o1-7": 1}
    story.take(advanced("u101", "delivered"))
    story.take(taken_on)
    assert story.intents == {"p1/o1-7": 2}


def test_a_terminal_that_is_gone_cannot_hear_a_recall() -> None:
    case = Case()
    keep_a_recall_from_a_terminal(case)
    assert not check(case.story, case.told, case.words, case.deeds, set())


def test_a_journal_is_read_hashed_and_folded(tmp_path: Path) -> None:
    made = desk()
    story = read_story(journal_of(made, tmp_path), {made.world.seq})
    assert not story.broken
    assert story.head == made.world.seq
    assert story.worlds == {made.world.seq: made.world.digest()}
    assert sorted(story.issued) == ["o1", "o2"]
    assert check_ended(story) == [f"{unit} is still delivered in o1" for unit in UNITS]


def test_a_changed_line_breaks_the_chain(tmp_path: Path) -> None:
    made = desk()
    seq = next(entry.seq for entry in made.entries if isinstance(entry.event, OrderIssued))
    journal_of(made, tmp_path)
    database = apsw.Connection(str(tmp_path / "journal.db"))
    database.execute(
        "update entry set body = cast(replace(cast(body as text), '到场', '撤离') as blob) where seq = ?", (seq,)
    )
    database.close()
    assert read_story(tmp_path, set()).broken == f"the chain breaks at line {seq} (after {seq - 1})"


def test_a_deadline_that_the_hub_let_pass_is_named() -> None:
    made = desk()
    story = Story(world=made.world)
    deadline_s = made.world.orders["o1"].deadlines.acknowledged_s
    assert check_overdue(story, made.now + timedelta(seconds=deadline_s)) == []
    assert len(check_overdue(story, made.now + timedelta(seconds=deadline_s + 6))) == len(UNITS)


def test_a_replica_or_a_hub_that_differs_is_named() -> None:
    story = Story(worlds={5: "five", 6: "six"})
    line = {"unit": "commander", "seq": 5, "digest": "five", "hub": {"seq": 6, "digest": "six"}}
    assert check_worlds(story, [line]) == []
    assert "replica of commander" in check_worlds(story, [{**line, "digest": "other"}])[0]
    assert "hub's world" in check_worlds(story, [{**line, "hub": {"seq": -1, "digest": "no answer"}}])[0]
