"""The hub that a desktop starts for itself, and its simulator: child processes on loopback, looked after.

One hub a data folder: the first desktop on it starts the hub and says in ``hub.json`` where it is; others join it. When
that hub is gone (it was killed, or its desktop was closed), whoever notices first starts another at the same address;
the folder's lock decides between several.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import re
import shutil
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cockpit.errors import EnvironmentFailure
from cockpit.kit.child import Child

log = logging.getLogger(__name__)

POINTER = "hub.json"
"""Where the hub of this data folder is, for another desktop on it."""
LOOK_EVERY_S = 0.3
LOOK_AT_SHARED_EVERY_S = 1.0
AGAIN_AFTER_S = 0.5
AGAIN_AT_MOST_S = 10.0
"""A hub that keeps dying (a full disk) is started again ever more seldom, up to this."""
SETTLED_S = 30.0
"""A hub that has lived so long before it died is started again at once."""
JOIN_S = 3.0
"""How long another desktop's hub may take to serve, when it was a moment faster than ours and ours has given way."""
SIM_NICENESS = 5
FREE_AT_LEAST = 8 * 1024 * 1024
"""Bytes without which there is no starting: a journal that cannot take the first order helps nobody."""

LOGGED = re.compile(r"\d{4}-\d\d-\d\d \S+ (DEBUG|INFO|WARNING|ERROR) ")


class EmbeddedHub:
    """A hub of one's own.

    Args:
        town: the town folder.
        data: the hub's data folder; its log files and its address are kept there.
        simulate: whether simulated terminals and sources come with it.

    Attributes:
        url: the hub's address once it has started; it stays the same across its restarts.
        restarts: how often a hub was started again.
        trouble: what the hub that died last has said, empty while one serves.
    """

    def __init__(self, town: Path, data: Path, *, simulate: bool) -> None:
        self.town, self.data, self.simulate = town, data, simulate
        self.url = ""
        self.restarts = 0
        self.trouble = ""
        self._ready = data / f"ready-{uuid.uuid4().hex[:12]}.json"
        self._hub: Child | None = None
        self._sim: Child | None = None
        self._born_at = 0.0
        self._failures = 0

    @property
    def log(self) -> Path:
        """The file that takes what the hub says."""
        return self.data / "hub.log"

    @property
    def shared(self) -> bool:
        """Whether the hub is another desktop's."""
        return self._hub is None

    def launch(self) -> None:
        """Starts the hub without waiting for it, or finds the one that runs; everything else can go on meanwhile.

        Raises:
            EnvironmentFailure: the data folder cannot be made or written, or is full.
        """
        make_usable(self.data)
        found = running_at(self.data / POINTER)
        if found:
            self._share(found)
        else:
            self._start_hub(0)

    def wait(self) -> str:
        """Waits until the hub serves; starts the simulator; returns the address.

        Raises:
            EnvironmentFailure: the hub ended or takes too long; with its last words.
        """
        if self._hub is not None:
            self._until_serving()
        if self._hub is not None and self.simulate:
            self._start_sim()
        return self.url

    async def watch(self) -> None:
        """Starts what has died again, at the same address, until cancelled."""
        while True:
            if self._hub is None:
                await asyncio.sleep(LOOK_AT_SHARED_EVERY_S)
                alive = await asyncio.to_thread(health, self.url) is not None
            else:
                await asyncio.sleep(LOOK_EVERY_S)
                alive = self._hub.running
            if not alive:
                await self._again()
            elif self._sim is not None and not self._sim.running:
                await asyncio.sleep(AGAIN_AFTER_S)
                await asyncio.to_thread(self._start_sim)

    def stop(self) -> None:
        """Ends the simulator, then the hub, in order."""
        for child in (self._sim, self._hub):
            if child is not None:
                child.stop()
        left = [self._ready]
        if self._hub is not None and running_pid(self.data / POINTER) == self._hub.process.pid:
            left.append(self.data / POINTER)
        for file in left:
            with contextlib.suppress(OSError):
                file.unlink()

    def kill_hub(self) -> None:
        """Kills the hub as a fault would; ``watch`` brings it back."""
        if self._hub is not None:
            self._hub.kill()

    # -- inside ----------------------------------------------------------------------------------------------------

    async def _again(self) -> None:
        """Joins the hub that another desktop has started meanwhile, or starts one at the same address."""
        if self._hub is not None:
            self.trouble = complaint(self._hub)
            log.warning("the hub has ended: %s", self.trouble)
        lived_s = time.monotonic() - self._born_at
        self._failures = 0 if lived_s > SETTLED_S else self._failures + 1
        await asyncio.sleep(min(AGAIN_AT_MOST_S, AGAIN_AFTER_S * 2 ** max(0, self._failures - 1)))
        try:
            await asyncio.to_thread(self._join_or_start)
        except EnvironmentFailure as failure:
            self.trouble = str(failure)
            log.warning("no hub yet: %s", failure)
            return
        self.restarts += 1
        self.trouble = ""
        if self.simulate and self._hub is not None and self._sim is None:
            await asyncio.to_thread(self._start_sim)

    def _join_or_start(self) -> None:
        found = running_at(self.data / POINTER)
        if found:
            self._share(found)
            return
        self._start_hub(urlsplit(self.url).port or 0)
        self._until_serving()

    def _until_serving(self) -> None:
        """Waits for our hub, or for another desktop's that has taken the folder first.

        Raises:
            EnvironmentFailure: neither serves.
        """
        if self._hub is None:
            return
        try:
            self.url = self._hub.wait_ready(self._ready)["url"]
        except EnvironmentFailure as failure:
            end = time.monotonic() + JOIN_S
            while not self._hub.running and time.monotonic() < end:
                if found := running_at(self.data / POINTER):
                    self._share(found)
                    return
                time.sleep(0.1)
            raise EnvironmentFailure(complaint(self._hub) or str(failure)) from failure
        try:
            self._ready.replace(self.data / POINTER)
        except OSError as failure:
            log.warning("another desktop will not find this hub: %s", failure)

    def _share(self, url: str) -> None:
        """Uses another desktop's hub, and its simulator."""
        self.url = url
        for child in (self._sim, self._hub):
            if child is not None:
                child.stop()
        self._hub = self._sim = None

    def _start_hub(self, port: int) -> None:
        self._ready.unlink(missing_ok=True)
        if self._hub is not None:
            self._hub.stop()
        arguments = ["hub", "--town", str(self.town), "--data", str(self.data), "--listen", f"127.0.0.1:{port}"]
        self._hub = Child([*arguments, "--ready-file", str(self._ready)], self.log)
        self._born_at = time.monotonic()

    def _start_sim(self) -> None:
        if self._sim is not None:
            self._sim.stop()
        self._sim = Child(["sim", "--hub", self.url, "--town", str(self.town)], self.data / "sim.log")
        if sys.platform != "win32":
            # 713 terminals that connect at once must not take the processor from the window that opens meanwhile.
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._sim.process.pid, SIM_NICENESS)


def make_usable(folder: Path) -> None:
    """Makes a data folder and finds out whether it takes files.

    Raises:
        EnvironmentFailure: it cannot be made or written, or its disk is full.
    """
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"cockpit")
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as failure:
        why = "那是一个文件 (it is a file)" if folder.is_file() else failure.strerror
        raise EnvironmentFailure(
            f"数据目录 {folder} 不能使用：{why}；请用 --data 指定别的目录 "
            f"(the data folder cannot be used: name another with --data)"
        ) from failure
    if free < FREE_AT_LEAST:
        raise EnvironmentFailure(
            f"数据目录 {folder} 所在磁盘只剩 {free / 2**20:.1f} MB：请腾出空间，或用 --data 指定别的目录 "
            f"(the disk is full: make room, or name another folder with --data)"
        )


def complaint(hub: Child) -> str:
    """What a hub has said as it ended, without the log around it; empty when it could say nothing."""
    lines = hub.last_words().splitlines()
    return "\n".join(line for line in lines if not LOGGED.match(line))


def health(url: str) -> dict[str, Any] | None:
    """What a hub says about itself; None when it does not serve. Blocks for at most a second."""
    try:
        with urllib.request.urlopen(f"http://{urlsplit(url).netloc}/health", timeout=1.0) as answer:
            found = json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return None
    return found if isinstance(found, dict) and "durable_seq" in found else None


def running_at(pointer: Path) -> str:
    """The address in a data folder's pointer when a hub serves there; else empty."""
    url = str(_read(pointer).get("url", ""))
    return url if url and health(url) is not None else ""


def running_pid(pointer: Path) -> int:
    """The process in a data folder's pointer, 0 where there is none."""
    pid = _read(pointer).get("pid", 0)
    return pid if isinstance(pid, int) else 0


def _read(pointer: Path) -> dict[str, Any]:
    try:
        found = json.loads(pointer.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
