"""A scene as a file: what is written is read back as the same scene."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.scene import Scene
from layouts.scene_file import parse_scene, shipped
from layouts.scene_text import scene_text

WORDS = st.text(min_size=1, max_size=30).filter(lambda text: text == text.strip() and text.isprintable())


@pytest.mark.parametrize("scene", shipped(), ids=lambda scene: scene.name)
def test_what_ships_is_read_back_as_it_is(scene: Scene) -> None:
    assert parse_scene(scene_text(scene), f"{scene.name}.toml") == scene


@given(WORDS, WORDS, st.floats(0.1, 50), st.sampled_from(["", "F5", "Ctrl+F12"]))
def test_any_name_any_distance_any_key(zh: str, en: str, metres: float, key: str) -> None:
    daily = shipped()[0]
    seats = [replace(one, seats=tuple(replace(s, viewing_distance_m=metres) for s in one.seats)) for one in daily.sets]
    scene = replace(daily, zh=zh, en=en, key=key, sets=tuple(seats))
    assert parse_scene(scene_text(scene), "daily.toml") == scene
