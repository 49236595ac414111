"""The socket: who is let in, what is refused and how, who is cut, and what a terminal's clock may do."""

from __future__ import annotations

import asyncio
import json
import socket
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.live import Fix
from cockpit.domain.orders import Receipt
from cockpit.hub import server as rules
from cockpit.hub.hub import Hub
from cockpit.wire import hub_session
from cockpit.wire.messages import Ask, Beat, Do, Position, Positions
from tests.hubs import PASSWORD, hello, hub_at, issue, raw_at, run_async, signed_in, source_key, terminal_key, until
from tests.towns import NOON

BEAT = Beat(1.0)
REPORT = ReportIncident("fire_119", "7", "warehouse_fire", "冒烟", NOON, circle="g1")


async def end_of(url: str, *messages: object) -> tuple[str, int | None, str]:
    """How the hub ends a session in which these are said: the goodbye's code, the close code, the goodbye's text."""
    async with raw_at(url, *messages) as raw:
        bye, code = await raw.end()
        return (bye["code"], code, bye["message"]) if bye else ("", code, "")


# -- refused before the welcome ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "ends"),
    [
        (hello("terminal", "u999"), ("sign_in.unit", 4401)),
        (hello("terminal", "u101", terminal_key("u102")), ("sign_in.key", 4401)),
        (hello("terminal", "u101", ""), ("sign_in.key", 4401)),
        (hello("terminal", "fire_119", source_key("fire_119")), ("sign_in.unit", 4401)),
        (hello("source", "rumour"), ("sign_in.source", 4401)),
        (hello("source", "fire_119", source_key("police_110")), ("sign_in.key", 4401)),
        (hello("cockpit", "shen", "wrong"), ("sign_in.password", 4401)),
        (hello("cockpit", "nobody", PASSWORD), ("sign_in.password", 4401)),
        (hello("cockpit", "shen", "", token="x" * 43), ("sign_in.token", 4401)),
        (hello("cockpit", "nobody", "", token="x" * 43), ("sign_in.token", 4401)),
        (hello("terminal", "u101", realm="drill-7"), ("realm", 4400)),
        ({**hello("terminal", "u101"), "protocol": "cockpit.v9"}, ("version", 4400)),
        ({**hello("terminal", "u101"), "role": "king"}, ("invalid", 4400)),
        (BEAT, ("not_signed_in", 4400)),
        (Position(120.1, 30.3, 1.0), ("not_signed_in", 4400)),
        (b"", ("malformed", 4400)),
        (b'{"type":"hello","protocol":"cockpit', ("malformed", 4400)),
        (b"\xff\xfe\x00", ("malformed", 4400)),
        ({"type": "dance"}, ("unknown_type", 4400)),
        (["hello"], ("invalid", 4400)),
    ],
)
def test_who_is_not_let_in_is_told_why(tmp_path: Path, first: object, ends: tuple[str, int]) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            code, close, message = await end_of(url, first)
            assert (code, close) == ends and message
            await until(lambda: not hub.publisher.terminals and not hub.publisher.cockpits)
            assert (await end_of(url, first))[:2] == ends, "and the hub goes on"

    run_async(main())


def test_what_a_goodbye_quotes_is_cut_short(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            for first in (
                hello("terminal", "u" * 200),
                {"type": "x" * 60_000},
                {**hello("source", "s"), "realm": "r" * 200},
            ):
                assert len((await end_of(url, first))[2]) < 600

    run_async(main())


def test_a_token_signs_in_without_the_password(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            async with raw_at(url, hello("cockpit", "shen")) as raw:
                welcome = await raw.hear("welcome")
                assert welcome["person"]["id"] == "p1" and welcome["heartbeat_s"] == 1.0
            async with raw_at(url, hello("cockpit", "p1", "", token=welcome["token"])) as raw:
                again = await raw.hear("welcome")
                assert again["person"]["id"] == "p1" and "token" not in again
            assert (await end_of(url, hello("cockpit", "gu", "", token=welcome["token"])))[0] == "sign_in.token"

    run_async(main())


def test_a_person_whom_the_town_no_longer_has_is_not_let_in(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            hub.accounts.set_password("gone", "was here before")
            assert (await end_of(url, hello("cockpit", "gone", "was here before")))[0] == "sign_in.password"

    run_async(main())


def test_after_many_wrong_passwords_the_account_waits(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            for name in ("shen", "nobody"):
                codes = [(await end_of(url, hello("cockpit", name, "wrong")))[0] for _ in range(6)]
                assert codes == ["sign_in.password"] * 5 + ["sign_in.wait"], name
            assert (await end_of(url, hello("cockpit", "p1")))[0] == "sign_in.wait", "by login or by id, it is one"

    run_async(main())


# -- refused in an open session ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "then", "code"),
    [
        (hello("terminal", "u101"), hello("terminal", "u101"), "not_allowed"),
        (hello("terminal", "u101"), b"{", "malformed"),
        (hello("terminal", "u101"), {"type": "welcome"}, "unknown_type"),
        (hello("terminal", "u101"), {"type": "command", "id": "1", "command": {"type": "launch"}}, "unknown_type"),
        (hello("terminal", "u101"), {"type": "command", "id": "", "command": {"type": "receipt"}}, "invalid"),
        (hello("terminal", "u101"), {"type": "position", "lon": "x", "lat": 1, "at": 1}, "invalid"),
        (hello("terminal", "u101"), Positions((Fix(120.1, 30.3, 1.0),) * 501), "too_many"),
        (hello("source", "fire_119"), Position(120.1, 30.3, 1.0), "not_allowed"),
        (hello("source", "fire_119"), Ask("q", "health"), "not_allowed"),
        (hello("cockpit", "kan"), Position(120.1, 30.3, 1.0), "not_allowed"),
        (hello("cockpit", "kan"), Positions(()), "not_allowed"),
        (hello("cockpit", "kan"), hello("cockpit", "shen"), "not_allowed"),
    ],
)
def test_what_breaks_the_protocol_ends_the_session(tmp_path: Path, first: object, then: object, code: str) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), raw_at(url, first) as raw:
            await raw.hear("welcome")
            await raw.say(then)
            bye, close = await raw.end()
            assert bye is not None and (bye["code"], close, bye["retry_s"]) == (code, 4400, -1.0)

    run_async(main())


def test_a_second_hello_before_the_first_is_checked_ends_the_session(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), raw_at(url, *[hello("cockpit", "shen")] * 2) as raw:
            bye, close = await raw.end()
            assert bye is not None and bye["code"] in ("not_signed_in", "not_allowed") and close == 4400

    run_async(main())


def test_a_message_over_the_limit_closes_with_1009(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            for messages in ((b"x" * 70_000,), (hello("terminal", "u101"), b" " * 70_000)):
                assert (await end_of(url, *messages))[1] == 1009

    run_async(main())


def test_commands_that_a_rule_forbids_are_refused_and_the_session_stays(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as unit,
            raw_at(url, hello("source", "fire_119")) as source,
        ):
            await shen.send(issue("o1", "u102"))
            before = hub.world.digest()
            police = {"type": "report_incident", "source": "police_110", "source_no": "1", "kind": "brawl"}
            for raw, command, rule in (
                (unit, Receipt("o1", "delivered"), "receipt.not_recipient"),
                (unit, Receipt("o9", "delivered"), "order.unknown"),
                (unit, issue("o2", "u102"), "order.person"),
                (unit, REPORT, "incident.reporter"),
                (source, issue("o2", "u102"), "order.person"),
                (source, Receipt("o1", "delivered"), "receipt.not_recipient"),
                (source, {**police, "text": "x", "reported_at": NOON}, "incident.own_source"),
            ):
                await raw.say({"type": "command", "id": "c", "command": command})
                refused = await raw.hear("refused")
                assert (refused["id"], refused["rule"]) == ("c", rule) and refused["message"]
            assert hub.world.digest() == before
            for raw in (unit, source):
                await raw.say(BEAT)
                await raw.hear("beat")

    run_async(main())


def test_a_refusal_that_quotes_much_still_fits(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), raw_at(url, hello("source", "fire_119")) as raw:
            await raw.say({"type": "command", "id": "c", "command": {**vars_of(REPORT), "kind": "'" * 40_000 + '"'}})
            assert (await raw.hear("refused"))["rule"] == "incident.kind"

    run_async(main())


def vars_of(command: ReportIncident) -> dict[str, Any]:
    """A command's fields as JSON knows them."""
    return {"type": "report_incident", **{name: getattr(command, name) for name in command.__struct_fields__}}


def test_a_replayed_command_happens_once(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as unit,
            raw_at(url, hello("source", "fire_119")) as source,
        ):
            await shen.send(issue("o1", "u101"))
            for raw, command in ((unit, Receipt("o1", "acknowledged")), (source, REPORT)):
                for number in range(3):
                    await raw.say(Do("same", command))
                    accepted = await raw.hear("accepted")
                    assert accepted["ids"] == ["same"]
                    assert ("unchanged" in accepted) == (number > 0)
            seq = hub.world.seq
            await unit.say(Do("late", Receipt("o1", "delivered")))
            assert (await unit.hear("accepted"))["unchanged"] == ["late"] and hub.world.seq == seq

    run_async(main())


# -- beats, silence, half-open -----------------------------------------------------------------------------------


def test_a_beat_is_answered_and_an_answer_is_not(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("terminal", "u101")) as raw:
            await raw.say(Beat(7.5))
            got = await raw.hear("beat")
            assert got["echo"] == 7.5 and abs(got["at"] - hub.now_s()) < 60
            await raw.say(Beat(8.5, echo=got["at"]))
            await raw.say(Beat(9.5))
            assert (await raw.hear("beat"))["echo"] == 9.5

    run_async(main())


def quick(monkeypatch: pytest.MonkeyPatch, beat_s: float = 0.05) -> None:
    """Heartbeats so short that silence is soon told."""
    monkeypatch.setattr(rules, "DEVICE_BEAT_S", beat_s)
    monkeypatch.setattr(rules, "COCKPIT_BEAT_S", beat_s)
    monkeypatch.setattr(hub_session, "GREETING_S", 0.15)


@pytest.mark.parametrize("first", [(), (hello("terminal", "u101"),), (hello("cockpit", "kan"),)])
def test_who_falls_silent_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: tuple[object, ...]) -> None:
    quick(monkeypatch)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, *first) as raw:
            bye, code = await raw.end()
            assert bye is None and code == 1006
            await until(lambda: not hub.publisher.terminals and not hub.publisher.cockpits)

    run_async(main())


def test_who_beats_stays_and_hears_the_hub_beat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch, 0.3)

    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("source", "fire_119")) as raw:
            await raw.hear("welcome")
            for _ in range(4):
                beat = await raw.hear("beat")
                assert "echo" not in beat
                await raw.say(Beat(beat["at"], echo=beat["at"]))
            assert hub.publisher.live.sources["fire_119"] > 0

    run_async(main())


def test_a_hub_that_is_late_itself_calls_nobody_silent(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("terminal", "u101")) as raw:
            await raw.hear("worklist")
            peer = next(iter(hub.publisher.terminals["u101"]))
            peer.session.heard_at -= 100.0
            hub.server.lag_s = 2 * rules.BUSY_LAG_S
            hub.server.watch()
            assert not peer.websocket.transport.is_closing(), "what it has said may not have been read yet"
            hub.server.lag_s = 0.0
            hub.server.watch()
            assert peer.websocket.transport.is_closing()

    run_async(main())


def test_a_socket_that_never_speaks_http_does_no_harm(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            host, port = url.removeprefix("ws://").split(":")
            for words in (b"", b"\x00" * 100, b"GET / HTTP/1.1\r\n", b"SSH-2.0-x\r\n"):
                with socket.create_connection((host, int(port))) as half_open:
                    half_open.sendall(words)
                    async with raw_at(url, hello("terminal", "u101")) as raw:
                        await raw.hear("worklist")

    run_async(main())


# -- positions ---------------------------------------------------------------------------------------------------


def test_positions_are_placed_and_nonsense_is_not(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("terminal", "u101")) as raw:
            live, now = hub.publisher.live, hub.now_s()
            await raw.say(Positions((Fix(120.1, 30.1, now - 20), Fix(120.2, 30.2, now - 10, 5.0, 90.0))))
            await raw.say(Position(181.0, 30.0, now - 1))
            await raw.say(Position(120.3, 30.3, now - 15))
            await raw.say(BEAT)
            await raw.hear("beat")
            assert live.fixes["u101"] == Fix(120.2, 30.2, now - 10, 5.0, 90.0)
            assert hub.tracks.noted == 3

    run_async(main())


def test_a_clock_that_is_ahead_does_not_hold_the_place(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), raw_at(url, hello("terminal", "u101")) as raw:
            await raw.say(Position(120.1, 30.1, hub.now_s() + 86_400))
            await raw.say(BEAT)
            await raw.hear("beat")
            assert hub.publisher.live.fixes["u101"].at <= hub.now_s()
            await raw.say(Position(120.2, 30.2, hub.now_s()))
            await raw.say(BEAT)
            await raw.hear("beat")
            assert hub.publisher.live.fixes["u101"].lon == 120.2

    run_async(main())


def test_a_late_loop_sheds_positions_and_never_receipts(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (hub, url),
            signed_in(url) as shen,
            raw_at(url, hello("terminal", "u101")) as raw,
        ):
            await raw.hear("worklist")
            await shen.send(issue("o1", "u101"))
            await hub._tasks.close()
            hub.server.lag_s = rules.BUSY_LAG_S + 1
            for _ in range(5):
                await raw.say(Position(120.1, 30.1, 1.0))
            await raw.say(Positions((Fix(120.2, 30.2, 1.0),)))
            await raw.say(Do("r", Receipt("o1", "acknowledged")))
            await until(lambda: hub.world.orders["o1"].recipients["u101"].state == "acknowledged")
            assert hub.server.shed == 5 and hub.publisher.live.fixes["u101"].lon == 120.2
            hub.server.lag_s = 0.0
            await raw.say(Position(120.1, 30.1, 2.0))
            await raw.say(BEAT)
            await raw.hear("beat")
            assert hub.publisher.live.fixes["u101"].at == 2.0

    run_async(main())


# -- HTTP, listening, closing ------------------------------------------------------------------------------------


def fetched(url: str) -> tuple[int, str]:
    """Status and body of a plain HTTP request."""
    try:
        with urllib.request.urlopen(url.replace("ws://", "http://"), timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as failure:
        with failure:
            return failure.code, failure.read().decode()


def test_health_is_told_over_http_and_the_rest_is_not_found(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url):
            status, body = await asyncio.to_thread(fetched, f"{url}/health")
            health = json.loads(body)
            assert status == 200 and health["sample"] == {"password": PASSWORD}
            assert (health["town"], health["cockpits"], health["disk"]) == ("small", 1, "ok")
            assert health["seq"] == health["durable_seq"] == hub.world.seq
            status, body = await asyncio.to_thread(fetched, f"{url}/other")
            assert status == 404 and "protocol.md" in body

    run_async(main())


def test_an_occupied_port_is_named(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "one") as (_, url):
            port = int(url.rpartition(":")[2])
            with pytest.raises(Exception, match=f"127.0.0.1:{port}.*another program"):
                async with hub_at(tmp_path / "two", port=port):
                    pass

    run_async(main())


def test_a_hub_that_stops_says_goodbye_to_everybody(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            async with raw_at(url, hello("terminal", "u101")) as unit, raw_at(url, hello("cockpit", "kan")) as person:
                await unit.hear("worklist")
                await person.hear("snapshot")
                ends = asyncio.gather(unit.end(), person.end())
                await hub.server.close()
                for bye, code in await ends:
                    assert bye is not None and (bye["code"], bye["retry_s"], code) == ("going", 1.0, 4503)
            with pytest.raises(OSError):
                await connect(url, proxy=None)

    run_async(main())


def test_no_websocket_without_the_handshake(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url):
            with pytest.raises(InvalidStatus):
                await connect(f"{url}/health", proxy=None)
            assert isinstance(hub, Hub)

    run_async(main())


def test_no_page_of_a_browser_gets_in(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url):
            for origin in ("http://127.0.0.1:8000", "https://elsewhere.example", "null"):
                with pytest.raises(InvalidStatus) as refused:
                    await connect(url, proxy=None, origin=Origin(origin))
                assert refused.value.response.status_code == 403

    run_async(main())
