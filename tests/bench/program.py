"""What every bench is as a program: arguments, a report with the machine's facts and the goals, an exit status.

Exit status: 0 measured, 1 something was lost (or a goal missed, with ``--strict``), 2 wrong use or a fault of the
environment.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from typing import Any

from cockpit.errors import CockpitError
from cockpit.kit.report import add_json_option, tell, warn
from tests.bench.machine import facts


def parser(module: str, description: str) -> argparse.ArgumentParser:
    """The options that all benches have."""
    made = argparse.ArgumentParser(prog=f"python -m tests.bench.{module}", description=description)
    made.add_argument("--strict", action="store_true", help="exit with 1 where a goal is missed")
    add_json_option(made)
    return made


def whole(text: str) -> int:
    """A whole number above 0, for an option.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def goal(name: str, value: float | None, limit: float, *, least: bool = False) -> dict[str, Any]:
    """A figure against its goal; ``met`` is None where there is no figure.

    Args:
        least: the figure should be at least the limit, not at most.
    """
    met = None if value is None else value >= limit if least else value <= limit
    return {"goal": name, "value": value, "limit": limit, "at": "least" if least else "most", "met": met}


def median(values: list[float], digits: int = 2) -> float | None:
    """The median, None of no values."""
    return round(statistics.median(values), digits) if values else None


def main(
    made: argparse.ArgumentParser,
    measure: Callable[[argparse.Namespace], dict[str, Any]],
    arguments: list[str] | None = None,
) -> int:
    """Runs a bench: parses, measures, tells; returns the exit status.

    ``measure`` returns figures with ``goals`` (a list of ``goal``) and ``lost`` (must be 0) among them.
    """
    args = made.parse_args(arguments)
    before = facts()
    try:
        result = {"machine": before, **measure(args)}
        tell(args, result, _text(result))
    except CockpitError as failure:
        warn(str(failure))
        return 2
    missed = args.strict and any(one["met"] is False for one in result["goals"])
    return 1 if result["lost"] or missed else 0


def _text(result: dict[str, Any]) -> str:
    lines = [f"{key}: {value}" for key, value in result.items() if key not in ("goals", "machine", "rounds")]
    for one in result["goals"]:
        word = {True: "met", False: "MISSED", None: "not measured"}[one["met"]]
        lines.append(f"{word}: {one['goal']}: {one['value']} (at {one['at']} {one['limit']})")
    return "\n".join(lines)
