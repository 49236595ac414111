"""When the web view cannot work: the plain map stands in, says why, and offers another try."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.map.conftest import Desk
from widgets import language
from widgets.map import web
from widgets.map.chromium import chromium_flags
from widgets.map.files import page_files
from widgets.map.web import DIED, SILENT, WebMap


@pytest.fixture
def no_choice(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nobody asked for the plain map."""
    monkeypatch.delenv("COCKPIT_MAP", raising=False)
    language.use("zh")
    return monkeypatch


def notice(desk: Desk) -> str:
    assert desk.map.stage.notice.isVisible()
    return desk.map.stage.words.text()


def test_without_the_web_engine(qtbot: QtBot, no_choice: pytest.MonkeyPatch) -> None:
    no_choice.setitem(sys.modules, "widgets.map.web", None)
    desk = Desk(qtbot)
    assert desk.map.stage.plain
    assert "三维地图无法运行" in notice(desk)
    desk.close()


def test_without_the_scheme(qtbot: QtBot, no_choice: pytest.MonkeyPatch) -> None:
    no_choice.setattr(web, "scheme_stands", lambda: False)
    desk = Desk(qtbot)
    assert desk.map.stage.plain
    assert "cockpit://" in notice(desk)
    desk.close()


def test_a_page_that_never_starts(qtbot: QtBot, no_choice: pytest.MonkeyPatch) -> None:
    no_choice.setattr(web, "PATIENCE_MS", 50)
    no_choice.setattr(web, "FIRST", "cockpit://map/nothing.html")
    desk = Desk(qtbot)
    desk.until(lambda: desk.map.stage.plain)
    assert desk.map.stage.reason == SILENT
    assert "页面未能及时启动" in notice(desk)
    desk.close()


def test_a_machine_without_webgl(qtbot: QtBot, no_choice: pytest.MonkeyPatch) -> None:
    desk = Desk(qtbot)
    number = desk.web.number
    desk.web.hear(b'{"kind":"failed","page":%d,"reason":"no WebGL 2"}' % number)
    assert desk.map.stage.plain
    assert "没有 WebGL 2" in notice(desk)
    desk.selection.pick_circle("z1")
    assert desk.picture.marks.circles == ("z1",)
    desk.close()


def test_three_failures_in_a_minute_are_too_many_and_in_an_hour_are_not(
    qtbot: QtBot, no_choice: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot)
    now = [0.0]
    surface = WebMap(page_files(), clock=lambda: now[0])
    reasons: list[str] = []
    surface.failed.connect(reasons.append)
    for minutes in (0, 20, 40, 60):
        now[0] = minutes * 60.0
        surface.fell(DIED)
    assert reasons == []
    surface.fell(DIED)
    surface.fell(DIED)
    assert reasons == [DIED]
    surface.deleteLater()
    desk.close()


def test_words_of_an_earlier_opening_are_not_heard(qtbot: QtBot, no_choice: pytest.MonkeyPatch) -> None:
    desk = Desk(qtbot)
    desk.web.hear(b'{"kind":"failed","page":%d,"reason":"no WebGL 2"}' % (desk.web.number - 1))
    assert not desk.map.stage.plain
    desk.close()


def test_the_sandbox_is_off_only_as_root_and_software_drawing_only_without_a_gpu() -> None:
    assert "--no-sandbox" in chromium_flags(as_root=True)
    assert "--no-sandbox" not in chromium_flags(as_root=False)
    assert "--disable-gpu-compositing" in chromium_flags(as_root=False, has_gpu=False)
    assert not any("gpu" in flag for flag in chromium_flags(as_root=False, has_gpu=True))
