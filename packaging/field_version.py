"""Writes the field page's list of files and their common version into its service worker.

``python packaging/field_version.py`` after any change in ``resources/field``; with ``--check`` it only says whether
that is due. A phone keeps all files of one version and takes new ones only together: it is made from their content.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "field"
WORKER = "worker.js"


def versioned(folder: Path = FOLDER) -> str:
    """The worker's text as it should be."""
    names = sorted(file.name for file in folder.iterdir() if file.is_file() and file.name != WORKER)
    text = (folder / WORKER).read_text(encoding="utf-8")
    files = "".join(f'  "{name}",\n' for name in ["./", *(name for name in names if name != "index.html")])
    listed = re.sub(r"const FILES = \[\n.*?\];", f"const FILES = [\n{files}];", text, flags=re.DOTALL)
    digest = hashlib.sha256(re.sub(r'VERSION = "[0-9a-f]*"', "", listed).encode())
    for name in names:
        digest.update(name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return re.sub(r'VERSION = "[0-9a-f]*"', f'VERSION = "{digest.hexdigest()[:16]}"', listed)


def main() -> int:
    """Writes it, or checks it; the exit status says whether all is as it should be."""
    right = versioned()
    if (FOLDER / WORKER).read_text(encoding="utf-8") == right:
        return 0
    if "--check" in sys.argv[1:]:
        print(f"resources/field/{WORKER} is behind its files; run: python packaging/field_version.py", file=sys.stderr)
        return 1
    (FOLDER / WORKER).write_text(right, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
