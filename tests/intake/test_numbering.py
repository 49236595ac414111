"""One number for a report, the same in every import; what repeats word for word is one report."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake.numbering import Numbering, stable_hash


def number_all(rows, hashed=True):
    numbering = Numbering("x-", hashed)
    return [numbering.number("", [key], content, line) for line, (key, content) in enumerate(rows, 1)]


def test_the_hash_is_stable_for_ever():
    assert stable_hash("a", "b") == 0xF84C4D669FE0D410
    assert stable_hash("a", "b") != stable_hash("ab", "")
    assert stable_hash("\ud800") == stable_hash("\ud800")


def test_two_calls_for_one_event_stay_two_and_identical_rows_are_one():
    first, repeated, second, again, third = number_all(
        [("k", "a"), ("k", "a"), ("k", "b"), ("k", "b"), ("k", "c")], hashed=True
    )
    assert first.number.startswith("x-")
    assert [one.seen for one in (first, repeated, second, again, third)] == [
        "new",
        "repeated",
        "new",
        "repeated",
        "new",
    ]
    assert (repeated.number, repeated.first_line) == (first.number, 1)
    assert second.number == first.number + "-2"
    assert (again.number, again.first_line) == (second.number, 3)
    assert third.number == first.number + "-3"


def test_one_number_with_two_contents_is_a_conflict():
    first, repeated, conflict = number_all([("7", "a"), ("7", "a"), ("7", "b")], hashed=False)
    assert (first.number, first.seen) == ("x-7", "new")
    assert (repeated.seen, repeated.first_line) == ("repeated", 1)
    assert (conflict.seen, conflict.first_line) == ("conflict", 1)


def test_each_source_has_numbers_of_its_own():
    numbering = Numbering("", False)
    assert numbering.number("110", ["7"], "a", 1).seen == "new"
    assert numbering.number("119", ["7"], "b", 2).seen == "new"


@given(st.lists(st.tuples(st.sampled_from("kl"), st.sampled_from("abc")), max_size=20))
def test_the_same_file_gets_the_same_numbers_and_no_two_reports_share_one(rows):
    numbered = number_all(rows)
    assert numbered == number_all(rows)
    new = [one.number for one in numbered if one.seen == "new"]
    assert len(new) == len(set(new)) == len(set(rows))
