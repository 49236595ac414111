"""How a command tells its result: a text for people, or JSON to a file or to standard output."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure

STDOUT = "-"


def add_json_option(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Adds ``--json [FILE]``: to the file, or to standard output without one."""
    parser.add_argument(
        "--json", nargs="?", const=STDOUT, metavar="FILE", required=required, help="print JSON, or write it to FILE"
    )


def tell(args: argparse.Namespace, result: Any, text: str) -> None:
    """Writes the result the way that the arguments ask for.

    Raises:
        EnvironmentFailure: the file cannot be written.
    """
    if args.json is None:
        print(text)
        return
    data = json.dumps(result, ensure_ascii=False, indent=2, default=str)
    if args.json == STDOUT:
        print(data)
        return
    try:
        Path(args.json).write_text(data + "\n", encoding="utf-8")
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {args.json}：{failure.strerror} (cannot write the report)") from failure


def warn(text: str) -> None:
    """A line for people beside the result."""
    print(text, file=sys.stderr)
