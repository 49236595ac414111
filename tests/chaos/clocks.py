"""Clocks of single processes set wrong by hours while they run, by Debian's ``faketime``."""

from __future__ import annotations

from pathlib import Path

PLACES = ("/usr/lib", "/usr/local/lib")
LIBRARY = "libfaketimeMT.so.1"


class WrongClock:
    """The wall clock of one process. The monotonic clock goes on as it does everywhere.

    Without faketime on the machine the clock cannot be set, and ``works`` is False.

    Args:
        folder: takes the file through which the running process is told.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"clock-{name}"
        self._library = find_library()
        self.offset_s = 0.0
        self.set(0.0)

    @property
    def works(self) -> bool:
        """Whether the machine has faketime."""
        return self._library is not None

    @property
    def environment(self) -> dict[str, str]:
        """What the process has to be started with."""
        if self._library is None:
            return {}
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, offset_s: float) -> None:
        """Sets the clock so many seconds ahead (behind, when negative); the process has it within a second."""
        self.offset_s = offset_s
        part = self._file.with_suffix(".part")
        part.write_text(f"{offset_s:+.0f}\n")
        part.replace(self._file)


def find_library() -> Path | None:
    """Where Debian puts faketime's library for threaded programs."""
    for place in PLACES:
        found = sorted(Path(place).glob(f"*/faketime/{LIBRARY}"))
        if found:
            return found[0]
    return None
