"""Every text of the screens is there in Chinese, in the files that the desktop loads."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = sorted((ROOT / "resources" / "translations").glob("*.zh_CN.ts"))
SOURCES = sorted([*(ROOT / "widgets").rglob("*.py"), *(ROOT / "layouts").rglob("*.py")])
PLACE = re.compile(r"\{(\w*)\}|%n|%\d")


def messages(file: Path) -> Iterator[tuple[str, str, str]]:
    """Context, source and translation of each message; an unfinished one has an empty translation."""
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            found = message.find("translation")
            whole = found is not None and found.get("type") is None
            text = "".join(found.itertext()) if found is not None and whole else ""
            yield context.findtext("name", ""), message.findtext("source", ""), text


def spoken(file: Path) -> Iterator[str]:
    """Every text that a source hands to Qt's translation."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            place = {"tr": 0, "translate": 1}.get(node.func.attr)
            if place is not None and len(node.args) > place:
                text = node.args[place]
                assert isinstance(text, ast.Constant), f"{file.name}:{node.lineno}: lupdate cannot read this text"
                yield str(text.value)


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.name)
def test_every_message_is_finished_and_keeps_its_places(file: Path) -> None:
    found = list(messages(file))
    assert found
    for context, source, text in found:
        assert text, f"{context}: {source!r} has no Chinese"
        assert sorted(PLACE.findall(source)) == sorted(PLACE.findall(text)), f"{context}: {source!r}"


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.name)
def test_what_is_loaded_is_what_was_written(file: Path) -> None:
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    assert translator.load(str(file.with_suffix(".qm")))
    stale = [source for context, source, text in messages(file) if translator.translate(context, source) != text]
    assert not stale, f"run pyside6-lrelease {file.name}: {stale[:3]}"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_text_in_the_code_has_its_chinese(file: Path) -> None:
    known = {source for translation in TRANSLATIONS for _, source, _ in messages(translation)}
    missing = [text for text in spoken(file) if text not in known]
    assert not missing, f"{file.name}: {missing}"
