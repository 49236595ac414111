"""No tracked text names a machine's folders or a registry's host."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

TOP = Path(__file__).parents[2]

# Put together here, so that this file does not find itself.
FOLDERS = [f"/{name}/" for name in ("work", "root", "home", "Users")]
HOSTS = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian", "org"))
]
HOSTS += [".".join(parts) for parts in (("archive", "ubuntu", "com"), ("npmjs", "com"), ("proxy", "golang", "org"))]
TRACE = re.compile("|".join(re.escape(word) for word in FOLDERS + HOSTS))


def tracked_files() -> list[Path]:
    """What git would ship: tracked files that exist."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=True).stdout
    return [TOP / name for name in listed.split("\0") if name and (TOP / name).is_file()]


def traces(text: str) -> list[str]:
    """Lines that name a machine's folder or a registry."""
    return [line.strip()[:120] for line in text.splitlines() if TRACE.search(line)]


def test_a_trace_is_found_where_there_is_one() -> None:
    assert traces(f"cd {FOLDERS[0]}main\nfine\nfrom https://{HOSTS[0]}/simple") == [
        f"cd {FOLDERS[0]}main",
        f"from https://{HOSTS[0]}/simple",
    ]
    assert traces("network/root.py, ~/homework/ and a workroom") == []


def test_no_tracked_text_holds_one() -> None:
    found: dict[str, list[str]] = {}
    files = tracked_files()
    for path in files:
        content = path.read_bytes()
        if b"\0" in content:
            continue
        lines = traces(content.decode("utf-8", errors="replace"))
        if lines:
            found[str(path.relative_to(TOP))] = lines
    assert len(files) > 20
    assert found == {}
