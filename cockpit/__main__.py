"""The headless commands: ``python -m cockpit COMMAND``.

Exit status: 0 done, 1 refused or not good, 2 wrong use or a fault of the environment, 130 interrupted.
"""

from __future__ import annotations

import argparse
import sys

from cockpit import __version__, bring_in
from cockpit.client import commands as client_commands
from cockpit.drills import commands as drill_commands
from cockpit.errors import CockpitError, Refused
from cockpit.hub import commands as hub_commands
from cockpit.hub import replay_command
from cockpit.kit.report import warn
from cockpit.reports import commands as report_commands
from cockpit.sim import commands as sim_commands
from cockpit.town import commands as town_commands
from cockpit.town import rota_command
from cockpit.wire import commands as wire_commands


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser(
        prog="python -m cockpit", description="数字驾驶舱：不带屏幕的命令 (headless commands)"
    )
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    hub_commands.add_parsers(commands)
    replay_command.add_parser(commands)
    sim_commands.add_parsers(commands)
    drill_commands.add_parser(commands)
    client_commands.add_parsers(commands)
    bring_in.add_parsers(commands)
    town_commands.add_parser(commands)
    rota_command.add_parser(commands)
    report_commands.add_parsers(commands)
    wire_commands.add_parsers(commands)
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    args = parser().parse_args(arguments)
    try:
        status: int = args.run(args)
        return status
    except Refused as refusal:
        who = f"；可由{refusal.who_could}下达" if refusal.who_could else ""
        warn(f"未执行 [{refusal.rule}] {refusal.message}{who}")
        return 1
    except CockpitError as failure:
        warn(str(failure))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
