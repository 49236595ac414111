"""Invented texts for simulated incidents."""

from __future__ import annotations

import random

from cockpit.domain.incidents import Kind
from cockpit.town.folder import TownFolder
from cockpit.town.phrases import TEMPLATES, phrase

STREETS = ("古墩路", "双桥路")


def test_every_template_of_every_kind_is_filled_in(sample: TownFolder) -> None:
    assert set(TEMPLATES) == {kind.id for kind in sample.town.kinds}
    rng = random.Random(1)
    for kind in sample.town.kinds:
        for _ in range(20):
            text, address = phrase(kind, rng, STREETS)
            assert text
            assert "{" not in text
            assert any(street in address for street in STREETS)


def test_the_same_draw_gives_the_same_text(sample: TownFolder) -> None:
    kind = sample.town.kinds[0]
    assert phrase(kind, random.Random(5), STREETS) == phrase(kind, random.Random(5), STREETS)


def test_a_kind_of_another_town_and_a_town_without_streets() -> None:
    kind = Kind("flood", "内涝", "Flooding", "city_order")
    text, address = phrase(kind, random.Random(1), STREETS)
    assert text == address + "内涝"
    assert phrase(kind, random.Random(1), ()) == ("内涝", "")


def test_a_town_with_one_street(sample: TownFolder) -> None:
    kind = next(kind for kind in sample.town.kinds if kind.id == "signal_fault")
    assert phrase(kind, random.Random(1), ("古墩路",))[0].startswith("古墩路与古墩路")


def test_the_sample_speaks_of_a_street_near_the_place(sample: TownFolder) -> None:
    place = sample.town.circles[60].centre
    near = sample.streets.near(place)
    assert len(near) == 3
    _, address = sample.phrase(sample.town.kinds[5], random.Random(2), place)
    assert any(street in address for street in near)
    _, address = sample.phrase(sample.town.kinds[5], random.Random(2))
    assert any(street in address for street in sample.streets.all)
