"""An enrolment code as the screen shows it: the address that goes into its picture, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from cockpit.domain.devices import Device, EnrolCode
from cockpit.domain.world import World

Trouble = Literal["", "loopback", "plain"]
"""What keeps a phone from the address: it is this machine's own; or it is not encrypted, so that the browser gives the
page neither position nor microphone nor a life without a link."""
Fate = Literal["waiting", "used", "displaced", "ended"]
"""A code that waits for its device; that one device has shown; that another code of the unit has taken the place of;
whose minutes are over."""


@dataclass(frozen=True)
class PageAddress:
    """Where phones open the field page, and what is wrong with it."""

    url: str
    trouble: Trouble = ""


def page_address(hub: str, settled: str) -> PageAddress:
    """The field page's address.

    Args:
        hub: the hub's address as this desktop reaches it, ``ws://HOST:PORT`` or ``wss://…``.
        settled: what the town's folder says it is, empty for nothing.
    """
    if settled:
        url = settled
    else:
        parts = urlsplit(hub)
        url = f"{'https' if parts.scheme == 'wss' else 'http'}://{parts.netloc}/field/"
    parts = urlsplit(url)
    if _on_loopback(parts.hostname or ""):
        return PageAddress(url, "loopback")
    return PageAddress(url, "" if parts.scheme == "https" else "plain")


def _on_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class ShownCode:
    """A code that was made for a unit and is shown.

    Attributes:
        made_at: on the hub's clock.
        by: id of the person who asked for it.
        before: ids of the devices that there were already.
    """

    given: EnrolCode
    made_at: datetime
    by: str
    before: frozenset[str] = frozenset()

    @property
    def ends_at(self) -> datetime:
        """When it is good no more."""
        return self.made_at + timedelta(seconds=self.given.good_s)

    def url(self, address: PageAddress) -> str:
        """What the picture says: the page's address with the code behind ``#``."""
        return f"{address.url}#{self.given.path.partition('#')[2]}"

    def left_s(self, now: datetime) -> float:
        """Seconds that it is still good for."""
        return max(0.0, (self.ends_at - now).total_seconds())

    def fate(self, world: World, now: datetime) -> tuple[Fate, Device | None]:
        """What has become of it, and the device that was enrolled for the unit since it was made."""
        unit, devices = self.given.unit, world.devices.values()
        since = [one for one in devices if one.unit == unit and one.id not in self.before]
        mine = next((one for one in since if one.invited_by == self.by), None)
        if mine is not None:
            return "used", mine
        if since:
            return "displaced", since[0]
        return ("waiting" if now < self.ends_at else "ended"), None
