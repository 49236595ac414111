"""The first start of a desktop's own hub: what failed is kept for whoever can show it, and it can be tried again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.errors import CockpitError
from layouts.embedded import EmbeddedHub

if TYPE_CHECKING:
    from cockpit.town.folder import TownFolder


class FirstStart:
    """Starts the hub and reads its town side by side, before there is a window.

    Args:
        own: the hub of this desktop.

    Attributes:
        folder: the town, None until it could be read.
        failure: why the last try came to nothing; None while it may still succeed.
    """

    def __init__(self, own: EmbeddedHub) -> None:
        self.own = own
        self.folder: TownFolder | None = None
        self.failure: CockpitError | None = None

    def launch(self) -> None:
        """Starts the hub without waiting for it, and reads the town meanwhile; what fails is kept in ``failure``."""
        self.failure = None
        try:
            self.own.launch()
            self.folder = _read(self.own.town)
        except CockpitError as failure:
            self.failure = failure

    def wait(self) -> str:
        """Waits until the hub serves; returns its address. Blocks.

        Raises:
            CockpitError: the town has errors, the data folder cannot be used, or the hub has ended; with the reason.
        """
        if self.failure is not None:
            raise self.failure
        try:
            return self.own.wait()
        except CockpitError as failure:
            self.failure = failure
            raise

    def again(self) -> str:
        """Another try, from the beginning: somebody may have mended what was wrong. Blocks.

        Raises:
            CockpitError: as ``wait``.
        """
        self.launch()
        return self.wait()


def _read(town: Path) -> TownFolder:
    """Reads the town; loaded here, since the hub need not wait for it."""
    from cockpit.town.folder import read_town

    return read_town(town)
