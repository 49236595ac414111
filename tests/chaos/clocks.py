"""Clocks of single processes set wrong by hours while they run, by a few lines of C that are loaded before them."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("wrong_clock.c")


class WrongClock:
    """The wall clock of one process. The monotonic clock goes on as it does everywhere.

    Args:
        folder: takes the file through which the running process is told.
        library: what ``build`` has made; None where it could not, and the clock stays right.
    """

    def __init__(self, folder: Path, name: str, library: Path | None) -> None:
        self._file = folder / f"clock-{name}"
        self._file.write_bytes(struct.pack("=q", 0))
        self._library = library
        self.offset_s = 0

    @property
    def environment(self) -> dict[str, str]:
        """What the process has to be started with."""
        if self._library is None:
            return {}
        return {"LD_PRELOAD": str(self._library), "WRONG_CLOCK": str(self._file)}

    def set(self, offset_s: float) -> None:
        """Sets the clock so many seconds ahead (behind, when negative), at once."""
        self.offset_s = round(offset_s)
        # Written in place: the process has mapped this very file.
        with self._file.open("r+b") as file:
            file.write(struct.pack("=q", self.offset_s))


@cache
def compiler() -> str | None:
    """The C compiler, where the machine has one and loads libraries as Linux does."""
    return shutil.which("cc") if sys.platform == "linux" else None


def build(folder: Path) -> Path | None:
    """Compiles the clock into a folder; None where that cannot be done here."""
    found, library = compiler(), folder / "wrong_clock.so"
    if found is None:
        return None
    command = [found, "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, check=False)
    return library if done.returncode == 0 else None
