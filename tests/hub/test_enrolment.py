"""A phone from its code to its key and to its end, over a real socket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from cockpit.domain.devices import RenameDevice, RevokeDevice
from cockpit.errors import Refused
from cockpit.hub import accounts, journal
from cockpit.hub.hub import Hub
from tests.hubs import Raw, hello, hub_at, raw_at, run_async, signed_in, terminal_key, until


def enrol(code: str, name: str = "小米 14") -> dict[str, Any]:
    return {"type": "enrol", "code": code, "device_name": name, "protocol": "cockpit.v1"}


async def key_for(url: str, code: str) -> dict[str, Any]:
    async with raw_at(url, enrol(code)) as raw:
        answer = await raw.hear("enrolled", "bye")
        await raw.end()
        return answer


def as_device(enrolled: dict[str, Any], **more: Any) -> dict[str, Any]:
    return hello("terminal", enrolled["unit"]["id"], enrolled["key"], device=enrolled["device"], **more)


def test_a_code_from_the_desk_gives_a_key_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url, "lu") as desk:
            made = await desk.ask("enrol_code", {"unit": "u101"}, dict[str, Any])
            assert made["path"] == f"/field/#{made['code'].replace('-', '')}"
            enrolled = await key_for(url, made["code"].lower())
            assert (enrolled["type"], enrolled["unit"]["name"]) == ("enrolled", "赵力")
            assert hub.world.devices[enrolled["device"]].invited_by == "p3"
            async with raw_at(url, as_device(enrolled)) as raw:
                welcome = await raw.hear("welcome")
                assert (welcome["device"], welcome["unit"]["id"]) == (enrolled["device"], "u101")
                await raw.hear("worklist")
            again = await key_for(url, made["code"])
            assert (again["type"], again["code"]) == ("bye", "enrol.code")
            # The unit's own key goes on working: trackers and simulated terminals have no device.
            async with raw_at(url, hello("terminal", "u101")) as raw:
                assert "device" not in await raw.hear("welcome")

    run_async(main())


def test_no_secret_stands_in_the_journal(tmp_path: Path) -> None:
    async def main() -> tuple[str, str]:
        async with hub_at(tmp_path / "data") as (hub, url):
            code = hub.accounts.new_code("u101", "")
            enrolled = await key_for(url, code)
            return code, enrolled["key"]

    code, key = run_async(main())
    lines = b"\n".join(line.body for line in journal.read_lines(tmp_path / "data" / journal.FILE, 0))
    assert b"device_enrolled" in lines
    assert code.encode() not in lines
    assert key.encode() not in lines


def test_revoking_cuts_at_once_and_for_ever(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url, "lu") as desk:
            one = await key_for(url, hub.accounts.new_code("u101", "p3"))
            other = await key_for(url, hub.accounts.new_code("u101", "p3"))
            async with raw_at(url, as_device(one)) as lost, raw_at(url, as_device(other)) as kept:
                await lost.hear("worklist")
                await kept.hear("worklist")
                await desk.send(RevokeDevice(one["device"]))
                bye, close_code = await lost.end()
                assert bye is not None
                assert (bye["code"], close_code) == ("sign_in.revoked", 4401)
                await kept.say({"type": "beat", "at": 1.0})
                assert (await kept.hear("beat"))["echo"] == 1.0
            async with raw_at(url, as_device(one)) as raw:
                bye, _ = await raw.end()
                assert bye is not None
                assert bye["code"] == "sign_in.revoked"
        async with hub_at(tmp_path / "data") as (hub, url):
            assert not hub.world.devices[one["device"]].good
            async with raw_at(url, as_device(one)) as raw:
                bye, _ = await raw.end()
                assert bye is not None
                assert bye["code"] == "sign_in.revoked"

    run_async(main())


def test_a_device_is_its_units_alone(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            enrolled = await key_for(url, hub.accounts.new_code("u101", ""))
            for wrong in (
                {**as_device(enrolled), "name": "u102"},
                {**as_device(enrolled), "secret": terminal_key("u101")},
                {**as_device(enrolled), "device": "d000000000000"},
                hello("terminal", "u101", enrolled["key"]),
            ):
                async with raw_at(url, wrong) as raw:
                    bye, _ = await raw.end()
                    assert bye is not None
                    assert bye["code"] == "sign_in.key"

    run_async(main())


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            for _ in range(accounts.TRIES):
                assert (await key_for(url, "0000-0000"))["code"] == "enrol.code"
            good = hub.accounts.new_code("u101", "")
            assert (await key_for(url, good))["code"] == "sign_in.wait"

    run_async(main())


def test_a_code_that_is_too_old_or_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            first = hub.accounts.new_code("u101", "")
            hub.accounts.new_code("u101", "")
            assert (await key_for(url, first))["code"] == "enrol.code"
            with monkeypatch.context() as patched:
                patched.setattr(accounts, "CODE_S", -1.0)
                old = hub.accounts.new_code("u102", "")
            assert (await key_for(url, old))["code"] == "enrol.code"
            assert not hub.world.devices

    run_async(main())


def test_who_may_ask_for_a_code(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            async with signed_in(url, "kan") as viewer:
                with pytest.raises(Refused, match="管理终端设备"):
                    await viewer.ask("enrol_code", {"unit": "u101"}, dict[str, Any])
            async with signed_in(url) as commander:
                for args in ({"unit": "u999"}, {}):
                    with pytest.raises(Refused):
                        await commander.ask("enrol_code", args, dict[str, Any])
            async with raw_at(url, hello("terminal", "u101")) as raw:
                await raw.hear("worklist")
                await raw.say({"type": "ask", "id": "q", "what": "enrol_code", "args": {"unit": "u101"}})
                assert "管理终端设备" in (await raw.hear("answer"))["error"]

    run_async(main())


def test_the_hubs_page_may_be_a_terminal_and_nothing_else(tmp_path: Path) -> None:
    async def ends(url: str, message: dict[str, Any]) -> str:
        own = Origin(url.replace("ws://", "http://"))
        async with connect(url, proxy=None, origin=own, ping_interval=None, close_timeout=1) as socket:
            raw = Raw(socket)
            await raw.say(message)
            answer = await raw.hear("welcome", "bye", "enrolled")
            return str(answer.get("code", answer["type"]))

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            assert await ends(url, hello("terminal", "u101")) == "welcome"
            assert await ends(url, enrol(hub.accounts.new_code("u101", ""))) == "enrolled"
            assert await ends(url, hello("cockpit", "shen")) == "not_allowed"
            assert await ends(url, hello("source", "fire_119")) == "not_allowed"

    run_async(main())


def test_a_full_disk_gives_no_key(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url, "lu") as desk:
            enrolled = await key_for(url, hub.accounts.new_code("u101", ""))
            await desk.send(RenameDevice(enrolled["device"], "备用机"))
            await until(lambda: hub.world.devices[enrolled["device"]].name == "备用机")
            _stop(hub)
            answer = await key_for(url, hub.accounts.new_code("u102", ""))
            assert (answer["type"], answer["code"]) == ("bye", "hub.disk")

    run_async(main())


def _stop(hub: Hub) -> None:
    from cockpit.errors import EnvironmentFailure

    hub.service.failure = EnvironmentFailure("磁盘已满")
    hub.service.try_again = lambda: False  # type: ignore[method-assign]
