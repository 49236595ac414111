"""The command line of ``python -m cockpit import``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Adds ``import incidents`` to the parser of ``python -m cockpit``; the caller sets what is run.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` returned.

    Returns:
        The parser of ``import incidents``. Parsed, it gives ``file``, ``mapping`` (paths), ``hub`` (a URL) or ``data``
        (a path), and ``json``: None without ``--json``, ``"-"`` for standard output, or a path.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "import", help="导入外部数据 · take in somebody else's data"
    )
    nouns = parser.add_subparsers(dest="noun", required=True, metavar="incidents")
    incidents = nouns.add_parser(
        "incidents",
        help="从 CSV 或 JSON Lines 导入事件 · incidents from CSV or JSON Lines",
        description="Takes in incidents from a CSV or JSON Lines file. Importing a file twice changes nothing. "
        "Every row that is not taken is reported with its line and the reason. Reference: docs/import.md.",
    )
    incidents.add_argument("file", type=Path, metavar="FILE", help="CSV or JSON Lines")
    incidents.add_argument("--mapping", type=Path, required=True, metavar="FILE", help="what its columns mean (TOML)")
    target = incidents.add_mutually_exclusive_group(required=True)
    target.add_argument("--hub", metavar="URL", help="send to a hub that runs")
    target.add_argument(
        "--data", type=Path, metavar="DIR", help="write into the data folder of a hub that does not run"
    )
    incidents.add_argument(
        "--json", nargs="?", const="-", metavar="FILE", help="the report as JSON: to the file, or to standard output"
    )
    return incidents
