"""A flood of events at the window: ``python -m tests.bench.flood``. What stays of its strip, its tones and its thread.

The window is the real one over the sample town, on Qt's offscreen platform and with the plain map; events are decided
and applied in the same thread (in the desktop only the folding is), refreshed in turns every 50 ms as the wiring does.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import Any

from cockpit.domain.help_calls import CallHelp
from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import DraftOrder, Target
from cockpit.town.folder import read_town
from cockpit.views.bell import REST_S, Tone
from tests.bench import program
from tests.bench.heartbeat import LIMIT_MS, Blame, Heartbeat
from tests.bench.stage import SAMPLE_TOWN

REFRESH_S = 0.05


class _Ear:
    trouble = ""

    def __init__(self) -> None:
        self.tones: list[Tone] = []

    def play(self, tone: Tone) -> None:
        self.tones.append(tone)


def main(arguments: list[str] | None = None) -> int:
    """Runs the bench; returns the exit status."""
    return program.main(parser(), measure, arguments)


def parser() -> argparse.ArgumentParser:
    """The bench's options."""
    made = program.parser("flood", __doc__ or "")
    made.add_argument("--events", type=program.whole, default=1000, metavar="N", help="events in all")
    made.add_argument("--blame", action="store_true", help="say who held the thread")
    made.add_argument("--seconds", type=program.whole, default=10, metavar="S", help="within so many seconds")
    return made


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Opens the window, floods it, and returns the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["COCKPIT_MAP"] = "plain"
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from cockpit.views.selection import Selection
    from layouts.desk import Desk
    from layouts.garbage import Garbage
    from tests.look_scene import LookScene

    app = QApplication.instance() or QApplication(sys.argv[:1])
    folder = read_town(SAMPLE_TOWN)
    scene = LookScene(folder.town, folder.map)
    window, ear, heart = Desk(Selection()), _Ear(), Heartbeat()
    window.alarms.use_sound(ear)
    window.resize(1920, 1080)
    window.show()
    window.refresh(scene.situation, scene.everything())
    _spin(app, QEventLoop.ProcessEventsFlag.AllEvents, 1.0)
    ear.tones.clear()
    garbage = Garbage()  # as the desktop collects it
    garbage.settle()
    heart.start()
    blame = Blame(heart, LIMIT_MS) if args.blame else None
    began = refreshed = time.monotonic()
    done = 0
    busy: list[bool] = []
    while done < args.events or time.monotonic() - began < args.seconds:
        due = min(args.events, round((time.monotonic() - began) / args.seconds * args.events))
        for number in range(done, due):
            _happen(scene, number)
        done = max(done, due)
        if not busy and time.monotonic() - refreshed >= REFRESH_S:
            changes = scene.tick(time.monotonic() - refreshed)
            refreshed = time.monotonic()
            busy.append(True)
            window.refresh_in_turns(scene.situation, changes, busy.clear)
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    heart.stop()
    garbage.give_back()
    held = blame.stop() if blame is not None else []
    blocks, alarms, shown = heart.take().figures(), window.notices.book.alarms, window.notices.shown
    lines = {alarm.id for alarm in alarms}
    window.close_unasked()
    return {
        "events": done,
        "seconds": args.seconds,
        "alarms": len(alarms),
        "lines": len(lines),
        "shown": shown.cause if shown is not None else "",
        "tones": len(ear.tones),
        **blocks,
        **({"blame": held} if held else {}),
        "lost": len(alarms) - len(lines),
        "goals": [
            program.goal("longest work of the GUI thread at one go, ms", blocks["longest_busy_ms"], LIMIT_MS),
            program.goal("tones", len(ear.tones), args.seconds / REST_S + 1),
        ],
    }


def _happen(scene: Any, number: int) -> None:
    """One event: a call for help, a report, or a draft."""
    desk, units = scene.desk, list(scene.desk.world.units)
    person = desk.person(scene.situation.me.id)
    unit = units[number % len(units)]
    if number % 2 == 0:
        desk.do(CallHelp(f"flood{number}"), desk.unit(unit))
    elif number % 4 == 1:
        circle = desk.world.units[unit].circle
        kind = next(iter(desk.world.kinds))
        desk.do(ReportIncident("police_110", f"flood{number}", kind, "洪峰", desk.now, circle=circle), person)
    else:
        desk.do(DraftOrder(f"flood{number}", "核查", (unit,), Target(units=(unit,))), person)


def _spin(app: Any, flags: Any, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.processEvents(flags, 20)


if __name__ == "__main__":
    sys.exit(main())
