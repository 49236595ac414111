"""Signatures under a handover: with the signer's own password, durable before they are told, made once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.client.link import Link
from cockpit.domain.consultations import AgreeIndices, DayValue, OpenConsultation, TakeAttendance
from cockpit.domain.handovers import AcceptItems, Fact, OpenHandover
from cockpit.domain.in_command import commander_at
from cockpit.domain.indices import DOMAINS
from cockpit.errors import Refused
from cockpit.hub.hub import Hub
from tests.hubs import PASSWORD, TestClock, hello, hub_at, raw_at, run_async, signed_in, small_folder, until
from tests.towns import NOON, signed_town


async def sign(link: Link, login: str, password: str = PASSWORD, handover: str = "h1") -> bool:
    answer: dict[str, Any] = await link.ask(
        "sign_handover", {"handover": handover, "login": login, "password": password}, dict[str, Any]
    )
    return bool(answer["passed"])


async def ready(hub: Hub, shen: Link, gu: Link) -> None:
    """A handover from shen to gu with everything accepted."""
    forged = (Fact("contact", "u101", "假的"),)
    assert (await shen.send(OpenHandover("h1", facts=forged))).accepted
    handover = hub.world.handovers["h1"]
    assert "假的" not in [item.text for item in handover.items.values()], "facts are the hub's own"
    assert (await gu.send(AcceptItems("h1", tuple(item.id for item in handover.undecided)))).accepted


def test_both_sign_at_one_desk_and_command_passes(tmp_path: Path) -> None:
    async def main() -> None:
        town = small_folder(tmp_path, signed_town())
        async with (
            hub_at(tmp_path / "data", town) as (hub, url),
            signed_in(url, "shen") as shen,
            signed_in(url, "gu") as gu,
        ):
            await ready(hub, shen, gu)
            with pytest.raises(Refused, match="密码不对"):
                await sign(shen, "gu", "wrong")
            with pytest.raises(Refused, match="密码不对"):
                await sign(shen, "nobody")
            with pytest.raises(Refused, match="参数不对"):
                await shen.ask("sign_handover", {"handover": 1}, dict[str, Any])
            with pytest.raises(Refused, match="交班人和接班人"):
                await sign(shen, "lu")
            assert not await sign(shen, "gu")
            assert commander_at(hub.world, hub.clock.now()) == "p1"
            assert await sign(shen, "shen"), "the second one passes it, from the same desk"
            await until(lambda: gu.replica.world.in_command is not None and gu.replica.world.in_command.person == "p2")
            assert hub.service.durable.seq == hub.world.seq
            assert await sign(gu, "p2"), "again changes nothing; an id is as good as a login"
            signed = hub.world.handovers["h1"].outgoing_signed
            assert signed is not None and signed.by == "p1"

    run_async(main())


def test_no_client_sends_a_signature_as_a_command(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), raw_at(url, hello("cockpit", "shen")) as raw:
            await raw.hear("welcome")
            await raw.say({"type": "command", "id": "c1", "command": {"type": "sign_handover", "handover": "h1"}})
            bye, _ = await raw.end()
            assert bye is not None and "sign_handover" in bye["message"]
        async with hub_at(tmp_path / "data") as (_, url), raw_at(url, hello("terminal", "u101")) as raw:
            await raw.hear("welcome")
            await raw.say({"type": "ask", "id": "q1", "what": "sign_handover", "args": {}})
            assert "只有中心的人员" in (await raw.hear("answer"))["error"]

    run_async(main())


def test_a_signature_survives_the_hub(tmp_path: Path) -> None:
    async def main() -> None:
        town = small_folder(tmp_path, signed_town())
        async with (
            hub_at(tmp_path / "data", town) as (hub, url),
            signed_in(url, "shen") as shen,
            signed_in(url, "gu") as gu,
        ):
            await ready(hub, shen, gu)
            assert not await sign(shen, "shen")
        async with hub_at(tmp_path / "data", town) as (hub, url), signed_in(url, "gu") as gu:
            assert hub.world.handovers["h1"].outgoing_signed is not None
            assert await sign(gu, "gu")
            assert commander_at(hub.world, TestClock(NOON + timedelta(hours=1)).now()) == "p2"

    run_async(main())


def test_a_locked_screen_is_opened_by_the_own_password_alone(tmp_path: Path) -> None:
    async def main() -> None:
        town = small_folder(tmp_path, signed_town())
        async with hub_at(tmp_path / "data", town) as (hub, url), signed_in(url, "shen") as shen:
            before = hub.world.seq
            assert await shen.ask("unlock", {"password": PASSWORD}, dict[str, Any]) == {"person": "p1"}
            with pytest.raises(Refused, match="密码不对"):
                await shen.ask("unlock", {"password": "wrong"}, dict[str, Any])
            with pytest.raises(Refused, match="参数不对"):
                await shen.ask("unlock", {"word": "x"}, dict[str, Any])
            assert hub.world.seq == before, "nothing is journaled"

    run_async(main())


def test_the_commander_fixes_the_day_and_every_cockpit_knows(tmp_path: Path) -> None:
    day, computed = date(2026, 5, 31), tuple(DayValue(one, 88.0) for one in DOMAINS)
    forged = tuple(DayValue(one, 100.0) for one in DOMAINS)

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url, "shen") as shen,
            signed_in(url, "lu") as lu,
        ):
            with pytest.raises(Refused, match="算不出来"):
                answered = await lu.send(OpenConsultation(day, "1", forged))
                raise Refused(answered.rule, answered.message)
            hub.figures.day_values = lambda day: ("1", computed)  # type: ignore[method-assign]
            assert (await lu.send(OpenConsultation(day, "1", forged))).accepted
            assert hub.world.consultations["2026-05-31"].indices["fire"].value == 88.0, "the values are the hub's own"
            assert (await lu.send(TakeAttendance(day, ("p1", "p3")))).accepted
            assert (await lu.send(AgreeIndices(day, ("p3",)))).accepted
            args = {"day": "2026-05-31", "login": "shen", "password": "wrong"}
            with pytest.raises(Refused, match="密码不对"):
                await lu.ask("fix_indices", args, dict[str, Any])
            with pytest.raises(Refused, match="参数不对"):
                await lu.ask("fix_indices", {"day": "yesterday"}, dict[str, Any])
            with pytest.raises(Refused, match="正在指挥"):
                await lu.ask("fix_indices", {**args, "login": "lu", "password": PASSWORD}, dict[str, Any])
            told = await lu.ask("fix_indices", {**args, "password": PASSWORD}, dict[str, Any])
            assert told == {"final": True} and hub.service.durable.seq == hub.world.seq
            await until(lambda: shen.replica.world.consultations["2026-05-31"].final, "published")
            late = (DayValue("fire", 80.0), *computed[:2], *computed[3:])
            hub.figures.day_values = lambda day: ("1", late)  # type: ignore[method-assign]
            hub.figures._tell_late()
            await until(lambda: shen.replica.world.consultations["2026-05-31"].indices["fire"].late == 80.0, "told")
            assert shen.replica.world.consultations["2026-05-31"].indices["fire"].value == 88.0

    run_async(main())
