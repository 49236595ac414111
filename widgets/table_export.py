"""Saves what a table shows as a file that any spreadsheet opens: CSV in UTF-8 with a byte order mark."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication as App
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QToolTip, QWidget

from cockpit.views.columns import csv_text
from cockpit.views.situation import Situation
from cockpit.views.times import local
from cockpit.views.watermark import watermark_words
from widgets.table_view import Table

BOM = "\ufeff"
"""Without it spreadsheets on Chinese Windows read the file as GBK."""


def add_saving(menu: QMenu, panel: QWidget, title: str, situation: Situation | None) -> None:
    """Adds "save as a table" for each table that is seen; greyed, with the reason, for who may only look on.

    Args:
        panel: what is searched for tables, and what the dialog stands over.
        title: the panel's, for the file's name.
    """
    for table in panel.findChildren(Table):
        if not table.isVisible():
            continue
        action = menu.addAction(App.translate("table_export", "Save as a table…"))
        may = situation is not None and situation.me is not None and situation.me.role != "viewer"
        action.setEnabled(may and table.rows.rowCount() > 0)
        if not may:
            action.setText(App.translate("table_export", "Save as a table… (this account can only look on)"))
        action.triggered.connect(lambda _=False, table=table: ask_where(table, panel, title, situation))


def ask_where(table: Table, panel: QWidget, title: str, situation: Situation | None) -> None:
    """Asks for the file, and writes it."""
    dialog = QFileDialog(
        panel,
        App.translate("table_export", "Save as a table"),
        str(Path.home() / file_name(title, situation)),
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.setNameFilter("CSV (*.csv)")
    dialog.fileSelected.connect(lambda path: save(table, Path(path), panel, situation))
    dialog.open()


def save(table: Table, path: Path, panel: QWidget, situation: Situation | None) -> bool:
    """Writes what the table shows now, in its order, and says so; whether that was possible."""
    model = table.rows
    foot = watermark_words(situation) if situation is not None else ""
    text = BOM + csv_text(model.titles, model.columns, model.rows, foot)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as failure:
        box = QMessageBox(panel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setText(
            App.translate("table_export", "The table could not be saved: {why}").format(
                why=failure.strerror or str(failure)
            )
        )
        box.setInformativeText(str(path))
        box.open()
        return False
    QToolTip.showText(
        panel.mapToGlobal(QPoint(0, 0)),
        App.translate("table_export", "Saved: {path}").format(path=path.name),
        panel,
    )
    return True


def file_name(title: str, situation: Situation | None) -> str:
    """The panel and the minute: ``事件 2026-06-01 1200.csv``."""
    at = datetime.now().astimezone()
    if situation is not None:
        at = local(situation.now, situation.world.settings.time_zone)
    safe = "".join(one for one in title if one.isalnum() or one in " -_") or "table"
    return f"{safe} {at:%Y-%m-%d %H%M}.csv"
