"""TOML by key, with lines."""

from __future__ import annotations

import pytest

from cockpit.intake.faults import ImportFault
from cockpit.intake.keys import TomlText, meant


def test_lines_of_keys_in_tables_and_arrays():
    toml = TomlText('top = 1\n[a]\nx = 1\n"y z" = 2 # c\n[[a.b]]\nx = 3\n[[a.b]]\nx = 4\n', "t.toml")
    assert [toml.line("", "top"), toml.line("a", "x"), toml.line("a", "y z"), toml.line("a", "none")] == [1, 3, 4, 2]
    assert [table.line("x") for table in toml.tables("a.b")] == [6, 8]
    assert toml.line("b", "x") == 0


def test_a_table_tells_types_apart():
    toml = TomlText("[a]\nt = 'x'\nn = 2\nb = true\nl = ['y']\nc = [1, 'z']\n", "t.toml")
    table = toml.table("a")
    assert (table.text("t"), table.number("n", 0, 0, 9), table.flag("b"), table.texts("l")) == ("x", 2.0, True, ("y",))
    assert (table.columns("c"), table.column("n"), table.column("none")) == ((1, "z"), 2, None)
    assert "t" in table
    table.finish()
    toml.finish()


def test_a_bool_is_no_number():
    toml = TomlText("[a]\nn = true\n", "t.toml")
    assert toml.table("a").whole("n", 7, 0, 9) == 7
    with pytest.raises(ImportFault, match="整数"):
        toml.finish()


def test_not_toml_at_all_names_the_line():
    with pytest.raises(ImportFault) as caught:
        TomlText("a = 1\nb = = 2\n", "t.toml")
    assert caught.value.faults[0].line == 2


def test_what_may_have_been_meant():
    assert meant("brawls", {"brawl", "theft"}) == ("是不是 brawl？", "did you mean brawl?")
    assert meant("x", {"brawl", "theft"}) == ("可用：brawl, theft", "there are: brawl, theft")
