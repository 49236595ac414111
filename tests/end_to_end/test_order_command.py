"""``order``: from the command line to people's terminals and back, with real processes between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cockpit.__main__ import main
from tests.end_to_end.conftest import Running

TEXT = "到岗点名"


def order(running: Running, *more: str, who: str = "") -> int:
    """Runs the command; returns its exit status."""
    return main(["order", "--hub", running.url, "--as", who or running.on_duty, "--text", TEXT, *more])


def test_an_order_to_a_circle_is_told_with_its_receipts(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = running.town.town.units
    connected = [units[number * len(units) // 40].id for number in range(40)]
    to = [f"unit:{id_}" for id_ in connected[:5]]
    assert order(running, "--to", *to, "--wait", "30", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["recipients"] == 5 and told["durable"] is True
    assert told["states"] == {"completed": 5} and set(told["units"]) == set(connected[:5])
    file = tmp_path / "order.json"
    assert order(running, "--to", f"circle:{units[0].circle}", "--priority", "1", "--json", str(file)) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["recipients"] > 0
    assert order(running, "--to", *to) == 0
    assert "已下达" in capsys.readouterr().out


def test_a_refusal_names_the_rule_and_who_could(running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    town = running.town.town
    off_duty = next(one for one in town.people if one.role == "commander" and one.id != running.on_duty)
    chief = next(one for one in town.people if one.role == "zone_chief")
    operator = next(one for one in town.people if one.role == "operator")
    commander = next(one.name for one in town.people if one.id == running.on_duty)
    for person, rule in (
        (off_duty, "order.commander_on_duty"),
        (operator, "order.operator_drafts"),
        (chief, "order.own_zone"),
    ):
        assert order(running, "--to", "circle:core", who=person.login) == 1
        said = capsys.readouterr().err
        assert f"[{rule}]" in said and commander in said and "Traceback" not in said


@pytest.mark.parametrize("to", ["circle:nowhere", "unit:nobody", "department:luck", "core", "planet:mars"])
def test_a_target_that_is_none_is_named(running: Running, to: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert order(running, "--to", to) == 1
    said = capsys.readouterr().err
    assert "[order.to]" in said and to in said


def test_a_wrong_password_and_a_hub_that_is_not_there(
    running: Running, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COCKPIT_PASSWORD", "wrong")
    assert order(running, "--to", "circle:core") == 1
    assert "[sign_in.password]" in capsys.readouterr().err
    monkeypatch.setattr("cockpit.client.commands.CONNECT_S", 0.5)
    arguments = ["order", "--as", "p01", "--to", "circle:core", "--text", TEXT, "--hub"]
    assert main([*arguments, "ws://127.0.0.1:1"]) == 2
    assert "cannot reach" in capsys.readouterr().err
    assert main([*arguments, "nonsense"]) == 2
    assert capsys.readouterr().err.strip()


def test_usage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["order"],
        ["order", "--hub", "ws://x", "--as", "p01", "--to", "x", "--text", "y", "--priority", "9"],
    ):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2 and "usage" in capsys.readouterr().err
