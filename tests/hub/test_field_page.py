"""The field page over HTTP: what is served, packed, cached and allowed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from cockpit.hub.field_page import FieldPage, from_own_page

INDEX = "<!doctype html><title>终端</title>" + "<p>行</p>" * 50


@pytest.fixture
def page(tmp_path: Path) -> FieldPage:
    folder = tmp_path / "field"
    (folder / "icons").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX, encoding="utf-8")
    (folder / "main.js").write_text("export const one = 1;\n" * 30, encoding="utf-8")
    (folder / "icons" / "a.png").write_bytes(b"\x89PNG....")
    (folder / "notes.txt").write_text("not for the world", encoding="utf-8")
    (tmp_path / "secret.html").write_text("outside", encoding="utf-8")
    return FieldPage(b'{"name":"\xe5\xb0\x8f\xe9\x95\x87"}', folder)


def ask(page: FieldPage, path: str, **headers: str) -> Response | None:
    return page.answer(Request(path, Headers({name.replace("_", "-"): value for name, value in headers.items()})))


def got(page: FieldPage, path: str, **headers: str) -> Response:
    response = ask(page, path, **headers)
    assert response is not None
    return response


def test_the_page_and_its_files(page: FieldPage) -> None:
    for path, mime in (
        ("/field/", "text/html; charset=utf-8"),
        ("/field/index.html", "text/html; charset=utf-8"),
        ("/field/main.js?v=1", "text/javascript; charset=utf-8"),
        ("/field/icons/a.png", "image/png"),
        ("/field/town.json", "application/json; charset=utf-8"),
    ):
        response = got(page, path)
        assert (response.status_code, response.headers["Content-Type"]) == (200, mime)
        assert response.headers["Content-Length"] == str(len(response.body))
    assert got(page, "/field/").body.decode() == INDEX


def test_nothing_else_is_served(page: FieldPage) -> None:
    for path in ("/field/../secret.html", "/field/%2e%2e/secret.html", "/field/notes.txt", "/field//etc/passwd"):
        assert got(page, path).status_code == 404
    assert ask(page, "/health") is None
    assert ask(page, "/fieldx") is None
    moved = got(page, "/field")
    assert (moved.status_code, moved.headers["Location"]) == (308, "/field/")


def test_packed_where_it_is_wanted_and_helps(page: FieldPage) -> None:
    packed = got(page, "/field/", Accept_Encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body).decode() == INDEX
    assert "Content-Encoding" not in got(page, "/field/icons/a.png", Accept_Encoding="gzip").headers
    assert "Content-Encoding" not in got(page, "/field/").headers


def test_what_the_browser_has_is_not_sent_again(page: FieldPage) -> None:
    mark = got(page, "/field/main.js").headers["ETag"]
    again = got(page, "/field/main.js", If_None_Match=mark)
    assert (again.status_code, again.body) == (304, b"")
    assert got(page, "/field/index.html", If_None_Match=mark).status_code == 200


def test_the_policy_names_nobody_else(page: FieldPage) -> None:
    policy = got(page, "/field/", Host="hub.town.example:8713").headers["Content-Security-Policy"]
    assert "default-src 'self'; connect-src 'self' ws://hub.town.example:8713 wss://hub.town.example:8713;" in policy
    assert "unsafe" not in policy
    assert "evil" not in got(page, "/field/", Host="a; script-src evil").headers["Content-Security-Policy"]


def test_no_page_no_crash(tmp_path: Path) -> None:
    page = FieldPage(b"{}", tmp_path / "nowhere")
    assert got(page, "/field/").status_code == 404
    assert got(page, "/field/town.json").body == b"{}"


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("https://hub:8713", "hub:8713", True),
        ("http://HUB:8713", "hub:8713", True),
        ("https://hub", "hub:8713", False),
        ("https://elsewhere", "hub", False),
        ("null", "hub", False),
        ("file://hub", "hub", False),
        ("https://", "", False),
    ],
)
def test_a_pages_origin_is_the_host_it_asks_for(origin: str, host: str, own: bool) -> None:
    assert from_own_page(Request("/", Headers({"Origin": origin, "Host": host}))) is own
