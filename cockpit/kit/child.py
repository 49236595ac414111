"""A process of our own that runs beside this one and never outlives it unasked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

from cockpit.errors import EnvironmentFailure

LOG_LIMIT = 4 * 1024 * 1024
"""Bytes of a log file from which on the next child begins a new one; the old one is kept once, as ``….1``."""
WORDS = 20_000


class Child:
    """A child process that runs ``python -m cockpit …``.

    Args:
        arguments: after ``python -m cockpit``.
        log: file that takes its output; None passes it on.

    Raises:
        EnvironmentFailure: the log file cannot be written, or the process cannot be started.
    """

    def __init__(self, arguments: list[str], log: Path | None = None) -> None:
        self.arguments = arguments
        self._log = log
        self._log_from = 0
        try:
            out = self._open_log(log) if log is not None else None
        except OSError as failure:
            raise EnvironmentFailure(f"写不了 {log}：{failure.strerror} (cannot write there)") from failure
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cockpit", *arguments],
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.STDOUT if out is not None else None,
                cwd=Path(__file__).resolve().parents[2],
                env={**os.environ, "COCKPIT_PARENT": "stdin"},
            )
        except OSError as failure:
            raise EnvironmentFailure(f"子进程没有启动：{failure} (the child process did not start)") from failure
        finally:
            if out is not None:
                out.close()

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def wait_ready(self, ready_file: Path, timeout_s: float = 30.0) -> dict[str, Any]:
        """Waits until the child has written its ready file; returns what is in it.

        Raises:
            EnvironmentFailure: it ended before, or takes too long; with the last lines of its output.
        """
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if ready_file.is_file():
                found: dict[str, Any] = json.loads(ready_file.read_text(encoding="utf-8"))
                return found
            if not self.running:
                raise EnvironmentFailure(f"子进程没有启动 (the child process ended): {self.last_words()}")
            time.sleep(0.01)
        raise EnvironmentFailure(f"子进程 {timeout_s:.0f} 秒内没有就绪 (not ready in time): {self.last_words()}")

    def last_words(self) -> str:
        """The end of this child's own output: at most ``WORDS`` characters, from the beginning of a line."""
        try:
            said = self._log.read_bytes()[self._log_from :] if self._log is not None else b""
        except OSError:
            return ""
        words = said.decode("utf-8", errors="replace").strip()
        return words if len(words) <= WORDS else words[-WORDS:].partition("\n")[2]

    def stop(self, timeout_s: float = 5.0) -> int:
        """Asks it to end, insists after a while; returns its exit status."""
        if self.running:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout_s)
            except subprocess.TimeoutExpired:
                self.process.kill()
        if self.process.stdin is not None:
            self.process.stdin.close()
        return self.process.wait()

    def _open_log(self, log: Path) -> IO[bytes]:
        if log.is_file() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_name(log.name + ".1"))
        out = log.open("ab")
        self._log_from = out.tell()
        return out

    def kill(self) -> None:
        """Ends it at once, as a power cut would."""
        self.process.kill()
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait()
