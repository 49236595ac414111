"""What may be asked, by whom, and what an answer is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.domain.indices import IndexDetail, Outlook
from cockpit.domain.live import Fix
from cockpit.domain.past import PastMoment
from cockpit.domain.town import TownMap
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub import questions
from cockpit.wire.messages import Ask, Position
from tests.hubs import hello, hub_at, raw_at, run_async, signed_in, until
from tests.towns import small_map

TODAY_FIRE = {"circle": "core", "domain": "fire"}


def test_each_question_has_its_answer(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url, "kan") as kan,
            raw_at(url, hello("terminal", "u101")) as unit,
        ):
            assert await kan.ask("town_map", {}, TownMap) == small_map()
            digest = await kan.ask("world_digest", {}, dict[str, Any])
            assert digest == {"seq": hub.world.seq, "digest": kan.replica.world.digest()}
            assert (await kan.ask("health", {}, dict[str, Any]))["town"] == "small"
            at = hub.now_s()
            await unit.say(Position(120.1, 30.3, at - 5))
            await until(lambda: hub.tracks.noted)
            hub.tracks.write()
            track = {"unit": "u101", "start": at - 60, "end": at}
            assert await kan.ask("track", track, list[Fix]) == [Fix(120.1, 30.3, at - 5)]
            past = await kan.ask("past", {"at": hub.now_s()}, PastMoment)
            assert past.seq == hub.world.seq and past.fixes == {"u101": Fix(120.1, 30.3, at - 5)}
            await until(lambda: hub.figures._values is not None)
            detail = await kan.ask("index_detail", TODAY_FIRE, IndexDetail)
            assert detail.index.circle == "core" and detail.index.domain == "fire"
            assert isinstance(await kan.ask("index_history", TODAY_FIRE, list[Any]), list)
            told = await kan.ask("outlook", {}, Outlook)
            with hub.figures._telling, pytest.raises(Refused, match="展望正在计算"):
                await kan.ask("outlook", {}, Outlook)
            assert told.day == detail.index.day + timedelta(days=1) and told.rows == ()  # a town without a past
            assert await kan.ask("devices", {}, list[Any]) == []
            assert set(questions.QUESTIONS) == {
                "town_map", "duty_log", "world_digest", "health", "track", "index_detail", "index_history", "outlook",
                "sign_handover", "unlock", "enrol_code", "order_team", "spare_units", "devices", "blob", "past",
                "fix_indices",
            }  # fmt: skip

    run_async(main())


@pytest.mark.parametrize(
    ("what", "args", "says"),
    [
        ("weather", {}, "town_map"),
        ("track", {}, "参数不对"),
        ("past", {"at": "noon"}, "参数不对"),
        ("past", {"when": 3}, "参数不对"),
        ("past", {"at": 3}, "更早的没有记录"),
        ("track", {"unit": "u101", "start": "x", "end": 1}, "参数不对"),
        ("index_detail", {"circle": "core", "domain": "luck"}, "参数不对"),
        ("index_detail", {**TODAY_FIRE, "day": "soon"}, "参数不对"),
        ("index_detail", {**TODAY_FIRE, "day": "0001-01-01"}, "没有可作依据的历史"),
        ("index_detail", {**TODAY_FIRE, "day": "9999-12-31"}, "还没有到"),
    ],
)
def test_a_question_that_is_none_says_what_is_wrong(tmp_path: Path, what: str, args: dict[str, Any], says: str) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url, "kan") as kan:
            await until(lambda: hub.figures._values is not None)
            with pytest.raises(Refused, match=says):
                await kan.ask(what, args, dict)

    run_async(main())


def test_a_worker_that_fails_answers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url, "kan") as kan:

            def unreadable() -> bytes:
                raise EnvironmentFailure("地图读不出来")

            monkeypatch.setattr(hub, "town_map_json", unreadable)
            with pytest.raises(Refused, match="地图读不出来"):
                await kan.ask("town_map", {}, TownMap)

    run_async(main())


def test_only_people_may_ask(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), raw_at(url, hello("terminal", "u101")) as unit:
            await unit.say(Ask("q", "town_map"))
            answer = await unit.hear("answer")
            assert answer["id"] == "q" and "人员" in answer["error"] and "data" not in answer

    run_async(main())
