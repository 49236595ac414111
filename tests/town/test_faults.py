"""Faults are collected, told once each, in order."""

from __future__ import annotations

import pytest

from cockpit.errors import TownFault
from cockpit.town.faults import Fault, Faults


def test_by_file_and_line_and_each_once() -> None:
    faults = Faults()
    for file, line in (("b", 2), ("a", 10), ("a", 9), ("a", None), ("a", 9)):
        faults.add(file, line, "错", "改")
    assert [str(fault) for fault in faults.found()] == ["a：错；改", "a:9：错；改", "a:10：错；改", "b:2：错；改"]
    assert faults.has("a")
    assert not faults.has("c")


def test_none_is_no_failure() -> None:
    faults = Faults()
    faults.raise_any()
    assert not faults
    assert faults.found() == []


def test_any_is_one() -> None:
    faults = Faults()
    faults.add("a", 1, "错", "改")
    with pytest.raises(TownFault) as caught:
        faults.raise_any()
    assert caught.value.faults == ["a:1：错；改"]


def test_a_file_with_too_many_says_how_many_more() -> None:
    faults = Faults()
    for line in range(1, 61):
        faults.add("a", line, "错", "改")
    faults.add("b", 1, "错", "改")
    found = faults.found()
    assert len(found) == 52
    assert found[50] == Fault("a", None, "另有 10 处未列出", "先改上面的，再检查一次")
