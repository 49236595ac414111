"""The three documents are opened again by libraries that read them: everything that the day holds stands in each."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from cockpit.errors import EnvironmentFailure
from cockpit.reports.commands import write_report
from cockpit.reports.day import DayReport
from cockpit.reports.template import make_template
from cockpit.reports.word_document import OWN, TEMPLATE
from tests.reports.days import empty_day, full_day

NAMED = (
    "会商〔2026〕7号", "小镇平安会商日报", "2026年5月31日", "误报未剔除", "清理消防通道", "逾期",
    "119全日没有报送", "86.0",
)  # fmt: skip


def written(report: DayReport, folder: Path) -> tuple[Path, Path, Path]:
    """The documents, in a folder that has yet to be made."""
    word, pdf, sheet = write_report(report, folder, folder / "out")
    return word, pdf, sheet


def words_of(file: Path) -> str:
    """All text of a Word document, tables included."""
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_word_says_all_of_it_in_chinese_type(tmp_path: Path) -> None:
    file, _, _ = written(full_day(), tmp_path)
    text = words_of(file)
    assert all(one in text for one in NAMED) and "仓库<火>情&烟" in text
    assert "{{" not in text and "{%" not in text, "a field was left"
    document = docx.Document(str(file))
    fonts = {one.get(qn("w:eastAsia")) for one in document.element.iter(qn("w:rFonts"))}
    styles = document.styles
    fonts |= {styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Normal", "Heading 1")}
    assert fonts == {"仿宋", "黑体"}
    assert {one.get(qn("w:eastAsia")) for one in styles.element.iter(qn("w:lang"))} == {"zh-CN"}
    assert "沈宁远" in document.sections[0].header.paragraphs[0].text, "the watermark"
    assert len(document.inline_shapes) == 2, "the lines and the map"


def test_the_pdf_says_the_same_and_carries_its_fonts(tmp_path: Path) -> None:
    _, file, _ = written(full_day(), tmp_path)
    read = pypdf.PdfReader(file)
    text = "".join(page.extract_text() for page in read.pages).replace("\x00", "")
    text = re.sub(r"\s", "", text)
    assert all(one in text for one in NAMED[1:6]), text[:400]
    fonts = [font.get_object() for page in read.pages for font in page["/Resources"]["/Font"].values()]
    embedded = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert embedded and all({"/FontFile2", "/FontFile3"} & one.keys() for one in embedded)


def test_the_sheet_holds_numbers_and_no_formula_of_a_strangers(tmp_path: Path) -> None:
    _, _, file = written(full_day(), tmp_path)
    book = load_workbook(file)
    rows = {row[0].value: [cell.value for cell in row] for row in book["六指数"].iter_rows(min_row=2)}
    assert rows["消防"][1:5] == [70, "关注", 88, "误报未剔除"]
    assert book["三十日"].max_row == 31 and len(book["三十日"]._charts) == 1
    assert [cell.value for cell in book["指令"][2]][3:9] == [5, 4, 2, 1, 1, 42]
    share = book["时限按部门"]["D2"]
    assert (share.value, share.number_format) == (0.75, "0%")
    assert {row[0].value for row in book["展望"].iter_rows(min_row=2)} == {"指挥中心"}
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_a_day_with_nothing_says_so(tmp_path: Path) -> None:
    word, pdf, sheet = written(empty_day(), tmp_path)
    text = words_of(word)
    assert "草稿（未编号）" in text and "当日没有下达指令" in text and "暂定数" in text and "不能定数" in text
    assert pypdf.PdfReader(pdf).pages and load_workbook(sheet)["重点事件"].max_row == 1


def test_the_towns_own_template_is_taken_and_a_faulty_one_named(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("本镇 {{ title }}")
    own.save(str(tmp_path / OWN))
    word, _, _ = written(full_day(), tmp_path)
    assert words_of(word).strip() == "本镇 小镇平安会商日报"
    own.add_paragraph("{{ oops")
    own.save(str(tmp_path / OWN))
    with pytest.raises(EnvironmentFailure, match="模板"):
        written(full_day(), tmp_path)
    (tmp_path / OWN).write_text("no document")
    with pytest.raises(EnvironmentFailure, match="模板"):
        written(full_day(), tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(EnvironmentFailure, match="out"):
        written(full_day(), tmp_path)


def test_the_template_that_ships_is_the_one_that_is_made(tmp_path: Path) -> None:
    make_template(tmp_path / "made.docx")
    one, other = (docx.Document(str(file)) for file in (TEMPLATE, tmp_path / "made.docx"))
    assert one.element.xml == other.element.xml, "run: python -m cockpit.reports.template"
