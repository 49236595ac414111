"""Looks after connections: who is lost or reads nothing is cut, who has heard nothing for a while hears a beat."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from cockpit.hub.peer import Peer
from cockpit.wire.messages import Beat

log = logging.getLogger(__name__)

STUCK_S = 10.0
"""Whoever reads nothing of what waits for it for so long is cut (decision 0132); it comes back and is told all."""


def look_after(peers: Iterable[Peer], now: float, hub_now_s: float, *, late: bool) -> None:
    """Cuts who is lost, beats for who has heard nothing for a while.

    Args:
        now: seconds on the loop's clock.
        hub_now_s: the hub's clock, epoch seconds.
        late: whether the hub itself is behind.
    """
    for peer in peers:
        session = peer.session
        if session.state == "open" and not peer.lagging and session.fresh(now):
            continue
        if (session.lost(now) and not late) or (peer.lagging and peer.actor.kind != "person"):
            peer.abort()
        elif session.beat_due(now):
            peer.send(Beat(hub_now_s))
            session.said(now)


def cut_stuck(peers: Iterable[Peer], now: float) -> None:
    """Cuts who says that it lives and yet reads nothing: what waits for it is the hub's memory.

    Args:
        now: seconds on the loop's clock.
    """
    for peer in list(peers):
        if peer.stuck_s(now) >= STUCK_S:
            log.warning("cutting %s: it has read nothing for %.0f s", peer.actor.id, STUCK_S)
            peer.abort()
