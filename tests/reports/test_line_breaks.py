"""Lines of Chinese text: nothing is lost, nothing too wide, and no mark stands at the wrong end of a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cockpit.reports.line_breaks import CLOSING, OPENING, lines_of

TEXTS = st.text("治安交通消防矛盾，。；：（）“”《》0123456789.%−", max_size=80)


def test_a_closing_mark_stays_with_its_letter_and_a_number_whole() -> None:
    assert list(lines_of("不涉及任何个人。", 7, len)) == ["不涉及任何个", "人。"]
    assert list(lines_of("事件“燃气泄漏”扣2.1分", 3, len)) == ["事件", "“燃气", "泄漏”", "扣", "2.1", "分"]
    assert list(lines_of("", 5, len)) == []


@given(text=TEXTS, width=st.integers(4, 20))
def test_every_line_begins_and_ends_as_it_may(text: str, width: int) -> None:
    lines = list(lines_of(text, width, len))
    assert "".join(lines) == text
    for before, line in zip(lines, lines[1:], strict=False):
        assert line[0] not in CLOSING, (before, line)
        assert before[-1] not in OPENING, (before, line)


@given(text=st.text("治安交通消防，。（）", max_size=80))
def test_a_line_is_too_wide_only_where_one_piece_is(text: str) -> None:
    for line in lines_of(text, 8, len):
        assert len(line) <= 8 or len(list(lines_of(line, 1, len))) == 1
