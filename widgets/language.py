"""The language of the screens: Chinese at first, English by a switch, without a restart.

Source strings are English inside ``tr``; the Chinese ones are in ``resources/translations/*.zh_CN.qm``. A switch sends
Qt's ``LanguageChange`` event to every widget.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

from cockpit.views.words import Language

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"


class _State:
    language: Language = "zh"
    translators: tuple[QTranslator, ...] = ()


def current() -> Language:
    """The language in force: what ``cockpit.views.words.word`` is to be asked with."""
    return _State.language


def use(language: Language) -> None:
    """Puts a language in force; every widget hears of it through a ``LanguageChange`` event."""
    app = QCoreApplication.instance()
    old, _State.translators = _State.translators, ()
    _State.language = language
    if app is None:
        return
    for translator in old:
        app.removeTranslator(translator)
    if language == "zh":
        loaded = [QTranslator() for _ in _chinese_files()]
        for translator, file in zip(loaded, _chinese_files(), strict=True):
            translator.load(str(file))
            app.installTranslator(translator)
        _State.translators = tuple(loaded)


def _chinese_files() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*.zh_CN.qm"))
