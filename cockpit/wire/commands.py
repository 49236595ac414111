"""The command of the wire's room: ``protocol``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure
from cockpit.wire.schema import schema_text


def add_parsers(commands: Any) -> None:
    """Adds this room's command."""
    protocol = commands.add_parser("protocol", help="the protocol, for somebody who writes a terminal")
    parts = protocol.add_subparsers(dest="part", required=True, metavar="schema")
    schema = parts.add_parser("schema", help="its messages as JSON Schema (docs/protocol.md explains them)")
    schema.add_argument("--out", type=Path, metavar="FILE", help="write to FILE instead of standard output")
    schema.set_defaults(run=_schema)


def _schema(args: argparse.Namespace) -> int:
    if args.out is None:
        print(schema_text(), end="")
        return 0
    try:
        args.out.write_text(schema_text(), encoding="utf-8")
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {args.out}：{failure.strerror} (cannot write the schema)") from failure
    return 0
