"""What every test stands on: a private screen when one asks for it, no outside network, no unexpected error logged."""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import re
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from layouts.virtual_screen import VirtualScreen
from widgets.map.chromium import chromium_flags, register_scheme
from widgets.own_window import keep_siblings_plain

settings.register_profile("untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine is no fault: speed is measured in tests/bench

SCREENS: list[VirtualScreen] = []
"""The session's own screen, once a test has asked for it."""

THREAD_GRACE_S = 2.0
"""Seconds that a thread may take to end after the test that started it."""


def pytest_configure(config: pytest.Config) -> None:
    """Registers our markers and closes the way out."""
    config.addinivalue_line("markers", "logs_error(pattern): the test must log errors, each matching the pattern")
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, args: tuple[Any, ...]) -> None:
    """Lets a test's own process reach this machine only: a test that needs a network is no test."""
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = str(args[1][0])
    elif event == "socket.getaddrinfo" and args[0] is not None:
        host = args[0].decode() if isinstance(args[0], bytes) else str(args[0])
    else:
        return
    try:
        near = ipaddress.ip_address(host.partition("%")[0]).is_loopback or host in ("0.0.0.0", "::")
    except ValueError:
        near = host in ("", "localhost")
    if not near:
        raise RuntimeError(f"a test wants to reach {host}: tests stay on this machine")


# --- the screen ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def display() -> str:
    """A screen of the session's own, as DISPLAY says it; the desk's real one stays untouched.

    One monitor of 1920×1080, with room for more to be plugged in beside it.
    """
    screen = VirtualScreen(least_px=(5760, 2160))
    screen.start()
    SCREENS.append(screen)
    # Not closed at the session's end: pytest-qt's application is still there then, and would end the run with status 1.
    screen.keep_until_exit()
    as_root = os.geteuid() == 0
    gc.disable()  # see _garbage
    os.environ.update(screen.environment(os.environ))
    os.environ.pop("WAYLAND_DISPLAY", None)
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(chromium_flags(as_root))
    if as_root:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return screen.display


@pytest.fixture(scope="session")
def qapp_args(display: str) -> list[str]:
    """pytest-qt's hook for the arguments of the one QApplication, which so starts on the private screen."""
    from PySide6.QtCore import QCoreApplication, Qt

    # A web view made later asks for both before there is an application.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    register_scheme()
    keep_siblings_plain()
    return ["cockpit-tests"]


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> Any:
    """Windows for a test, closed at its end."""
    from tests.patient_bot import PatientBot

    return PatientBot(request)


@pytest.fixture(autouse=True)
def _garbage() -> Iterator[None]:
    """Once there is a screen, garbage is collected here alone, in the main thread and between tests.

    A hub's thread that collected, and so freed a QObject with a running timer, would end the whole run (decision 0095).
    """
    yield
    if not gc.isenabled():
        gc.collect(1)


# --- what must not happen in passing ------------------------------------------------------------------------------


class _Errors(logging.Handler):
    """Keeps every record from ERROR upwards."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_error(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test during which an error was logged, unless it is marked with ``logs_error("pattern")``."""
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    yield
    logging.getLogger().removeHandler(errors)
    marker = request.node.get_closest_marker("logs_error")
    if marker is None:
        assert not errors.messages, f"errors were logged: {errors.messages}"
        return
    strange = [message for message in errors.messages if not re.search(marker.args[0], message)]
    assert not strange, f"errors other than {marker.args[0]!r} were logged: {strange}"
    assert errors.messages, f"an error matching {marker.args[0]!r} was to be logged, and none was"


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread running which it started."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        # Qt's own threads show up as dummies once Python code ran in them; they are not ours to end.
        if not isinstance(thread, threading._DummyThread):
            thread.join(THREAD_GRACE_S)
            assert not thread.is_alive(), f"the thread {thread.name} was left running"
