"""What terminals did, a line each: for whoever wants to hold the hub's journal against what really happened."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import msgspec

from cockpit.errors import EnvironmentFailure


class Record:
    """A file of JSON Lines. A line is in the file before the deed that it tells of leaves the terminal.

    ``made``: a receipt, with its command id; ``accepted`` or ``refused``: what the hub said of that id; ``taken``: an
    order came in; ``ended``: it is over for this unit; ``again``: the hub called an order new on a connection that
    had it.

    Raises:
        EnvironmentFailure: the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as failure:
            raise EnvironmentFailure(f"写不了 {path}：{failure.strerror} (cannot write the log)") from failure

    def note(self, what: str, unit: str, order: str = "", **more: Any) -> None:
        """Writes a line at once: whoever is killed has said all that it did."""
        line = {"what": what, "unit": unit, "order": order, "pid": os.getpid(), "at_s": time.monotonic(), **more}
        os.write(self._file, msgspec.json.encode(line) + b"\n")

    def close(self) -> None:
        """Closes the file."""
        os.close(self._file)
