"""The commands of the town's room: ``town check`` and ``town generate``."""

from __future__ import annotations

import argparse
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from cockpit.errors import EnvironmentFailure, TownFault
from cockpit.kit.report import add_json_option, tell

FIRST_END, LAST_END = date(1990, 1, 1), date(2200, 12, 31)


def add_parser(commands: Any) -> None:
    """Adds this room's command."""
    town = commands.add_parser("town", help="check a town folder, or generate the sample town")
    parts = town.add_subparsers(dest="part", required=True, metavar="check|generate")

    check = parts.add_parser(
        "check",
        help="name every fault of a town folder with its file, line and mend",
        description="Exit status: 0 no fault, 1 faults, 2 no such folder.",
    )
    check.add_argument("folder", type=Path, metavar="DIR", help="the town folder")
    add_json_option(check)
    check.set_defaults(run=_check)

    generate = parts.add_parser(
        "generate",
        help="write the sample town: invented, the same bytes for the same seed",
        description="Writes into an empty or missing folder, or over an older sample; never over a real town.",
    )
    generate.add_argument("folder", type=Path, metavar="DIR", help="where to")
    generate.add_argument("--seed", type=_seed, metavar="N", help="default: the shipped sample's")
    generate.add_argument(
        "--end", type=_end, metavar="YYYY-MM-DD", help="last day of the year of incidents (default: the shipped one's)"
    )
    generate.set_defaults(run=_generate)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} 不是 0 以上的整数 (not a whole number from 0)")
    return int(text)


def _end(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} 不是 YYYY-MM-DD (not a date)") from error
    if not FIRST_END <= day <= LAST_END:
        raise argparse.ArgumentTypeError(f"{text} 应在 {FIRST_END} 至 {LAST_END} 之间 (out of range)")
    return day


def _check(args: argparse.Namespace) -> int:
    from cockpit.town.folder import check_town

    folder: Path = args.folder
    try:
        faults = check_town(folder)
    except TownFault as fault:
        raise EnvironmentFailure(str(fault)) from fault
    result = {"folder": str(folder), "ok": not faults, "faults": [fault._asdict() for fault in faults]}
    if faults:
        text = "\n".join(str(fault) for fault in faults) + f"\n{len(faults)} 处需要修改 (faults: {len(faults)})"
    else:
        text = f"{folder}：没有问题 (no fault)"
    tell(args, result, text)
    return 1 if faults else 0


def _generate(args: argparse.Namespace) -> int:
    from cockpit.town.generate.write import DEFAULT_END, DEFAULT_SEED, generate_town

    folder: Path = args.folder
    seed = DEFAULT_SEED if args.seed is None else args.seed
    try:
        _refuse_to_overwrite(folder)
        generate_town(folder, seed, args.end or DEFAULT_END)
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {folder}：{failure.strerror} (cannot write)") from failure
    except ArithmeticError as failure:
        raise EnvironmentFailure(f"种子 {seed} 生成不了：{failure}；换一个 --seed (try another seed)") from failure
    print(f"{folder}：已生成示例镇，种子 {seed} (sample town written)")
    return 0


def _refuse_to_overwrite(folder: Path) -> None:
    """A folder that holds anything but an older sample stays as it is.

    Raises:
        EnvironmentFailure: it holds something else, or is no folder.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise EnvironmentFailure(f"{folder} 不是文件夹 (not a folder)")
    if not any(folder.iterdir()):
        return
    try:
        sample = tomllib.loads((folder / "town.toml").read_text(encoding="utf-8-sig")).get("sample") is True
    except (FileNotFoundError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        sample = False
    if not sample:
        raise EnvironmentFailure(
            f"{folder} 里有别的内容，不覆盖；换一个空文件夹 (not empty, and no sample: left alone)"
        )
