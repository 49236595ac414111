"""Where a person's own password is asked for: under a handover or a day's indices, and to unlock a screen."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from cockpit.domain.commands import Signature
from cockpit.domain.consultations import FixIndices
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
FIX = "fix_indices"
QUESTIONS = (QUESTION, UNLOCK, FIX)


class Signing(msgspec.Struct, frozen=True):
    """Who signs which handover, with the password of that person."""

    handover: str
    login: str
    password: str


async def answer(
    hub: Hub, checking: asyncio.Semaphore, actor: Actor, question_id: str, what: str, args: dict[str, object]
) -> str:
    """Answers a question that a password comes with; see ``sign_handover``, ``fix_indices`` and ``unlock``."""
    if what == UNLOCK:
        return await unlock(hub.accounts, checking, actor, args)
    if what == FIX:
        return await fix_indices(hub.service, hub.accounts, checking, question_id, args)
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


class Fixing(msgspec.Struct, frozen=True):
    """Who signs which day's six indices, with the password of that person."""

    day: date
    login: str
    password: str


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
    command = SignHandover(signing.handover)
    await _sign(service, accounts, checking, question_id, command, signing.login, signing.password)
    handover = service.world.handovers.get(signing.handover)
    return msgspec.json.encode({"passed": handover is not None and handover.status == "signed"}).decode()


async def fix_indices(
    service: Service, accounts: Accounts, checking: asyncio.Semaphore, question_id: str, args: dict[str, object]
) -> str:
    """Checks the commander's password and fixes a day's indices; returns once that is durable.

    Args:
        checking: how many passwords may be checked at once.
        question_id: makes the signature once, however often it is asked for.

    Returns:
        Whether the day is final, as JSON.

    Raises:
        Refused: wrong arguments or password, or a rule of the consultation.
    """
    try:
        fixing = msgspec.convert(args, Fixing)
    except msgspec.ValidationError as fault:
        raise Refused("ask.args", f"签定的参数不对：{fault}") from None
    await _sign(service, accounts, checking, question_id, FixIndices(fixing.day), fixing.login, fixing.password)
    meeting = service.world.consultations.get(fixing.day.isoformat())
    return msgspec.json.encode({"final": meeting is not None and meeting.final}).decode()


async def _sign(
    service: Service,
    accounts: Accounts,
    checking: asyncio.Semaphore,
    question_id: str,
    command: Signature,
    login: str,
    password: str,
) -> None:
    person = person_of(service.world, login)
    async with checking:
        await asyncio.to_thread(accounts.prove_password, person.id if person is not None else login, password)
    if person is None:
        raise Refused("sign_in.password", "账号或密码不对")
    signed = Outcome()
    service.sign(command, Actor("person", person.id), question_id, signed)
    await signed.done
