"""The set-up script, on a machine that is played: its package database, its sudo, its Python."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]

PYTHON = """#!/bin/sh
echo "python $*" >>"$LOG"
case "$*" in
    --version) echo "Python 3.$MINOR.1" ;;
    *ensurepip*) [ -n "$ENSUREPIP" ] ;;
    *version_info\\ \\<*) [ "$MINOR" -ge 11 ] ;;
    *"-venv"*) echo "python3.$MINOR-venv" ;;
    *"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *"-m pip install"*) [ -z "$PIP_FAILS" ] ;;
esac
"""
PROGRAMS = {
    "python3": PYTHON,
    "apt-get": '#!/bin/sh\necho "apt-get $*" >>"$LOG"\n[ -z "$APT_FAILS" ] || { echo "E: no network" >&2; exit 1; }\n',
    "apt-cache": '#!/bin/sh\ncase " $KNOWN " in *" $2 "*) exit 0 ;; esac\nexit 100\n',
    "dpkg-query": '#!/bin/sh\nfor name in $INSTALLED; do echo "ii  $name"; done\necho "rc  xvfb"\n',
    "id": "#!/bin/sh\necho $WHO\n",
    "sudo": '#!/bin/sh\n[ -n "$SUDO" ] || exit 1\nshift\nexec "$@"\n',
    "uname": "#!/bin/sh\necho Darwin\n",
}


class Machine:
    """A copy of what the script needs, in a folder with a space in its name, and the programs that it asks."""

    def __init__(self, folder: Path) -> None:
        self.top = folder / "a checkout"
        self.bin = folder / "bin"
        (self.top / "packaging").mkdir(parents=True)
        self.bin.mkdir()
        shutil.copy(TOP / "packaging" / "setup.sh", self.top / "packaging")
        for lock in ("requirements.lock", "requirements-dev.lock"):
            (self.top / lock).write_text(f"six==1.17.0 \\\n    --hash=sha256:00\n# {lock}\n")
        for name, text in PROGRAMS.items():
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)
        # The log's place has a space too.
        self.log = folder / "the log"
        self.environ = {"LOG": str(self.log), "MINOR": "11", "ENSUREPIP": "1", "WHO": "0", "KNOWN": "libasound2"}

    def set_up(self, kind: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Runs the script; ``changes`` play another machine."""
        self.log.write_text("")
        environ = {**self.environ, "PATH": f"{self.bin}:/usr/bin:/bin", **changes}
        return subprocess.run(
            ["sh", "packaging/setup.sh", kind], cwd=self.top, env=environ, capture_output=True, text=True, timeout=60
        )

    def calls(self, word: str) -> list[str]:
        """The calls of the last run that hold a word."""
        return [line for line in self.log.read_text().splitlines() if word in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_root_gets_everything_and_the_second_start_does_nothing(machine: Machine) -> None:
    first = machine.set_up("run")
    assert first.returncode == 0, first.stderr
    assert len(machine.calls("apt-get")) == 2
    installed = machine.calls("install -y")[0].split()
    assert {"libxcb-cursor0", "libnss3", "fonts-noto-cjk", "libgl1-mesa-dri", "xvfb"} <= set(installed)
    assert "xdotool" not in installed
    assert len(machine.calls("pip install")) == 1
    again = machine.set_up("run", INSTALLED=" ".join(installed))
    assert again.stdout == "setup: ready to run\n"
    assert machine.calls("apt-get") + machine.calls("pip install") == []


@pytest.mark.parametrize(
    ("known", "name"), [("libasound2", "libasound2"), ("libasound2t64 libasound2", "libasound2t64"), ("", "libasound2")]
)
def test_the_name_that_this_release_knows_is_taken(machine: Machine, known: str, name: str) -> None:
    machine.set_up("run", KNOWN=known)
    assert name in machine.calls("install -y")[0].split()


def test_a_renamed_package_that_is_there_is_not_missing(machine: Machine) -> None:
    machine.set_up("run", INSTALLED="libasound2t64", KNOWN="libasound2 libasound2t64")
    assert not {"libasound2", "libasound2t64"} & set(machine.calls("install -y")[0].split())


def test_a_machine_with_a_screen_needs_no_virtual_one_except_for_pictures(machine: Machine) -> None:
    machine.set_up("run", DISPLAY=":0")
    assert "xvfb" not in machine.calls("install -y")[0].split()
    machine.set_up("pictures", DISPLAY=":0")
    assert "xvfb" in machine.calls("install -y")[0].split()


def test_tests_need_more(machine: Machine) -> None:
    machine.set_up("test", DISPLAY=":0")
    installed = set(machine.calls("install -y")[0].split())
    assert {"xvfb", "xdotool", "imagemagick", "gnome-keyring", "chromium"} <= installed
    assert "requirements-dev.lock" in machine.calls("pip install")[0]


def test_sudo_without_a_password_is_used(machine: Machine) -> None:
    done = machine.set_up("run", WHO="1000", SUDO="yes")
    assert done.returncode == 0
    assert len(machine.calls("install -y")) == 1


def test_without_a_way_to_install_the_command_to_type_is_named_in_one_line(machine: Machine) -> None:
    done = machine.set_up("run", WHO="1000")
    assert done.returncode == 0
    assert machine.calls("apt-get") == []
    lines = [line for line in done.stdout.splitlines() if "please type" in line]
    assert len(lines) == 1
    assert "sudo apt-get install -y --no-install-recommends libdbus-1-3" in lines[0]


def test_a_python_without_venv_ends_there_with_that_one_line(machine: Machine) -> None:
    done = machine.set_up("run", WHO="1000", ENSUREPIP="")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "python3.11-venv" in done.stderr


def test_an_installation_that_fails_says_why_and_what_to_type(machine: Machine) -> None:
    done = machine.set_up("run", APT_FAILS="1")
    assert done.returncode == 0
    assert "E: no network" in done.stderr
    assert "please type: sudo apt-get update" in done.stdout


def test_python_packages_that_fail_are_tried_again_at_the_next_start(machine: Machine) -> None:
    failed = machine.set_up("run", PIP_FAILS="1")
    assert failed.returncode == 1
    assert "could not be installed" in failed.stderr
    assert machine.set_up("run").returncode == 0
    assert len(machine.calls("pip install")) == 1


def test_a_changed_lock_and_a_new_python_are_laid_in_again(machine: Machine) -> None:
    machine.set_up("run")
    (machine.top / "requirements.lock").write_text("six==1.18.0\n")
    machine.set_up("run")
    assert len(machine.calls("pip install")) == 1
    machine.set_up("run", MINOR="12")
    assert len(machine.calls("pip install")) == 1
    machine.set_up("run", MINOR="12")
    assert machine.calls("pip install") == []


def test_what_is_ready_to_test_is_ready_to_run(machine: Machine) -> None:
    machine.set_up("test")
    machine.set_up("run")
    assert machine.calls("pip install") == []


def test_an_old_python_is_refused_in_one_line(machine: Machine) -> None:
    for name in ("python3.11", "python3.12", "python3.13", "python3.14"):
        shutil.copy(machine.bin / "python3", machine.bin / name)
    done = machine.set_up("run", MINOR="10")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("setup: Python 3.11 or newer is needed")
    assert done.stderr.count("\n") == 1
    assert machine.calls("apt-get") == []
