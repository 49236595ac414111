"""Where the map is drawn: the web view as long as it works, else the plain drawn map and the line that says so."""

from __future__ import annotations

import logging
import os

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.errors import EnvironmentFailure
from widgets import theme
from widgets.map.plain import PlainMap
from widgets.map.surface import ALL_PARTS, Part, Picture, Surface
from widgets.text import Text

_log = logging.getLogger(__name__)

CHOICE = "COCKPIT_MAP"
"""Environment variable: ``plain`` keeps the web engine out altogether."""


class Stage(QWidget):
    """Shows a picture on the better of the two surfaces that works here."""

    said = Signal(object)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._surface = Surface()
        self.reason = ""
        self.notice = QWidget()
        self.words = Text("small", "yellow", elide=True)
        self._reload = QPushButton()
        self._reload.setProperty("kind", "flat")
        self._reload.clicked.connect(self.reload)
        row = QHBoxLayout(self.notice)
        row.addWidget(self.words, 1)
        row.addWidget(self._reload)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.notice)
        self.notice.hide()
        self.rescale()
        self._begin()
        self.retranslate()

    @property
    def surface(self) -> Surface:
        """What draws at the moment."""
        return self._surface

    @property
    def plain(self) -> bool:
        """Whether the plain drawn map stands in."""
        return isinstance(self._surface, PlainMap)

    def show_parts(self, picture: Picture, parts: frozenset[Part]) -> None:
        """Draws the picture; only the named parts have changed."""
        self._picture = picture
        self._surface.show_parts(picture, parts)

    def reload(self) -> None:
        """Tries the web view again."""
        self._begin()

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        layout = self.notice.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(12), theme.px(2), theme.px(4), theme.px(2))

    def retranslate(self) -> None:
        """The notice in the language in force."""
        chosen = self.reason == CHOICE
        self._reload.setText(self.tr("Reload the 3D map"))
        self._reload.setVisible(not chosen)
        if chosen:
            self.words.say(self.tr("Plain map, as chosen by COCKPIT_MAP"))
        elif self.reason:
            self.words.say(
                self.tr("The 3D map cannot run here, so the plain map is shown: %1").replace("%1", self._why())
            )

    def _why(self) -> str:
        """The reason as the screen says it; one that only an engineer understands stays as it is."""
        known = {
            "the page did not start in time": self.tr("the page did not start in time"),
            "its process ended again and again": self.tr("its process ended again and again"),
            "no WebGL 2": self.tr("no WebGL 2"),
            "WebGL context lost": self.tr("the graphics gave way again and again"),
        }
        return known.get(self.reason, self.reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells the panel, which may want to fit the town in."""
        super().resizeEvent(event)
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """On a new language the notice anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _begin(self) -> None:
        """Makes the web view, before the window is seen: added to a window on the screen, it would make it flash."""
        if os.environ.get(CHOICE) == "plain":
            self._fall_back(CHOICE)
            return
        try:
            # Imported here, so that a machine without the web engine's libraries still gets its map.
            from widgets.map.web import web_map

            web = web_map(self)
        except (ImportError, EnvironmentFailure) as error:
            self._fall_back(str(error))
            return
        web.failed.connect(self._fall_back)
        self.reason = ""
        self.notice.hide()
        self._put(web)

    def _fall_back(self, reason: str) -> None:
        _log.warning("map: plain, because of: %s", reason)
        self.reason = reason
        self.retranslate()
        self.notice.show()
        self._put(PlainMap())

    def name_surface(self) -> None:
        """What a screen reader calls the map that is shown: as the stage is called."""
        self._surface.setAccessibleName(self.accessibleName())

    def _put(self, surface: Surface) -> None:
        old, self._surface = self._surface, surface
        surface.said.connect(self.said)
        self._column.addWidget(surface, 1)
        self.setFocusProxy(surface)
        self.name_surface()
        if self._column.indexOf(old) >= 0:
            old.said.disconnect(self.said)
            self._column.removeWidget(old)
            old.hide()
        old.deleteLater()
        if self._picture is not None:
            surface.show_parts(self._picture, ALL_PARTS)
