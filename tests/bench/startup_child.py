"""The desktop of ``tests.bench.startup``: ``main.py`` with a watch on its phases; ends with its first live picture."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import main

STARTED_AT = float(os.environ["COCKPIT_BENCH_STARTED_AT"])
_phases: dict[str, float] = {}


def _note(phase: str) -> None:
    _phases.setdefault(phase, round(time.monotonic() - STARTED_AT, 3))


def _noting(owner: Any, name: str, phase: str) -> None:
    """Notes when a method has returned for the first time."""
    inner = getattr(owner, name)

    def noted(*args: Any, **more: Any) -> Any:
        result = inner(*args, **more)
        _note(phase)
        return result

    setattr(owner, name, noted)


def watch() -> None:
    """Watches the phases; loads what the desktop loads when it loads it, and no sooner."""
    _noting(main.EmbeddedHub, "launch", "launched_s")
    _noting(main.EmbeddedHub, "wait", "hub_s")
    inner = main.open_application

    def opened() -> Any:
        found = inner()
        from layouts.session import DesktopSession
        from layouts.wiring import Wiring
        from widgets.map.stage import Stage

        begin, live, drawn = DesktopSession._open, DesktopSession._live, Wiring._refresh

        def shown(session: DesktopSession) -> None:
            stage = session.window.findChild(Stage)
            assert stage is not None
            stage.surface.ready.connect(lambda _renderer: (_note("map_s"), _perhaps_end(session)))  # type: ignore[attr-defined]
            begin(session)
            _note("window_s")

        def refreshed(wiring: Wiring) -> None:
            drawn(wiring)
            if wiring.link.phase == "live" and wiring._map is not None:
                _note("drawn_s")
                _perhaps_end(_sessions[0])

        def lived(session: DesktopSession) -> None:
            live(session)
            _sessions.append(session)
            _note("live_s")

        DesktopSession._open, DesktopSession._live, Wiring._refresh = shown, lived, refreshed  # type: ignore[method-assign]
        return found

    main.open_application = opened


_sessions: list[Any] = []


def _perhaps_end(session: Any) -> None:
    if {"map_s", "drawn_s"} <= _phases.keys():
        _note("picture_s")
        session.end()


if __name__ == "__main__":
    watch()
    status = main.main([*sys.argv[1:], "--settle", "86400"])
    print(json.dumps(_phases))
    sys.exit(status)
