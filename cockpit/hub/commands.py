"""The commands of the hub's room: ``hub``, ``journal``, ``account``, ``index``."""

from __future__ import annotations

import argparse
import getpass
import json
import logging
import os
import ssl
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from cockpit.domain.indices import DOMAINS, Domain, IndexChange, Method, Outlook
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub import journal
from cockpit.hub.accounts import Accounts
from cockpit.hub.codes import spelled
from cockpit.kit.report import add_json_option, tell
from cockpit.kit.run import run

if TYPE_CHECKING:
    from cockpit.hub.past import ComparedDay, ReadPast

log = logging.getLogger(__name__)


def add_parsers(commands: Any) -> None:
    """Adds this room's commands."""
    hub = commands.add_parser("hub", help="run a hub", description="Runs the hub of a town: the one writer.")
    hub.add_argument("--town", type=Path, required=True, metavar="DIR", help="the town folder")
    hub.add_argument("--data", type=Path, required=True, metavar="DIR", help="the data folder (made where missing)")
    hub.add_argument("--listen", default="127.0.0.1:8713", metavar="HOST:PORT", help="port 0 takes a free one")
    hub.add_argument(
        "--ready-file", type=Path, metavar="FILE", help="written once the hub serves: its address, as JSON"
    )
    hub.add_argument(
        "--tls-cert", type=Path, metavar="FILE", help="a certificate (PEM, with its chain): serves wss, https"
    )
    hub.add_argument(
        "--tls-key", type=Path, metavar="FILE", help="the certificate's private key (PEM, without a password)"
    )
    hub.set_defaults(run=_hub)

    log_ = commands.add_parser("journal", help="verify, follow or export a journal")
    parts = log_.add_subparsers(dest="part", required=True, metavar="verify|tail|export")
    verify = parts.add_parser("verify", help="recompute the hash chain from the first entry")
    tail = parts.add_parser("tail", help="print the last entries, a line each")
    export = parts.add_parser("export", help="print all entries as JSON Lines")
    for part, function in ((verify, _verify), (tail, _tail), (export, _export)):
        part.add_argument("data", type=Path, metavar="DIR", help="the data folder")
        part.set_defaults(run=function)
    add_json_option(verify)
    tail.add_argument("-n", type=int, default=20, metavar="N", help="how many (default 20)")
    export.add_argument("--out", type=Path, metavar="FILE", help="write to FILE instead of standard output")

    account = commands.add_parser("account", help="passwords, keys, and who may sign in; a running hub takes it on")
    does = account.add_subparsers(
        dest="part", required=True, metavar="password|disable|enable|sign-out|terminal|source|code|list|sessions"
    )
    for name, text in (
        ("password", "set a person's password (asked for, or COCKPIT_NEW_PASSWORD)"),
        ("disable", "let a person sign in no more, and end the person's sessions within two seconds"),
        ("enable", "let a person sign in again"),
        ("sign-out", "end a person's sessions; the password stays"),
        ("terminal", "make a new key for a unit's terminal; the old one stops working"),
        ("source", "make a new key for a source; the old one stops working"),
        ("code", "make the code that enrols one phone for a unit, once and within ten minutes"),
    ):
        one = does.add_parser(name, help=text)
        one.add_argument("id", help="the person's, unit's or source's id, as in the town folder")
        one.add_argument("--data", type=Path, required=True, metavar="DIR")
        one.set_defaults(run=_account)
    listing = does.add_parser("list", help="who has a password")
    sessions = does.add_parser("sessions", help="who is signed in, and for how long still; sign-out ends them")
    add_json_option(sessions)
    for one in (listing, sessions):
        one.add_argument("--data", type=Path, required=True, metavar="DIR")
        one.set_defaults(run=_account)

    index = commands.add_parser("index", help="the six indices of a day, with what cost the points")
    index.add_argument("--data", type=Path, required=True, metavar="DIR", help="a hub's data folder")
    index.add_argument("--day", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    index.add_argument("--circle", default="", metavar="ID", help="default: the town")
    index.add_argument("--town", type=Path, metavar="DIR", help="default: the town folder that the hub used last")
    index.add_argument(
        "--outlook", action="store_true", help="the day after, by zone, with an 80 %% interval and its score"
    )
    index.add_argument(
        "--changes", type=int, metavar="N", help="unusual days and changes of the town's indices in the last N days"
    )
    index.add_argument(
        "--beside",
        type=Path,
        metavar="FILE",
        help="a file of parameters: 30 days by it, beside the town's own indices.toml",
    )
    index.add_argument(
        "--score-days", type=int, default=56, metavar="N", help="past days that the outlook is tried on (default 56)"
    )
    add_json_option(index)
    index.set_defaults(run=_index)


def address(text: str) -> tuple[str, int]:
    """Host and port of ``HOST:PORT``.

    Raises:
        EnvironmentFailure: it is not one.
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise EnvironmentFailure(f"--listen 应为 HOST:PORT，收到 {text!r} (not an address)")
    return host.strip("[]"), int(port)


# -- hub ---------------------------------------------------------------------------------------------------------


def _hub(args: argparse.Namespace) -> int:
    from cockpit.town.folder import read_town

    host, port = address(args.listen)
    town = read_town(args.town)
    tls = tls_of(args.tls_cert, args.tls_key)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # A line for each of 713 connections would bury what matters.
    logging.getLogger("websockets").setLevel(logging.WARNING)

    async def serve() -> None:
        from cockpit.hub.garbage import Garbage
        from cockpit.hub.hub import Hub

        garbage = Garbage()
        hub = Hub(args.data, town, tls=tls)
        try:
            bound = await hub.start(host, port)
            url = f"{'ws' if tls is None else 'wss'}://{'[' + host + ']' if ':' in host else host}:{bound}"
            write_whole(args.data / "town.json", {"town": str(args.town.resolve())})
            log.info("%s serves at %s, pid %s, entry %s", town.town.settings.name, url, os.getpid(), hub.world.seq)
            if args.ready_file is not None:
                write_whole(args.ready_file, {"url": url, "pid": os.getpid(), "seq": hub.world.seq})
            await garbage.run(lambda: hub.service.quiet)
        finally:
            await hub.stop()

    run(serve())
    return 0


def tls_of(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """What a listening socket encrypts with; None without a certificate.

    Raises:
        EnvironmentFailure: one of the two files is missing, or they cannot be used.
    """
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise EnvironmentFailure(
            "--tls-cert 与 --tls-key 须一起给出 (a certificate needs its key, and a key its certificate)"
        )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # An empty password: a key that has one is refused instead of asked for, since nobody may be there to answer.
        context.load_cert_chain(certificate, key, password="")
    except (OSError, ssl.SSLError) as failure:
        raise EnvironmentFailure(
            f"证书 {certificate} 与密钥 {key} 不能使用：{failure.strerror or failure}。须为 PEM，密钥不带密码 "
            f"(certificate and key cannot be used: PEM, the key without a password)"
        ) from failure
    return context


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Writes a file of JSON whole or not at all.

    Raises:
        EnvironmentFailure: it cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(content), encoding="utf-8")
        part.replace(path)
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {path}：{failure.strerror} (cannot write this file)") from failure


# -- journal -----------------------------------------------------------------------------------------------------


def _verify(args: argparse.Namespace) -> int:
    verdict = journal.verify(args.data / journal.FILE)
    good = not verdict.fault
    text = f"完好：{verdict.entries} 条，链尾 {verdict.head[:16]}…" if good else f"有误：{verdict.fault}"
    tell(args, {"ok": good, "entries": verdict.entries, "head": verdict.head, "fault": verdict.fault}, text)
    return 0 if good else 1


def _journal_file(folder: Path) -> Path:
    path = folder / journal.FILE
    if not path.is_file():
        raise EnvironmentFailure(f"{folder} 里没有流水文件 {journal.FILE} (there is no journal in this folder)")
    return path


def _tail(args: argparse.Namespace) -> int:
    path = _journal_file(args.data)
    with journal.reading(path) as database:
        last = journal.read_head(database).seq
    for line in journal.read_lines(path, max(0, last - args.n)):
        entry = json.loads(line.body)
        event = entry["event"]
        rest = json.dumps({key: value for key, value in event.items() if key != "type"}, ensure_ascii=False)
        print(f"{entry['seq']:>8}  {entry['at'][:23]}  {entry['by']:<16}  {event['type']:<20}  {rest[:160]}")
    return 0


def _export(args: argparse.Namespace) -> int:
    path = _journal_file(args.data)
    try:
        out = args.out.open("wb") if args.out is not None else sys.stdout.buffer
        try:
            for line in journal.read_lines(path, 0):
                out.write(line.body + b"\n")
            out.flush()
        finally:
            if args.out is not None:
                out.close()
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {args.out}：{failure.strerror} (cannot write the export)") from failure
    return 0


# -- accounts ----------------------------------------------------------------------------------------------------


def _account(args: argparse.Namespace) -> int:
    if not args.data.is_dir():
        raise EnvironmentFailure(f"没有数据目录 {args.data}：先启动一次中枢 (no such data folder: start the hub once)")
    accounts = Accounts(args.data)
    try:
        if args.part == "list":
            for person, sample in accounts.known():
                print(f"{person}{'  样例 (sample)' if sample else ''}")
        elif args.part == "sessions":
            _tell_sessions(args, accounts.sessions())
        elif args.part == "password":
            accounts.set_password(args.id, _new_password())
            print(f"{args.id} 的密码已设置 (password set)")
        elif args.part == "disable":
            accounts.disable(args.id)
            print(f"{args.id} 已停用，登录已结束 (disabled, signed out)")
        elif args.part == "enable":
            accounts.enable(args.id)
            print(f"{args.id} 已启用 (enabled)")
        elif args.part == "sign-out":
            accounts.end_sessions(args.id)
            print(f"{args.id} 的登录已结束 (signed out)")
        elif args.part == "code":
            print(spelled(accounts.new_code(args.id, "")))
        else:
            print(accounts.new_key(args.part, args.id))
    finally:
        accounts.close()
    return 0


def _tell_sessions(args: argparse.Namespace, sessions: list[tuple[str, float]]) -> None:
    lines = []
    for person, left_s in sessions:
        hours, minutes = divmod(int(left_s) // 60, 60)
        lines.append(f"{person}  还有 {hours} 小时 {minutes:02d} 分 ({hours} h {minutes:02d} min left)")
    text = "\n".join(lines) or "没有人登录 (nobody is signed in)"
    tell(args, {"sessions": [{"person": person, "remaining_s": round(left_s)} for person, left_s in sessions]}, text)


def _new_password() -> str:
    password = os.environ.get("COCKPIT_NEW_PASSWORD") or getpass.getpass("新密码 (new password): ")
    if len(password) < 8:
        raise Refused("account.password", "密码至少 8 位 (at least 8 characters)")
    return password


# -- indices -----------------------------------------------------------------------------------------------------


def _index(args: argparse.Namespace) -> int:
    from cockpit.analysis.figures import describe
    from cockpit.hub.past import ReadPast

    past = ReadPast(args.data, args.town or town_of(args.data), args.day)
    if args.beside is not None:
        return _beside(args, past)
    if args.changes is not None:
        return _changes(args, past)
    if args.outlook:
        return _outlook(args, past)
    details = past.opened(args.circle)
    lines = [f"{args.day}  {details[0].index.circle}  方法 {details[0].method_version}"]
    for one in details:
        mark = "  数据不全" if one.index.silent else ""
        lines.append(f"{one.index.domain:<14} {one.index.value:6.1f}  {one.index.band:<7}{mark}")
        lines += [f"    -{part.points:5.2f}  {part.kind:<14} {part.ref} {part.text}" for part in one.contributions[:5]]
    tell(args, describe(details), "\n".join(lines))
    return 0


def _beside(args: argparse.Namespace, past: ReadPast) -> int:
    from cockpit.analysis.figures import LINE_DAYS

    other = _method_of(args.beside)
    compared = past.beside(other, args.circle, LINE_DAYS)
    lines = [f"方法 {past.method.version} → {other.version}", " " * 12 + "  ".join(f"{one:>14}" for one in DOMAINS)]
    lines += [f"{one.day}  " + "  ".join(f"{_pair(one, domain):>14}" for domain in DOMAINS) for one in compared]
    plain = {"version": past.method.version, "other": other.version, "days": msgspec.to_builtins(compared)}
    tell(args, plain, "\n".join(lines))
    return 0


def _changes(args: argparse.Namespace, past: ReadPast) -> int:
    if not 1 <= args.changes <= 4000:
        raise Refused("index.changes", f"--changes {args.changes}：应为 1 到 4000 (not 1 to 4000)")
    found = past.changes(args.changes)
    tell(args, msgspec.to_builtins(found), "\n".join(_change_line(one) for one in found) or "没有异常 (none)")
    return 0


def _outlook(args: argparse.Namespace, past: ReadPast) -> int:
    if not 0 <= args.score_days <= 1000:
        raise Refused("index.score_days", f"--score-days {args.score_days}：应为 0 到 1000 (not 0 to 1000)")
    told = past.outlook(args.score_days)
    tell(args, msgspec.to_builtins(told), "\n".join(_outlook_lines(told)))
    return 0


def _pair(one: ComparedDay, domain: Domain) -> str:
    return " → ".join("–" if side[domain] is None else f"{side[domain]:.1f}" for side in (one.now, one.other))


def _method_of(file: Path) -> Method:
    """The parameters of a file.

    Raises:
        EnvironmentFailure: it is not there.
        TownFault: it has faults; each says its line.
    """
    from cockpit.town.faults import Faults
    from cockpit.town.figures import read_method

    faults = Faults()
    if not file.is_file():
        raise EnvironmentFailure(f"没有参数文件 {file} (no such file of parameters)")
    method = read_method(file.parent, faults, file.name)
    faults.raise_any()
    return method


CHANGE_WORDS = {"low": "异常偏低", "high": "异常偏高", "fell": "转低", "rose": "转高"}


def _change_line(one: IndexChange) -> str:
    usual = "" if one.usual is None else f"（平时 {one.usual:.1f}）"
    why = "" if one.costliest is None else f"  -{one.costliest.points:.1f} {one.costliest.ref} {one.costliest.text}"
    source = f"  {one.source} {one.before_a_day:.1f} → {one.after_a_day:.1f} 件/日" if one.source else ""
    since = "" if one.since == one.day else f" 自 {one.since}"
    return f"{one.day}  {one.domain:<14} {CHANGE_WORDS[one.kind]}{since} {one.value:.1f}{usual}{why}{source}"


def _outlook_lines(told: Outlook) -> list[str]:
    lines = [f"{told.day}  次日展望，八成区间；依据 {told.rests_on} 天  方法 {told.method_version}"]
    lines += [
        f"{row.circle:<14} {row.domain:<14} {row.value:6.1f}  {row.low:6.1f} – {row.high:5.1f}" for row in told.rows
    ]
    if told.scores:
        lines.append(f"以前 {told.scores[0].days} 天的检验：误差（上周同日的误差），落在区间内的比例")
    lines += [f"{one.domain:<14} {one.mase:.2f} ({one.naive:.2f})  {one.coverage:.0%}" for one in told.scores]
    return lines


def town_of(folder: Path) -> Path:
    """The town folder that a data folder's hub used last.

    Raises:
        EnvironmentFailure: no hub has run in it.
    """
    try:
        return Path(json.loads((folder / "town.json").read_text(encoding="utf-8"))["town"])
    except (OSError, ValueError, KeyError) as failure:
        raise EnvironmentFailure(
            f"不知道 {folder} 用的是哪个镇目录：请用 --town 指定 (name the town folder with --town)"
        ) from failure
