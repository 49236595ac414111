"""The command ``replay``: the world of a data folder at a moment of the past, with its hash."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from cockpit.domain.past import PastQuestion, Replayed
from cockpit.errors import Refused
from cockpit.hub.replay import Replay
from cockpit.kit.clock import from_epoch_s
from cockpit.kit.report import add_json_option, tell


def add_parser(commands: Any) -> None:
    """Adds the command."""
    replay = commands.add_parser(
        "replay",
        help="the world at a moment of the past, with its hash",
        description="Folds a data folder's journal up to a moment; the hub may be running. What had happened by then "
        "but was not reported yet is not in it.",
    )
    replay.add_argument("--data", type=Path, required=True, metavar="DIR", help="a hub's data folder")
    when = replay.add_mutually_exclusive_group(required=True)
    when.add_argument(
        "--at",
        type=_instant,
        metavar="ISO-TIME",
        help="for instance 2026-05-04T08:15:00; the town's time without a zone",
    )
    when.add_argument("--seq", type=int, metavar="N", help="right after an entry of the journal")
    replay.add_argument("--no-world", action="store_true", help="leave the world itself out of the JSON")
    add_json_option(replay)
    replay.set_defaults(run=_replay)


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO time, like 2026-05-04T08:15:00+08:00") from None


def _replay(args: argparse.Namespace) -> int:
    replay = Replay(args.data)
    try:
        found = _found(replay, args)
    finally:
        replay.close()
    tell(args, found, _text(found))
    return 0


def _found(replay: Replay, args: argparse.Namespace) -> dict[str, Any]:
    last = replay.last_seq
    if args.seq is not None and not 1 <= args.seq <= last:
        raise Refused("past.seq", f"没有第 {args.seq} 条流水：现有 1 到 {last} 条 (no such entry)")
    at_s = replay.at_s(args.seq) if args.seq is not None else _asked_s(replay, args.at)
    seq = args.seq if args.seq is not None else replay.seq_at(at_s)
    digest = replay.world_at(seq).digest() if seq else ""
    moment = replay.moment(PastQuestion(at=at_s))
    shown = Replayed()
    shown.take(moment)
    world = replay.world_at(seq)
    zone = ZoneInfo(world.settings.time_zone)

    def local(instant_s: float) -> str:
        return from_epoch_s(instant_s).astimezone(zone).isoformat(timespec="milliseconds")

    state = msgspec.to_builtins(world.state())
    return {
        "at": local(at_s),
        "seq": seq,
        "hash": digest,
        "journal": {"first_at": local(moment.first_at), "last_at": local(moment.last_at), "entries": last},
        "town": world.settings.name,
        "in_command": state.get("in_command"),
        "incidents_open": sum(one.closed_at is None for one in world.incidents.values()),
        "orders_under_way": sum(one.under_way for one in world.orders.values()),
        "recipients": Counter(
            recipient.state
            for order in world.orders.values()
            if order.under_way
            for recipient in order.recipients.values()
        ),
        "positions": {unit: msgspec.structs.asdict(fix) for unit, fix in sorted(shown.live.fixes.items())},
        **({} if args.no_world else {"world": state}),
    }


def _asked_s(replay: Replay, at: datetime) -> float:
    """The instant asked for, epoch seconds.

    Raises:
        Refused: it has not come yet.
    """
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(replay.world_at(replay.last_seq).settings.time_zone))
    if at > datetime.now(UTC):
        raise Refused("past.future", f"{at.isoformat()} 还没有到 (not in the past)")
    return at.timestamp()


def _text(found: dict[str, Any]) -> str:
    recipients = "、".join(f"{state} {count}" for state, count in found["recipients"].items()) or "无 (none)"
    commander = (found["in_command"] or {}).get("person", "—")
    return "\n".join(
        (
            f"{found['town']}  {found['at']}  第 {found['seq']} 条 / 共 {found['journal']['entries']} 条",
            f"世界指纹 (hash)      {found['hash']}",
            f"指挥 (in command)    {commander}",
            f"未结事件 (incidents) {found['incidents_open']}",
            f"在办指令 (orders)    {found['orders_under_way']}，接收人：{recipients}",
            f"有位置的力量 (units) {len(found['positions'])}",
        )
    )
