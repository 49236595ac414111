"""Duty, whistles, calls for help and circle calls between real terminals, a cockpit and a hub."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from cockpit.domain.circle_calls import CallCircle
from cockpit.domain.help_calls import AcknowledgeHelp
from cockpit.domain.town import FieldSettings
from cockpit.domain.whistles import CallIn
from cockpit.sim.behaviour import MANNERS
from tests.hubs import Raw, hello, hub_at, issue, raw_at, run_async, signed_in, small_folder, terminal_of, until
from tests.towns import small_town

END_DUTY = {"type": "command", "id": "e1", "command": {"type": "end_duty"}}


async def do(raw: Raw, id_: str, type_: str, **fields: Any) -> None:
    await raw.say({"type": "command", "id": id_, "command": {"type": type_, **fields}})


async def greeted(raw: Raw) -> list[dict[str, Any]]:
    """What a terminal is told after its worklist."""
    await raw.hear("worklist")
    return [await raw.next() for _ in range(4)]


def test_a_terminal_is_told_how_everything_stands(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            async with raw_at(url, hello("terminal", "u101")) as raw:
                said = await greeted(raw)
                assert [one["type"] for one in said] == ["duty", "whistles", "help_calls", "circle_calls"]
                assert said[0] == {"type": "duty", "on": True}
            device, key = hub.accounts.new_device("u101")
            from cockpit.domain.devices import DeviceEnrolled
            from cockpit.domain.people import HUB

            hub.service.record([DeviceEnrolled(device, "u101", "手机")], HUB)
            async with raw_at(url, hello("terminal", "u101", key, device=device)) as raw, signed_in(url) as desk:
                assert (await raw.hear("pace"))["every_s"] == 20.0
                await desk.send(issue("o1", "u101"))
                await do(raw, "r1", "receipt", order="o1", state="en_route")
                assert (await raw.hear("pace"))["every_s"] == 3.0
                await do(raw, "r2", "receipt", order="o1", state="completed")
                assert (await raw.hear("pace"))["every_s"] == 20.0
                await do(raw, "e1", "end_duty")
                assert (await raw.hear("duty"))["on"] is False
                assert (await raw.hear("pace"))["every_s"] == 0.0

    run_async(main())


def test_nobody_off_duty_is_followed(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url, "kan") as desk,
            raw_at(url, hello("terminal", "u101")) as raw,
        ):
            await greeted(raw)
            await raw.say({"type": "position", "lon": 120.1, "lat": 30.33, "at": 1.0})
            await until(lambda: "u101" in desk.replica.live.fixes, "the desk sees it")
            await do(raw, "e1", "end_duty")
            await until(lambda: "u101" not in desk.replica.live.fixes, "its place is forgotten at the desk")
            noted = hub.tracks.noted
            await raw.say({"type": "position", "lon": 120.2, "lat": 30.33, "at": 2.0})
            await raw.say({"type": "beat", "at": 1.0})
            await raw.hear("beat")
            assert hub.tracks.noted == noted
            assert "u101" not in hub.publisher.live.fixes
            now, limits = desk.now_s(), desk.replica.world.settings.contact
            assert desk.replica.live.contact("u101", now, limits) == "off_duty"
            await do(raw, "s1", "call_help", id="s1")
            await raw.hear("help_calls")
            await raw.say({"type": "position", "lon": 120.2, "lat": 30.33, "at": 3.0})
            await until(lambda: "u101" in desk.replica.live.fixes, "in danger it is seen again")

    run_async(main())


def test_who_goes_off_duty_while_moving_is_neither_shown_nor_stumbled_over(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url, "kan") as desk,
            raw_at(url, hello("terminal", "u101")) as raw,
        ):
            await greeted(raw)
            await until(lambda: "u101" in desk.replica.live.heard)
            # Both at once, so that no moves are told between them.
            for message in ({"type": "position", "lon": 120.1, "lat": 30.33, "at": 1.0}, END_DUTY):
                await raw.say(message)
            await until(lambda: "u101" in desk.replica.world.off_duty)
            assert "u101" not in hub.publisher.live.fixes
            moves_at = hub.now_s()
            await until(lambda: desk.heard_at is not None and desk.heard_at.timestamp() > moves_at + 1.2, "moves go on")
            assert "u101" not in desk.replica.live.fixes

    run_async(main())


def test_a_whistle_rings_at_those_called_and_its_blower_sees_who_answered(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            raw_at(url, hello("terminal", "u105")) as worker,
            raw_at(url, hello("terminal", "u201")) as police,
            raw_at(url, hello("terminal", "u102")) as other,
        ):
            for raw in (worker, police, other):
                await greeted(raw)
            await do(worker, "b1", "blow_whistle", whistle="w1", kind="brawl", text="打架", departments=["police"],
                     place=[120.115, 30.335], circle="g1", offline_s=60.0)  # fmt: skip
            ring = (await police.hear("whistled"))["whistle"]
            assert (ring["by_name"], ring["text"], ring["called"]) == ("周力", "打架", "police")
            # The hub finds the circle from the place: what the terminal says about it does not count.
            assert hub.world.incidents["grid_worker:w1"].circle == "g4"
            await do(police, "a1", "answer_whistle", whistle="w1", note="五分钟到")
            while True:
                mine = (await worker.hear("whistles"))["whistles"][0]
                assert mine["mine"]
                if mine["departments"][0].get("answered_by"):
                    break
            assert (mine["departments"][0]["answered_by"], mine["departments"][0]["note"]) == ("褚力", "五分钟到")
            assert not [one for one in other.heard if one["type"] == "whistled"]

    run_async(main())


def test_a_department_that_the_desk_calls_in_rings_and_answers(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            raw_at(url, hello("terminal", "u105")) as worker,
            raw_at(url, hello("terminal", "u104")) as emergency,
            signed_in(url, "lu") as desk,
        ):
            for raw in (worker, emergency):
                await greeted(raw)
            await do(worker, "b1", "blow_whistle", whistle="w1", kind="brawl", text="打架", departments=["police"])
            await until(lambda: "w1" in desk.replica.world.whistles, "the desk has the whistle")
            assert (await desk.send(CallIn("w1", ("emergency",)))).accepted
            ring = (await emergency.hear("whistled"))["whistle"]
            assert [one["department"] for one in ring["departments"]] == ["police", "emergency"]
            await do(emergency, "a1", "answer_whistle", whistle="w1", note="三分钟到")
            await until(lambda: desk.replica.world.whistles["w1"].calls[1].answered_by == "u104", "the desk sees it")
            refused = await desk.send(CallIn("w1", ("navy",)))
            assert (refused.accepted, refused.rule) == (False, "whistle.departments")

    run_async(main())


def test_a_silent_department_is_called_more_widely_and_simulated_units_answer(tmp_path: Path) -> None:
    town = small_town()
    settings = msgspec.structs.replace(town.settings, field=FieldSettings(whistle_answer_s=0.2, whistle_again_s=0.2))
    folder = small_folder(tmp_path, msgspec.structs.replace(town, settings=settings))

    async def main() -> None:
        async with (
            hub_at(tmp_path / "data", folder) as (hub, url),
            raw_at(url, hello("terminal", "u105")) as worker,
            terminal_of(url, "u201", replace(MANNERS["silent"], heeds=1.0)),
        ):
            await greeted(worker)
            await do(worker, "b1", "blow_whistle", whistle="w1", kind="brawl", text="打架", departments=["police"])
            await until(
                lambda: "w1" in hub.world.whistles and hub.world.whistles["w1"].calls[0].answered_by == "u201",
                "the next zone's police answer",
            )
            assert hub.world.whistles["w1"].calls[0].misses >= 1

    run_async(main())


def test_a_call_for_help_reaches_the_desk_the_chiefs_and_the_nearest(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url, "lu") as desk,
            raw_at(url, hello("terminal", "u107")) as victim,
            raw_at(url, hello("terminal", "u105")) as chief,
            raw_at(url, hello("terminal", "u204")) as near,
        ):
            for raw in (victim, chief, near):
                await greeted(raw)
            await near.say({"type": "position", "lon": 120.1, "lat": 30.33, "at": 1.0})
            await victim.say({"type": "position", "lon": 120.1001, "lat": 30.33, "at": 1.0})
            await until(lambda: len(hub.publisher.live.fixes) == 2)
            await do(victim, "s1", "call_help", id="s1", near=["u201"])
            for raw in (chief, near):
                assert (await raw.hear("help_called"))["call"]["place"] == [120.1001, 30.33]
            assert "u201" not in hub.world.help_calls["s1"].told
            await until(lambda: "s1" in desk.replica.world.help_calls)
            await desk.send(AcknowledgeHelp("s1"))
            while not (calls := (await victim.hear("help_calls"))["calls"])[0].get("acknowledged_by"):
                pass
            assert calls[0]["acknowledged_by"] == "陆操作"
            await do(victim, "s2", "cancel_help", id="s1")
            while (await near.hear("help_calls"))["calls"]:
                pass
            assert hub.world.help_calls["s1"].ended_by == "u107"

    run_async(main())


def test_a_circle_call_is_heard_now_or_a_little_later(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as desk,
            raw_at(url, hello("terminal", "u101")) as member,
            raw_at(url, hello("terminal", "u201")) as stranger,
        ):
            await greeted(member)
            await greeted(stranger)
            await desk.send(CallCircle("c1", "q1", "到东门集合"))
            call = (await member.hear("called"))["call"]
            assert (call["from_name"], call["circle_name"], call["text"]) == ("沈宁远", "执法1队", "到东门集合")
            await do(member, "h1", "hear_call", id="c1")
            await until(lambda: "u101" in desk.replica.world.circle_calls["c1"].heard, "the desk sees who heard it")
            async with raw_at(url, hello("terminal", "u107")) as late:
                calls = (await late.hear("circle_calls"))["calls"]
                assert [(one["id"], one["heard_by"]) for one in calls] == [("c1", 1)]
            await stranger.say({"type": "beat", "at": 1.0})
            await stranger.hear("beat")
            assert not [one for one in stranger.heard if one["type"] == "called"]
            await do(member, "c2", "call_circle", id="c2", circle="q1", clip="ab" * 32)
            assert (await member.hear("refused"))["rule"] == "attachment.missing"

    run_async(main())
