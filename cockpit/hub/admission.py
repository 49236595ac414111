"""Who is let in: a person by password or token, a terminal or a source by its key, an enrolled device by its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cockpit.domain.people import Person
from cockpit.errors import Refused
from cockpit.hub import signing
from cockpit.hub.accounts import digest
from cockpit.hub.peer import Pass
from cockpit.wire.messages import Hello

if TYPE_CHECKING:
    from cockpit.hub.hub import Hub

REVOKED = "本设备已被指挥中心停用：如仍需使用，请重新登记"


def check_terminal(hub: Hub, hello: Hello) -> Pass:
    """Passes for the unit's own key, or for the key of a device of it that was not revoked.

    Raises:
        Refused: it is neither.
    """
    if not hello.device:
        hub.accounts.check_key("terminal", hello.name, hello.secret)
        return Pass(digest(hello.secret))
    device = hub.world.devices.get(hello.device)
    if device is not None and device.unit == hello.name and not device.good:
        raise Refused("sign_in.revoked", REVOKED, "指挥长、坐席员")
    hub.accounts.check_device(hello.device, hello.name, hello.secret)
    if device is None:
        raise Refused("sign_in.key", f"{hello.name} 没有这台设备：请重新登记")
    return Pass()


def check_source(hub: Hub, hello: Hello) -> Pass:
    """Passes for the source's key.

    Raises:
        Refused: it is not.
    """
    hub.accounts.check_key("source", hello.name, hello.secret)
    return Pass(digest(hello.secret))


async def sign_in(hub: Hub, checking: asyncio.Semaphore, hello: Hello) -> tuple[Person, str, Pass]:
    """The person who signs in, the token that was made (empty where one was shown), and what the session stands on.

    Args:
        checking: how many passwords may be checked at once.

    Raises:
        Refused: unknown name, wrong password, a token that no longer stands.
    """
    person = signing.person_of(hub.service.world, hello.name)
    # A name that nobody has is counted by itself, so that the wait does not give away which names there are.
    person_id = person.id if person else hello.name
    if hello.token:
        hub.accounts.check_token(person_id, hello.token)
        token = ""
    else:
        async with checking:
            token = await asyncio.to_thread(hub.accounts.check_password, person_id, hello.secret)
    if person is None:
        raise Refused("sign_in.password", "账号或密码不对")
    proof = digest(token or hello.token)
    over_at = asyncio.get_running_loop().time() + hub.accounts.remaining_s(proof)
    return person, token, Pass(proof, over_at)
