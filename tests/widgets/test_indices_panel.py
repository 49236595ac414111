"""Six tiles, of the town or of the circle that is picked."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cockpit.domain.indices import DOMAINS
from cockpit.errors import Refused
from cockpit.views.selection import Selection
from cockpit.views.situation import SituationChanges
from tests.situations import Scene
from tests.views.test_indices import scene_with_figures
from widgets import theme
from widgets.index_tile import IndexTile
from widgets.indices_panel import IndicesPanel
from widgets.panel import everything


@pytest.fixture
def panel(qtbot: QtBot) -> IndicesPanel:
    """The panel, shown."""
    panel = IndicesPanel(Selection())
    qtbot.addWidget(panel)
    panel.setStyleSheet(theme.qss(1.0))
    panel.resize(380, 950)
    panel.show()
    return panel


def tiles(panel: IndicesPanel) -> list[IndexTile]:
    """Its tiles from the top down."""
    return panel.findChildren(IndexTile)


def test_it_waits_until_the_hub_has_sent_figures(panel: IndicesPanel) -> None:
    panel.refresh(Scene().situation, everything())
    assert panel.state == "loading"


def test_a_tile_tells_value_band_change_doubt_and_cost(panel: IndicesPanel) -> None:
    panel.refresh(scene_with_figures(fire=63.0).situation, everything())
    assert panel.state == "ready"
    assert [tile.accessibleName().split()[0] for tile in tiles(panel)][0] == "治安"
    assert tiles(panel)[2].accessibleName() == "消防 63 预警 −25 较昨日 数据不全：119 gone 静默 −30.0  仓库冒烟"
    assert tiles(panel)[1].accessibleName() == "交通 — 未知"
    assert "全镇 · 今日暂定" in panel.as_text()
    assert len(panel.as_text().splitlines()) == 1 + len(DOMAINS)


def test_nothing_is_drawn_when_nothing_of_it_has_changed(panel: IndicesPanel) -> None:
    scene = scene_with_figures(fire=63.0)
    panel.refresh(scene.situation, everything())
    figures = scene.situation.figures
    assert figures is not None
    scene.situation.figures = msgspec.structs.replace(figures, town=())
    panel.refresh(scene.situation, SituationChanges(clock=True, moved=True, link=True))
    assert "63" in tiles(panel)[2].accessibleName()
    panel.refresh(scene.situation, SituationChanges(figures=True))
    assert tiles(panel)[2].accessibleName() == "消防 — 未知"


def test_a_picked_circle_is_shown_against_the_town_with_days_asked_of_the_hub(
    panel: IndicesPanel, qtbot: QtBot
) -> None:
    asked: list[tuple[str, dict[str, Any], Any]] = []
    panel.ask.connect(lambda *question: asked.append(question))
    panel.refresh(scene_with_figures(fire=63.0).situation, everything())
    panel.selection.pick_circle("z1")
    assert tiles(panel)[2].accessibleName().startswith("消防 70 关注 +7 较全镇")
    assert "一区" in panel.as_text()
    without = tiles(panel)[2].grab().toImage()
    qtbot.waitUntil(lambda: len(asked) == len(DOMAINS))
    assert [(what, args["circle"]) for what, args, _ in asked] == [("index_history", "z1")] * 6
    asked[2][2]([("2026-05-31", 60.0), ("2026-06-01", 65.0)])
    assert tiles(panel)[2].grab().toImage() != without


def test_an_answer_that_comes_too_late_or_says_no_changes_nothing(panel: IndicesPanel, qtbot: QtBot) -> None:
    asked: list[Any] = []
    panel.ask.connect(lambda _what, _args, callback: asked.append(callback))
    panel.refresh(scene_with_figures().situation, everything())
    panel.selection.pick_circle("z1")
    qtbot.waitUntil(lambda: len(asked) == len(DOMAINS))
    asked[2](Refused("ask.no", "没有"))
    before = tiles(panel)[2].grab().toImage()
    panel.selection.clear()
    assert "全镇" in panel.as_text()
    asked[2]([("2026-05-31", 60.0), ("2026-06-01", 65.0)])
    panel.selection.pick_circle("z1")
    assert tiles(panel)[2].grab().toImage() == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter])
def test_a_tile_opens_by_key(panel: IndicesPanel, qtbot: QtBot, key: Qt.Key) -> None:
    panel.refresh(scene_with_figures().situation, everything())
    with qtbot.waitSignal(panel.index_opened) as opened:
        qtbot.keyClick(tiles(panel)[2], key)
    assert opened.args == ["core", "fire"]


def test_a_tile_opens_by_a_click_that_ends_on_it(panel: IndicesPanel, qtbot: QtBot) -> None:
    panel.refresh(scene_with_figures().situation, everything())
    panel.selection.pick_circle("z1")
    with qtbot.waitSignal(panel.index_opened) as opened:
        qtbot.mouseClick(tiles(panel)[0], Qt.MouseButton.LeftButton)
    assert opened.args == ["z1", "public_order"]
    with qtbot.assertNotEmitted(panel.index_opened):
        qtbot.mouseClick(tiles(panel)[0], Qt.MouseButton.RightButton)


def test_up_and_down_lead_from_tile_to_tile(panel: IndicesPanel, qtbot: QtBot) -> None:
    panel.refresh(scene_with_figures().situation, everything())
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(lambda: tiles(panel)[0].hasFocus())
    qtbot.keyClick(tiles(panel)[0], Qt.Key.Key_Down)
    assert tiles(panel)[1].hasFocus()
    qtbot.keyClick(tiles(panel)[1], Qt.Key.Key_Up)
    assert tiles(panel)[0].hasFocus()
    assert panel.key_help()


def test_a_tile_is_drawn_at_every_size(panel: IndicesPanel) -> None:
    panel.refresh(scene_with_figures(fire=20.0, disputes=100.0).situation, everything())
    for width, height in ((240, 680), (900, 1900)):
        panel.resize(width, height)
        assert not panel.grab().isNull()


def test_tiles_stand_side_by_side_where_large_text_would_cut_them(qtbot: QtBot) -> None:
    panel = IndicesPanel(Selection())
    qtbot.addWidget(panel)
    panel.refresh(scene_with_figures(fire=63.0).situation, everything())
    for width, height, columns in (
        (368, 930, 1),
        (1900, 930, 1),
        (1900, 800, 2),
        (1900, 560, 2),
        (1900, 300, 3),
        (300, 560, 1),
    ):
        panel.resize(width, height)
        panel.show()
        qtbot.waitUntil(lambda wanted=columns: panel.columns == wanted)
        tiles = panel.findChildren(IndexTile)
        assert all(tile.height() >= theme.px(84) for tile in tiles) or width < 480
        assert len({(tile.x(), tile.y()) for tile in tiles}) == 6, "none lies over another"
    theme.set_scale(2.0)
    panel.resize(1900, 860)
    panel.restyle()
    assert panel.columns == 2, "a wall at twice the size"
