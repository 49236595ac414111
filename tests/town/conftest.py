"""The miniature town and the shipped sample, for all tests of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.town.folder import TownFolder, read_town
from tests.town.folders import SAMPLE, write_miniature


@pytest.fixture
def miniature(tmp_path: Path) -> Path:
    """A folder with the documentation's town in it."""
    return write_miniature(tmp_path / "shuikou")


@pytest.fixture(scope="session")
def sample() -> TownFolder:
    """The shipped sample town."""
    return read_town(SAMPLE)
