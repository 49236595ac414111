"""A town's hub and its people in processes of their own, shared by the tests that only use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cockpit.kit.child import Child
from cockpit.town.folder import TownFolder, read_town

TOWN = Path(__file__).parents[2] / "resources" / "sample_town"


@dataclass
class Running:
    """A hub that runs, with some of its town's people."""

    url: str
    data: Path
    town: TownFolder
    hub: Child

    @property
    def on_duty(self) -> str:
        """The person who commands now."""
        shift = self.town.town.rota.shift_at(datetime.now(UTC))
        assert shift is not None
        return shift.commander


def start_hub(folder: Path, data: Path, listen: str = "127.0.0.1:0") -> tuple[Child, str]:
    """A hub on the sample town, and its address."""
    ready = folder / "ready.json"
    ready.unlink(missing_ok=True)
    arguments = ["hub", "--town", str(TOWN), "--data", str(data), "--listen", listen, "--ready-file", str(ready)]
    hub = Child(arguments, folder / "hub.log")
    return hub, hub.wait_ready(ready)["url"]


def start_crowd(folder: Path, url: str, units: int, *more: str) -> Child:
    """Some of the sample town's people."""
    return Child(["sim", "--hub", url, "--town", str(TOWN), "--units", str(units), *more], folder / "sim.log")


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A hub with forty people who answer at once."""
    folder = tmp_path_factory.mktemp("running")
    hub, url = start_hub(folder, folder / "data")
    crowd = start_crowd(folder, url, 40, "--manner", "prompt", "--no-sources")
    try:
        yield Running(url, folder / "data", read_town(TOWN), hub)
    finally:
        assert crowd.stop(10.0) == 0
        assert hub.stop(10.0) == 0
