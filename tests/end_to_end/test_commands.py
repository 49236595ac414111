"""The headless commands: help, clear errors without a traceback, an exit status."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.hub import journal
from cockpit.hub.accounts import Accounts
from tests.end_to_end.conftest import TOWN, Running, start_hub
from tests.hub.disks import tamper

COMMANDS = [
    [],
    ["hub"],
    ["sim"],
    ["order"],
    ["rehearse"],
    ["index"],
    ["journal"],
    ["journal", "verify"],
    ["journal", "tail"],
    ["journal", "export"],
    ["account"],
    ["account", "password"],
    ["import", "incidents"],
    ["consultation", "report"],
    ["town"],
    ["protocol", "schema"],
]


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit status and error text of a command."""
    status = main(list(arguments))
    said = capsys.readouterr().err
    assert "Traceback" not in said and said.strip()
    return status, said


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_its_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0 and "usage" in capsys.readouterr().out


# -- hub ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("listen", ["nonsense", ":8713", "127.0.0.1:99999", "127.0.0.1:port"])
def test_an_address_that_is_none(tmp_path: Path, listen: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = fails(capsys, "hub", "--town", str(TOWN), "--data", str(tmp_path), "--listen", listen)
    assert status == 2 and "HOST:PORT" in said and listen in said


def test_a_town_that_is_not_there_or_has_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = fails(capsys, "hub", "--town", str(tmp_path / "nowhere"), "--data", str(tmp_path / "data"))
    assert status == 2 and "nowhere" in said
    town = tmp_path / "town"
    shutil.copytree(TOWN, town)
    units = (town / "units.csv").read_text(encoding="utf-8").replace(",police,q01,", ",police,q99,", 1)
    (town / "units.csv").write_text(units, encoding="utf-8")
    for command in (["hub", "--data", str(tmp_path / "data")], ["rehearse", "--json"], ["sim", "--hub", "ws://x"]):
        status, said = fails(capsys, *command, "--town", str(town))
        assert status == 2 and "units.csv:2" in said and "q99" in said
    assert not (tmp_path / "data").exists()


def hub_fails(tmp_path: Path, data: Path, listen: str = "127.0.0.1:0") -> str:
    """What a hub says that cannot start, with exit status 2."""
    done = subprocess.run(
        [sys.executable, "-m", "cockpit", "hub", "--town", str(TOWN), "--data", str(data), "--listen", listen],
        capture_output=True,
        text=True,
        timeout=30,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr
    return done.stderr


def test_a_second_hub_an_occupied_port_and_an_open_sample(running: Running, tmp_path: Path) -> None:
    said = hub_fails(tmp_path, running.data)
    assert str(running.data) in said and "another hub" in said
    address = running.url.removeprefix("ws://")
    said = hub_fails(tmp_path, tmp_path / "data", address)
    assert address in said and "another program" in said
    assert "loopback only" in hub_fails(tmp_path, tmp_path / "data", "0.0.0.0:0")


def test_a_folder_that_cannot_be_written_or_is_newer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    status, said = fails(capsys, "hub", "--town", str(TOWN), "--data", str(tmp_path / "file"))
    assert status == 2 and "permissions" in said


# -- journal, account, index, import -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a hub that has run and stopped."""
    folder = tmp_path_factory.mktemp("stopped")
    hub, _ = start_hub(folder, folder / "data")
    assert hub.stop(10.0) == 0
    return folder / "data"


@pytest.fixture
def data(stopped: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(stopped, tmp_path / "data")
    return tmp_path / "data"


def test_a_journal_is_verified_followed_and_exported(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal", "verify", str(data), "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["ok"] and verdict["entries"] > 3 and len(verdict["head"]) == 64
    assert main(["journal", "verify", str(data)]) == 0 and "完好" in capsys.readouterr().out
    assert main(["journal", "tail", str(data), "-n", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and "units_defined" in lines[-1]
    assert main(["journal", "export", str(data), "--out", str(tmp_path / "all.jsonl")]) == 0
    exported = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["seq"] for line in exported] == list(range(1, verdict["entries"] + 1))
    status, said = fails(capsys, "journal", "export", str(data), "--out", str(tmp_path / "no" / "all.jsonl"))
    assert status == 2 and "cannot write" in said


def test_a_damaged_journal_is_not_called_good(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(data, "update entry set body = cast(replace(body, 'police', 'polite') as blob) where seq = 4")
    assert main(["journal", "verify", str(data), "--json"]) == 1
    verdict = json.loads(capsys.readouterr().out)
    assert not verdict["ok"] and "entry 4" in verdict["fault"]
    tamper(data, "pragma wal_checkpoint(truncate)")
    whole = (data / journal.FILE).read_bytes()
    (data / journal.FILE).write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert main(["journal", "verify", str(data)]) == 1 and "有误" in capsys.readouterr().out
    for part in ("tail", "export"):
        status, said = fails(capsys, "journal", part, str(data))
        assert status == 2 and journal.FILE in said


def test_a_folder_without_a_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("verify", "tail", "export"):
        status, said = fails(capsys, "journal", part, str(tmp_path))
        assert status == 2 and "no journal" in said
    status, said = fails(capsys, "index", "--data", str(tmp_path), "--day", "2026-06-01")
    assert status == 2 and "--town" in said


def test_the_outlook_is_told_by_zone_with_its_score(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = (datetime.now(UTC) - timedelta(days=2)).date()
    asked = ["index", "--data", str(data), "--town", str(TOWN), "--day", f"{day}", "--outlook", "--score-days", "7"]
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["day"] == f"{day + timedelta(days=1)}" and len(told["rows"]) == 42 and told["rests_on"] == 150
    assert all(row["low"] <= row["value"] <= row["high"] for row in told["rows"])
    assert {one["days"] for one in told["scores"]} == {7}
    assert main(asked) == 0 and "次日展望" in capsys.readouterr().out
    status, said = fails(capsys, *asked[:-1], "-3")
    assert status != 0 and "--score-days" in said


def test_unusual_days_are_listed_with_their_reason(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = (datetime.now(UTC) - timedelta(days=2)).date()
    asked = ["index", "--data", str(data), "--town", str(TOWN), "--day", f"{day}"]
    assert main([*asked, "--changes", "120", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found and all(f"{day - timedelta(days=120)}" < one["day"] <= f"{day}" for one in found)
    assert all(one["costliest"]["points"] > 0 for one in found if one["kind"] == "low")
    assert main([*asked, "--changes", "120"]) == 0 and found[0]["day"] in capsys.readouterr().out
    status, said = fails(capsys, *asked, "--changes", "0")
    assert status == 1 and "--changes" in said


def test_another_method_recomputes_the_past_beside_the_one_in_force(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.toml"
    plain = (TOWN / "indices.toml").read_text(encoding="utf-8")
    other.write_text(
        plain.replace('"1"', '"2"').replace("points_at_expected = 12.0", "points_at_expected = 20.0"), "utf-8"
    )
    day = (datetime.now(UTC) - timedelta(days=2)).date()
    asked = ["index", "--data", str(data), "--town", str(TOWN), "--day", f"{day}", "--beside"]
    assert main([*asked, str(other), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["other"], len(told["days"])) == ("1", "2", 30) and told["days"][-1]["day"] == f"{day}"
    assert all(one["other"]["fire"] < one["now"]["fire"] < 100 for one in told["days"])
    assert main([*asked, str(other)]) == 0 and "1 → 2" in capsys.readouterr().out
    other.write_text("points_at_expected = 120.0\n", "utf-8")
    status, said = fails(capsys, *asked, str(other))
    assert status == 2 and "other.toml:1" in said
    assert fails(capsys, *asked, str(tmp_path / "none.toml"))[0] == 2


def test_an_outlook_wants_eight_weeks(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = (datetime.now(UTC) - timedelta(days=340)).date()
    status, said = fails(capsys, "index", "--data", str(data), "--town", str(TOWN), "--day", f"{old}", "--outlook")
    assert status == 1 and "八周" in said


def test_accounts_are_made_and_listed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COCKPIT_NEW_PASSWORD", "correct horse battery")
    assert main(["account", "password", "p01", "--data", str(data)]) == 0
    assert main(["account", "terminal", "u001", "--data", str(data)]) == 0
    assert main(["account", "list", "--data", str(data)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said[1]) == 43 and "p01" in said and "p02  样例 (sample)" in said
    monkeypatch.setenv("COCKPIT_NEW_PASSWORD", "short")
    assert fails(capsys, "account", "password", "p01", "--data", str(data))[0] == 1
    status, said_ = fails(capsys, "account", "list", "--data", str(tmp_path / "nowhere"))
    assert status == 2 and "no such data folder" in said_


def test_who_is_signed_in_is_listed_until_signed_out(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def listed() -> list[dict[str, object]]:
        assert main(["account", "sessions", "--data", str(data), "--json"]) == 0
        sessions: list[dict[str, object]] = json.loads(capsys.readouterr().out)["sessions"]
        return [one for one in sessions if one["person"] == "p03"]

    accounts = Accounts(data)
    try:
        accounts.set_password("p03", "correct horse battery")
        token = accounts.check_password("p03", "correct horse battery")
    finally:
        accounts.close()
    (session,) = listed()
    assert set(session) == {"person", "remaining_s"}, "no token, no digest"
    assert main(["account", "sessions", "--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert "p03  还有 13 小时 59 分 (13 h 59 min left)" in said.splitlines()
    assert token not in said
    assert main(["account", "sign-out", "p03", "--data", str(data)]) == 0
    capsys.readouterr()
    assert listed() == []


def test_the_indices_of_a_day_are_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    assert main(["index", "--data", str(data), "--day", day, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told
    assert main(["index", "--data", str(data), "--day", day, "--circle", "z1"]) in (0, 1)
    capsys.readouterr()
    status, said = fails(capsys, "index", "--data", str(data), "--day", day, "--circle", "nowhere")
    assert status == 1 and "nowhere" in said
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    assert fails(capsys, "index", "--data", str(data), "--day", tomorrow)[0] == 1


MAPPING = """
[source]
id = "police_110"
[number]
column = "no"
[time]
column = "time"
format = "%Y-%m-%d %H:%M"
[place]
lon = "lon"
lat = "lat"
[text]
text = "{note}"
[class]
column = "class"
[[class.rule]]
exact = ["类"]
kind = "KIND"
[[class.rule]]
exact = ["投诉"]
reject = "不归指挥中心"
"""


def incidents(folder: Path, running: Running, count: int) -> list[str]:
    """A file of incidents and its mapping; returns the arguments that name them."""
    town = running.town.town
    grids = [circle for circle in town.circles if circle.tier == "grid"]
    today = datetime.now(UTC).date() - timedelta(days=1)
    with (folder / "rows.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("no", "time", "class", "lon", "lat", "note"))
        for number in range(count):
            lon, lat = grids[number % len(grids)].centre
            writer.writerow((f"X{number}", f"{today} 08:{number % 60:02d}", "类", lon, lat, f"第 {number} 件"))
        writer.writerow(("Y1", f"{today} 08:00", "投诉", *grids[0].centre, "不收"))
    (folder / "map.toml").write_text(MAPPING.replace("KIND", town.kinds[0].id), encoding="utf-8")
    return ["import", "incidents", str(folder / "rows.csv"), "--mapping", str(folder / "map.toml")]


@pytest.mark.parametrize("way", ["hub", "data"])
def test_importing_twice_changes_nothing(
    running: Running, data: Path, tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = incidents(tmp_path, running, 250)
    where = ["--hub", running.url] if way == "hub" else ["--data", str(data)]
    for accepted, there in ((250, 0), (0, 250)):
        assert main([*arguments, *where, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["accepted"], told["already_there"]) == (accepted, there)
        assert "不归指挥中心" in json.dumps(told, ensure_ascii=False)


def test_an_import_that_cannot_be(running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = incidents(tmp_path, running, 1)
    status, said = fails(capsys, *arguments, "--data", str(tmp_path / "nowhere"))
    assert status == 2 and "no such data folder" in said
    status, said = fails(capsys, *arguments, "--data", str(running.data))
    assert status == 2 and "another hub" in said
    (tmp_path / "rows.csv").unlink()
    assert fails(capsys, *arguments, "--hub", running.url)[0] == 2


def test_a_sim_ends_by_itself_and_tells_what_it_saw(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["sim", "--hub", running.url, "--town", str(TOWN), "--units", "3", "--no-sources"]
    assert main([*arguments, "--seconds", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["terminals"] == 3 and told["orders_twice"] == 0 and told["refused"] == 0
    assert fails(capsys, *arguments[:-1], "--speed", "0")[0] == 2
