"""Sessions that end: by what another process changes in the accounts, and by a shift that is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from cockpit.domain.people import Actor, PersonRole
from cockpit.errors import Refused
from cockpit.hub.access import Access
from cockpit.hub.accounts import TOKEN_S, Accounts, digest
from cockpit.hub.peer import Pass, Peer
from tests.hubs import PASSWORD, hello, hub_at, raw_at, run_async, signed_in, terminal_of, until
from tests.towns import Desk


@dataclass
class Seated:
    """What of a peer matters here."""

    actor: Actor
    opened_by: Pass


def seated(person: str, proof: bytes, over_at: float = 1e9) -> Peer:
    """A person's peer."""
    return cast(Peer, Seated(Actor("person", person), Pass(proof, over_at)))


def another_process(folder: Path, change: Callable[[Accounts], Any]) -> None:
    """What ``python -m cockpit account`` does: opens the file anew, changes it, closes it."""
    accounts = Accounts(folder)
    try:
        change(accounts)
    finally:
        accounts.close()


CHANGES: list[Callable[[Accounts], Any]] = [
    lambda accounts: accounts.set_password("p1", "another one"),
    lambda accounts: accounts.disable("p1"),
    lambda accounts: accounts.end_sessions("p1"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_another_process_takes_away_ends_that_persons_sessions_alone(
    tmp_path: Path, change: Callable[[Accounts], Any]
) -> None:
    accounts = Accounts(tmp_path)
    try:
        accounts.set_password("p1", PASSWORD)
        accounts.set_password("p2", PASSWORD)
        one, two = (seated(id_, digest(accounts.check_password(id_, PASSWORD))) for id_ in ("p1", "p2"))
        access, world = Access(accounts), Desk().world
        assert access.ended([one, two], world, "", 0.0) == []
        another_process(tmp_path, change)
        ((peer, why),) = access.ended([one, two], world, "", 0.0)
        assert peer is one and why.rule == "sign_in.ended"
        assert access.ended([two], world, "", 0.0) == []
    finally:
        accounts.close()


def test_a_disabled_person_gets_in_by_nothing_until_enabled(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    try:
        accounts.set_password("p1", PASSWORD)
        token = accounts.check_password("p1", PASSWORD)
        accounts.disable("p1")
        with pytest.raises(Refused, match="停用"):
            accounts.check_password("p1", PASSWORD)
        with pytest.raises(Refused, match="密码不对"):
            accounts.check_password("p1", "wrong one")
        with pytest.raises(Refused) as refused:
            accounts.check_token("p1", token)
        assert refused.value.rule == "sign_in.token"
        accounts.enable("p1")
        fresh = accounts.check_password("p1", PASSWORD)
        assert TOKEN_S - 60 < accounts.remaining_s(digest(fresh)) <= TOKEN_S and accounts.remaining_s(b"none") == 0
    finally:
        accounts.close()


@pytest.mark.parametrize(
    ("role", "commands", "ends"),
    [("commander", False, True), ("operator", False, True), ("zone_chief", False, True)]
    + [("viewer", False, False), ("commander", True, False)],
)
def test_a_shift_that_is_over_ends_who_could_order_and_does_not_command(
    tmp_path: Path, role: PersonRole, commands: bool, ends: bool
) -> None:
    accounts = Accounts(tmp_path)
    try:
        world = Desk().world
        world.people["p1"] = replace_role(world.people["p1"], role)
        peer = seated("p1", b"", over_at=100.0)
        access = Access(accounts)
        assert access.ended([peer], world, "p1" if commands else "p9", 99.9) == []
        found = access.ended([peer], world, "p1" if commands else "p9", 100.0)
        assert [why.rule for _, why in found] == (["sign_in.over"] if ends else [])
    finally:
        accounts.close()


def replace_role(person: Any, role: PersonRole) -> Any:
    """The person with another role."""
    return msgspec.structs.replace(person, role=role)


def test_a_running_hub_ends_them_with_a_reason_and_leaves_the_rest(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            raw_at(url, hello("cockpit", "shen")) as shen,
            signed_in(url, "kan") as kan,
            terminal_of(url, "u101"),
            raw_at(url, hello("terminal", "u102")) as u102,
        ):
            await shen.hear("welcome")
            await u102.hear("worklist")
            another_process(tmp_path / "data", lambda accounts: accounts.disable("p1"))
            bye, _ = await shen.end()
            assert bye is not None and (bye["code"], bye["retry_s"]) == ("sign_in.ended", -1.0)
            another_process(tmp_path / "data", lambda accounts: accounts.new_key("terminal", "u102"))
            bye, _ = await u102.end()
            assert bye is not None and bye["code"] == "sign_in.ended"
            await until(lambda: set(hub.publisher.terminals) == {"u101"})
            assert kan.phase == "live"
            with pytest.raises(Refused, match="停用"):
                async with signed_in(url, "shen"):
                    raise AssertionError("let in")

    run_async(main())
