"""Python's cyclic garbage, collected in the GUI thread alone and in small portions.

Left to itself Python collects in whichever thread allocates next. A worker that happens to free a QObject with a
running timer ends the process with a segmentation fault; a full collection in the GUI thread stops it for 100 ms.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
YOUNG, MIDDLE, OLD = 700, 10, 50
"""Objects, or collections of the generation before, from which on a generation is collected.
Source: CPython's own thresholds 700, 10, 10; the oldest more seldom, since it takes longest."""


class Garbage(QObject):
    """Takes over from Python's automatic collection until ``give_back``.

    Args:
        parent: its timer runs in that object's thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> int:
        """Collects the generations that are due; returns the oldest one collected, -1 for none."""
        counts = gc.get_count()
        if counts[0] <= YOUNG:
            return -1
        generation = 0
        if counts[1] > MIDDLE:
            generation = 2 if counts[2] > OLD else 1
        gc.collect(generation)
        return generation

    def settle(self) -> None:
        """What lives now will stay: collections to come pass it over, and stay short."""
        gc.freeze()

    def give_back(self) -> None:
        """Lets Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
