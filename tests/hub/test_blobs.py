"""Photos and clips: taken in parts, kept whole, named or forgotten; over a real socket and on a real disk."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import time
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.attachments import BLOB_LIMIT
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub import blobs as rules
from cockpit.hub.blobs import Blobs, Gathering
from cockpit.wire.messages import Blob
from tests.hubs import Raw, hello, hub_at, issue, raw_at, run_async, signed_in, until

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 300
ID = hashlib.sha256(JPEG).hexdigest()
SLICE = 30_000


def parts_of(content: bytes, id_: str = "", mime: str = "image/jpeg", size: int = SLICE) -> list[Blob]:
    pieces = [content[start : start + size] for start in range(0, len(content), size)] or [b""]
    id_ = id_ or hashlib.sha256(content).hexdigest()
    return [
        Blob(id_, mime, number, len(pieces), base64.b64encode(piece).decode()) for number, piece in enumerate(pieces, 1)
    ]


@given(st.binary(max_size=2000), st.integers(1, 700))
def test_parts_put_together_are_the_content(content: bytes, size: int) -> None:
    total = [0]
    gathering = Gathering(total)
    *first, last = parts_of(content, size=size)
    assert all(gathering.take(part) is None for part in first)
    assert gathering.take(last) == content
    assert total == [0]


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ([Blob(ID, "text/html", 1, 1, "")], "blob.mime"),
        ([Blob("x", "image/jpeg", 1, 1, "")], "attachment.id"),
        ([Blob(ID, "image/jpeg", 2, 2, "")], "blob.sequence"),
        ([Blob(ID, "image/jpeg", 1, 3, "AAAA"), Blob(ID, "image/jpeg", 3, 3, "AAAA")], "blob.sequence"),
        ([Blob(ID, "image/jpeg", 1, 2, "AAAA"), Blob("ab" * 32, "image/jpeg", 2, 2, "AAAA")], "blob.sequence"),
        ([Blob(ID, "image/jpeg", 1, 1, "no base64!")], "blob.base64"),
        (parts_of(b"x" * (BLOB_LIMIT + 1)), "blob.size"),
    ],
)
def test_parts_that_make_nothing(parts: list[Blob], rule: str) -> None:
    total = [0]
    gathering = Gathering(total)
    with pytest.raises(Refused) as refusal:
        for part in parts:
            gathering.take(part)
    assert refusal.value.rule == rule
    assert total == [0]


def test_all_connections_together_take_so_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "GATHERED_LIMIT", 50_000)
    total = [0]
    one, other = Gathering(total), Gathering(total)
    one.take(parts_of(JPEG)[0])
    with pytest.raises(Refused, match="同时上传"):
        other.take(parts_of(JPEG)[0])
    one.drop()
    assert other.take(parts_of(JPEG)[0]) is None


def test_what_is_stored_is_there_after_a_restart(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.store(ID, "image/jpeg", JPEG)
    blobs.store(ID, "image/jpeg", JPEG)
    assert blobs.has(ID)
    blobs.keep([ID, "ab" * 32])
    again = Blobs(tmp_path)
    assert (again.read(ID).mime, again.read(ID).data) == ("image/jpeg", JPEG)
    with pytest.raises(Refused, match="没有附件"):
        again.read("ab" * 32)


@pytest.mark.parametrize(
    ("id_", "mime", "content"), [("ab" * 32, "image/jpeg", JPEG), (ID, "image/webp", JPEG), (ID, "audio/ogg", JPEG)]
)
def test_content_that_is_not_what_it_says(tmp_path: Path, id_: str, mime: str, content: bytes) -> None:
    blobs = Blobs(tmp_path)
    with pytest.raises(Refused) as refusal:
        blobs.store(id_, mime, content)
    assert refusal.value.rule == "blob.content"
    assert not blobs.has(id_)
    assert not list(tmp_path.glob("blobs/*/*"))


def test_what_nothing_names_is_forgotten_after_a_day_and_what_is_named_stays(tmp_path: Path) -> None:
    blobs, other = Blobs(tmp_path), JPEG + b"other"
    other_id = hashlib.sha256(other).hexdigest()
    blobs.store(ID, "image/jpeg", JPEG)
    blobs.store(other_id, "image/jpeg", other)
    blobs.keep([ID])
    assert blobs.forget() == 0
    old = time.time() - rules.NAMED_WITHIN_S - 60
    for path in tmp_path.glob("blobs/*/*"):
        os.utime(path, (old, old))
    assert blobs.forget() == 1
    assert (blobs.has(ID), blobs.has(other_id)) == (True, False)


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = Blobs(tmp_path)
    usage = namedtuple("usage", "total used free")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: usage(1, 1, rules.FREE_LEAST))
        with pytest.raises(EnvironmentFailure, match="磁盘空间不足"):
            blobs.store(ID, "image/jpeg", JPEG)
    monkeypatch.setattr(rules, "NEW_LIMIT", 1000)
    with pytest.raises(Refused, match="未被引用"):
        blobs.store(ID, "image/jpeg", JPEG)
    assert not blobs.has(ID)


def test_a_file_that_is_gone_is_no_bug(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.store(ID, "image/jpeg", JPEG)
    next(tmp_path.glob("blobs/new/*")).unlink()
    with pytest.raises(EnvironmentFailure, match="不见了"):
        blobs.read(ID)


async def upload(raw: Raw, content: bytes) -> str:
    for part in parts_of(content):
        await raw.say(part)
    return str((await raw.hear("blob_stored"))["id"])


def test_a_photo_that_is_moved_while_it_is_looked_for_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = Blobs(tmp_path)
    blobs.store(ID, "image/jpeg", JPEG)
    read = Path.read_bytes

    def slowly(path: Path) -> bytes:
        try:
            return read(path)
        except FileNotFoundError:
            blobs.keep([ID])  # between the two looks
            raise

    monkeypatch.setattr(Path, "read_bytes", slowly)
    assert blobs.read(ID).data == JPEG
    blobs.keep([ID])
    assert blobs.read(ID).data == JPEG


def test_a_photo_that_is_moved_while_another_comes_refuses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = Blobs(tmp_path)
    blobs.store(ID, "image/jpeg", JPEG)
    look = Path.iterdir

    def slowly(folder: Path) -> Iterator[Path]:
        found = list(look(folder))
        blobs.keep([ID])
        return iter(found)

    monkeypatch.setattr(Path, "iterdir", slowly)
    other = JPEG + b"another"
    blobs.store(hashlib.sha256(other).hexdigest(), "image/jpeg", other)
    assert blobs.has(hashlib.sha256(other).hexdigest())


def test_a_photo_goes_with_a_receipt_and_is_seen_at_the_desk(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (hub, url), signed_in(url) as desk:
            await desk.send(issue("o1", "u101"))
            async with raw_at(url, hello("terminal", "u101")) as raw:
                await raw.hear("worklist")
                done = {"type": "receipt", "order": "o1", "state": "completed", "attachments": [ID], "result": "partly"}
                await raw.say({"type": "command", "id": "r0", "command": done})
                assert (await raw.hear("refused"))["rule"] == "attachment.missing"
                assert await upload(raw, JPEG) == ID
                await raw.say({"type": "command", "id": "r1", "command": done})
                await raw.hear("accepted")
            kept = await desk.ask("blob", {"id": ID}, dict[str, str])
            assert (kept["mime"], base64.b64decode(kept["data"])) == ("image/jpeg", JPEG)
            await until(lambda: not list((tmp_path / "data" / "blobs" / "new").iterdir()), "the photo is kept")
            assert desk.replica.world.orders["o1"].recipients["u101"].attachments == (ID,)
        async with hub_at(tmp_path / "data") as (hub, _):
            assert hub.blobs.read(ID).data == JPEG

    run_async(main())


def test_a_wrong_part_is_answered_and_the_link_stays(tmp_path: Path) -> None:
    async def main() -> None:
        async with hub_at(tmp_path / "data") as (_, url), raw_at(url, hello("terminal", "u101")) as raw:
            await raw.hear("worklist")
            await raw.say(Blob(ID, "image/jpeg", 2, 2, "AAAA"))
            assert (await raw.hear("blob_refused"))["rule"] == "blob.sequence"
            for part in parts_of(JPEG, id_="ab" * 32):
                await raw.say(part)
            assert (await raw.hear("blob_refused"))["rule"] == "blob.content"
            assert await upload(raw, JPEG) == ID

    run_async(main())


def test_an_order_says_what_it_is_about_and_who_else_goes(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            hub_at(tmp_path / "data") as (_, url),
            signed_in(url) as desk,
            raw_at(url, hello("terminal", "u101")) as raw,
            raw_at(url, hello("terminal", "u103")) as other,
        ):
            await raw.hear("worklist")
            await raw.say({"type": "position", "lon": 120.1, "lat": 30.33, "at": 1.0})
            await desk.send(issue("o1", "u101", "u102", "u105"))
            assert (await raw.hear("assigned"))["order"]["by_department"] == {
                "police": 1, "traffic_police": 1, "grid": 1,
            }  # fmt: skip
            await raw.say({"type": "ask", "id": "q", "what": "order_team", "args": {"order": "o1"}})
            team = json.loads((await raw.hear("answer"))["data"])
            assert [one["unit"] for one in team["members"]] == ["u102", "u105"]
            assert team["by_state"] == {"issued": 3}
            await other.say({"type": "ask", "id": "q", "what": "order_team", "args": {"order": "o1"}})
            assert "只能查询自己" in (await other.hear("answer"))["error"]

    run_async(main())
