"""The window's keys as data: what is bound, and what the sheet of keys says about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

PANEL_ORDER = ("indices", "map", "circles", "incidents", "units", "orders", "handover", "log", "devices", "calls")
"""What Ctrl+1 to Ctrl+9 and Ctrl+0 focus."""

GLOBAL_KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+N", "new_order"),
    ("Ctrl+K", "commands"),
    ("F8", "acknowledge"),
    ("F9", "alarms"),
    ("F6", "past"),
    ("Ctrl+L", "language"),
    ("F11", "full_screen"),
    ("Ctrl+Shift+L", "lock"),
    ("F10", "fill"),
    ("Ctrl+B", "arrange"),
    ("F12", "keys"),
    ("?", "keys"),
)
"""Key to action; the window has a method for each action."""


def panel_key(number: int) -> str:
    """The key of the panel with that number, from 1 to 10."""
    return f"Ctrl+{number % 10}"


SCENE = "scene "
"""What an action's name begins with that changes the scene; the rest of it is its key."""


def bind(window: QWidget, actions: dict[str, Callable[[], None]]) -> dict[str, QShortcut]:
    """Binds the global keys and the panels' numbers to the window's actions.

    Args:
        window: whose shortcuts they are.
        actions: action name, ``focus_N`` for a panel's number, or ``scene KEY``, to what it does.

    Returns:
        The shortcut of each action (the last one, where an action has several keys).
    """
    made: dict[str, QShortcut] = {}
    keys = [*GLOBAL_KEYS, *((panel_key(number), f"focus_{number}") for number in range(1, len(PANEL_ORDER) + 1))]
    keys += [(action.removeprefix(SCENE), action) for action in actions if action.startswith(SCENE)]
    for key, action in keys:
        made[action] = bind_one(window, key, actions[action])
    return made


def bind_one(window: QWidget, key: str, act: Callable[[], None]) -> QShortcut:
    """Binds a key to what it does, wherever in the window the keyboard is."""
    shortcut = QShortcut(QKeySequence(key), window)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(act)
    return shortcut


def action_words() -> dict[str, str]:
    """What each global action does, in the language in force."""
    return {
        "new_order": QCoreApplication.translate("keys", "New order"),
        "acknowledge": QCoreApplication.translate("keys", "Acknowledge the notice"),
        "alarms": QCoreApplication.translate("keys", "All alarms: shelve, history, sounds"),
        "commands": QCoreApplication.translate("keys", "Command bar: find and do anything"),
        "past": QCoreApplication.translate("keys", "Time machine, and back to the present"),
        "language": QCoreApplication.translate("keys", "中文 / English"),
        "lock": QCoreApplication.translate("keys", "Lock: the picture goes on, nothing can be done"),
        "full_screen": QCoreApplication.translate("keys", "Full screen"),
        "fill": QCoreApplication.translate("keys", "Panel fills its monitor, and back"),
        "arrange": QCoreApplication.translate("keys", "Arrange the panel, scenes"),
        "keys": QCoreApplication.translate("keys", "This sheet"),
    }


def global_help() -> list[tuple[str, str]]:
    """The global keys in words, one line an action."""
    words = action_words()
    by_action: dict[str, list[str]] = {}
    for key, action in GLOBAL_KEYS:
        by_action.setdefault(action, []).append(key)
    return [(" · ".join(keys), words[action]) for action, keys in by_action.items()]


def panel_help(panels: Mapping[str, QWidget]) -> list[tuple[str, str]]:
    """The panels' numbers in words."""
    numbered = enumerate(PANEL_ORDER, 1)
    return [(panel_key(number), panels[name].accessibleName()) for number, name in numbered if name in panels]
