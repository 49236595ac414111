"""``drill check|run|score``: words, JSON and exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.domain.orders import IssueOrder
from cockpit.drills.commands import SCENARIOS
from tests.hubs import hub_at, run_async, signed_in


def test_check_tries_a_scenario_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "check", "growing_quarrel"]) == 0
    assert "仅在下达指令后" in capsys.readouterr().out
    assert main(["drill", "check", "growing_quarrel", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["ok"], result["never"], result["faults"]) == (True, [], [])
    assert result["only_with_orders"] == ["crowd", "fight"]


def test_check_names_faults_and_what_never_happens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (SCENARIOS / "growing_quarrel.toml").read_text(encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace('circle = "g100"', 'circle = "g999"'), encoding="utf-8")
    assert main(["drill", "check", str(broken)]) == 1
    line = next(n for n, one in enumerate(broken.read_text(encoding="utf-8").splitlines(), 1) if "g999" in one)
    assert f"broken.toml:{line}：" in capsys.readouterr().out
    never = tmp_path / "never.toml"
    never.write_text(text.replace("on_scene 50%", "declined 100%"), encoding="utf-8")
    assert main(["drill", "check", str(never)]) == 1
    assert "从不发生：crowd" in capsys.readouterr().out


def test_run_and_score_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, report = tmp_path / "data", tmp_path / "report.json"
    assert main(["drill", "run", "growing_quarrel", "--headless", "--data", str(data), "--json", str(report)]) == 0
    ran = json.loads(report.read_text(encoding="utf-8"))
    assert (ran["realm"], ran["seed"], ran["met"], ran["orders_withheld"]) == ("drill-growing_quarrel", 17, True, False)
    assert main(["drill", "score", "--data", str(data), "--json"]) == 0
    scored = json.loads(capsys.readouterr().out)
    assert scored["realm"] == "drill-growing_quarrel"
    assert (scored["score"], scored["expectations"]) == (ran["score"], ran["expectations"])
    assert main(["drill", "run", "growing_quarrel", "--data", str(data)]) == 2
    assert "已有内容" in capsys.readouterr().err


def test_withheld_orders_are_a_failed_drill(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "run", "growing_quarrel", "--withhold-orders", "--seed", "5"]) == 1
    out = capsys.readouterr().out
    assert "种子 5" in out
    assert "未达到" in out


def test_no_such_scenario_names_those_that_ship(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "run", "earthquake"]) == 2
    assert "factory_fire" in capsys.readouterr().err


def test_no_journal_no_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "score", "--data", str(tmp_path)]) == 2
    assert "没有流水文件" in capsys.readouterr().err


def test_a_stretch_of_a_journal_is_scored_without_expectations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    assert main(["drill", "run", "growing_quarrel", "--data", str(data)]) == 0
    capsys.readouterr()
    # The drill begins at 16:00 local time; its first order is out at 16:02, its second after that.
    score = ["drill", "score", "--data", str(data), "--json", "--until"]
    assert main([*score, "2026-06-17T16:03:00+08:00"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["score"]["incidents"], result["score"]["orders"], result["expectations"]) == (1, 1, [])
    for wrong, why in (("soon", "不是时间"), ("2026-06-17T16:03:00", "没有时区")):
        with pytest.raises(SystemExit):
            main([*score, wrong])
        assert why in capsys.readouterr().err


def test_a_live_journal_is_scored_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def scene() -> None:
        async with hub_at(tmp_path / "live") as (_, url), signed_in(url) as shen:
            await shen.send(IssueOrder("o1", "到场", ("u107", "u205")))

    run_async(scene())
    assert main(["drill", "score", "--data", str(tmp_path / "live"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["realm"], result["score"]["orders"], result["expectations"]) == ("live", 1, [])
    assert result["score"]["stages"]["delivered"]["of"] == 2
