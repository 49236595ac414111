"""Whatever the bytes are, each line becomes a row or a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.intake.faults import ImportFault
from cockpit.intake.rows import JOINED_LIMIT, LINE_LIMIT, BadRow, FileShape, Rows
from tests.intake.files import write

PLAIN = FileShape(header=False, names=("a", "b", "c"))
JSON = FileShape(format="jsonl")
anything = settings(
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture], max_examples=150
)


def read(folder: Path, content: str | bytes, shape: FileShape = PLAIN, wanted=("a", "b", "c")):
    with Rows(write(folder, content), shape, wanted) as rows:
        return list(rows)


def summary(rows):
    return [(one.line, one.code) if isinstance(one, BadRow) else (one.line, one.cells) for one in rows]


def test_plain_lines_with_either_end_and_blank_ones(tmp_path):
    assert summary(read(tmp_path, "1,2,3\r\n\n  \n4,5,6")) == [(1, ["1", "2", "3"]), (4, ["4", "5", "6"])]


def test_a_header_names_the_columns_in_any_order(tmp_path):
    path = write(tmp_path, '\ufeff c , "a" ,b\n3,1,2\n')
    with Rows(path, FileShape(quote=""), ("b", 3)) as rows:
        assert (rows.index_of("b"), rows.index_of(3)) == (2, 2)
        assert [row.cells for row in rows] == [["3", "1", "2"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path, encoding):
    content = "编号,地点,类\n1,振华路,火情\n".encode(encoding)
    rows = read(tmp_path, content, FileShape(encoding=encoding), ("编号", "地点", "类"))
    assert summary(rows) == [(2, ["1", "振华路", "火情"])]


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "，"])
def test_any_delimiter(tmp_path, delimiter):
    line = delimiter.join(["1", f'"x{delimiter}y"', "3"])
    shape = FileShape(header=False, names=("a", "b", "c"), delimiter=delimiter)
    assert summary(read(tmp_path, line, shape)) == [(1, ["1", f"x{delimiter}y", "3"])]


def test_quoted_cells_over_several_lines(tmp_path):
    content = '1,"two\nlines, and ""quotes""",3\n4,5" pipe,6\n'
    assert summary(read(tmp_path, content)) == [
        (1, ["1", 'two\nlines, and "quotes"', "3"]),
        (3, ["4", '5" pipe', "6"]),
    ]


def test_a_quote_that_never_closes_costs_its_own_line_only(tmp_path):
    content = '1,"2,3\n' + "4,5,6\n" * 3 + '7,"8,9\n1,2,3\n'
    assert summary(read(tmp_path, content)) == [
        (1, "quotes"),
        *((line, ["4", "5", "6"]) for line in (2, 3, 4)),
        (5, "quotes"),
        (6, ["1", "2", "3"]),
    ]


def test_a_quote_is_not_looked_for_beyond_the_limit(tmp_path):
    content = '1,"2\n' + "x\n" * JOINED_LIMIT + '2",3\n'
    rows = read(tmp_path, content)
    assert rows[0] == BadRow(1, "quotes", "unclosed")
    assert {one.code for one in rows[1:] if isinstance(one, BadRow)} == {"columns"}


def test_bad_lines_inside_an_open_quote_are_each_reported(tmp_path):
    rows = read(tmp_path, b'1,"2,3\n\xff\xff\n4,5,6\n7,"8\n\x00,2\n')
    assert summary(rows) == [(1, "quotes"), (2, "encoding"), (3, ["4", "5", "6"]), (4, "quotes"), (5, "nul")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"1,2", "columns"),
        (b"1,2,3,4", "columns"),
        (b",,", "blank"),
        (b"1,\x00,3", "nul"),
        (b"1,\xe6\x8c,3", "encoding"),
        (b'1,"2"x,3', "quotes"),
        (b"x" * (LINE_LIMIT + 10), "too_long"),
    ],
)
def test_bad_lines(tmp_path, line, code):
    rows = read(tmp_path, line + b"\n1,2,3\n")
    assert summary(rows) == [(1, code), (2, ["1", "2", "3"])]


def test_blank_cells_too_many_at_the_end_are_dropped(tmp_path):
    assert summary(read(tmp_path, "1,2,3,, \n")) == [(1, ["1", "2", "3"])]


def test_without_a_count_only_the_columns_in_use_are_asked_for(tmp_path):
    rows = read(tmp_path, "1,2\n1\n1,2,3\n", FileShape(header=False), (2,))
    assert [one.code if isinstance(one, BadRow) else len(one.cells) for one in rows] == [2, "columns", 3]


def test_json_lines(tmp_path):
    content = (
        '\ufeff{"no": 7, "at": {"lon": 120.5, "list": [1, {"x": true}]}, "none": null}\n'
        "[1]\n{bad\n\n"
        '{"no": "\\u0000"}\n'
        '{"at": "flat"}\n'
        '{"no": {"deep": [1]}}\n'
    )
    rows = read(tmp_path, content, JSON, ("no", "at.lon", "at.list.1.x", "none"))
    assert summary(rows) == [
        (1, ["7", "120.5", "true", ""]),
        (2, "json"),
        (3, "json"),
        (5, "nul"),
        (6, ["", "", "", ""]),
        (7, ['{"deep":[1]}', "", "", ""]),
    ]


def test_two_json_lines_are_the_same_whatever_the_order_of_keys(tmp_path):
    first, second = read(tmp_path, '{"a":1,"b":2}\n{"b":2,"a":1}\n', JSON, ("a",))
    assert first.content == second.content


def test_deep_json_is_only_reported(tmp_path):
    rows = read(tmp_path, "[" * 30_000 + "\n", JSON, ("a",))
    assert summary(rows) == [(1, "json")]


@pytest.mark.parametrize(
    ("content", "shape", "wanted", "said"),
    [
        (b"a,b\n", FileShape(), ("c",), "'c'"),
        (b"a,b\n", FileShape(), (3,), "3"),
        (b"", FileShape(), ("a",), "空的"),
        (b"\xff\xff\xff\n", FileShape(), ("a",), "表头"),
        (b"\xff\xfea\x00", FileShape(), ("a",), "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_begun(tmp_path, content, shape, wanted, said):
    with pytest.raises(ImportFault, match=said):
        Rows(write(tmp_path, content), shape, wanted)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ImportFault, match="无法打开"):
        Rows(tmp_path / "none.csv", PLAIN, ("a",))
    with pytest.raises(ImportFault, match="无法打开"):
        Rows(tmp_path, PLAIN, ("a",))


@anything
@given(content=st.binary(max_size=400), header=st.booleans(), encoding=st.sampled_from(["utf-8", "gb18030"]))
def test_arbitrary_bytes_never_crash(tmp_path, content, header, encoding):
    shape = FileShape(header=header, encoding=encoding)
    try:
        rows = read(tmp_path, content, shape, (1,))
    except ImportFault as fault:
        assert fault.faults
        return
    lines = [one.line for one in rows]
    assert lines == sorted(set(lines))
    assert all(line <= content.count(b"\n") + 1 for line in lines)


@anything
@given(st.text(alphabet='a1",\n\r\0;{}[]:', max_size=120), st.sampled_from([PLAIN, JSON]))
def test_texts_near_the_format_never_crash(tmp_path, content, shape):
    rows = read(tmp_path, content, shape)
    written = [number for number, line in enumerate(content.encode().split(b"\n"), 1) if line.strip()]
    joined = sum(cell.count("\n") for one in rows if not isinstance(one, BadRow) for cell in one.cells)
    assert len(rows) >= len(written) - joined
