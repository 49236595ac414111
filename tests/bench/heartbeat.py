"""How long Qt's own thread does not come round: a timer that should fire every few milliseconds, and what it missed."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from cockpit.kit.percentiles import percentiles

BEAT_MS = 5
LIMIT_MS = 50.0
"""Nothing may block the window for longer. Source: look/README.md."""
LOOK_S = 0.004


@dataclass
class Blocks:
    """Gaps between two beats in milliseconds: by the clock, and the share in which this thread did work."""

    gaps_ms: list[float] = field(default_factory=list)
    busy_ms: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The longest, p99 and the number over the limit, by the clock and by the thread's own work."""
        walls, works = percentiles(self.gaps_ms, 1), percentiles(self.busy_ms, 1)
        return {
            "longest_block_ms": walls.get("max"),
            "p99_block_ms": walls.get("p99"),
            "blocks_over_50_ms": sum(gap > LIMIT_MS for gap in self.gaps_ms),
            "longest_busy_ms": works.get("max"),
            "p99_busy_ms": works.get("p99"),
            "busy_over_50_ms": sum(busy > LIMIT_MS for busy in self.busy_ms),
            "beats": len(self.gaps_ms),
        }


class Heartbeat(QObject):
    """Beats in the GUI thread.

    On a machine that other programs use, a gap by the clock can be theirs: ``busy`` counts only this thread's CPU time.
    """

    def __init__(self) -> None:
        super().__init__()
        self.blocks = Blocks()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.at = time.perf_counter()
        self._worked = time.thread_time()

    def start(self) -> None:
        """Begins; gaps of before do not count."""
        self.blocks = Blocks()
        self.at, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def take(self) -> Blocks:
        """The gaps since the start, or since the last call."""
        taken, self.blocks = self.blocks, Blocks()
        return taken

    def stop(self) -> None:
        """Ends."""
        self._timer.stop()

    def _beat(self) -> None:
        at, worked = time.perf_counter(), time.thread_time()
        self.blocks.gaps_ms.append((at - self.at) * 1000)
        self.blocks.busy_ms.append((worked - self._worked) * 1000)
        self.at, self._worked = at, worked


class Blame:
    """Looks at the GUI thread's stack whenever the heart is late: who held it, how often seen.

    Args:
        heart: whose lateness counts.
        late_ms: from when on.
    """

    def __init__(self, heart: Heartbeat, late_ms: float = 20.0) -> None:
        self._heart, self._late_s = heart, late_ms / 1000
        self._thread_id = threading.get_ident()
        self._seen: Counter[str] = Counter()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="blame", daemon=True)
        self._thread.start()

    def stop(self) -> list[str]:
        """Ends; the stacks that were seen most, each a line, innermost last."""
        self._over.set()
        self._thread.join()
        return [f"{count} × {stack}" for stack, count in self._seen.most_common(25)]

    def _look(self) -> None:
        while not self._over.wait(LOOK_S):
            if time.perf_counter() - self._heart.at < self._late_s:
                continue
            frame = sys._current_frames().get(self._thread_id)
            if frame is not None:
                stack = traceback.extract_stack(frame)[-7:]
                self._seen[
                    " > ".join(f"{one.filename.rsplit('/', 1)[-1]}:{one.lineno}:{one.name}" for one in stack)
                ] += 1
