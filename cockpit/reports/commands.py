"""``python -m cockpit consultation report``: Word, PDF and a spreadsheet of one day."""

from __future__ import annotations

import argparse
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.errors import EnvironmentFailure
from cockpit.hub.commands import town_of
from cockpit.kit.report import add_json_option, tell

if TYPE_CHECKING:
    from cockpit.reports.day import DayReport


def add_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    consultation = commands.add_parser("consultation", help="晨会会商 (the morning consultation)")
    parts = consultation.add_subparsers(dest="part", required=True, metavar="PART")
    report = parts.add_parser("report", help="一日的会商报告：Word、PDF、表格 (a day's report)")
    report.add_argument("--data", type=Path, required=True, help="the hub's data folder; the hub may be running")
    report.add_argument("--town", type=Path, help="the town folder; without it, the one that the hub used last")
    report.add_argument("--day", type=date.fromisoformat, required=True, help="YYYY-MM-DD, a day that is over")
    report.add_argument("--out", type=Path, required=True, help="the folder for the documents")
    report.add_argument("--number", default="", help="the number that a hub has given; without it, a draft")
    report.add_argument("--by", default="", help="whose name the watermark carries")
    add_json_option(report)
    report.set_defaults(run=_report)


def _report(args: argparse.Namespace) -> int:
    from cockpit.reports.gather import gather

    began = time.monotonic()
    town = args.town or town_of(args.data)
    report = gather(args.data, town, args.day, number=args.number, made_by=args.by)
    gathered_s = time.monotonic() - began
    files = write_report(report, town, args.out)
    told: dict[str, Any] = {
        "day": args.day.isoformat(),
        "final": report.final,
        "number": report.number,
        "files": [str(file) for file in files],
        "gathered_s": round(gathered_s, 2),
        "took_s": round(time.monotonic() - began, 2),
        "incidents": sum(one.count for one in report.indices),
        "orders": len(report.orders),
        "indices": {one.domain: round(one.value, 2) for one in report.indices},
    }
    tell(args, told, "\n".join(str(file) for file in files))
    return 0


def write_report(report: DayReport, town: Path, folder: Path) -> list[Path]:
    """Writes all three into a folder, which is made where it is not there; returns them.

    Raises:
        EnvironmentFailure: the folder or a file cannot be written, no Chinese font, or a faulty template.
    """
    from cockpit.reports.charts import lines_picture, map_picture
    from cockpit.reports.pdf_document import write_pdf
    from cockpit.reports.sections import document
    from cockpit.reports.sheet import write_sheet
    from cockpit.reports.word_document import template_of, write_word

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise EnvironmentFailure(f"建不了 {folder}：{failure.strerror} (cannot make the folder)") from failure
    words, pictures = document(report), {"lines": lines_picture(report), "map": map_picture(report.map)}
    name = f"会商日报-{report.day:%Y%m%d}"
    word, pdf, sheet = (folder / f"{name}.{kind}" for kind in ("docx", "pdf", "xlsx"))
    write_word(words, pictures, template_of(town), word)
    write_pdf(words, pictures, pdf)
    write_sheet(report, words.watermark, sheet)
    return [word, pdf, sheet]
