"""The first start as a person sees it: a hub that fails says why in the window, and is tried again when asked."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtWidgets import QWidget

from cockpit.errors import CockpitError
from layouts.first_start import FirstStart
from widgets.start_failure import StartFailureDialog


class Starting:
    """Waits for the hub of this desktop.

    Args:
        start: what was launched.
        window: what the dialog stands over; None where nobody looks, so that a failure is the end.

    Attributes:
        dialog: the dialog that stands open, None while nothing has failed.
    """

    def __init__(self, start: FirstStart, window: QWidget | None) -> None:
        self._start, self._window = start, window
        self.dialog: StartFailureDialog | None = None

    async def url(self) -> str:
        """The address at which the hub serves, after as many tries as the person wants.

        Raises:
            CockpitError: why it does not serve; the person has given up, or nobody looks.
        """
        attempt = self._start.wait
        try:
            while True:
                try:
                    return await asyncio.to_thread(attempt)
                except CockpitError as failure:
                    if self._window is None or not await self._wants_another(self._window, str(failure)):
                        raise
                attempt = self._start.again
        finally:
            self._put_away()

    async def _wants_another(self, window: QWidget, reason: str) -> bool:
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        dialog = self.dialog
        if dialog is None:
            dialog = self.dialog = StartFailureDialog(str(self._start.own.log), window)
            dialog.open()
        dialog.say(reason)
        settle = partial(_settle, answer)
        dialog.again.connect(partial(settle, True))
        dialog.abandoned.connect(partial(settle, False))
        try:
            return await answer
        finally:
            dialog.again.disconnect()
            dialog.abandoned.disconnect()

    def _put_away(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog.deleteLater()
            self.dialog = None


def _settle(answer: asyncio.Future[bool], wanted: bool) -> None:
    """The first answer counts: a second press before the loop has turned is none."""
    if not answer.done():
        answer.set_result(wanted)
