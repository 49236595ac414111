"""The hub that a desktop starts for itself, and its simulator: child processes on loopback, looked after."""

from __future__ import annotations

import asyncio
import json
import logging
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from cockpit.errors import EnvironmentFailure
from cockpit.kit.child import Child

log = logging.getLogger(__name__)

READY = "hub.json"
LOOK_EVERY_S = 0.3
AGAIN_AFTER_S = 0.5


class EmbeddedHub:
    """A hub of one's own.

    Args:
        town: the town folder.
        data: the hub's data folder; its log files and ready file are kept there.
        simulate: whether simulated terminals and sources come with it.

    Attributes:
        url: the hub's address once it has started; it stays the same across its restarts.
        shared: whether a hub was running on this data folder already (another desktop's), and is used instead.
    """

    def __init__(self, town: Path, data: Path, *, simulate: bool) -> None:
        self.town, self.data, self.simulate = town, data, simulate
        self.url = ""
        self.shared = False
        self.restarts = 0
        self._hub: Child | None = None
        self._sim: Child | None = None

    def launch(self) -> None:
        """Starts the hub without waiting for it; everything else can go on meanwhile.

        Raises:
            EnvironmentFailure: the data folder cannot be made.
        """
        try:
            self.data.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise EnvironmentFailure(
                f"数据目录 {self.data} 建不了：{failure.strerror} (cannot be made: name another with --data)"
            ) from failure
        self.url = running_at(self.data / READY)
        self.shared = bool(self.url)
        if not self.shared:
            self._start_hub(0)

    def wait(self) -> str:
        """Waits until the hub serves; starts the simulator; returns the address.

        Raises:
            EnvironmentFailure: the hub ended or takes too long; with its last words.
        """
        if self._hub is not None:
            self.url = self._hub.wait_ready(self.data / READY)["url"]
            if self.simulate:
                self._start_sim()
        return self.url

    async def watch(self) -> None:
        """Starts what has died again, at the same address, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if self._hub is not None and not self._hub.running:
                log.warning("the hub has ended: %s", self._hub.last_words().splitlines()[-1:])
                await asyncio.sleep(AGAIN_AFTER_S)
                self.restarts += 1
                self._start_hub(urlsplit(self.url).port or 0)
            if self._sim is not None and not self._sim.running:
                await asyncio.sleep(AGAIN_AFTER_S)
                self._start_sim()

    def stop(self) -> None:
        """Ends the simulator, then the hub, in order."""
        for child in (self._sim, self._hub):
            if child is not None:
                child.stop()
        if self._hub is not None:
            (self.data / READY).unlink(missing_ok=True)

    def kill_hub(self) -> None:
        """Kills the hub as a fault would; ``watch`` brings it back."""
        if self._hub is not None:
            self._hub.kill()

    def _start_hub(self, port: int) -> None:
        (self.data / READY).unlink(missing_ok=True)
        arguments = ["hub", "--town", str(self.town), "--data", str(self.data), "--listen", f"127.0.0.1:{port}"]
        self._hub = Child([*arguments, "--ready-file", str(self.data / READY)], self.data / "hub.log")

    def _start_sim(self) -> None:
        self._sim = Child(["sim", "--hub", self.url, "--town", str(self.town)], self.data / "sim.log")


def running_at(ready_file: Path) -> str:
    """The address of a hub that wrote the ready file and still serves; empty when there is none."""
    try:
        url = str(json.loads(ready_file.read_text(encoding="utf-8"))["url"])
        with urllib.request.urlopen(f"http://{urlsplit(url).netloc}/health", timeout=1.0) as answer:
            json.load(answer)
    except (OSError, ValueError, KeyError, urllib.error.URLError):
        return ""
    return url
