"""The desktop: arguments, composition, the loop, ordered shutdown."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cockpit.client.address import check_address
from cockpit.errors import CockpitError
from layouts.embedded import EmbeddedHub
from layouts.first_start import FirstStart
from layouts.virtual_screen import Monitor, VirtualScreen, is_needed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

TOP = Path(__file__).resolve().parent
SAMPLE_TOWN = TOP / "resources" / "sample_town"
PICTURES = TOP / "pictures"

log = logging.getLogger("cockpit.desktop")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The desktop's arguments."""
    parser = argparse.ArgumentParser(
        prog="python main.py",
        description="数字驾驶舱 · the cockpit. Without arguments: the sample town, with a hub of its own.",
    )
    parser.add_argument("--hub", metavar="URL", default="", help="a hub that runs, ws://HOST:PORT; else one is started")
    parser.add_argument("--town", type=Path, metavar="DIR", default=SAMPLE_TOWN, help="the town for a hub of its own")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where hub and desktop keep their files")
    parser.add_argument("--as", dest="login", default="", metavar="NAME", help="the login to sign in with")
    parser.add_argument("--lang", choices=("zh", "en"), help="the language (default: the one used last, at first zh)")
    parser.add_argument("--no-sim", action="store_true", help="without simulated terminals and sources")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="photograph the window once it is live, and end")
    parser.add_argument("--size", default="", metavar="WxH", help="size of the window, and of a virtual screen")
    parser.add_argument("--one-monitor", action="store_true", help="one window only, whatever monitors there are")
    parser.add_argument("--settle", type=float, default=12.0, metavar="S", help="seconds from live to the photograph")
    args = parser.parse_args(arguments)
    width, _, height = args.size.partition("x")
    if args.size and not (width.isdigit() and height.isdigit()):
        parser.error(f"--size 应为 宽x高，如 1920x1080，收到 {args.size!r}")
    args.size_px = (int(width), int(height)) if args.size else None
    return args


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the desktop; returns its exit status."""
    args = parse(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    start: FirstStart | None = None
    try:
        if args.hub:
            check_address(args.hub)
            args.data = args.data or data_folder("hub-" + urlsplit(args.hub).netloc.replace(":", "-"))
        else:
            args.data = args.data or data_folder(args.town.resolve().name)
            start = FirstStart(EmbeddedHub(args.town, args.data, simulate=not args.no_sim))
            start.launch()
            if start.failure is not None and (args.pictures or is_needed(os.environ)):
                raise start.failure  # nobody would see the window that says so
        on_virtual = prepare_screen(args)
        return run_desktop(args, start, on_virtual)
    except CockpitError as failure:
        print(failure, file=sys.stderr)
        return 2
    finally:
        if start is not None:
            start.own.stop()


def data_folder(name: str) -> Path:
    """Where hub and desktop keep their files when nobody says otherwise: in the user's data folder.

    Args:
        name: of the town folder, or made of the address of a hub elsewhere.
    """
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "cockpit" / name


def prepare_screen(args: argparse.Namespace) -> bool:
    """Settles what Qt and Chromium read from the environment; starts a virtual screen where there is none.

    Returns:
        Whether the window is on a virtual screen.

    Raises:
        EnvironmentFailure: there is no screen and none can be made.
    """
    from widgets.map.chromium import chromium_flags

    virtual = is_needed(os.environ)
    if virtual:
        width, height = args.size_px or (1920, 1080)
        screen = VirtualScreen((Monitor("DESK", width, height),))
        screen.start()
        os.environ.update(screen.environment(os.environ))
        screen.keep_until_exit()
        print(screen.describe(args.lang or "zh"))
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = chromium_flags(as_root, has_gpu=not virtual and sys.platform != "linux")
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", " ".join(flags))
    if as_root:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        print("以 root 运行：地图网页的沙箱已关闭 (running as root: the web view's sandbox is off)")
    return virtual


def run_desktop(args: argparse.Namespace, start: FirstStart | None, on_virtual: bool) -> int:
    """Opens the window and runs the loop until it is closed."""
    app, loop = open_application()
    with loop:
        from layouts.garbage import Garbage
        from layouts.session import DesktopSession

        garbage = Garbage(app)
        session = DesktopSession(args, start, on_virtual, PICTURES)
        session.first_live.connect(garbage.settle)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(session.end))
        status: int = loop.run_until_complete(session.run())
        return status


def open_application() -> tuple[QApplication, QEventLoop]:
    """Makes the one QApplication and the loop that asyncio and Qt share in it."""
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    from widgets.map.chromium import register_scheme
    from widgets.own_window import keep_siblings_plain

    register_scheme()
    keep_siblings_plain()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("cockpit")
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    return app, loop


if __name__ == "__main__":
    sys.exit(main())
