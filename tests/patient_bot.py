"""The tests' hand on a window: it waits by the steady clock, and looks once more before it gives up."""

from __future__ import annotations

import time
from collections.abc import Callable

from pytestqt.qtbot import QtBot

PATIENCE_MS = 10_000
"""How long what must come may take; reached only where a test fails."""


class PatientBot(QtBot):
    """``QtBot.waitUntil`` reads the machine's clock: where that is set, or the machine held up, it gives up at once."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = PATIENCE_MS) -> None:
        """Waits until a condition holds: it returns something true, or nothing and raises no ``AssertionError``.

        Args:
            timeout: milliseconds.

        Raises:
            AssertionError: it did not in time.
        """
        end = time.monotonic() + timeout / 1000
        while True:
            over = time.monotonic() >= end
            try:
                found = callback()
                if found is None or found:
                    return
                assert not over, f"not within {timeout} ms: {callback}"
            except AssertionError:
                if over:
                    raise
            self.wait(10)

    wait_until = waitUntil
