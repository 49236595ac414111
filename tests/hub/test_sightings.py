"""When devices were connected: told to the desk, kept over a restart."""

from __future__ import annotations

from pathlib import Path

from cockpit.domain.devices import DeviceSeen
from cockpit.hub.accounts import Accounts
from cockpit.hub.hub import Hub
from tests.hub.test_enrolment import as_device, key_for
from tests.hubs import hub_at, raw_at, run_async, signed_in, until


def of(hub: Hub, device: str) -> DeviceSeen | None:
    return next((one for one in hub.field.sightings.all() if one.device == device), None)


def test_a_device_is_seen_while_it_is_connected_and_remembered_after(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url, "kan") as viewer:
            one = await key_for(url, hub.accounts.new_code("u101", "p3"))
            assert await viewer.ask("devices", {}, list[DeviceSeen]) == []
            async with raw_at(url, as_device(one)) as raw:
                await raw.hear("worklist")
                await until(lambda: of(hub, one["device"]), "the device is seen")
                seen = (await viewer.ask("devices", {}, list[DeviceSeen]))[0]
                assert (seen.device, seen.connected) == (one["device"], True)
                assert "websockets" in seen.browser
                assert abs(seen.seen_at - hub.now_s()) < 5
                await raw.end()
            await until(lambda: not of(hub, one["device"]).connected, "the device is gone")  # type: ignore[union-attr]
        async with hub_at(tmp_path / "data") as (hub, _):
            kept = of(hub, one["device"])
            assert kept is not None and not kept.connected
            assert kept.seen_at >= seen.seen_at and kept.browser == seen.browser

    run_async(main())


def test_the_latest_sighting_is_what_is_kept(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.note_seen([DeviceSeen("d1", 5.0, browser="Chrome")])
    accounts.note_seen([DeviceSeen("d1", 9.0, browser="Chrome"), DeviceSeen("d2", 1.0)])
    assert {one.device: (one.seen_at, one.browser) for one in accounts.seen()} == {
        "d1": (9.0, "Chrome"),
        "d2": (1.0, ""),
    }
    accounts.close()
