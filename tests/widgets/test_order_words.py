"""Every fixed text of the order panels has its Chinese."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    "composer",
    "composer_form",
    "order_terms",
    "recipient_picker",
    "orders_panel",
    "order_detail",
    "order_list",
    "relief_row",
    "incidents_panel",
    "incident_report",
    "units_panel",
]


def chinese() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in sorted((ROOT / "resources" / "translations").glob("*.zh_CN.ts")):
        for context in ET.parse(file).getroot().iter("context"):
            texts = found.setdefault(str(context.findtext("name")), {})
            for message in context.iter("message"):
                texts[str(message.findtext("source"))] = message.findtext("translation") or ""
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_text_is_translated(file: str) -> None:
    known = chinese()
    wanted: list[tuple[str, str]] = []
    for node in ast.parse((ROOT / "widgets" / f"{file}.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            wanted += [
                (node.name, str(call.args[0].value))
                for call in ast.walk(node)
                if isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "tr"
                and isinstance(call.args[0], ast.Constant)
            ]
    assert wanted
    missing = [(context, text) for context, text in wanted if not known.get(context, {}).get(text)]
    assert missing == []


def test_the_places_for_figures_are_the_same_in_both() -> None:
    for texts in chinese().values():
        for source, translation in texts.items():
            assert sorted(part.partition("}")[0] for part in source.split("{")[1:]) == sorted(
                part.partition("}")[0] for part in translation.split("{")[1:]
            ), source
