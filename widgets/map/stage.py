"""Where the map is drawn: the web view as long as it works, else the plain drawn map and the line that says so."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cockpit.errors import EnvironmentFailure
from widgets import theme
from widgets.map.plain import PlainMap
from widgets.map.surface import Part, Picture, Surface
from widgets.text import Text

if TYPE_CHECKING:
    from widgets.map.web import WebMap

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
        self._surface: Surface | None = None
        self._reason = ""
        self._notice = QWidget()
        self._words = Text("small", "yellow", elide=True)
        self._reload = QPushButton()
        self._reload.setProperty("kind", "flat")
        self._reload.clicked.connect(self.reload)
        row = QHBoxLayout(self._notice)
        row.addWidget(self._words, 1)
        row.addWidget(self._reload)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._notice)
        self._notice.hide()
        self.rescale()
        self.retranslate()

    @property
    def surface(self) -> Surface | None:
        """What draws at the moment, None before the first picture."""
        return self._surface

    @property
    def plain(self) -> bool:
        """Whether the plain drawn map stands in."""
        return isinstance(self._surface, PlainMap)

    def show_parts(self, picture: Picture, parts: frozenset[Part]) -> None:
        """Draws the picture; only the named parts have changed."""
        self._picture = picture
        if self._surface is None:
            self._begin(picture)
        else:
            self._surface.show_parts(picture, parts)

    def reload(self) -> None:
        """Tries the web view again."""
        if self._picture is not None:
            self._begin(self._picture)

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        layout = self._notice.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(12), theme.px(2), theme.px(4), theme.px(2))

    def retranslate(self) -> None:
        """The notice in the language in force."""
        chosen = self._reason == CHOICE
        self._reload.setText(self.tr("Reload the 3D map"))
        self._reload.setVisible(not chosen)
        if chosen:
            self._words.say(self.tr("Plain map, as chosen by COCKPIT_MAP"))
        elif self._reason:
            self._words.say(
                self.tr("The 3D map cannot run here, so the plain map is shown: %1").replace("%1", self._reason)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells the panel, which may want to fit the town in."""
        super().resizeEvent(event)
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """On a new language the notice anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _begin(self, picture: Picture) -> None:
        if os.environ.get(CHOICE) == "plain":
            self._fall_back(CHOICE)
            return
        try:
            # Imported here, so that a machine without the web engine's libraries still gets its map.
            from widgets.map.web import WebMap

            web: WebMap = WebMap(picture, self)
        except (ImportError, EnvironmentFailure) as error:
            self._fall_back(str(error))
            return
        web.failed.connect(self._fall_back)
        self._reason = ""
        self._notice.hide()
        self._put(web)
        web.open()

    def _fall_back(self, reason: str) -> None:
        _log.warning("map: plain, because of: %s", reason)
        if self._picture is None:
            return
        self._reason = reason
        self.retranslate()
        self._notice.show()
        self._put(PlainMap(self._picture))

    def _put(self, surface: Surface) -> None:
        old, self._surface = self._surface, surface
        surface.said.connect(self.said)
        self._column.addWidget(surface, 1)
        self.setFocusProxy(surface)
        if old is not None:
            old.said.disconnect(self.said)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
