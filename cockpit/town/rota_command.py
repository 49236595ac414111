"""The command ``rota check``: whether somebody commands at every moment of the time ahead."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.errors import EnvironmentFailure, TownFault
from cockpit.kit.report import add_json_option, tell

DAYS, MOST_DAYS = 31, 3660


def add_parser(commands: Any) -> None:
    """Adds the command."""
    rota = commands.add_parser("rota", help="check a town's rota for the time ahead")
    parts = rota.add_subparsers(dest="part", required=True, metavar="check")
    check = parts.add_parser(
        "check",
        help="name gaps, overlaps and unknown persons with file, line and mend",
        description="Exit status: 0 no fault, 1 faults, 2 no such folder.",
    )
    check.add_argument("--town", type=Path, required=True, metavar="DIR", help="the town folder")
    check.add_argument("--from", dest="first", type=_day, metavar="YYYY-MM-DD", help="first day (default: today)")
    check.add_argument("--days", type=_days, default=DAYS, metavar="N", help=f"days ahead (default: {DAYS})")
    add_json_option(check)
    check.set_defaults(run=_check)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} 不是 YYYY-MM-DD (not a date)") from error
    if not date(1990, 1, 1) <= day <= date(2200, 12, 31):
        raise argparse.ArgumentTypeError(f"{text} 应在 1990 年至 2200 年之间 (out of range)")
    return day


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"{text!r} 应为 1 至 {MOST_DAYS} 的整数 (days)")
    return int(text)


def _check(args: argparse.Namespace) -> int:
    from cockpit.town.faults import Fault, Faults
    from cockpit.town.figures import read_rota
    from cockpit.town.folder import town_with_faults

    try:
        folder, found = town_with_faults(args.town)
    except TownFault as fault:
        raise EnvironmentFailure(str(fault)) from fault
    faults = [fault for fault in found if fault.file in ("rota.toml", "people.csv", "town.toml")]
    zone = ZoneInfo(folder.town.settings.time_zone)
    first = args.first or datetime.now(zone).date()
    start = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    rota, sections = read_rota(args.town, zone, Faults())
    lines = {shift.ends_at: section.line("to") for shift, section in zip(rota.exceptions, sections[1:], strict=True)}
    for begin, end in rota.gaps(start, start + timedelta(days=args.days)):
        span = f"{begin.astimezone(zone):%Y-%m-%d %H:%M} 至 {end.astimezone(zone):%Y-%m-%d %H:%M}"
        mend = "补一段 [[exception]]（from、to、commander），或写 [turn]"
        faults.append(Fault("rota.toml", lines.get(begin), f"{span} 无人指挥", mend))
    result = {
        "town": str(args.town),
        "from": first.isoformat(),
        "days": args.days,
        "ok": not faults,
        "faults": [fault._asdict() for fault in faults],
    }
    text = f"{args.town}：自 {first} 起 {args.days} 天，时时有人指挥 (no gap)"
    if faults:
        text = "\n".join(str(fault) for fault in faults) + f"\n{len(faults)} 处需要修改 (faults: {len(faults)})"
    tell(args, result, text)
    return 1 if faults else 0
