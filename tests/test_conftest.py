"""The guards around every test, tried on small test files in a pytest of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]

HEAD = "import logging, socket, threading, pytest\n"


CONFTEST = "from tests.conftest import _no_thread_left, _no_unexpected_error, display, pytest_configure, qapp_args\n"


def run_pytest(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Runs one test file under the project's guards and settings."""
    (folder / "conftest.py").write_text(CONFTEST)
    file = folder / "test_it.py"
    file.write_text(HEAD + body)
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "--rootdir", str(folder)]
    return subprocess.run([*command, str(file)], cwd=TOP, capture_output=True, text=True, timeout=120)


NOT_FINE = """
def test_an_error():
    logging.getLogger("hub").error("disk full")

@pytest.mark.logs_error("disk")
def test_another_error_than_expected():
    logging.error("link lost")

@pytest.mark.logs_error("disk")
def test_no_error_where_one_is_expected():
    pass

@pytest.fixture
def hub():
    yield
    logging.error("late")

def test_an_error_after_the_test(hub):
    pass

def test_a_thread_that_stays():
    threading.Thread(target=threading.Event().wait, name="lost", daemon=True).start()

def test_an_outside_address():
    socket.create_connection(("192.0.2.1", 80))

def test_an_outside_name():
    socket.getaddrinfo("town.example", 80)

def test_a_warning_of_python():
    import warnings
    warnings.warn("old")
"""

COMPLAINTS = [
    "errors were logged: ['hub: disk full']",
    "errors other than 'disk' were logged: ['root: link lost']",
    "an error matching 'disk' was to be logged, and none was",
    "errors were logged: ['root: late']",
    "the thread lost was left running",
    "a test wants to reach 192.0.2.1",
    "a test wants to reach town.example",
    "UserWarning: old",
]


def test_what_must_not_happen_in_passing_fails_the_test(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, NOT_FINE)
    assert done.returncode == 1
    assert [complaint for complaint in COMPLAINTS if complaint not in done.stdout] == []
    # What is found after a test's end is told as an error of its clean-up; the test itself has passed by then.
    assert "3 failed, 5 passed, 5 errors" in done.stdout


FINE = """
@pytest.mark.logs_error("disk")
def test_an_error_that_is_expected():
    logging.getLogger("hub").error("disk full")

def test_a_warning():
    logging.warning("slow")

def test_a_thread_that_ends():
    threading.Timer(0.05, lambda: None).start()

def test_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
        socket.create_connection(("localhost", server.getsockname()[1])).close()
"""


def test_what_is_fine_passes(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, FINE)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


ON_SCREEN = """
def test_a_window(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert window.screen().geometry().size().toTuple() == (1920, 1080)
"""


def test_a_qt_test_gets_a_private_screen_also_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = run_pytest(tmp_path, ON_SCREEN)
    assert done.returncode == 0, done.stdout + done.stderr
