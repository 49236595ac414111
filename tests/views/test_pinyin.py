"""Names are found by 拼音 in full, by initials, mixed, and by every reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.views.pinyin import TABLE, found_at, readings

NAME = "古墩路3号"


@pytest.mark.parametrize("query", ["gudunlu", "gdl", "gudl", "gdunlu", "古墩", "gd路", "guduanlu"[:3], "gdl3", "dunlu"])
def test_it_is_found(query: str) -> None:
    assert found_at(query, NAME) is not None


@pytest.mark.parametrize("query", ["gdx", "ludun", "gudunluu", "gl"])
def test_it_is_not_found(query: str) -> None:
    assert found_at(query, NAME) is None


def test_a_full_syllable_is_better_than_an_initial_and_the_beginning_better_than_the_middle() -> None:
    assert found_at("gudunlu", NAME) == (0, 0)
    assert found_at("gdl", NAME) == (0, 4)
    assert found_at("dunlu", NAME) == (1, 0)


def test_every_reading_counts_and_marks_are_left_out() -> None:
    assert found_at("chongqing", "重庆") == found_at("zhongqing", "重庆") == (0, 0)
    assert found_at("shenny", "沈 · 宁远") == (0, 6)
    assert readings("A·1") == (("a",), ("1",))


@given(st.text(alphabet="古墩路沈宁远章一区西湖", min_size=1, max_size=6), st.data())
def test_any_part_typed_by_any_readings_is_found(name: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(name) - 1))
    typed = []
    for those in readings(name)[begin:]:
        one = data.draw(st.sampled_from(those))
        typed.append(one[: data.draw(st.integers(1, len(one)))])
    assert found_at("".join(typed), name) is not None


def test_the_table_holds_what_people_are_called_by() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert len({one for line in lines for one in line.partition(" ")[2]}) > 6700
    assert lines == sorted(lines, key=lambda line: line.partition(" ")[0])
