"""The project's commands: what the Makefile offers, what CI calls, what the READMEs tell people to type."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
READMES = ("README.md", "README.zh.md")


def targets() -> set[str]:
    """Every target that somebody may type."""
    return set(re.findall(r"^([a-z-]+):.*?## ", (TOP / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_promised_commands_are_there_and_help_lists_them() -> None:
    listed = subprocess.run(["make", "help"], cwd=TOP, capture_output=True, text=True, check=True).stdout
    assert {"help", "run", "test", "pictures", "clean"} <= targets()
    assert set(re.findall(r"^make ([a-z-]+)", listed, re.MULTILINE)) == targets()


def test_ci_calls_make_test_and_nothing_cleverer() -> None:
    lines = [
        line
        for line in (TOP / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]


@pytest.mark.parametrize("script", sorted((TOP / "packaging").glob("*.sh")), ids=lambda path: path.name)
def test_every_shell_script_parses(script: Path) -> None:
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_setup_refuses_what_it_does_not_know() -> None:
    done = subprocess.run(["sh", "packaging/setup.sh", "fly"], cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "setup: say run, pictures or test, not 'fly'\n"


def test_setup_without_a_python_says_so_in_one_line(tmp_path: Path) -> None:
    for name in ("sh", "dirname"):
        found = subprocess.run(["sh", "-c", f"command -v {name}"], capture_output=True, text=True, check=True)
        (tmp_path / name).symlink_to(found.stdout.strip())
    done = subprocess.run(
        ["sh", "packaging/setup.sh", "run"], cwd=TOP, capture_output=True, text=True, env={"PATH": str(tmp_path)}
    )
    assert done.returncode == 1
    assert done.stderr.startswith("setup: Python 3.11 or newer is needed")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_only_commands_and_files_that_exist(name: str) -> None:
    text = (TOP / name).read_text(encoding="utf-8")
    code = " ".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
    typed = set(re.findall(r"\bmake ([a-z-]+)", code))
    assert {"run", "test", "pictures"} <= typed <= targets()
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (TOP / link).exists()] == []


def test_both_readmes_tell_the_same_commands() -> None:
    blocks = [
        re.findall(r"```[a-z]*\n(.*?)```", (TOP / name).read_text(encoding="utf-8"), re.DOTALL) for name in READMES
    ]
    commands = [[re.sub(r"\s+#.*", "", line) for block in part for line in block.splitlines()] for part in blocks]
    assert commands[0] == commands[1]
    assert any(line.startswith("make run") for line in commands[0])
