"""Plants faults in a scratch copy of the tree and asks its tests."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.planted import domain_faults, edge_faults, hub_faults
from tests.planted.fault import Fault

TREE = Path(__file__).parents[2]
FAULTS: tuple[Fault, ...] = (*hub_faults.FAULTS, *domain_faults.FAULTS, *edge_faults.FAULTS)
CAUGHT_ENOUGH = 2
"""Tests that have to fail before the rest of the files named is spared."""
PATIENCE_S = 300.0
_FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+?\.py(?:::\S.*?)?)(?: - .*)?$", re.MULTILINE)


@dataclass
class Catch:
    """What became of a planted fault. ``trouble`` says why nothing can be said, empty otherwise."""

    fault: Fault
    caught_by: list[str] = field(default_factory=list)
    trouble: str = ""


def copy_tree(folder: Path, tree: Path = TREE) -> None:
    """Copies the tree's files as they stand now, committed or not, without what git ignores.

    Raises:
        subprocess.CalledProcessError: the tree is no git checkout.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=tree, check=True, capture_output=True)
    for name in listed.stdout.decode().split("\0"):
        if name and (tree / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(tree / name, folder / name)


class Scratch:
    """A copy of the tree to plant faults in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._touched_s = time.time()

    def plant(self, fault: Fault) -> str:
        """Puts a fault in; returns the source as it was, for ``mend``."""
        source = (self._folder / fault.file).read_text(encoding="utf-8")
        self._write(fault.file, fault.planted(source))
        return source

    def mend(self, fault: Fault, source: str) -> None:
        """Takes the fault out again."""
        self._write(fault.file, source)

    def _write(self, file: str, source: str) -> None:
        path = self._folder / file
        path.write_text(source, encoding="utf-8")
        # Compiled code is told from newer source by whole seconds and size: each writing gets a second of its own.
        self._touched_s += 2
        os.utime(path, (self._touched_s, self._touched_s))

    def failing(self, tests: Iterable[str], enough: int = 0) -> list[str]:
        """Runs tests and returns the ids of those that fail; ``enough`` of them end the run (0: never).

        Raises:
            TimeoutError: the tests hang.
        """
        command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider"]
        command += [f"--maxfail={enough}"] if enough else []
        with subprocess.Popen(
            [*command, *tests],
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as run:
            try:
                output, _ = run.communicate(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                os.killpg(run.pid, signal.SIGKILL)
                raise TimeoutError(f"the tests did not end within {PATIENCE_S:.0f} s") from None
        if run.returncode not in (0, 1):
            raise RuntimeError(f"pytest ended with {run.returncode}:\n{output[-2000:]}")
        return _FAILED.findall(output)


class Hunt:
    """Plants faults in one scratch copy, one at a time.

    Args:
        sound: ids of tests that fail without any fault: they catch nothing.
    """

    def __init__(self, scratch: Scratch, sound: Iterable[str] = ()) -> None:
        self._scratch = scratch
        self._sound = set(sound)
        self._rooms: set[str] = set()

    def catch(self, fault: Fault) -> Catch:
        """Plants a fault and says which tests catch it; the copy is sound again afterwards.

        The tests that the fault names are asked first, those of its whole room when none of them has caught it.
        """
        result = Catch(fault)
        for tests in (fault.tests, (fault.room,)):
            try:
                self._learn(tests)
                result.caught_by = self._ask(fault, tests)
            except (TimeoutError, RuntimeError) as failure:
                result.trouble = f"{fault.name}: {failure}"
            if result.caught_by:
                result.trouble = ""
                break
        return result

    def _ask(self, fault: Fault, tests: tuple[str, ...]) -> list[str]:
        source = self._scratch.plant(fault)
        try:
            failing = self._scratch.failing(tests, CAUGHT_ENOUGH)
        finally:
            self._scratch.mend(fault, source)
        return [one for one in failing if one not in self._sound]

    def _learn(self, tests: tuple[str, ...]) -> None:
        """Notes what fails in a room without any fault; of single files that is known from the start."""
        for room in tests:
            if not room.endswith(".py") and room not in self._rooms:
                self._rooms.add(room)
                self._sound.update(self._scratch.failing([room]))
