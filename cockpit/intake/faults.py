"""What is wrong with a mapping or an input file as a whole: file, line, key, and the mend, in both languages."""

from __future__ import annotations

import msgspec

from cockpit.errors import CockpitError


class Fault(msgspec.Struct, frozen=True):
    """One fault. ``line`` is 0 where no line can be named; ``key`` is e.g. ``[time] zone``."""

    file: str
    line: int
    key: str
    zh: str
    en: str

    def text(self, language: str = "zh") -> str:
        """One line for the person who wrote the file."""
        if language == "zh":
            where = f"{self.file} 第 {self.line} 行" if self.line else self.file
            return f"{where}{'，' + self.key if self.key else ''}：{self.zh}"
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}{', ' + self.key if self.key else ''}: {self.en}"


class ImportFault(CockpitError):
    """An import cannot begin: the mapping or the file is not what it must be. ``faults`` holds every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(fault.text("zh") for fault in faults))
        self.faults = faults

    def text(self, language: str = "zh") -> str:
        """A line for each fault, in one language."""
        return "\n".join(fault.text(language) for fault in self.faults)
