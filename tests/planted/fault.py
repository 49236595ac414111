"""A fault as data: one piece of source and what a bad day would have made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes:
        name: short, in the words of a person who finds it.
        file: path in the tree.
        old: what stands there, once in the whole file.
        new: what is planted in its place.
        tests: test files (or single tests, by their ids) that should catch it, run first.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def room(self) -> str:
        """The folder of tests that is asked when none of ``tests`` has caught it."""
        parts = Path(self.file).parts
        return f"tests/{parts[1] if parts[0] == 'cockpit' else parts[0]}"

    def misfit(self, tree: Path) -> str:
        """Why the fault cannot be planted in a tree, empty when it can."""
        path = tree / self.file
        if not path.is_file():
            return f"{self.name}: does not apply: there is no {self.file}"
        found = path.read_text(encoding="utf-8").count(self.old)
        if found != 1:
            first = self.old.strip().splitlines()[0]
            return f"{self.name}: does not apply: {first!r} … stands {found} times in {self.file}"
        missing = [one for one in self.tests if not (tree / one.partition("::")[0]).is_file()]
        return f"{self.name}: there is no {missing[0]}" if missing else ""

    def planted(self, source: str) -> str:
        """The source with the fault in it."""
        return source.replace(self.old, self.new)
