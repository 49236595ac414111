"""The desktop under load: is Qt's thread ever held over 50 ms, and what does it all cost?

``python -m tests.bench.gui [--units 713] [--seconds 120] [--json [FILE]]``: the real desktop in the scene "emergency"
on three virtual monitors of 1920×1080 (software GL), with a hub of its own, simulated terminals that report every 3 s,
300 open incidents and 30 orders under way. ``--one-window`` measures one window instead, at rest and in use.

Memory is compared between one minute and the end (``--seconds 600`` for ten minutes; the report says what it is of).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from layouts.embedded import EmbeddedHub
from layouts.session import DesktopSession
from layouts.virtual_screen import Monitor
from tests.bench import program
from tests.bench.bigger_town import bigger_town
from tests.bench.heartbeat import Blame, Heartbeat
from tests.bench.one_window import one_window
from tests.bench.stage import SAMPLE_TOWN
from tests.bench.three_monitors import three_monitors
from tests.bench.window import play

ONE = (Monitor("DESK", 1920, 1080),)
THREE = tuple(Monitor(name, 1920, 1080, 1920 * n) for n, name in enumerate(("LEFT", "MIDDLE", "RIGHT")))


def parser() -> argparse.ArgumentParser:
    """The bench's options."""
    made = program.parser("gui", __doc__ or "")
    made.add_argument(
        "--seconds",
        type=program.whole,
        default=0,
        metavar="S",
        help="how long to measure (default 120; one window: 60)",
    )
    made.add_argument("--units", type=program.whole, default=713, metavar="N", help="units, 713 or more (default 713)")
    made.add_argument("--one-window", action="store_true", help="one window, at rest and in a commander's hands")
    made.add_argument("--blame", action="store_true", help="name the stacks that were seen while the thread was held")
    return made


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Runs the desktop and returns its figures."""
    seconds = args.seconds or (60 if args.one_window else 120)

    async def story(session: DesktopSession, own: EmbeddedHub) -> dict[str, Any]:
        heart = Heartbeat()
        heart.start()
        blame = Blame(heart) if args.blame else None
        if args.one_window:
            found = await one_window(session, own, heart, seconds)
        else:
            found = await three_monitors(session, own, heart, seconds)
        heart.stop()
        return found | ({"blame": blame.stop()} if blame is not None else {})

    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as folder:
        town = SAMPLE_TOWN
        if args.units != 713:
            town = bigger_town(Path(folder) / "town", args.units)
        return play(story, ONE if args.one_window else THREE, town)


if __name__ == "__main__":
    sys.exit(program.main(parser(), measure))
