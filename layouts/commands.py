"""The command bar at the desk: what can be done from it here and now, and the doing of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cockpit.views.command_bar import Entry, entries, order_refusal, target_of
from layouts import keys
from layouts.monitor_window import MonitorWindow
from widgets import language
from widgets.command_bar import CommandBar

if TYPE_CHECKING:
    from layouts.window import CockpitWindow

NOT_LISTED = frozenset(("commands",))
"""Actions that make no sense in the bar: opening it."""


class CommandDesk(QObject):
    """One bar for all monitors.

    Args:
        desk: the window that can do things.

    Attributes:
        bar: what is typed in.
    """

    def __init__(self, desk: CockpitWindow) -> None:
        super().__init__(desk)
        self._desk = desk
        self._uses: dict[str, float] = {}
        self.bar = CommandBar(self._refusal, desk.surface)
        self.bar.chosen.connect(self._do)

    def show(self) -> None:
        """Opens the bar on the monitor where the keyboard is, or puts it away."""
        if self.bar.isVisible():
            self.bar.put_away()
            return
        window = QApplication.activeWindow()
        host = window if isinstance(window, MonitorWindow) else self._desk
        if self.bar.parentWidget() is not host.surface:
            self.bar.setParent(host.surface)
        host.put_scale_in_force()
        situation = self._desk.situation
        found = [*self._actions(host), *self._scenes(), *self._panels()]
        if situation is not None:
            found += entries(situation, language.current())
        memory = self._desk.memory
        self.bar.open(found, memory.uses if memory is not None else self._uses)

    # -- what there is ---------------------------------------------------------------------------------------------

    def _actions(self, host: MonitorWindow) -> list[Entry]:
        words, why = keys.action_words(), self._impossible(host)
        pressed: dict[str, str] = {}
        for key, action in keys.GLOBAL_KEYS:
            pressed.setdefault(action, key)
        return [
            Entry("action", action, words[action], also=(action.replace("_", " "),), key=key, why=why.get(action, ""))
            for action, key in pressed.items()
            if action not in NOT_LISTED
        ]

    def _impossible(self, host: MonitorWindow) -> dict[str, str]:
        """Why an action cannot be done now."""
        found: dict[str, str] = {}
        situation = self._desk.situation
        if situation is None or situation.me is None:
            found["new_order"] = self.tr("nobody is signed in")
        elif situation.me.role == "viewer":
            found["new_order"] = self.tr("this account can only look on")
        if host.notices.shown is None:
            found["acknowledge"] = self.tr("no alarm waits")
        return found

    def _scenes(self) -> list[Entry]:
        zh = language.current() == "zh"
        return [
            Entry("scene", one.name, one.zh if zh else one.en, also=(one.en if zh else one.zh, one.name), key=one.key)
            for one in self._desk.scenes
        ]

    def _panels(self) -> list[Entry]:
        numbers = {name: keys.panel_key(number) for number, name in enumerate(keys.PANEL_ORDER, 1)}
        return [
            Entry("panel", name, panel.accessibleName(), also=(name,), key=numbers.get(name, ""))
            for name, panel in self._desk.panels.items()
        ]

    def _refusal(self, entry: Entry) -> str:
        situation, target = self._desk.situation, target_of(entry)
        if situation is None or target is None:
            return ""
        return order_refusal(situation, target, language.current())

    # -- the doing -------------------------------------------------------------------------------------------------

    def _do(self, entry: Entry, order: bool) -> None:
        self._count(entry.id)
        desk, ref = self._desk, entry.ref
        does: dict[str, Callable[[], None]] = {
            "scene": partial(desk.scene_asked.emit, ref),
            "panel": partial(desk.focus_panel, ref),
            "circle": partial(self._pick_circle, ref),
            "unit": partial(self._pick_unit, ref),
            "commander": partial(desk.focus_panel, "duty"),
            "incident": partial(desk.open_incident, ref),
            "order": partial(desk.open_order, ref),
        }
        if entry.kind == "action":
            desk.act(ref, self.bar.window())
        else:
            does[entry.kind]()
        if order:
            desk.begin_order()

    def _pick_circle(self, circle: str) -> None:
        self._desk.selection.pick_circle(circle)
        self._desk.focus_panel("circles")

    def _pick_unit(self, unit: str) -> None:
        self._desk.selection.pick_unit(unit)
        self._desk.focus_panel("units")

    def _count(self, id_: str) -> None:
        memory = self._desk.memory
        if memory is not None:
            memory.keep_use(id_)
        else:
            self._uses[id_] = self._uses.get(id_, 0.0) + 1.0
