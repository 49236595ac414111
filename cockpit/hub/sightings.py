"""When each enrolled device was last connected: looked at once a second, written down now and then, never journaled."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import apsw

from cockpit.domain.devices import DeviceSeen
from cockpit.hub.accounts import Accounts
from cockpit.hub.peer import Peer

log = logging.getLogger(__name__)

BROWSER_LIMIT = 300
"""Characters of what a browser calls itself that are kept."""


class Sightings:
    """What is known of the devices beside the journal.

    Args:
        accounts: where it is written down.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._seen = {one.device: one for one in accounts.seen()}
        self._connected: frozenset[str] = frozenset()
        self._fresh: set[str] = set()

    def look(self, terminals: Iterable[Iterable[Peer]], now_s: float) -> None:
        """Notes the devices that are connected at ``now_s``, epoch seconds."""
        connected = set()
        for peers in terminals:
            for peer in peers:
                if peer.device:
                    connected.add(peer.device)
                    browser = _browser(peer) or self._browser_of(peer.device)
                    self._seen[peer.device] = DeviceSeen(peer.device, now_s, browser=browser)
        self._connected = frozenset(connected)
        self._fresh = self._fresh | connected

    def all(self) -> list[DeviceSeen]:
        """Every device that was ever seen."""
        connected = self._connected
        return [
            DeviceSeen(one.device, one.seen_at, one.device in connected, one.browser)
            for one in list(self._seen.values())
        ]

    def write(self) -> None:
        """Writes down what is new; meant for a worker."""
        fresh, self._fresh = self._fresh, set()
        if not fresh:
            return
        try:
            self._accounts.note_seen([self._seen[device] for device in fresh])
        except apsw.Error as failure:
            log.warning("when devices were seen could not be written down: %s", failure)
            self._fresh = self._fresh | fresh

    def _browser_of(self, device: str) -> str:
        known = self._seen.get(device)
        return known.browser if known is not None else ""


def _browser(peer: Peer) -> str:
    request = peer.websocket.request
    return request.headers.get("User-Agent", "")[:BROWSER_LIMIT] if request is not None else ""
