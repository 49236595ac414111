"""The lock files: complete, hashed, for every system, and without a word about where anything comes from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(name: str) -> dict[str, Requirement]:
    """The entries of a lock file by package."""
    logical = (TOP / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [Requirement(line.split(" --hash")[0]) for line in logical.splitlines() if line.strip()]
    return {canonicalize_name(entry.name): entry for entry in entries}


def declared() -> tuple[list[Requirement], list[Requirement]]:
    """What pyproject.toml asks for, to run and to develop."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    run = [Requirement(line) for line in project["project"]["dependencies"]]
    dev = [Requirement(line) for line in project["dependency-groups"]["dev"]]
    return run, dev


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_stands_in_it(name: str) -> None:
    text = (TOP / name).read_text(encoding="utf-8")
    assert not re.search(r"://|@ |index|find-links|file:|git\+", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_is_pinned_once_and_hashed(name: str) -> None:
    logical = [
        line for line in (TOP / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines() if line.strip()
    ]
    assert len(logical) == len(pins(name))
    for line in logical:
        assert re.match(r"^[a-z0-9.-]+==[^ ]+ (; .* )?( *--hash=sha256:[0-9a-f]{64})+ *$", line), line[:80]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    run, dev = declared()
    for name, wanted in (("requirements.lock", run), ("requirements-dev.lock", run + dev)):
        held = pins(name)
        for requirement in wanted:
            entry = held[canonicalize_name(requirement.name)]
            version = str(entry.specifier).removeprefix("==")
            assert requirement.specifier.contains(version), f"{name}: {entry} does not satisfy {requirement}"


def test_the_tests_run_on_what_is_shipped() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: str(entry) for name, entry in run.items()} == {name: str(dev[name]) for name in run}


def test_qt_stays_below_the_release_that_aborts_on_python_3_11() -> None:
    assert not pins("requirements.lock")["pyside6"].specifier.contains("6.12.0")
    assert str(pins("requirements.lock")["pyside6"].specifier).startswith("==6.11.")
