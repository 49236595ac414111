"""A fault says where, in both languages."""

from __future__ import annotations

from cockpit.errors import CockpitError
from cockpit.intake.faults import Fault, ImportFault


def test_with_and_without_line_and_key():
    assert Fault("m.toml", 3, "[time] zone", "坏", "bad").text("zh") == "m.toml 第 3 行，[time] zone：坏"
    assert Fault("m.toml", 3, "[time] zone", "坏", "bad").text("en") == "m.toml, line 3, [time] zone: bad"
    assert Fault("m.toml", 0, "", "坏", "bad").text("zh") == "m.toml：坏"
    assert Fault("m.toml", 0, "", "坏", "bad").text("en") == "m.toml: bad"


def test_all_of_them_in_one_message():
    fault = ImportFault([Fault("a", 0, "", "一", "one"), Fault("a", 2, "", "二", "two")])
    assert isinstance(fault, CockpitError)
    assert str(fault) == "a：一\na 第 2 行：二"
    assert fault.text("en") == "a: one\na, line 2: two"
