"""The report as a Word document, from the office's own template."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError

from cockpit.errors import EnvironmentFailure
from cockpit.reports.sections import Document, Section

TEMPLATE = Path(__file__).resolve().parents[2] / "resources" / "reports" / "consultation.docx"
OWN = "consultation.docx"
"""A town folder's own template, where it has one."""
PICTURE_MM = 150


def template_of(town: Path) -> Path:
    """The town's own template, else the one that ships."""
    own = town / OWN
    return own if own.is_file() else TEMPLATE


def write_word(document: Document, pictures: Mapping[str, bytes], template: Path, file: Path) -> None:
    """Fills the template in.

    Raises:
        EnvironmentFailure: the template is not there or faulty, or the file cannot be written.
    """
    try:
        filled = DocxTemplate(template)
        sections = [_plain(filled, one, pictures) for one in document.sections]
        context = {
            "title": document.title,
            "subtitle": document.subtitle,
            "number": document.number,
            "watermark": document.watermark,
            "sections": sections,
        }
        filled.render(context, autoescape=True)
        filled.save(file)
    except (TemplateError, BadZipFile, KeyError, ValueError) as fault:
        raise EnvironmentFailure(f"模板 {template} 有错：{fault} (the template is faulty)") from fault
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {file}：{failure} (cannot write the report)") from failure


def _plain(filled: DocxTemplate, section: Section, pictures: Mapping[str, bytes]) -> dict[str, object]:
    table = section.table
    picture = pictures.get(section.picture)
    return {
        "title": section.title,
        "paragraphs": section.paragraphs,
        "head": table.head if table is not None else (),
        "rows": table.rows if table is not None else (),
        "picture": InlineImage(filled, io.BytesIO(picture), width=Mm(PICTURE_MM)) if picture else "",
        "caption": section.caption if picture else "",
    }
