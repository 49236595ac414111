"""What the benches of the hub stand on: a real hub process over a town, in a folder of its own, and who signs in."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from cockpit.domain.people import Person
from cockpit.errors import EnvironmentFailure
from cockpit.kit.child import Child
from cockpit.kit.process import cpu_s, rss_mb
from cockpit.town.folder import TownFolder, read_town
from cockpit.town.sample_key import sample_key
from cockpit.wire.messages import PROTOCOL, Hello
from tests.bench.wires import Wire

SAMPLE_TOWN = Path(__file__).resolve().parents[2] / "resources" / "sample_town"


@dataclass(frozen=True)
class Stage:
    """A running hub."""

    url: str
    hub: Child
    data: Path
    folder: TownFolder
    ready_s: float
    """Seconds from the start of the process until it took connections."""

    @property
    def pid(self) -> int:
        """The hub's process."""
        return self.hub.process.pid

    @property
    def units(self) -> tuple[str, ...]:
        """All units' ids, in the town's order."""
        return tuple(unit.id for unit in self.folder.town.units)

    @property
    def password(self) -> str:
        """Everybody's password: the town is a sample."""
        return _sample_of(self.folder).password

    def commander(self) -> Person:
        """Who may order across departments just now."""
        shift = self.folder.town.rota.shift_at(datetime.now(UTC))
        found = [one for one in self.folder.town.people if shift is not None and one.id == shift.commander]
        if not found:
            raise EnvironmentFailure("nobody is on duty by the town's rota")
        return found[0]

    def terminal(self, unit: str) -> Wire:
        """A unit's terminal, signed in, its worklist read."""
        wire = self._signed_in("terminal", unit, sample_key(_sample_of(self.folder).terminal_key, "terminal", unit))
        wire.hear("worklist")
        return wire

    def cockpit(self) -> Wire:
        """A cockpit of the commander's, signed in; its snapshot follows."""
        return self._signed_in("cockpit", self.commander().login, self.password)

    def _signed_in(self, role: Any, name: str, secret: str) -> Wire:
        wire = Wire(self.url)
        wire.say(msgspec.json.encode(Hello(PROTOCOL, role, name, secret, client="bench")))
        wire.hear("welcome")
        return wire

    def health(self) -> dict[str, Any]:
        """What the hub says of itself."""
        with urllib.request.urlopen(self.url.replace("ws:", "http:", 1) + "/health", timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def cpu_s(self) -> float:
        """CPU seconds that the hub has used."""
        return cpu_s(self.pid)

    def rss_mb(self) -> float:
        """The hub's resident memory in MiB."""
        return rss_mb(self.pid)


def _sample_of(folder: TownFolder) -> Any:
    if folder.accounts is None:
        raise EnvironmentFailure(f"{folder.path} is not a sample town: only one of those can be measured with")
    return folder.accounts


@contextmanager
def staged(town: Path, data: Path | None = None) -> Iterator[Stage]:
    """A hub that serves the town.

    Args:
        town: a sample town's folder.
        data: its data folder; None makes one and removes it at the end.

    Raises:
        EnvironmentFailure: it does not start.
    """
    folder = read_town(town)
    scratch = Path(tempfile.mkdtemp(prefix="cockpit-bench-"))
    ready = scratch / "ready.json"
    arguments = ["hub", "--town", str(town), "--data", str(data or scratch / "data"), "--listen", "127.0.0.1:0"]
    start = time.perf_counter()
    hub = Child([*arguments, "--ready-file", str(ready)], scratch / "hub.log")
    try:
        url = hub.wait_ready(ready, 120.0)["url"]
        yield Stage(url, hub, data or scratch / "data", folder, time.perf_counter() - start)
    finally:
        hub.stop(20.0)
        shutil.rmtree(scratch, ignore_errors=True)
