"""A panel on a screen over a scene, and the commands that it has told."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.domain.world import Command
from cockpit.views.selection import Selection
from tests.situations import Scene
from widgets.panel import Panel

P = TypeVar("P", bound=Panel)


class Shown(Generic[P]):
    """Shows a panel, active, after its first refresh."""

    def __init__(self, qtbot: QtBot, kind: type[P], scene: Scene, width: int = 900, height: int = 500) -> None:
        self.scene = scene
        self.selection = Selection()
        self.panel: P = kind(self.selection)  # type: ignore[call-arg, arg-type]
        self.sent: list[Command] = []
        self.panel.command.connect(self.sent.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(width, height)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        qtbot.waitUntil(self.panel.isActiveWindow)
        self.panel.refresh(scene.situation, scene.everything())
        scene.changes()

    def refresh(self) -> None:
        """Shows what has happened, and that time has passed."""
        changes = self.scene.changes()
        changes.clock = True
        self.panel.refresh(self.scene.situation, changes)
        QApplication.processEvents()

    def obey(self, me: str = "p1") -> None:
        """The hub does what the panel told last."""
        self.scene.desk.do(self.sent[-1], self.scene.desk.person(me))
        self.refresh()


def clipboard() -> str:
    """What was copied last."""
    return QApplication.clipboard().text()
