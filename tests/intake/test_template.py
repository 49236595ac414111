"""Texts made of columns."""

from __future__ import annotations

import pytest

from cockpit.intake.template import Template, clean

CELLS = {"class": "火情", "town": "", 3: "振华路\n 1 号"}


def fill(text):
    return Template(text).fill(lambda column: CELLS[column])


def test_columns_by_name_and_number():
    template = Template("{class}：{3}")
    assert template.columns == ("class", 3)
    assert template.sound
    assert fill("{class}：{3}") == "火情：振华路 1 号"


def test_what_a_blank_column_leaves_at_the_ends_is_taken_off():
    assert fill("{town}，{class}, {town}") == "火情"
    assert fill("") == ""


@pytest.mark.parametrize("text", ["{", "}", "a{b", "{}", "{0}", "{{a}}"])
def test_unsound_braces(text):
    assert not Template(text).sound


def test_control_characters_and_halves_of_characters_go():
    assert clean("  a\x00\x1b[31m\tb\ud800c\x85 ") == "a [31m b c"
