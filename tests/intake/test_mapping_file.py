"""A mapping file: what it says, and how each fault is named with its line, its key and the mend."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake.faults import ImportFault
from cockpit.intake.mapping_file import parse_mapping, read_mapping
from tests.intake.files import NAMED, mapping


def faults(text):
    with pytest.raises(ImportFault) as caught:
        mapping(text)
    return caught.value


def changed(old, new):
    assert old in NAMED
    return NAMED.replace(old, new)


def test_everything_that_a_mapping_says():
    read = mapping(
        NAMED
        + """
[file]
format = "csv"
encoding = "gb18030"
delimiter = ";"
quote = ""
columns = 7
[closing]
column = ["day", "hour"]
after_min = 30
[severity]
column = "level"
values = { "一级" = 1 }
[transform]
places = "similarity"
box = [1, 2, 3, 4]
rotation_deg = 90
margin = 0.1
clock = "wall"
[transform.days]
2016-03-15 = 2026-11-21
"2016-04-15" = "2026-11-22"
"""
    )
    assert (read.shape.encoding, read.shape.delimiter, read.shape.quote, read.shape.columns) == ("gb18030", ";", "", 7)
    assert read.closing.columns == ("day", "hour")
    assert (read.closing.after_min, read.closing.written) == (30.0, read.time.written)
    assert read.severity.values == {"一级": 1}
    assert read.transform.box == (1.0, 2.0, 3.0, 4.0)
    assert read.transform.days.days == (
        (date(2016, 3, 15), date(2026, 11, 21)),
        (date(2016, 4, 15), date(2026, 11, 22)),
    )
    assert [rule.how for rule in read.rules] == ["exact", "prefix", "regex", "exact"]
    assert set(read.columns()) == {
        *("no", "time", "day", "hour", "class", "level", "lon", "lat", "address", "note"),
    }


def test_a_class_rule_for_all_the_rest():
    read = mapping(changed("[class]\n", '[class]\notherwise_kind = "quarrel"\notherwise_severity = 4\n'))
    assert (read.rules[-1].how, read.rules[-1].kind, read.rules[-1].severity) == ("otherwise", "quarrel", 4)


def test_a_misspelt_key_is_named_with_its_line_and_the_one_that_was_meant():
    fault = faults(changed('format = "%Y', 'fromat = "%Y')).faults[0]
    assert (fault.file, fault.line, fault.key) == ("test.toml", 8, "[time] fromat")
    assert "format" in fault.zh
    assert fault.text("en") == "test.toml, line 8, [time] fromat: there is no key fromat; did you mean format?"
    assert fault.text("zh").startswith("test.toml 第 8 行，[time] fromat：")


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("[time]", "[tmie]", 6, "[tmie]", "time"),
        ("[text]", "[texts]", 12, "[texts]", "text"),
        ('id = "police_110"', "id = 110", 3, "[source] id", "文字"),
        ('id = "police_110"', "", 2, "[source] id", "column"),
        ('column = "no"', "column = 0", 5, "[number] column", "列号"),
        ('column = "no"', "column = true", 5, "[number] column", "列名"),
        ('column = "no"', "", 4, "[number] column", "hash"),
        ('column = "no"', 'column = "no"\nhash = ["a"]', 5, "[number] column", "须且只须写一个"),
        ('column = "time"', "", 6, "[time] column", "时间"),
        ("%Y-%m-%d %H:%M", "%Y-%m-%d", 8, "[time] format", "完整"),
        ("%Y-%m-%d %H:%M", "%J", 8, "[time] format", "%H"),
        ('lon = "lon"', "", 9, "[place] lon", "同时"),
        ('lon = "lon"\nlat = "lat"', "", 9, "[place] lon", "circle"),
        ('lat = "lat"', 'lat = "lat"\noutside = "drop"', 12, "[place] outside", "nearest"),
        ('lat = "lat"', 'lat = "lat"\nnearest_within_m = -1', 12, "[place] nearest_within_m", "之间"),
        ('text = "{class}：{note}"', 'text = "{class"', 13, "[text] text", "花括号"),
        ('[class]\ncolumn = "class"', "[class]", 15, "[class] column", "类别"),
        ('regex = "火"', 'regex = "(火"', 25, "[class.rule 3] regex", "正则"),
        ('prefix = "交通"', "prefix = 3", 21, "[class.rule 2] prefix", "文字"),
        ('prefix = "交通"', "", 20, "[class.rule 2]", "须且只须写一个"),
        ('prefix = "交通"', 'prefix = "交通"\nexact = "x"', 20, "[class.rule 2]", "须且只须写一个"),
        ("severity = 3", "severity = 5", 23, "[class.rule 2] severity", "0 至 4"),
        ("severity = 3", "severity = 3.5", 23, "[class.rule 2] severity", "整数"),
        ('reject = "不归指挥中心"', "", 29, "[class.rule 4] kind", "reject"),
        ('kind = "brawl"', 'kind = "brawl"\nknid = "x"', 20, "[class.rule 1] knid", "kind"),
    ],
)
def test_faults_with_line_key_and_mend(old, new, line, key, said):
    texts = [(fault.line, fault.key) for fault in faults(changed(old, new)).faults]
    assert (line, key) in texts
    assert said in faults(changed(old, new)).text("zh")


@pytest.mark.parametrize(
    ("more", "key", "said"),
    [
        ('[file]\nformat = "xlsx"', "[file] format", "csv, jsonl"),
        ('[file]\nencoding = "latin-1"', "[file] encoding", "gb18030"),
        ('[file]\ndelimiter = "||"', "[file] delimiter", "one character"),
        ('[file]\nquote = ","', "[file] quote", "differ"),
        ("[file]\nheader = 1", "[file] header", "true or false"),
        ('[file]\nnames = ["a"]', "[file] names", "header = false"),
        ('[file]\nheader = false\nnames = ["a", "a"]', "[file] names", "one name"),
        ("[file]\nheader = false\nnames = [1]", "[file] names", "texts only"),
        ("[file]\nheader = false", "[file] names", "list the names"),
        ("[file]\nnames = 3", "[file] names", "a list"),
        ('[severity]\ncolumn = "x"\nvalues = { "a" = 9 }', "[severity] values", "1 to 4"),
        ('[transform]\nplaces = "affine"', "[transform] box", "west, south"),
        ("[transform]\nbox = [3, 2, 1, 4]", "[transform] box", "west, south"),
        ("[transform]\nbox = [1, 2]", "[transform] box", "4 numbers"),
        ('[transform]\ndays = { "2016-02-30" = "2026-01-01" }', "[transform] days", "two dates"),
        ('[transform]\ndays = { "2016-02-20" = 5 }', "[transform] days", "two dates"),
        ('[transform]\nshift_days = 1\ndays = { "2016-02-20" = "2026-01-01" }', "[transform] shift_days", "either"),
        ('[closing]\nzone = "Asia/Hangzhou"', "[closing] zone", "Asia/Shanghai"),
        ('[closing]\nafter_min = "2h"', "[closing] after_min", "a number"),
    ],
)
def test_faults_of_the_optional_tables(more, key, said):
    fault = faults(f"{NAMED}\n{more}\n")
    assert key in [one.key for one in fault.faults]
    assert said in fault.text("en")


def test_all_faults_at_once_in_the_order_of_the_file():
    text = NAMED.replace('id = "police_110"', "id = 1").replace('regex = "火"', 'regex = "["')
    lines = [fault.line for fault in faults(text).faults]
    assert lines == sorted(lines)
    assert {3, 25} <= set(lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time = 3\n" + NAMED.replace("[time]", "[tim]"), "应为一个表"),
        ("class = [1]", "应为一个表"),
        ("[class]\nrule = 3", "应为一列表"),
        ("[source\n", "TOML"),
        ("", "[[class.rule]]"),
    ],
)
def test_wrong_shapes(text, said):
    assert said in faults(text).text()


def test_source_values_must_be_texts():
    fault = faults(changed('id = "police_110"', 'column = "s"\nvalues = { "a" = 1 }'))
    assert "来源编号" in fault.text("zh")


def test_reading_from_a_file(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text("\ufeff" + NAMED, encoding="utf-8")
    assert read_mapping(path).name == "m.toml"
    path.write_bytes(NAMED.encode("gb18030"))
    with pytest.raises(ImportFault, match="UTF-8"):
        read_mapping(path)
    with pytest.raises(ImportFault, match="无法打开"):
        read_mapping(tmp_path / "none.toml")


@given(st.text(alphabet='[]="classrule.\n1 {}', max_size=80))
def test_any_text_is_a_mapping_or_a_list_of_faults(text):
    with pytest.raises(ImportFault) as caught:
        parse_mapping(text, "any.toml")
    assert caught.value.faults


values = st.one_of(st.none(), st.integers(), st.booleans(), st.floats(), st.text(max_size=5), st.just([1]), st.just({}))


@given(st.dictionaries(st.sampled_from(["file", "source", "time", "class", "place", "transform"]), values))
def test_any_value_in_place_of_a_table_is_a_fault(tables):
    def toml(value):
        if isinstance(value, bool):
            return "true"
        if isinstance(value, int | float):
            return repr(value)
        if isinstance(value, str):
            return '"x"'
        return {None: '""', "[1]": "[1]", "{}": "{}"}[value if value is None else str(value)]

    text = "\n".join(f"{key} = {toml(value)}" for key, value in tables.items())
    with pytest.raises(ImportFault) as caught:
        parse_mapping(text, "any.toml")
    assert caught.value.text("en")
