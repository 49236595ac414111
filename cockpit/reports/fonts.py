"""Where this machine keeps a Chinese font for what is drawn here: the PDF and the pictures.

A Word document and a spreadsheet name their fonts (``BODY``, ``HEADING``) and leave the rest to the reader's machine.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cockpit.errors import EnvironmentFailure

BODY, HEADING, LATIN = "仿宋", "黑体", "Times New Roman"
"""Fonts of an official document. Source: GB/T 9704-2012, 5.2.2 (body in 仿宋) and 7.3.3 (first headings in 黑体)."""


@dataclass(frozen=True)
class Face:
    """A font file, and which font of it, for a file that holds several."""

    path: Path
    index: int = 0


_REGULAR = (
    ("simfang.ttf", 0),
    ("NotoSerifCJK-Regular.ttc", 2),
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansSC-Regular.otf", 0),
    ("Songti.ttc", 0),
    ("simsun.ttc", 0),
    ("wqy-microhei.ttc", 0),
)
_BOLD = (
    ("simhei.ttf", 0),
    ("NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansSC-Bold.otf", 0),
    ("STHeiti Medium.ttc", 0),
    ("msyhbd.ttc", 0),
    ("wqy-microhei.ttc", 0),
)


def _folders() -> list[Path]:
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]


@cache
def faces() -> tuple[Face, Face]:
    """The font of the text and the font of headings.

    Raises:
        EnvironmentFailure: this machine has no Chinese font.
    """
    here = {path.name: path for folder in _folders() if folder.is_dir() for path in folder.rglob("*.[to]t[fc]")}
    found = [
        next((Face(here[name], index) for name, index in wanted if name in here), None) for wanted in (_REGULAR, _BOLD)
    ]
    regular, bold = found
    if regular is None or bold is None:
        raise EnvironmentFailure(
            "本机没有中文字体，报告画不出来：请安装 fonts-noto-cjk (no Chinese font here: install fonts-noto-cjk)"
        )
    return regular, bold
