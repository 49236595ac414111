"""``python -m cockpit replay``: a moment in words and as JSON, and what it says to wrong questions."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.__main__ import main
from cockpit.domain.live import Fix
from cockpit.hub.service import world_of
from cockpit.hub.tracks import Tracks
from tests.bench.past_year import write_year
from tests.hubs import small_folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replayed")
    asyncio.run(write_year(folder / "data", small_folder(folder), 600, timedelta(hours=6)))
    return folder / "data"


def told(capsys: pytest.CaptureFixture[str], data: Path, *more: str) -> dict[str, Any]:
    assert main(["replay", "--data", str(data), *more, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_tells_the_world_and_its_hash(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    world = world_of(data, 400)
    found = told(capsys, data, "--seq", "400")
    assert (found["seq"], found["hash"]) == (400, world.digest())
    assert found["journal"]["entries"] == 600 and found["town"] == "小镇"
    assert found["world"]["seq"] == 400 and set(found["world"]["orders"]) == set(world.orders)
    assert sum(found["recipients"].values()) == sum(
        len(one.recipients) for one in world.orders.values() if one.under_way
    )
    assert "world" not in told(capsys, data, "--seq", "400", "--no-world")


def test_a_time_without_a_zone_is_the_towns(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    tracks = Tracks(data, keep_days=3)
    at = datetime.fromisoformat(told(capsys, data, "--seq", "300")["at"])
    tracks.note("u101", Fix(120.1, 30.3, at.timestamp() - 2.0, 4.0))
    tracks.close()
    later = told(capsys, data, "--seq", "300")
    assert later["positions"] == {
        "u101": {"lon": 120.1, "lat": 30.3, "at": at.timestamp() - 2.0, "speed_kmh": 4.0, "heading_deg": 0.0}
    }
    bare = told(capsys, data, "--at", at.replace(tzinfo=None).isoformat())
    zoned = told(capsys, data, "--at", at.isoformat())
    assert bare == zoned and bare["at"].endswith("+08:00") and bare["seq"] in (299, 300)


def test_in_words(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    assert main(["replay", "--data", str(data), "--seq", "600"]) == 0
    said = capsys.readouterr().out
    assert "小镇" in said and "第 600 条 / 共 600 条" in said and world_of(data).digest() in said


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        (["--seq", "0"], 1, "现有 1 到 600 条"),
        (["--seq", "601"], 1, "没有第 601 条"),
        (["--at", "2020-01-01T00:00:00"], 1, "更早的没有记录"),
        (["--at", "2999-01-01T00:00:00"], 1, "还没有到"),
    ],
)
def test_a_moment_that_is_none(
    capsys: pytest.CaptureFixture[str], data: Path, more: list[str], status: int, says: str
) -> None:
    assert main(["replay", "--data", str(data), *more]) == status
    assert says in capsys.readouterr().err


def test_a_folder_without_a_journal_and_a_time_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["replay", "--data", str(tmp_path), "--seq", "1"]) == 2
    assert "没有流水文件" in capsys.readouterr().err
    with pytest.raises(SystemExit) as wrong:
        main(["replay", "--data", str(tmp_path), "--at", "noon"])
    assert wrong.value.code == 2 and "no ISO time" in capsys.readouterr().err
