"""The faults can still be planted, and the program that plants them knows what it sees."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

from tests.planted import __main__ as program
from tests.planted.fault import Fault
from tests.planted.plant import FAULTS, TREE, Catch, Hunt, Scratch

SMALL = {
    "cockpit/adder.py": "def add(a, b):\n    return a + b\n",
    "cockpit/__init__.py": "",
    "tests/test_adder.py": "from cockpit.adder import add\n\n\ndef test_it():\n    assert add(2, 3) == 5\n",
    "tests/test_broken.py": "def test_it():\n    assert False\n",
    "tests/test_blind.py": "def test_it():\n    assert True\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Scratch:
    """A small tree."""
    for name, text in SMALL.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return Scratch(tmp_path)


def adder(*tests: str, old: str = "a + b") -> Fault:
    """A fault in the small tree."""
    return Fault("adds wrongly", "cockpit/adder.py", old, "a - b", tests)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_can_be_planted_and_leaves_sound_python(fault: Fault) -> None:
    assert fault.misfit(TREE) == ""
    source = (TREE / fault.file).read_text(encoding="utf-8")
    planted = fault.planted(source)
    assert planted != source
    ast.parse(planted)


def test_there_are_enough_and_each_has_its_own_name() -> None:
    assert len(FAULTS) >= 20
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_what_does_not_apply_says_so(tmp_path: Path, small: Scratch) -> None:
    assert adder("tests/test_adder.py").misfit(tmp_path) == ""
    assert "'a * b' … stands 0 times in cockpit/adder.py" in adder(old="a * b").misfit(tmp_path)
    assert "stands 2 times" in adder(old="b").misfit(tmp_path)
    assert "there is no tests/none.py" in adder("tests/none.py").misfit(tmp_path)
    (tmp_path / "cockpit/adder.py").unlink()
    assert "there is no cockpit/adder.py" in adder().misfit(tmp_path)


def test_a_fault_is_caught_by_the_test_that_fails_with_it_alone(tmp_path: Path, small: Scratch) -> None:
    fault = adder("tests/test_adder.py", "tests/test_broken.py")
    sound = small.failing(fault.tests)
    assert sound == ["tests/test_broken.py::test_it"]
    assert Hunt(small, sound).catch(fault).caught_by == ["tests/test_adder.py::test_it"]
    assert (tmp_path / "cockpit/adder.py").read_text() == SMALL["cockpit/adder.py"], "sound again"


def test_a_fault_that_no_test_sees_is_caught_by_none(
    tmp_path: Path, small: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fault, "room", "tests/room")
    (tmp_path / "tests" / "room").mkdir()
    (tmp_path / "tests" / "room" / "test_room.py").write_text(SMALL["tests/test_blind.py"])
    found = Hunt(small).catch(adder("tests/test_blind.py"))
    assert (found.caught_by, found.trouble) == ([], "")


def test_the_report_counts_and_the_status_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    caught = Catch(FAULTS[0], ["tests/hub/test_service.py::test_x"])
    for missed in (Catch(FAULTS[1]), Catch(FAULTS[1], trouble="does not apply")):
        monkeypatch.setattr(program, "hunt", lambda faults, jobs, missed=missed: [caught, missed])
        monkeypatch.setattr(sys, "argv", ["planted", "--json", str(tmp_path / "report.json")])
        assert program.main() == 1
        report = json.loads((tmp_path / "report.json").read_text())
        assert (report["planted"], report["caught"]) == (2, 1)
        first = {"fault": FAULTS[0].name, "file": FAULTS[0].file, "caught_by": caught.caught_by}
        assert report["by_fault"][0] == first
    monkeypatch.setattr(program, "hunt", lambda faults, jobs: [caught])
    monkeypatch.setattr(sys, "argv", ["planted"])
    assert program.main() == 0 and "1 caught" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["planted", "--only", "no such words"])
    with pytest.raises(SystemExit):
        program.main()
