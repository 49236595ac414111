"""What is wrong with a town folder: each fault with its file, its line and the mend."""

from __future__ import annotations

from typing import NamedTuple

from cockpit.errors import TownFault


class Fault(NamedTuple):
    """One fault.

    Attributes:
        file: path inside the folder.
        line: from 1; None where it is not known.
        wrong: what is wrong, in Chinese.
        mend: what to do about it, in Chinese.
    """

    file: str
    line: int | None
    wrong: str
    mend: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}：{self.wrong}；{self.mend}"


class Faults:
    """Collects faults, so that a clerk sees all of them at once and not one at a time."""

    MOST_A_FILE = 50
    """A file with more faults than this is wrong in one way, not in fifty."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}
        self._counts: dict[str, int] = {}

    def add(self, file: str, line: int | None, wrong: str, mend: str) -> None:
        """Notes a fault; the same one twice is one."""
        fault = Fault(file, line, wrong, mend)
        if fault in self._found:
            return
        self._counts[file] = self._counts.get(file, 0) + 1
        if self._counts[file] <= self.MOST_A_FILE:
            self._found[fault] = None

    def found(self) -> list[Fault]:
        """The faults by file and line; where a file has too many, a last one that says so."""
        more = [
            Fault(file, None, f"另有 {count - self.MOST_A_FILE} 处未列出", "先改上面的，再检查一次")
            for file, count in self._counts.items()
            if count > self.MOST_A_FILE
        ]
        listed = sorted(self._found, key=lambda fault: (fault.file, fault.line or 0))
        return sorted([*listed, *more], key=lambda fault: fault.file)

    def has(self, file: str) -> bool:
        """Whether the file has any fault."""
        return file in self._counts

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_any(self) -> None:
        """Raises TownFault when anything was noted."""
        if self._found:
            raise TownFault([str(fault) for fault in self.found()])
