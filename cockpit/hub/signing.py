"""Where a person's own password is asked for once more: under a handover, at whichever desk, and to unlock a screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.handovers import SignHandover
from cockpit.domain.people import Actor, Person
from cockpit.domain.world import World
from cockpit.errors import Refused
from cockpit.hub.outcome import Outcome

if TYPE_CHECKING:
    from cockpit.hub.accounts import Accounts
    from cockpit.hub.hub import Hub
    from cockpit.hub.service import Service

QUESTION = "sign_handover"
UNLOCK = "unlock"
QUESTIONS = (QUESTION, UNLOCK)


class Signing(msgspec.Struct, frozen=True):
    """Who signs which handover, with the password of that person."""

    handover: str
    login: str
    password: str


async def answer(
    hub: Hub, checking: asyncio.Semaphore, actor: Actor, question_id: str, what: str, args: dict[str, object]
) -> str:
    """Answers a question that a password comes with; see ``sign_handover`` and ``unlock``."""
    if what == UNLOCK:
        return await unlock(hub.accounts, checking, actor, args)
    return await sign_handover(hub.service, hub.accounts, checking, question_id, args)


class Unlocking(msgspec.Struct, frozen=True):
    """The password of the person whose session asks."""

    password: str


async def unlock(accounts: Accounts, checking: asyncio.Semaphore, actor: Actor, args: dict[str, object]) -> str:
    """Checks that the person who is signed in sits there; nothing is journaled, and no session begins or ends.

    Args:
        checking: how many passwords may be checked at once.

    Returns:
        Whose password it was, as JSON.

    Raises:
        Refused: wrong arguments, or a wrong password.
    """
    try:
        unlocking = msgspec.convert(args, Unlocking)
    except msgspec.ValidationError as fault:
        raise Refused("ask.args", f"解锁的参数不对：{fault}") from None
    async with checking:
        await asyncio.to_thread(accounts.prove_password, actor.id, unlocking.password)
    return msgspec.json.encode({"person": actor.id}).decode()


def person_of(world: World, login: str) -> Person | None:
    """The person with a login or an id."""
    return next((one for one in world.people.values() if login in (one.login, one.id)), None)


async def sign_handover(
    service: Service, accounts: Accounts, checking: asyncio.Semaphore, question_id: str, args: dict[str, object]
) -> str:
    """Checks the password and signs; returns once the signature is durable.

    Args:
        checking: how many passwords may be checked at once.
        question_id: makes the signature once, however often it is asked for.

    Returns:
        Whether command has passed with it, as JSON.

    Raises:
        Refused: wrong arguments or password, or a rule of the handover.
    """
    try:
        signing = msgspec.convert(args, Signing)
    except msgspec.ValidationError as fault:
        raise Refused("ask.args", f"签字的参数不对：{fault}") from None
    person = person_of(service.world, signing.login)
    person_id = person.id if person is not None else signing.login
    async with checking:
        await asyncio.to_thread(accounts.prove_password, person_id, signing.password)
    if person is None:
        raise Refused("sign_in.password", "账号或密码不对")
    signed = Outcome()
    service.sign(SignHandover(signing.handover), Actor("person", person.id), question_id, signed)
    await signed.done
    handover = service.world.handovers.get(signing.handover)
    return msgspec.json.encode({"passed": handover is not None and handover.status == "signed"}).decode()
