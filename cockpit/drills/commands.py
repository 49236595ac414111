"""The commands of this room: ``drill check``, ``drill run`` and ``drill score``."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from cockpit.errors import EnvironmentFailure, TownFault
from cockpit.kit.report import add_json_option, tell

if TYPE_CHECKING:
    from cockpit.drills.exercise import Exercise
    from cockpit.drills.expectation import Outcome
    from cockpit.drills.scenario import Scenario
    from cockpit.drills.score import Score

RESOURCES = Path(__file__).parents[2] / "resources"
SCENARIOS = RESOURCES / "scenarios"
SAMPLE_TOWN = RESOURCES / "sample_town"


def add_parser(commands: Any) -> None:
    """Adds this room's command."""
    drill = commands.add_parser("drill", help="check, play or score a drill")
    parts = drill.add_subparsers(dest="part", required=True, metavar="check|run|score")

    check = parts.add_parser(
        "check",
        help="name every fault of a scenario with its line and mend, and try it out",
        description="Exit status: 0 no fault and everything happens, 1 otherwise, 2 no such file.",
    )
    run = parts.add_parser(
        "run",
        help="play a scenario without a screen, on a virtual clock, with the reference behaviour",
        description="Exit status: 0 every expectation met, 1 not. The same seed gives the same journal.",
    )
    for part in (check, run):
        part.add_argument("scenario", metavar="SCENARIO", help="a file, or the name of one that ships")
        part.add_argument("--town", type=Path, default=SAMPLE_TOWN, metavar="DIR", help="default: the sample town")
    run.add_argument("--headless", action="store_true", help="without a screen: the only way there is so far")
    run.add_argument("--seed", type=int, metavar="N", help="instead of the scenario's own")
    run.add_argument("--withhold-orders", action="store_true", help="the commander does nothing")
    run.add_argument("--data", type=Path, metavar="DIR", help="an empty folder for the drill's journal, which stays")

    score = parts.add_parser(
        "score",
        help="figures of a journal, of a drill or live: orders, ladder, load; expectations where it was a drill",
        description="Only reads. Exit status: 0, or 1 where an expectation of the drill was not met.",
    )
    score.add_argument("--data", type=Path, required=True, metavar="DIR", help="the data folder")
    score.add_argument("--town", type=Path, default=SAMPLE_TOWN, metavar="DIR", help="the town that was drilled")
    for option, what in (("--since", "from this instant on"), ("--until", "before this instant")):
        score.add_argument(
            option, type=_instant, metavar="ISO-TIME", help=f"only incidents and orders {what}, with an offset or Z"
        )
    for part, function in ((check, _check), (run, _run), (score, _score)):
        add_json_option(part)
        part.set_defaults(run=function)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} 不是时间，写成如 2026-06-02T08:00+08:00 (not a time)") from error
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} 没有时区，写成如 {text}+08:00 (no offset)")
    return at


def find_scenario(name: str) -> Path:
    """The file of a scenario, given as a path or as the name of one that ships.

    Raises:
        EnvironmentFailure: there is none; says which ship.
    """
    for path in (Path(name), SCENARIOS / f"{name}.toml"):
        if path.is_file():
            return path
    known = "、".join(sorted(path.stem for path in SCENARIOS.glob("*.toml")))
    raise EnvironmentFailure(f"没有剧本 {name}；自带的有：{known} (no such scenario)")


def _check(args: argparse.Namespace) -> int:
    from cockpit.drills.exercise import Exercise
    from cockpit.drills.scenario_file import check_scenario
    from cockpit.town.folder import read_town

    path = find_scenario(args.scenario)
    town = read_town(args.town)
    scenario, faults = check_scenario(path, town.town)
    result: dict[str, Any] = {"scenario": str(path), "faults": [fault._asdict() for fault in faults]}
    if faults:
        result["ok"] = False
        lines = [str(fault) for fault in faults]
        tell(args, result, "\n".join([*lines, f"{len(faults)} 处需要修改 (faults: {len(faults)})"]))
        return 1
    exercise = Exercise(scenario, town, lambda seq, body: None)
    exercise.play()
    idle = Exercise(scenario, town, lambda seq, body: None, withhold_orders=True)
    idle.play()
    result |= {
        "ok": not (exercise.waiting or exercise.refused),
        "happens_s": exercise.happened_s,
        "never": exercise.waiting,
        "only_with_orders": [one.name for one in scenario.injects if one.name not in idle.happened_s],
        "refused": [{"name": name, "rule": rule, "message": words} for name, rule, words in exercise.refused],
    }
    tell(args, result, "\n".join(_check_lines(scenario, exercise, idle)))
    return 0 if result["ok"] else 1


def _check_lines(scenario: Scenario, exercise: Exercise, idle: Exercise) -> list[str]:
    orders = {one.name for one in scenario.orders}
    lines = [f"{scenario.title}：试演 {scenario.lasts_s / 60:g} 分钟 (dry run)"]
    for name, at_s in sorted(exercise.happened_s.items(), key=lambda one: one[1]):
        only = "" if name in idle.happened_s or name in orders else "（仅在下达指令后）"
        lines.append(f"  {at_s:8.1f} s  {'指令' if name in orders else '注入'} {name}{only}")
    lines += [f"  从不发生：{name}；检查条件与演练时长 (never happens)" for name in exercise.waiting]
    lines += [f"  被拒绝：{name} [{rule}] {words} (refused)" for name, rule, words in exercise.refused]
    return lines


def _run(args: argparse.Namespace) -> int:
    from cockpit.drills.expectation import outcomes
    from cockpit.drills.played import play_into, score_folder
    from cockpit.drills.scenario_file import read_scenario
    from cockpit.town.folder import read_town

    path = find_scenario(args.scenario)
    town = read_town(args.town)
    scenario = read_scenario(path, town.town)
    with tempfile.TemporaryDirectory(prefix="drill-") as spare:
        folder: Path = args.data or Path(spare) / "data"
        exercise = play_into(folder, path, scenario, town, seed=args.seed, withhold_orders=args.withhold_orders)
        found = score_folder(folder)
    results = outcomes(scenario, found)
    head = {
        "scenario": scenario.id,
        "realm": f"drill-{scenario.id}",
        "seed": exercise.seed,
        "orders_withheld": args.withhold_orders,
        "entries": exercise.world.seq,
        "world": exercise.world.digest(),
        "happened_s": exercise.happened_s,
        "never": exercise.waiting,
        "refused": [{"name": name, "rule": rule, "message": words} for name, rule, words in exercise.refused],
    }
    return _tell_score(args, head, f"{scenario.title}（种子 {exercise.seed}）", found, results)


def _score(args: argparse.Namespace) -> int:
    from cockpit.drills.played import outcomes_of, score_folder
    from cockpit.hub.journal import FILE, realm_of
    from cockpit.town.folder import read_town

    part = args.since is not None or args.until is not None
    found = score_folder(args.data, args.since, args.until)
    try:
        # A scenario expects something of the whole drill, and nothing of a part of it.
        results = [] if part else outcomes_of(args.data, found, read_town(args.town).town)
    except TownFault as fault:
        raise EnvironmentFailure(f"剧本与 --town 的镇不符：\n{fault}") from fault
    realm = realm_of(args.data / FILE)
    return _tell_score(args, {"data": str(args.data), "realm": realm}, f"{args.data}（{realm}）", found, results)


def _tell_score(
    args: argparse.Namespace, head: dict[str, Any], title: str, found: Score, results: Sequence[Outcome]
) -> int:
    met = all(one.met for one in results)
    result = {**head, "met": met, "expectations": msgspec.to_builtins(results), "score": msgspec.to_builtins(found)}
    tell(args, result, "\n".join([title, *_score_lines(found), *map(_outcome_line, results)]))
    return 0 if met else 1


def _score_lines(found: Score) -> list[str]:
    first = "—" if found.first_order_s is None else f"{found.first_order_s:.0f} s"
    return [
        f"  事件 {found.incidents}，指令 {found.orders}，接收人 {len(found.recipients)}；首条指令 {first}",
        *(
            f"  {state:<12} {one.reached}/{one.of}  p50 {_seconds(one.p50)}  p90 {_seconds(one.p90)}  "
            f"最慢 {_seconds(one.worst)}"
            for state, one in found.stages.items()
        ),
        f"  时限全守 {found.ladder_kept}/{len(found.recipients)}，超时 {sum(found.missed.values())}，"
        f"上报 {sum(found.climbed.values())}，不能执行 {found.declined}，完成 {found.completed}，"
        f"漏派 {sum(len(one.units) for one in found.passed_over)}，更改 {found.changed}",
    ]


def _seconds(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f} s"


def _outcome_line(one: Outcome) -> str:
    value = "没有数据" if one.value is None else f"{one.value:.6g}"
    limits = [
        f"≤ {one.at_most:g}" if one.at_most is not None else "",
        f"≥ {one.at_least:g}" if one.at_least is not None else "",
    ]
    return f"  {'达到' if one.met else '未达到'}  {one.name}：{value}（{'，'.join(filter(None, limits))}）"
