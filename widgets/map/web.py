"""The map in a web view: opens the page, keeps it fed, and brings it back when its process dies."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cockpit.errors import EnvironmentFailure, WireError
from widgets import theme
from widgets.map.chromium import SCHEME, scheme_stands
from widgets.map.declared import deck_json, rows_json
from widgets.map.files import MapFiles, NoNetwork, page_files
from widgets.map.messages import Failed, Looked, Ready, decode
from widgets.map.packing import script, style_json
from widgets.map.page import FIRST, ShutPage
from widgets.map.surface import ALL_PARTS, Part, Picture, Surface
from widgets.own_window import give_own_window

_log = logging.getLogger(__name__)

PATIENCE_MS = 12_000
"""How long the page may take to say that it draws, before the plain map takes its place."""

CRASHES_ALLOWED = 2
CRASH_SPAN_S = 60.0
"""The page is opened again after a crash; with one more within this time the plain map takes its place."""


SILENT = "the page did not start in time"
DIED = "its process ended again and again"


def web_map(parent: QWidget | None = None) -> WebMap:
    """The map's page, where all that it needs is there; the first picture opens it.

    Raises:
        EnvironmentFailure: the scheme was not registered in time, or a file of the page is missing.
    """
    if not scheme_stands():
        raise EnvironmentFailure("the scheme cockpit:// was not registered before the application started")
    return WebMap(page_files(), parent)


class WebMap(Surface):
    """The map's page.

    Args:
        files: the page's own, as ``page_files`` gives them.
        clock: seconds, monotonic.
    """

    failed = Signal(str)
    ready = Signal(str)

    def __init__(
        self,
        files: dict[str, bytes],
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._clock = clock
        self.number = 0
        self._ready = False
        self._bound_to: QWidget | None = None
        self._crashes: list[float] = []
        self._view = QWebEngineView(self)
        self._profile = QWebEngineProfile(self)
        self.gate = NoNetwork(self)
        self._files = MapFiles(files, self._data, self.hear, self)
        self._profile.setUrlRequestInterceptor(self.gate)
        self._profile.installUrlSchemeHandler(SCHEME, self._files)
        self.page = ShutPage(self._profile, self._view)
        self.page.renderProcessTerminated.connect(self._died)
        self._view.setPage(self.page)
        self._view.setContextMenuPolicy(self._view.contextMenuPolicy().NoContextMenu)
        self.setFocusProxy(self._view)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.failed.emit(SILENT))
        # The first page of a view makes its drawing surface. It has to be there before the view gets a window, which
        # else stays empty; and before that window is on the screen, where Qt would replace it and the focus be lost.
        # So the page is opened now, and waits for its data.
        self.open()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        give_own_window(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._end)

    @property
    def drawing(self) -> bool:
        """Whether the page has said that it draws."""
        return self._ready

    def open(self) -> None:
        """Opens the page, or opens it anew."""
        self.number += 1
        self._ready = False
        self.page.setBackgroundColor(theme.colour("window"))
        if self.isVisible() and self._picture is not None:
            self._patience.start()
        self.page.load(QUrl(f"{FIRST}?page={self.number}"))

    def show_parts(self, picture: Picture, parts: frozenset[Part]) -> None:
        """Sends what has changed; the page waits for its first picture, and another ground opens it anew."""
        first, self._picture = self._picture is None, picture
        if first:
            if self.isVisible():
                self._patience.start()
            self._files.open_gate()
        elif "ground" in parts:
            self.open()
        elif self._ready and parts:
            self.page.runJavaScript(script(picture, parts))

    # -- what the page asks and says ---------------------------------------------------------------------------------

    def _data(self, path: str) -> bytes | None:
        if self._picture is None:
            return None
        if path == "/deck.json":
            return deck_json(self._picture.ground, self._picture.camera, self.number)
        if path == "/style.json":
            return style_json(self._picture)
        if path.startswith("/rows/") and path.endswith(".json"):
            return rows_json(self._picture.ground, path[len("/rows/") : -len(".json")])
        return None

    def hear(self, raw: bytes) -> None:
        """Takes in what the page said; what is malformed or from an earlier opening is refused."""
        try:
            message = decode(raw)
        except WireError as error:
            _log.warning("refused: %s", error)
            return
        if message.page != self.number:
            return
        if isinstance(message, Failed):
            _log.warning("map page failed: %s", message.reason)
            self._patience.stop()
            self.fell(message.reason)
        elif self._picture is None:
            return
        elif isinstance(message, Ready):
            self._patience.stop()
            self._ready = True
            self.page.runJavaScript(script(self._picture, ALL_PARTS - {"ground"}))
            self.ready.emit(message.renderer)
        else:
            if isinstance(message, Looked):
                self._picture.camera = message.camera.kept_sane()
            self.said.emit(message)

    def _died(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        _log.warning("map page: its process ended (%s, %d)", status.name, code)
        self.fell(DIED)

    def fell(self, reason: str) -> None:
        """Opens the page anew, unless that has happened too often."""
        was_drawing, self._ready = self._ready, False
        now = self._clock()
        self._crashes = [at for at in self._crashes if now - at < CRASH_SPAN_S] + [now]
        if len(self._crashes) > CRASHES_ALLOWED or (not was_drawing and reason.startswith("no WebGL")):
            self._patience.stop()
            self.failed.emit(reason)
            return
        QTimer.singleShot(0, self, self.open)

    def _end(self) -> None:
        """The page goes before its profile, whatever the interpreter takes down first at its end."""
        self._patience.stop()
        if shiboken6.isValid(self.page):
            shiboken6.delete(self.page)

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Patience counts only while the page is seen: a hidden one may be put to sleep."""
        super().showEvent(event)
        self._follow_window()
        if self._picture is not None and not self._ready:
            self._patience.start()

    def _follow_window(self) -> None:
        """In another window the view's surface stays empty unless the view is taken out and put in again (0171)."""
        window, column = self.window(), self.layout()
        if self._bound_to is not window and self._bound_to is not None and column is not None:
            self._view.setParent(None)
            column.addWidget(self._view)
            self._view.show()
        self._bound_to = window

    def event(self, event: QEvent) -> bool:
        """Notes the first window that the view's surface is bound to, which may be long before it is seen."""
        if event.type() == QEvent.Type.PlatformSurface and self._bound_to is None:
            self._bound_to = self.window()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for a hidden page."""
        super().hideEvent(event)
        self._patience.stop()
