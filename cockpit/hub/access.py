"""Whose session ends although nobody hung up: what it was opened by no longer stands, or its shift is over.

The accounts of a running hub are changed by ``python -m cockpit account`` in a process of its own; SQLite says that
somebody else has written, and then every session is held against what is there now.
"""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.domain.people import PersonRole
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.hub.accounts import Accounts
from cockpit.hub.peer import Peer

ON_DUTY_ROLES: tuple[PersonRole, ...] = ("commander", "operator", "zone_chief")
"""Who can order: their sessions end with their shift. A viewer's picture, on a wall, goes on (decision 0131)."""


def signed_out() -> Refused:
    """Why a session ends that was taken away."""
    return Refused("sign_in.ended", "登录已被结束（密码已改、账号已停用或密钥已换）：请重新登录")


def shift_over() -> Refused:
    """Why a session ends whose time is over."""
    return Refused("sign_in.over", "值守时段已过，登录已结束：请重新登录")


class Access:
    """Looks after the sessions of a hub."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def ended(self, peers: Iterable[Peer], world: World, commander: str, now: float) -> list[tuple[Peer, Refused]]:
        """The sessions that have to end now, and why.

        Args:
            commander: the id of who commands; that session never ends by the clock.
            now: seconds on the loop's clock.
        """
        changed = self._accounts.changed_elsewhere()
        found: list[tuple[Peer, Refused]] = []
        for peer in peers:
            opened_by = peer.opened_by
            if now >= opened_by.over_at:
                person = world.people.get(peer.actor.id)
                if person is not None and person.role in ON_DUTY_ROLES and person.id != commander:
                    found.append((peer, shift_over()))
            elif changed and opened_by.proof and not self._accounts.stands(peer.actor.id, opened_by.proof):
                found.append((peer, signed_out()))
        return found
