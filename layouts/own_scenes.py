"""Scenes of one's own: files in the user's folder, beside what else the desktop remembers, never in the program's.

A file with the name of a scene that ships is that scene as it was arranged here; any other is a scene besides. What is
broken is named and left out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from cockpit.errors import EnvironmentFailure
from layouts.scene import Scene
from layouts.scene_file import SceneFault, read_scene
from layouts.scene_limits import MOST_NAME, OWN_KEYS
from layouts.scene_text import scene_text

log = logging.getLogger(__name__)

FOLDER = "scenes"


class OwnScenes:
    """The files.

    Args:
        folder: made when the first scene is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> tuple[dict[str, Scene], list[str]]:
        """All that can be used, by name, and a line for each fault of the others."""
        found: dict[str, Scene] = {}
        faults: list[str] = []
        try:
            files = sorted(self._folder.glob("*.toml"))
        except OSError as failure:
            return {}, [f"{self._folder}：读不了（{failure.strerror}）；检查权限"]
        for file in files:
            try:
                scene = read_scene(file)
                if scene.name != file.stem:
                    raise SceneFault([f"{file.name}：文件名与 scene = {scene.name!r} 不一致；改成同一个名字"])
            except SceneFault as fault:
                faults += fault.faults
            else:
                found[scene.name] = scene
        for line in faults:
            log.warning("a scene of one's own is left out: %s", line)
        return found, faults

    def keep(self, scene: Scene) -> None:
        """Writes a scene: whole, or not at all.

        Raises:
            EnvironmentFailure: the folder or the file cannot be written.
        """
        write_scene(scene, self._folder / f"{scene.name}.toml")

    def forget(self, name: str) -> None:
        """Takes a scene's file away; one that is not there is no fault.

        Raises:
            EnvironmentFailure: it cannot be taken away.
        """
        try:
            (self._folder / f"{name}.toml").unlink(missing_ok=True)
        except OSError as failure:
            raise EnvironmentFailure(f"{name}.toml：删不了（{failure.strerror}）") from failure


def write_scene(scene: Scene, file: Path) -> None:
    """Writes a scene to a file: whole, or not at all.

    Raises:
        EnvironmentFailure: it cannot be written.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(scene_text(scene), encoding="utf-8")
        part.replace(file)
    except OSError as failure:
        raise EnvironmentFailure(f"{file.name}：写不了（{failure.strerror}）；检查文件夹和权限") from failure


def together(shipped: Iterable[Scene], own: dict[str, Scene]) -> tuple[Scene, ...]:
    """All scenes: those that ship, as they were arranged here, then the others by name; a key belongs to the first."""
    names = [scene.name for scene in shipped]
    found = [own.get(scene.name, scene) for scene in shipped]
    found += [own[name] for name in sorted(own) if name not in names]
    taken: set[str] = set()
    for place, scene in enumerate(found):
        allowed = scene.key not in taken and (place < len(names) or scene.key in OWN_KEYS)
        found[place] = scene if allowed else replace(scene, key="")
        taken.add(scene.key)
    return tuple(found)


def free_keys(scenes: Iterable[Scene]) -> list[str]:
    """The keys that a new scene can have."""
    taken = {scene.key for scene in scenes}
    return [key for key in OWN_KEYS if key not in taken]


def name_fault(name: str, taken: Collection[str]) -> str:
    """Why a scene cannot be called so: ``empty``, ``long``, ``letters`` or ``taken``; empty when it can."""
    if not name.strip():
        return "empty"
    if len(name) > MOST_NAME:
        return "long"
    if not re.fullmatch(r"\w[\w ()（）·-]*", name):
        return "letters"
    return "taken" if name.casefold() in {one.casefold() for one in taken} else ""
