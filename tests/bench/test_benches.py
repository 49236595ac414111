"""Every bench of the hub, tiny and without its yardstick: it runs, reports what it should, and loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.hub.connection import text_frame
from cockpit.town.folder import read_town
from tests.bench import (
    fanout,
    flood,
    indices,
    ingest,
    journal,
    live,
    long_journal,
    order_path,
    program,
    reference,
    replay,
    stalled,
)
from tests.bench.bigger_town import bigger_town
from tests.bench.wires import Frames, Wire, frame_length

Main = Callable[[list[str]], int]


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No yardsticks: they have a place of their own, and take their time."""
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "yardsticks")
    reference.present.cache_clear()


def report(main: Main, tmp_path: Path, *options: str) -> dict[str, Any]:
    """What a bench writes."""
    path = tmp_path / "report.json"
    assert main([*options, "--json", str(path)]) == 0
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert found["lost"] == 0 and found["machine"]["cores"] and found["goals"]
    assert all(one.keys() == {"goal", "value", "limit", "at", "met"} for one in found["goals"])
    return found


def test_order_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_path, "WARM_UP", 1)
    found = report(order_path.main, tmp_path, "--units", "7", "--orders", "2", "--rounds", "1")
    assert (found["terminals"], found["orders"]) == (7, 2) and found["all_known_ms"]["p50"] > 0
    assert found["ratio"] is None and found["goals"][0]["met"] is None


def test_fanout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "WARM_UP", 1)
    found = report(fanout.main, tmp_path, "--clients", "9", "--messages", "2", "--rounds", "1")
    assert found["clients"] == 9 and 0 < found["first_p50_ms"] <= found["last_p50_ms"]
    assert found["ratio_to_bare"] is found["ratio_to_mosquitto"] is None


def test_journal(tmp_path: Path) -> None:
    found = report(journal.main, tmp_path, "--producers", "3", "--seconds", "0.1", "--rounds", "1")
    assert found["producers"]["3"]["rows_per_s"] > 0 and len(found["goals"]) == 1


def test_live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not faster than the hub tells cockpits of moves: of two positions in between they get the later one alone.
    monkeypatch.setattr(live, "REPORT_EVERY_S", 1.2)
    options = ("--units", "5", "--cockpits", "2", "--seconds", "1.2", "--settle", "0.2")
    found = report(live.main, tmp_path, *options)
    assert found["positions_seen"] == 2 * found["positions_sent"] > 0
    assert found["age_ms"]["p99"] > 0 and found["hub_rss_mb"] >= found["hub_rss_mb_alone"] * 0.5


def test_ingest(tmp_path: Path) -> None:
    options = (
        "--units",
        "6",
        "--cockpits",
        "2",
        "--rate",
        "300",
        "--flood",
        "900",
        "--seconds",
        "0.8",
        "--rounds",
        "1",
    )
    found = report(ingest.main, tmp_path, *options)
    assert found["orders"] == 3 and found["positions_unaccounted"] == 0
    assert found["flood"]["orders"] == 1 and found["taken_per_s"] > 0


def test_stalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stalled, "WARM_UP", 1)
    found = report(stalled.main, tmp_path, "--orders", "5", "--gap-ms", "3", "--bytes", "3000", "--rounds", "1")
    assert 0 < found["cut_s"] < stalled.GIVEN_UP_S and found["orders"] > 10 and found["p99_ratio"] > 0


def test_long_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cockpit.hub import snapshots

    monkeypatch.setattr(snapshots, "EVERY", 2000)
    found = report(long_journal.main, tmp_path, "--entries", "9000", "--rounds", "1", "--snapshots-only")
    assert found["serves_s"]["killed"] > 0 and found["serves_s"]["stopped"] > 0
    assert found["serves_s"]["no_snapshot"] is None and found["rounds"]["killed"][0]["seq"] >= 9000


def test_field_page(tmp_path: Path) -> None:
    from tests.bench import field_page

    found = report(field_page.main, tmp_path, "--orders", "10", "--shift-orders", "2", "--timed", "2")
    assert found["first_load_bytes"] > 10_000 and found["send_to_page_ms"]["p50"] > 0 and found["heap_mb"] > 0
    assert (found["orders_open"], found["shift_orders"], found["asked_twice"]) == (10, 2, 0)


def test_a_bench_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert order_path.main(["--town", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        journal.main(["--rounds", "0"])
    assert ended.value.code == 2 and "above 0" in capsys.readouterr().err


def test_a_missed_goal_counts_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    def measure(_: object) -> dict[str, Any]:
        return {"lost": 0, "goals": [program.goal("speed", 3.0, 2.0), program.goal("rows", 3.0, 2.0, least=True)]}

    for options, status in (([], 0), (["--strict"], 1)):
        assert program.main(program.parser("x", ""), measure, options) == status
        told = capsys.readouterr().out
        assert "MISSED: speed: 3.0 (at most 2.0)" in told and "met: rows: 3.0 (at least 2.0)" in told
    assert program.main(program.parser("x", ""), lambda _: {"lost": 1, "goals": []}, []) == 1


# -- what they stand on ------------------------------------------------------------------------------------------


def test_a_yardstick_is_run_where_it_lies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not reference.present("some.py") and "measured alone" in capsys.readouterr().err
    reference.FOLDER.mkdir()
    (reference.FOLDER / "some.py").write_text("import sys\nprint('hello')\nprint('{\"n\": ' + sys.argv[1] + '}')\n")
    (reference.FOLDER / "bad.py").write_text("raise SystemExit('no room')\n")
    reference.present.cache_clear()
    assert reference.present("some.py") and reference.run("some.py", "7") == [{"n": 7}]
    with pytest.raises(EnvironmentFailure, match="no room"):
        reference.run("bad.py")


def test_a_bigger_town_can_be_read(tmp_path: Path) -> None:
    folder = read_town(bigger_town(tmp_path / "town", 800))
    assert len({unit.id for unit in folder.town.units}) == 800
    with pytest.raises(EnvironmentFailure, match="713"):
        bigger_town(tmp_path / "small", 10)


@pytest.mark.parametrize("step", [31, 1000, 200_000])
def test_frames_are_cut_wherever_the_stream_is(step: int) -> None:
    payloads = [b"", b"a" * 125, b"b" * 126, b"c" * 65_535, b"d" * 65_536]
    stream = b"".join(text_frame(one) for one in payloads)
    frames = Frames()
    found = [one for at in range(0, len(stream), step) for one in frames.feed(stream[at : at + step])]
    assert found == payloads
    assert [frame_length(len(one)) for one in payloads[:4]] == [2, 127, 130, 65_539]
    with pytest.raises(EnvironmentFailure, match="1001"):
        frames.feed(b"\x88\x02\x03\xe9")


def test_who_does_not_answer_is_named() -> None:
    with pytest.raises(EnvironmentFailure, match="cannot connect"):
        Wire("ws://127.0.0.1:1")


def test_indices(tmp_path: Path) -> None:
    found = report(indices.main, tmp_path, "--years", "1", "--rounds", "1", "--days", "5")
    assert found["incidents"] > 100_000 and found["circles"] == 174
    assert found["full_recompute_s"] > 0 and found["pandas_groupby_s"] > 0 and found["one_more_ms"] > 0
    assert found["mase"]["ours"] > 0 and 0 <= found["interval_coverage"]["all"] <= 1


def test_replay(tmp_path: Path) -> None:
    small = ("--events", "900", "--positions", "1500", "--jumps", "3", "--compared", "5")
    found = report(replay.main, tmp_path, *small)
    assert found["events"] == 900 and found["jump_p95_ms"] > 0 and found["step_p95_ms"] > 0


def test_a_flood_at_the_window_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    monkeypatch.setenv("COCKPIT_MAP", "plain")
    found = report(flood.main, tmp_path, "--events", "80", "--seconds", "1")
    assert (found["events"], found["lines"], found["shown"]) == (80, found["alarms"], "help")
    assert found["beats"] > 0 and found["tones"] >= 1
