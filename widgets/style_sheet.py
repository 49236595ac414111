"""The window's style sheet, made from the theme's tokens.

Properties that a widget may set to be dressed: ``role`` of a ``Text`` (a font role), ``tone`` of a ``Text``
(``second``, ``third``, ``action`` or a band), ``kind`` of a ``QPushButton`` (``primary``, ``danger``, ``flat``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

TONES = ("text", "second", "third", "action")
BANDS = ("green", "blue", "yellow", "orange", "red")


def style_sheet(
    tokens: Mapping[str, str],
    families: Sequence[str],
    roles: Mapping[str, tuple[int, int]],
    px: Callable[[float], int],
) -> str:
    """The whole style sheet.

    Args:
        tokens: colour by name.
        families: font families, the preferred first.
        roles: role of a text to (px at a desk, weight).
        px: px at a desk to px of the window.
    """
    parts = [
        _surfaces(tokens, families, roles["body"][0], px),
        _buttons(tokens, px),
        _fields(tokens, px),
        _tables(tokens, px),
        _bars(tokens, px),
        *(
            f'QLabel[role="{role}"] {{ font-size: {px(size)}px; font-weight: {w}; }}'
            for role, (size, w) in roles.items()
        ),
        *(f'QLabel[tone="{tone}"] {{ color: {tokens[tone]}; }}' for tone in TONES),
        *(f'QLabel[tone="{band}"] {{ color: {tokens[band + "_text"]}; }}' for band in BANDS),
    ]
    return "\n".join(parts)


def _surfaces(t: Mapping[str, str], families: Sequence[str], base: int, px: Callable[[float], int]) -> str:
    names = ", ".join(f'"{name}"' for name in families)
    return f"""
QWidget {{ color: {t["text"]}; font-family: {names}; font-size: {px(base)}px; }}
QMainWindow, QDialog, QWidget#desk {{ background: {t["window"]}; }}
QDialog {{ border: {px(1)}px solid {t["line"]}; }}
QFrame#panel {{ background: {t["panel"]}; border: {px(1)}px solid {t["panel"]}; border-radius: {px(3)}px; }}
QFrame#panel[lit="true"] {{ border-color: {t["action"]}; }}
QFrame#rule {{ background: {t["line"]}; border: none; }}
QToolTip {{ background: {t["raised"]}; color: {t["text"]}; border: {px(1)}px solid {t["line"]};
  padding: {px(4)}px {px(8)}px; }}
QMenu {{ background: {t["raised"]}; border: {px(1)}px solid {t["line"]}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(20)}px; border-radius: {px(3)}px; }}
QMenu::item:selected {{ background: {t["action_fill"]}; }}
QMenu::item:disabled {{ color: {t["third"]}; }}
QMenu::separator {{ background: {t["line"]}; height: {px(1)}px; margin: {px(4)}px {px(8)}px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
"""


def _buttons(t: Mapping[str, str], px: Callable[[float], int]) -> str:
    return f"""
QPushButton, QToolButton {{ background: {t["raised"]}; border: {px(1)}px solid {t["line"]}; border-radius: {px(3)}px;
  padding: {px(5)}px {px(12)}px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {t["third"]}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {t["action"]}; }}
QPushButton:pressed, QPushButton:checked, QToolButton:checked {{ background: {t["action_fill"]};
  border-color: {t["action"]}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t["third"]}; background: {t["panel"]}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton[kind="primary"] {{ background: {t["action"]}; color: {t["on_action"]}; border-color: {t["action"]};
  font-weight: 600; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:focus {{ border-color: {t["text"]}; }}
QPushButton[kind="primary"]:disabled {{ background: {t["raised"]}; color: {t["third"]}; border-color: {t["line"]}; }}
QPushButton[kind="danger"] {{ color: {t["red_text"]}; border-color: {t["red_text"]}; }}
QPushButton[kind="danger"]:disabled {{ color: {t["third"]}; border-color: {t["line"]}; }}
QPushButton[kind="flat"], QToolButton[kind="flat"] {{ background: transparent; border-color: transparent;
  color: {t["action"]}; }}
QPushButton[kind="flat"]:hover, QToolButton[kind="flat"]:hover {{ background: {t["raised"]}; }}
QPushButton[kind="flat"]:focus, QToolButton[kind="flat"]:focus {{ border-color: {t["action"]}; }}
QPushButton[kind="tab"] {{ background: transparent; border-color: transparent; color: {t["second"]};
  font-size: {px(17)}px; font-weight: 600; padding: {px(3)}px {px(10)}px; }}
QPushButton[kind="tab"][lit="true"] {{ color: {t["action"]}; }}
QPushButton[kind="tab"]:hover {{ color: {t["text"]}; }}
QPushButton[kind="tab"]:checked {{ background: {t["raised"]}; color: {t["text"]}; }}
QPushButton[kind="tab"]:focus {{ border-color: {t["action"]}; }}
QCheckBox, QRadioButton {{ spacing: {px(6)}px; background: transparent; }}
QCheckBox::indicator {{ width: {px(14)}px; height: {px(14)}px; border: {px(1)}px solid {t["third"]};
  border-radius: {px(2)}px; background: {t["window"]}; }}
QCheckBox::indicator:checked {{ background: {t["action"]}; border-color: {t["action"]}; }}
QCheckBox:focus {{ color: {t["action"]}; }}
"""


def _fields(t: Mapping[str, str], px: Callable[[float], int]) -> str:
    return f"""
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {{ min-height: {px(22)}px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {{ background: {t["window"]};
  border: {px(1)}px solid {t["line"]}; border-radius: {px(3)}px; padding: {px(4)}px {px(8)}px;
  selection-background-color: {t["action"]}; selection-color: {t["on_action"]}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {{
  border-color: {t["action"]}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {t["third"]}; background: {t["panel"]}; }}
QComboBox::drop-down {{ border: none; width: {px(20)}px; }}
QComboBox QAbstractItemView {{ background: {t["raised"]}; border: {px(1)}px solid {t["line"]};
  selection-background-color: {t["action_fill"]}; selection-color: {t["text"]}; }}
"""


def _tables(t: Mapping[str, str], px: Callable[[float], int]) -> str:
    return f"""
QAbstractItemView {{ background: transparent; border: none; outline: none; gridline-color: {t["line"]};
  selection-background-color: {t["action_fill"]}; selection-color: {t["text"]};
  alternate-background-color: transparent; }}
QTableView::item, QTreeView::item, QListView::item {{ padding: 0 {px(8)}px;
  border-bottom: {px(1)}px solid {t["line"]}; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{ background: {t["action_fill"]};
  color: {t["text"]}; }}
QHeaderView, QHeaderView::section {{ background: transparent; border: none; color: {t["third"]};
  font-size: {px(13)}px; font-weight: 400; padding: {px(4)}px {px(2)}px; }}
QHeaderView::section {{ border-bottom: {px(1)}px solid {t["line"]}; }}
QTableWidget QHeaderView::section {{ padding-left: {px(8)}px; }}
QTableCornerButton::section {{ background: transparent; border: none; }}
"""


def _bars(t: Mapping[str, str], px: Callable[[float], int]) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: {px(8)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(8)}px; margin: 0; }}
QScrollBar::handle {{ background: {t["line"]}; border-radius: {px(3)}px;
  min-height: {px(24)}px; min-width: {px(24)}px; }}
QScrollBar::handle:hover {{ background: {t["unknown"]}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
