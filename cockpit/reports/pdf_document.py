"""The report as PDF, with the Chinese font's used letters inside it, so that it looks the same everywhere."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, WrapMode
from fpdf.fonts import FontFace

from cockpit.errors import EnvironmentFailure
from cockpit.reports.fonts import faces
from cockpit.reports.line_breaks import lines_of
from cockpit.reports.sections import Document, Section, Table

BODY_PT, SMALL_PT, HEAD_PT, TITLE_PT = 12, 9, 15, 22
LINE_MM = 7.0
PICTURE_MM = 150.0

logging.getLogger("fontTools").setLevel(logging.ERROR)


class _Pages(FPDF):
    """A4 with a faint line in the head and across each page, and page numbers."""

    def __init__(self, watermark: str) -> None:
        super().__init__(format="A4")
        self._watermark = watermark
        regular, bold = faces()
        self.add_font("body", "", regular.path, collection_font_number=regular.index)
        self.add_font("heading", "", bold.path, collection_font_number=bold.index)
        self.set_margins(28, 26, 26)
        self.set_auto_page_break(True, 22)

    def header(self) -> None:
        self.set_text_color(150)
        self.set_font("body", size=SMALL_PT)
        self.set_y(12)
        self.cell(0, 5, self._watermark, align="R")
        self.set_text_color(232)
        self.set_font("body", size=30)
        with self.rotation(35, self.w / 2, self.h / 2):
            self.text(self.w / 2 - self.get_string_width(self._watermark) / 2, self.h / 2, self._watermark)
        self.set_text_color(0)
        self.set_font("body", size=BODY_PT)
        self.set_y(26)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("body", size=SMALL_PT)
        self.cell(0, 5, f"— {self.page_no()} —", align="C")


def write_pdf(document: Document, pictures: Mapping[str, bytes], file: Path) -> None:
    """Sets the document.

    Raises:
        EnvironmentFailure: no Chinese font, or the file cannot be written.
    """
    pages = _Pages(document.watermark)
    pages.set_title(document.title)
    pages.add_page()
    pages.cell(0, LINE_MM, document.number, align="R", new_x="LMARGIN", new_y="NEXT")
    pages.set_font("heading", size=TITLE_PT)
    pages.multi_cell(0, 14, document.title, align="C", new_x="LMARGIN", new_y="NEXT")
    pages.set_font("body", size=BODY_PT)
    pages.cell(0, LINE_MM, document.subtitle, align="C", new_x="LMARGIN", new_y="NEXT")
    for section in document.sections:
        _section(pages, section, pictures)
    try:
        file.write_bytes(bytes(pages.output()))
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {file}：{failure} (cannot write the report)") from failure


def _section(pages: _Pages, section: Section, pictures: Mapping[str, bytes]) -> None:
    if pages.will_page_break(30):
        pages.add_page()
    pages.ln(3)
    pages.set_font("heading", size=HEAD_PT)
    pages.cell(0, 10, section.title, new_x="LMARGIN", new_y="NEXT")
    pages.set_font("body", size=BODY_PT)
    for text in section.paragraphs:
        for line in lines_of(f"　　{text}", pages.epw - 2 * pages.c_margin, pages.get_string_width):
            pages.cell(0, LINE_MM, line, new_x="LMARGIN", new_y="NEXT")
    if section.table is not None:
        _table(pages, section.table)
    picture = pictures.get(section.picture)
    if picture is not None:
        pages.ln(2)
        pages.image(io.BytesIO(picture), x=Align.C, w=PICTURE_MM)
        pages.set_font("body", size=SMALL_PT)
        pages.cell(0, 6, section.caption, align="C", new_x="LMARGIN", new_y="NEXT")


def _table(pages: _Pages, table: Table) -> None:
    pages.set_font("body", size=SMALL_PT)
    head = FontFace(family="heading", fill_color=(235, 238, 242))
    widths = tuple(round(1000 * one) for one in table.widths)
    with pages.table(
        col_widths=widths, headings_style=head, line_height=5.5, text_align="LEFT", wrapmode=WrapMode.CHAR, padding=0.8
    ) as drawn:
        for row in (table.head, *table.rows):
            drawn.row(row)
    pages.set_font("body", size=BODY_PT)
