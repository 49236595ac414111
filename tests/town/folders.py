"""Town folders for tests: the miniature that the documentation shows, and ways to spoil it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample_town"
_BLOCK = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def write_miniature(folder: Path) -> Path:
    """Writes the blocks of docs/town-folder.md as files."""
    text = (ROOT / "docs" / "town-folder.md").read_text(encoding="utf-8")
    for file, content in _BLOCK.findall(text):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Replaces the first occurrence of a text in a file; the text must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
