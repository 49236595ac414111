"""What became of each row, in counts, in words and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cockpit.domain.incidents import ReportIncident
from cockpit.intake import laying, report, rows, translate
from cockpit.intake.report import DETAILS_KEPT, NOTES, REASONS, ImportReport, NotTaken, Taken
from tests.towns import NOON


def taken(line, *notes):
    return Taken(line, ReportIncident("police_110", str(line), "brawl", "打架", NOON), notes)


def sample():
    held = ImportReport("calls.csv", "m.toml")
    held.add(taken(2))
    held.add(taken(3, "nearest_grid"))
    held.add(taken(4), "already_there")
    held.add(NotTaken(5, "repeated", "", 2))
    held.add(NotTaken(6, "time_bad", "昨天"))
    held.add(NotTaken(7, "blank"))
    held.refuse(taken(8), "没有事件来源")
    return held


def test_counts():
    held = sample()
    assert (held.rows, held.accepted, held.already_there, held.repeated, held.not_taken) == (7, 2, 1, 1, 3)


def test_as_json():
    told = json.loads(json.dumps(sample().as_dict(), ensure_ascii=False))
    assert (told["file"], told["mapping"], told["rows"], told["accepted"]) == ("calls.csv", "m.toml", 7, 2)
    assert told["reasons"]["repeated"]["details"] == [{"line": 5, "detail": "", "first_line": 2}]
    assert told["reasons"]["time_bad"]["lines"] == [6]
    assert told["reasons"]["time_bad"]["details"] == [{"line": 6, "detail": "昨天"}]
    assert told["reasons"]["blank"] == {
        "zh": "整行空白",
        "en": "all cells are blank",
        "count": 1,
        "lines": [7],
        "details": [],
    }
    assert told["reasons"]["refused"]["details"][0]["detail"] == "没有事件来源"
    assert told["notes"]["nearest_grid"]["lines"] == [3]


def test_in_chinese():
    text = sample().text("zh")
    assert text.startswith("calls.csv：共 7 行：导入 2，已在库 1，重复行 1，未导入 3")
    assert "与前面某行完全相同：1 行，第 5（同 2） 行" in text
    assert "昨天：第 6 行" in text


def test_in_english():
    text = sample().text("en")
    assert text.startswith("calls.csv: 7 rows: 2 taken, 1 already there, 1 repeated, 3 not taken")
    assert "the time cannot be read: 1\n    昨天: line 6" in text
    assert ImportReport().text("en") == "0 rows: 0 taken, 0 already there, 0 repeated, 0 not taken"


def test_many_lines_are_counted_but_not_all_listed():
    held = ImportReport()
    for line in range(1, DETAILS_KEPT + 101):
        held.add(NotTaken(line, "blank"))
        held.add(NotTaken(line, "class_unknown", f"类{line}"))
    text = held.text("zh")
    assert f"…（共 {DETAILS_KEPT + 100} 行）" in text
    assert f"…另 {DETAILS_KEPT + 100 - report.LINES_SHOWN} 行" in text
    told = held.as_dict()["reasons"]["class_unknown"]
    assert (len(told["lines"]), len(told["details"])) == (DETAILS_KEPT + 100, DETAILS_KEPT)
    assert "more, all in --json" in held.text("en")


def test_every_code_in_the_source_has_words():
    source = "".join(Path(module.__file__).read_text("utf-8") for module in (rows, laying, translate))
    used = set(re.findall(r'(?:Untaken\(|BadRow\([\w.]+, )"(\w+)"', source))
    assert used <= set(REASONS)
    assert len(used) > 20
    assert set(re.findall(r'notes\.append\("(\w+)"\)', source)) == set(NOTES)
