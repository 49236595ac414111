"""Settings, rota, plans and the method out of TOML."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cockpit.domain.indices import Method
from cockpit.domain.orders import Deadlines, Ladder
from cockpit.domain.town import Contact, DeskSettings, FieldSettings, Settings
from cockpit.town.faults import Faults
from cockpit.town.figures import read_accounts, read_method, read_plans, read_rota, read_settings


def test_a_town_of_three_lines_has_every_default(tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_text('id = "a"\nname = "甲"\n', encoding="utf-8")
    faults = Faults()
    settings, history = read_settings(tmp_path, faults)
    assert settings == Settings("a", "甲", "甲")
    assert (history.ends_on, history.rebase) == (None, False)
    assert not faults


def test_what_is_given_replaces_its_default_alone(tmp_path: Path) -> None:
    text = 'id = "a"\nname = "甲"\n[contact]\nlate_after_s = 30\n[deadlines.priority_2]\ncompleted_s = 9000\n'
    (tmp_path / "town.toml").write_text(text, encoding="utf-8")
    settings, _ = read_settings(tmp_path, Faults())
    assert settings.contact == Contact(3.0, 30.0, 60.0)
    assert settings.deadlines[1] == Deadlines(60.0, 180.0, 300.0, 900.0, 9000.0)
    assert settings.deadlines[0] == Settings("", "", "").deadlines[0]


def test_a_plan_without_deadlines_has_the_towns(tmp_path: Path) -> None:
    text = '[[plan]]\nid = "a"\nname = "甲"\ntext = "去"\n\n[[plan]]\nid = "b"\nname = "乙"\ntext = "去"\n'
    (tmp_path / "plans.toml").write_text(text + "[plan.deadlines]\ncompleted_s = 9999\n", encoding="utf-8")
    first, second = (plan for plan, _ in read_plans(tmp_path, Faults()))
    assert first.deadlines is None
    assert second.deadlines is not None
    assert second.deadlines.completed_s == 9999.0


def test_a_text_too_long_for_an_order_is_a_fault(tmp_path: Path) -> None:
    text = f'[[plan]]\nid = "a"\nname = "甲"\ntext = "{"去" * 1001}"\n'
    (tmp_path / "plans.toml").write_text(text, encoding="utf-8")
    faults = Faults()
    read_plans(tmp_path, faults)
    assert [str(fault) for fault in faults.found()] == ["plans.toml:4：text 有 1001 字；缩短到 1000 字以内"]


def test_an_empty_method_is_the_default_one(tmp_path: Path) -> None:
    (tmp_path / "indices.toml").write_text("", encoding="utf-8")
    assert read_method(tmp_path, Faults()) == Method()
    (tmp_path / "indices.toml").write_text('version = "2"\npoints_at_expected = 20\n', encoding="utf-8")
    assert read_method(tmp_path, Faults()) == Method("2", points_at_expected=20.0)


def test_points_above_a_hundred_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "indices.toml").write_text("points_at_expected = 200\n", encoding="utf-8")
    faults = Faults()
    read_method(tmp_path, faults)
    assert [fault.line for fault in faults.found()] == [1]


def test_a_rota_of_exceptions_alone(tmp_path: Path) -> None:
    text = '[[exception]]\nfrom = 2026-01-01T08:00:00\nto = 2026-01-01T20:00:00\ncommander = "p1"\ndeputy = "p2"\n'
    (tmp_path / "rota.toml").write_text(text, encoding="utf-8")
    rota, sections = read_rota(tmp_path, ZoneInfo("Asia/Shanghai"), Faults())
    assert rota.turn is None
    assert rota.exceptions[0].starts_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert rota.exceptions[0].deputy == "p2"
    assert len(sections) == 2


def test_accounts_of_a_sample_need_all_three_words(tmp_path: Path) -> None:
    assert read_accounts(tmp_path, True, Faults()) is None
    (tmp_path / "accounts.toml").write_text('sample = true\npassword = "a"\n', encoding="utf-8")
    faults = Faults()
    read_accounts(tmp_path, True, faults)
    assert [fault.wrong for fault in faults.found()] == ["缺少 terminal_key", "缺少 source_key"]


def test_the_ladder_is_read_and_has_to_rise(tmp_path: Path) -> None:
    head = 'id = "a"\nname = "甲"\n[ladder]\n'
    (tmp_path / "town.toml").write_text(head + "climb_s = [30, 60, 90, 120, 150]\nagain_s = 100\n", encoding="utf-8")
    faults = Faults()
    settings, _ = read_settings(tmp_path, faults)
    assert settings.ladder == Ladder((30.0, 60.0, 90.0, 120.0, 150.0), 100.0)
    assert not faults
    (tmp_path / "town.toml").write_text(head + "climb_s = [30, 20, 90, 120, 150]\n", encoding="utf-8")
    read_settings(tmp_path, faults)
    assert [(one.file, one.line) for one in faults.found()] == [("town.toml", 4)]


def test_what_people_outside_work_by_is_read(tmp_path: Path) -> None:
    head = 'id = "a"\nname = "甲"\n'
    (tmp_path / "town.toml").write_text(
        head + "[field]\nshift_h = 8\nwhistle_answer_s = 120\nhelp_nearest = 3\n"
        "[desk]\nshelve_at_most_h = 4\nlock_after_min = 5\nwatermark = true\n",
        "utf-8",
    )
    settings, _ = read_settings(tmp_path, Faults())
    assert settings.field == FieldSettings(shift_h=8.0, whistle_answer_s=120.0, help_nearest=3)
    assert settings.desk == DeskSettings(4.0, 5.0, True)
    (tmp_path / "town.toml").write_text(head, "utf-8")
    assert read_settings(tmp_path, Faults())[0].field == FieldSettings()
    (tmp_path / "town.toml").write_text(head + '[field]\npage = "https://hub.example:8870/field"\n', "utf-8")
    assert read_settings(tmp_path, Faults())[0].field.page == "https://hub.example:8870/field/"
    for wrong in ("hub.example/field", "ftp://hub.example/", "https://hub.example/field/#CODE"):
        faults = Faults()
        (tmp_path / "town.toml").write_text(head + f'[field]\npage = "{wrong}"\n', "utf-8")
        assert read_settings(tmp_path, faults)[0].field.page == ""
        assert [fault.file for fault in faults.found()] == ["town.toml"]
    (tmp_path / "town.toml").write_text(head + "[field]\nshift_h = 99\nwhat = 1\n", "utf-8")
    faults = Faults()
    read_settings(tmp_path, faults)
    assert len(faults.found()) == 2
