"""HTML on one printed page: the type shrinks until it fits."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from cockpit.errors import EnvironmentFailure
from widgets import theme

LARGEST_PT, SMALLEST_PT = 10.5, 4.0
MARGIN_MM = 14.0
RESOLUTION_DPI = 300


def write_page(html: str, path: Path, title: str) -> float:
    """Writes a PDF of one A4 page; returns the size of its type in points.

    Raises:
        EnvironmentFailure: the file cannot be written, or not even the smallest type makes it one page.
    """
    try:
        path.touch()
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {path.name}：{failure.strerror} (the page cannot be written)") from failure
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setResolution(RESOLUTION_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    size_pt = LARGEST_PT
    while True:
        font = QFont(theme.font("body"))
        font.setPointSizeF(size_pt)
        document.setDefaultFont(font)
        document.setHtml(html)
        if document.pageCount() <= 1:
            break
        size_pt -= 0.5
        if size_pt < SMALLEST_PT:
            raise EnvironmentFailure("内容太多，一页放不下 (too much for one page)")
    document.print_(writer)
    return size_pt
