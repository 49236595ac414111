"""A signature under a handover: the signer's own password, checked here, at whichever desk it is typed in."""

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
    from cockpit.hub.service import Service

QUESTION = "sign_handover"


class Signing(msgspec.Struct, frozen=True):
    """Who signs which handover, with the password of that person."""

    handover: str
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
