"""Arranging by hand, from menus, keys and the pointer: what is done to the scene that is on, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cockpit.errors import EnvironmentFailure
from layouts.arranging import CannotMove, Grids, Side, arranged, moved, swapped
from layouts.board import stack_of
from layouts.memory import Memory
from layouts.monitor_window import MonitorWindow
from layouts.own_scenes import FOLDER, OwnScenes, free_keys, together, write_scene
from layouts.room import Room
from layouts.scene import Grid, Scene
from layouts.scene_file import read_scene, shipped
from layouts.window import CockpitWindow
from widgets.panel import Panel


class Arranger(QObject):
    """What a person may do to where things stand. A locked wall refuses all of it, and says so.

    Args:
        desk: has the panels and the scenes.
        room: shows them.
        memory: whose folder takes the scenes of one's own; nothing is kept without one.

    Attributes:
        told: emits why something was not done, or what was: for a person to read.
        lock_changed: emits whether the wall is locked now.
        faults: a line for each fault of the files that were left out at the start.
    """

    told = Signal(str)
    lock_changed = Signal(bool)

    def __init__(self, desk: CockpitWindow, room: Room, memory: Memory | None) -> None:
        super().__init__(desk)
        self._desk, self._room, self._memory = desk, room, memory
        self._own = OwnScenes(memory.folder / FOLDER) if memory is not None else None
        self.faults: list[str] = desk.scene_faults
        self._locked = memory is not None and memory.locked
        desk.fill_asked.connect(self.fill_focused)
        room.changed.connect(self._hold_dividers)
        self._hold_dividers()

    # -- what is so ------------------------------------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Whether nothing can be moved."""
        return self._locked

    @property
    def scene(self) -> Scene:
        """The scene that is on."""
        return self._room.scene

    @property
    def changed_here(self) -> bool:
        """Whether the scene that is on is not as it ships; a scene of one's own never is."""
        return all(scene != self.scene for scene in shipped())

    @property
    def ships(self) -> bool:
        """Whether a scene of this name comes with the desktop."""
        return any(scene.name == self.scene.name for scene in shipped())

    def free_keys(self) -> list[str]:
        """What a new scene can have as its key."""
        return free_keys(self._desk.scenes)

    # -- moving ----------------------------------------------------------------------------------------------------

    def swap(self, panel: str, other: str) -> bool:
        """Two panels change places; whether they did."""
        return self._arrange(lambda grids: swapped(grids, panel, other))

    def move(self, panel: str, to: str, side: Side) -> bool:
        """A panel goes to a place beside another; whether it did."""
        return self._arrange(lambda grids: moved(grids, panel, to, side))

    def fill_focused(self) -> None:
        """The panel with the keyboard fills its monitor, or everything stands as before."""
        panel = self._desk.focused_panel()
        if panel is not None:
            self.fill(panel)

    def fill(self, panel: Panel) -> None:
        """A panel fills its monitor, or everything stands as before. Nothing is moved, so a lock allows it."""
        window, stack = panel.window(), stack_of(panel)
        if isinstance(window, MonitorWindow) and stack is not None:
            stack.show_panel(panel)
            window.board.fill(None if window.board.filled is stack else stack)
            panel.setFocus()

    def lock(self, locked: bool) -> None:
        """Nothing can be moved any more, or again; remembered."""
        self._locked = locked
        if self._memory is not None:
            self._memory.locked = locked
        self._hold_dividers()
        self.lock_changed.emit(locked)

    # -- scenes ----------------------------------------------------------------------------------------------------

    def save_as(self, name: str, key: str = "") -> bool:
        """What stands now becomes a scene of its own, which is then on; whether it was kept."""
        if self._refuse_locked():
            return False
        grids = self._room.grids()
        made = arranged(replace(self.scene, name=name, key=key, zh=name, en=name), self._room.seats, grids)
        return self._keep(made, self.tr("Saved as “{name}”").format(name=name))

    def export(self, file: Path) -> bool:
        """Writes the scene that is on, as it stands, to a file; whether that was possible."""
        scene = arranged(self.scene, self._room.seats, self._room.grids())
        try:
            write_scene(scene, file)
        except EnvironmentFailure as failure:
            self.told.emit(str(failure))
            return False
        self.told.emit(self.tr("Exported to {file}").format(file=file.name))
        return True

    def bring_in(self, file: Path) -> bool:
        """Takes a scene file in and shows it; one of the same name is replaced. Whether it could be used.

        What is wrong with a file is told with line and mend.
        """
        if self._refuse_locked():
            return False
        try:
            scene = read_scene(file)
        except EnvironmentFailure as failure:
            self.told.emit(str(failure))
            return False
        return self._keep(scene, self.tr("“{name}” is taken in").format(name=scene.name))

    def reset(self) -> None:
        """The scene that is on as it ships; one of one's own goes, and the first scene is shown."""
        if self._refuse_locked():
            return
        name = self.scene.name
        try:
            if self._own is not None:
                self._own.forget(name)
        except EnvironmentFailure as failure:
            self.told.emit(str(failure))
            return
        left = {scene.name: scene for scene in self._desk.scenes if scene.name != name and self._is_own(scene)}
        self._desk.take_scenes(together(shipped(), left))
        self._room.take_scene(next((one for one in self._desk.scenes if one.name == name), self._desk.scenes[0]))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _arrange(self, change: Callable[[Grids], dict[str, Grid]]) -> bool:
        if self._refuse_locked():
            return False
        try:
            grids = change(self._room.grids())
        except CannotMove as why:
            self.told.emit(
                self.tr("A monitor keeps one panel at least")
                if str(why) == "alone"
                else self.tr("There is no room for another column or row")
            )
            return False
        return self._keep(arranged(self.scene, self._room.seats, grids))

    def _keep(self, scene: Scene, said: str = "") -> bool:
        """Shows a scene and keeps it; what cannot be written is shown all the same, and said."""
        kept = True
        own = {one.name: one for one in self._desk.scenes if self._is_own(one)} | {scene.name: scene}
        self._desk.take_scenes(together(shipped(), own))
        self._room.take_scene(next(one for one in self._desk.scenes if one.name == scene.name))
        try:
            if self._own is not None:
                self._own.keep(scene)
        except EnvironmentFailure as failure:
            kept, said = False, str(failure)
        if said:
            self.told.emit(said)
        return kept

    def _is_own(self, scene: Scene) -> bool:
        return all(scene != one for one in shipped())

    def _refuse_locked(self) -> bool:
        if self._locked:
            self.told.emit(self.tr("The wall is locked: nothing can be moved"))
        return self._locked

    def _hold_dividers(self) -> None:
        for window in self._room.windows.values():
            window.board.hold(self._locked)
