"""Makes the Word template that ships: ``python -m cockpit.reports.template FILE``.

A town puts its own beside ``town.toml`` as ``consultation.docx``: any Word document with the same fields
(docxtpl: ``{{ title }}``, ``{%p for … %}`` over paragraphs, ``{%tr for … %}`` over rows, ``{%tc for … %}`` over cells).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cockpit.reports.fonts import BODY, HEADING, LATIN

MARGINS_MM = (37, 35, 28, 26)
"""Top, bottom, left, right. Source: GB/T 9704-2012, 5.2.1 (37 mm head, 28 mm back, 156 × 225 mm of type)."""


def make_template(file: Path) -> None:
    """Writes the template."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, MARGINS_MM)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(
            qn("w:eastAsia"), "zh-CN"
        )  # Else an office may take the glyphs of another script: "，" in the middle.
    _set_fonts(made.styles["Normal"], BODY, 12)
    _set_fonts(made.styles["Heading 1"], HEADING, 15)
    made.styles["Heading 1"].font.color.rgb = RGBColor(0, 0, 0)
    _paragraph(made, "{{ number }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    _paragraph(made, "{{ title }}", HEADING, 22, WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(made, "{{ subtitle }}", align=WD_ALIGN_PARAGRAPH.CENTER)
    made.add_paragraph("{%p for section in sections %}")
    made.add_paragraph("{{ section.title }}", style="Heading 1")
    made.add_paragraph("{%p for text in section.paragraphs %}")
    _paragraph(made, "{{ text }}").paragraph_format.first_line_indent = Pt(24)
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p if section.rows %}")
    _table(made)
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if section.picture %}")
    picture = _paragraph(made, "{{ section.picture }}", align=WD_ALIGN_PARAGRAPH.CENTER)
    picture.paragraph_format.space_before = Pt(8)  # Clear of a table's last line.
    _paragraph(made, "{{ section.caption }}", size=10, align=WD_ALIGN_PARAGRAPH.CENTER)
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    _watermark(section.header.paragraphs[0])
    _page_number(section.footer.paragraphs[0])
    made.core_properties.title, made.core_properties.author = "平安会商日报", ""
    file.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(file))


def _set_fonts(style: Any, font: str, size_pt: float) -> None:
    """Word takes a Chinese letter's font from ``w:eastAsia``; the name that python-docx sets is the Latin one."""
    style.font.name, style.font.size = LATIN, Pt(size_pt)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), font)


def _paragraph(made: Any, text: str, font: str = BODY, size: float = 12, align: Any = None) -> Any:
    paragraph = made.add_paragraph()
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = LATIN, Pt(size), font == HEADING
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    paragraph.alignment = align
    return paragraph


def _table(made: Any) -> None:
    table = made.add_table(rows=4, cols=3, style="Table Grid")
    cells = (
        ("{%tc for one in section.head %}", "{{ one }}", "{%tc endfor %}"),
        ("{%tr for row in section.rows %}", "", ""),
        ("{%tc for one in row %}", "{{ one }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(9)
            spacing = cell.paragraphs[0].paragraph_format
            spacing.line_spacing, spacing.space_before, spacing.space_after = Pt(14), Pt(1), Pt(1)
            run.font.bold = row is table.rows[0]
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))


def _watermark(paragraph: Any) -> None:
    """The faint line in every page's head: who made it, when, and its number."""
    run = paragraph.add_run("{{ watermark }}")
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x99, 0x99, 0x99)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)


if __name__ == "__main__":
    make_template(Path(sys.argv[1]))
