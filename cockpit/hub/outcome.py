"""What becomes of one command that the hub itself has given: waited for instead of told to a client."""

from __future__ import annotations

import asyncio

from cockpit.errors import Refused


class Outcome:
    """Waits until a command is durable. Made inside the event loop.

    Attributes:
        done: ends once it is durable; with ``Refused`` when it was refused.
    """

    def __init__(self) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def accept_soon(self, command_id: str, changed: bool) -> None:
        """The command is durable."""
        if not self.done.done():
            self.done.set_result(None)

    def refuse(self, command_id: str, rule: str, message: str, who_could: str = "") -> None:
        """The command was refused."""
        if not self.done.done():
            self.done.set_exception(Refused(rule, message, who_could))
