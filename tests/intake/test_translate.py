"""Rows become commands or reasons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.people import Actor
from cockpit.intake.datums import wgs84_to_gcj02
from cockpit.intake.faults import ImportFault
from cockpit.intake.report import NOTES, REASONS, NotTaken, Taken
from cockpit.intake.translate import ADDRESS_LIMIT, TEXT_LIMIT, translate_file
from tests.intake.files import GOOD, HEADER, NAMED, codes, mapping, row, small_locator, translate, write
from tests.towns import NOON, Desk, small_map, small_town

anything = settings(
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture], max_examples=100
)


def one(folder, line, text=NAMED):
    (outcome,) = translate(folder, HEADER + line, text)
    return outcome


def command(folder, line, text=NAMED) -> ReportIncident:
    outcome = one(folder, line, text)
    assert isinstance(outcome, Taken), outcome
    return outcome.command


def test_a_row_becomes_a_report(tmp_path):
    assert one(tmp_path, GOOD) == Taken(
        2,
        ReportIncident(
            source="police_110",
            source_no="A1",
            kind="brawl",
            text="打架：两人",
            reported_at=datetime(2026, 5, 30, 0, 15, tzinfo=UTC),
            place=(120.095, 30.325),
            circle="g1",
            address="振华路 1 号",
        ),
    )


def test_the_world_takes_the_report_once(tmp_path):
    desk = Desk()
    report = command(tmp_path, GOOD)
    assert desk.do(report, Actor("source", "police_110")) == 1
    assert desk.do(report, Actor("source", "police_110")) == 0


def test_a_rule_gives_severity_source_and_text(tmp_path):
    assert command(tmp_path, row(**{"class": "交通拥堵"})).severity == 3
    fire = command(tmp_path, row(**{"class": "厨房起火"}))
    assert (fire.kind, fire.source, fire.text) == ("warehouse_fire", "fire_119", "火情 振华路 1 号")


def test_a_blank_text_is_the_kind(tmp_path):
    assert command(tmp_path, GOOD, NAMED.replace("{class}：{note}", "{note}：")).text == "两人"
    line = row(note="")
    assert command(tmp_path, line, NAMED.replace("{class}：{note}", "{note}：")).text == "打架斗殴"


@pytest.mark.parametrize(
    ("cells", "code", "detail"),
    [
        ({"no": " "}, "number_missing", ""),
        ({"no": "x" * 101}, "number_long", "x" * 80),
        ({"time": ""}, "time_missing", ""),
        ({"time": "2026-02-30 08:00"}, "time_bad", "2026-02-30 08:00"),
        ({"time": "2026-06-02 08:00"}, "time_future", "2026-06-02T00:00Z"),
        ({"time": "1955-06-02 08:00"}, "time_old", "1955-06-02 08:00"),
        ({"class": ""}, "class_missing", ""),
        ({"class": "外星人"}, "class_unknown", "外星人"),
        ({"class": "投诉"}, "class_rejected", "不归指挥中心"),
        ({"lon": "", "lat": ""}, "place_missing", ""),
        ({"lon": "0", "lat": "0"}, "place_zero", "0, 0"),
        ({"lat": "0.0"}, "place_zero", "120.095, 0.0"),
        ({"lon": "30.325", "lat": "120.095"}, "place_bad", "30.325, 120.095"),
        ({"lon": "nan"}, "place_bad", "nan, 30.325"),
        ({"lon": "1e999"}, "place_bad", "1e999, 30.325"),
        ({"lon": "东经"}, "place_bad", "东经, 30.325"),
        ({"lon": ""}, "place_bad", ", 30.325"),
        ({"lon": "121"}, "place_outside_town", "121.00000, 30.32500"),
    ],
)
def test_dirty_rows_and_why(tmp_path, cells, code, detail):
    assert one(tmp_path, row(**cells)) == NotTaken(2, code, detail)
    assert code in REASONS


def test_a_few_minutes_ahead_are_a_clock(tmp_path):
    assert isinstance(one(tmp_path, row(time="2026-06-01 12:04")), Taken)


def test_without_a_now_no_time_is_too_late(tmp_path):
    path = write(tmp_path, HEADER + row(time="2099-01-01 00:00"))
    assert codes(list(translate_file(path, mapping(), small_town(), small_map()))) == ["taken"]


def test_repeated_rows_and_conflicting_numbers(tmp_path):
    outcomes = translate(tmp_path, HEADER + GOOD + GOOD + row(note="三人"))
    assert codes(outcomes) == ["taken", "repeated", "number_conflict"]
    assert [outcomes[1].first_line, outcomes[2].first_line] == [2, 2]


def test_numbers_made_of_columns(tmp_path):
    text = NAMED.replace('column = "no"', 'hash = ["time", "class"]\nprefix = "h-"')
    outcomes = translate(tmp_path, HEADER + GOOD + GOOD + row(note="三人"), text)
    assert codes(outcomes) == ["taken", "repeated", "taken"]
    first, second = outcomes[0].command.source_no, outcomes[2].command.source_no
    assert second == first + "-2"
    assert outcomes == translate(tmp_path, HEADER + GOOD + GOOD + row(note="三人"), text)


def test_sources_by_column(tmp_path):
    text = NAMED.replace('id = "police_110"', 'column = "note"\nvalues = { "两人" = "grid_worker" }')
    assert command(tmp_path, GOOD, text).source == "grid_worker"
    assert one(tmp_path, row(note="热线"), text) == NotTaken(2, "source_unknown", "热线")
    assert (
        command(tmp_path, row(note="热线"), text.replace("[number]", 'id = "police_110"\n[number]')).source
        == "police_110"
    )


def test_severities_by_column(tmp_path):
    text = NAMED + '[severity]\ncolumn = "note"\nvalues = { "特急" = 1 }\n'
    assert command(tmp_path, row(note="特急", **{"class": "交通"}), text).severity == 1
    assert command(tmp_path, row(note="", **{"class": "交通"}), text).severity == 3
    assert one(tmp_path, row(note="一般"), text) == NotTaken(2, "severity_unknown", "一般")


def test_closings(tmp_path):
    text = NAMED + '[closing]\ncolumn = "note"\n'
    reported_at = datetime(2026, 5, 30, 0, 15, tzinfo=UTC)
    assert command(tmp_path, row(note="2026-05-30 09:15"), text).closed_at == reported_at.replace(hour=1)
    assert command(tmp_path, row(note=""), text).closed_at is None
    assert one(tmp_path, row(note="2026-05-29 09:15"), text) == NotTaken(2, "closing_bad", "2026-05-29 09:15")
    assert one(tmp_path, row(note="明天"), text) == NotTaken(2, "closing_bad", "明天")
    later = one(tmp_path, row(note="2026-06-05 09:15"), text)
    assert (later.command.closed_at, later.notes) == (None, ("closed_later",))
    assert command(tmp_path, GOOD, NAMED + "[closing]\nafter_min = 90\n").closed_at == reported_at.replace(
        hour=1, minute=45
    )


def test_long_texts_are_cut_and_noted(tmp_path):
    outcome = one(tmp_path, row(note="长" * 2000, address="路" * 500))
    assert (len(outcome.command.text), len(outcome.command.address)) == (TEXT_LIMIT, ADDRESS_LIMIT)
    assert outcome.command.text.endswith("…")
    assert outcome.notes == ("text_cut",)
    assert set(outcome.notes) <= set(NOTES)


def test_outside_all_grids_the_nearest_where_the_mapping_says_so(tmp_path):
    text = NAMED.replace('lat = "lat"', 'lat = "lat"\noutside = "nearest"\nnearest_within_m = 300')
    near = one(tmp_path, row(lon="120.122"), text)
    assert (near.command.circle, near.command.place, near.notes) == ("g3", (120.122, 30.325), ("nearest_grid",))
    assert one(tmp_path, row(lon="120.124"), text).code == "place_outside_town"


def test_circles_by_id_or_name_where_there_are_no_coordinates(tmp_path):
    text = NAMED.replace('lat = "lat"', 'lat = "lat"\ncircle = "note"')
    blank = {"lon": "", "lat": ""}
    by_name = one(tmp_path, row(note="网格3", **blank), text)
    assert (by_name.command.circle, by_name.command.place, by_name.notes) == ("g3", None, ("circle_only",))
    assert command(tmp_path, row(note="q2", **blank), text).circle == "q2"
    assert one(tmp_path, row(note="网格9", **blank), text) == NotTaken(2, "circle_unknown", "网格9")
    assert one(tmp_path, row(note="", **blank), text).code == "place_missing"
    only = NAMED.replace('lon = "lon"\nlat = "lat"', 'circle = "note"')
    assert command(tmp_path, row(note="g2", lon="bad"), only).circle == "g2"


def test_a_file_in_gcj02(tmp_path):
    lon, lat = wgs84_to_gcj02((120.095, 30.325))
    text = NAMED.replace('lat = "lat"', 'lat = "lat"\ndatum = "gcj02"')
    assert command(tmp_path, row(lon=repr(lon), lat=repr(lat)), text).place == pytest.approx(
        (120.095, 30.325), abs=1e-6
    )


BOX = "[transform]\nbox = [-75.7, 39.9, -74.9, 40.5]\n"


@pytest.mark.parametrize("laying", ["similarity", "affine", "quantiles"])
def test_another_citys_places(tmp_path, laying):
    text = f'{NAMED}{BOX}places = "{laying}"\n'
    lines = [row(no=f"N{step}", lon=str(-75.6 + step / 10), lat=str(40.0 + step / 20)) for step in range(7)]
    outcomes = translate(tmp_path, HEADER + "".join(lines) + row(lon="-80", lat="40"), text)
    assert codes(outcomes[:-1]) == ["taken"] * 7
    assert outcomes[-1] == NotTaken(9, "place_outside_source", "-80.00000, 40.00000")
    lons = [outcome.command.place[0] for outcome in outcomes[:-1]]
    assert lons == sorted(lons)
    locator = small_locator()
    assert all(outcome.command.circle == locator.grid_of(outcome.command.place) for outcome in outcomes[:-1])


def test_quantiles_pass_over_rows_that_cannot_be_laid(tmp_path):
    text = f'{NAMED}[transform]\nplaces = "quantiles"\n'
    lines = row(lon="x") + row(no="2", lon="", lat="") + "short\n" + row(no="3", lon="-75", lat="40")
    assert codes(translate(tmp_path, HEADER + lines, text)) == ["place_bad", "place_missing", "columns", "taken"]
    only = NAMED.replace('lon = "lon"\nlat = "lat"', 'circle = "note"') + '[transform]\nplaces = "quantiles"\n'
    assert codes(translate(tmp_path, HEADER + row(note="g1"), only)) == ["taken"]


def test_only_the_days_that_were_asked_for(tmp_path):
    text = NAMED + '[transform]\nclock = "wall"\ndays = { "2016-03-15" = "2026-05-31" }\n'
    outcomes = translate(tmp_path, HEADER + row(time="2016-03-15 08:15") + row(no="2", time="2016-03-16 08:15"), text)
    assert outcomes[0].command.reported_at == datetime(2026, 5, 31, 0, 15, tzinfo=UTC)
    assert outcomes[1] == NotTaken(3, "day_not_asked", "2016-03-16")


def test_a_shift_out_of_the_calendar_is_a_bad_time(tmp_path):
    text = NAMED + "[transform]\nshift_days = 100000\n"
    assert one(tmp_path, row(time="9990-01-01 00:00"), text).code == "time_bad"
    late = NAMED + "[transform]\nshift_days = 0\n[closing]\nafter_min = 1000000\n"
    path = write(tmp_path, HEADER + row(time="9999-12-30 00:00"))
    assert codes(list(translate_file(path, mapping(late), small_town(), small_map()))) == ["closing_bad"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "police_110"', 'id = "police_911"', "第 3 行，source：本镇没有来源 'police_911'；是不是 police_110"),
        ('source = "fire_119"', 'source = "xx"', "第 26 行，source：本镇没有来源 'xx'；可用：fire_119, grid_worker"),
        ('kind = "brawl"', 'kind = "brawls"', "第 19 行，kind：本镇没有类别 'brawls'；是不是 brawl"),
    ],
)
def test_what_the_town_does_not_have(tmp_path, old, new, said):
    with pytest.raises(ImportFault, match=said):
        translate(tmp_path, HEADER + GOOD, NAMED.replace(old, new))


def test_a_town_without_areas_has_no_room_for_another_city(tmp_path):
    town_map = small_map().__class__({})
    path = write(tmp_path, HEADER + GOOD)
    text = f'{NAMED}{BOX}places = "similarity"\n'
    with pytest.raises(ImportFault, match="网格"):
        list(translate_file(path, mapping(text), small_town(), town_map, NOON))


@anything
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_only_reported(tmp_path, content):
    outcomes = translate(tmp_path, HEADER.encode() + content)
    assert all(isinstance(one, NotTaken) and one.code in REASONS for one in outcomes)


cells = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "120.1",
        "30.33",
        "nan",
        "1e999",
        "2026-05-30 08:15",
        "2026-13-01 00:00",
        "打架",
        '"',
        '""',
        "\0",
        "\x1b",
    ]
)


@anything
@given(st.lists(st.lists(cells, min_size=5, max_size=8), max_size=8))
def test_every_row_has_one_outcome_and_only_the_world_s_rules_are_kept(tmp_path, rows):
    content = HEADER + "".join(",".join(cells) + "\n" for cells in rows)
    desk = Desk()
    for outcome in translate(tmp_path, content):
        if isinstance(outcome, Taken):
            desk.do(outcome.command, Actor("source", outcome.command.source))
        else:
            assert outcome.code in REASONS
    assert desk.world.seq == len(desk.entries)
