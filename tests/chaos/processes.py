"""The processes of an exercise: started, killed, frozen, and never left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A process of ours under a fault.

    Args:
        name: what it is called in reports.
        arguments: after ``python -m``.
        log: takes its output, appended.
        environment: added to our own.
    """

    def __init__(self, name: str, arguments: list[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.name, self.arguments, self.log = name, arguments, log
        self.frozen = False
        self.starts = 0
        self._environment = environment or {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process's id; -1 before the first start."""
        return self._process.pid if self._process is not None else -1

    @property
    def running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def status(self) -> int | None:
        """How it ended, None while it has not."""
        return self._process.poll() if self._process is not None else None

    def start(self) -> None:
        """Starts it (anew). It ends with us: the pipe at its standard input closes then."""
        self.starts += 1
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self.arguments],
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env={**os.environ, "COCKPIT_PARENT": "stdin", **self._environment},
            )

    def tell(self, message: dict[str, object]) -> None:
        """Writes a line of JSON to its standard input; one that is gone hears nothing."""
        if self._process is not None and self._process.stdin is not None:
            try:
                self._process.stdin.write(json.dumps(message).encode() + b"\n")
                self._process.stdin.flush()
            except OSError:
                return

    def kill(self) -> None:
        """SIGKILL, and nothing of it is left."""
        self._send(signal.SIGKILL)
        self._reap()

    def freeze(self) -> None:
        """SIGSTOP: alive, connected, and doing nothing."""
        self.frozen = True
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        self.frozen = False
        self._send(signal.SIGCONT)

    def stop(self, timeout_s: float = 10.0) -> int:
        """Asks it to end, and insists; returns its exit status."""
        if self._process is None:
            return 0
        if self.frozen:
            self.thaw()
        self._send(signal.SIGTERM)
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._send(signal.SIGKILL)
        return self._reap()

    def _send(self, number: int) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def _reap(self) -> int:
        if self._process is None:
            return 0
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        self.frozen = False
        return self._process.wait()
