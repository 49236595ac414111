"""The map's page, its scripts and its data, served inside the process: listed files and nothing else."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from cockpit.errors import EnvironmentFailure
from widgets.map.chromium import HOST, ORIGIN, SCHEME

_log = logging.getLogger(__name__)

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "map"
FILES = {
    "/map.html": b"text/html",
    "/map.css": b"text/css",
    "/map.js": b"text/javascript",
    "/layers.js": b"text/javascript",
    "/atlas.js": b"text/javascript",
    "/pointer.js": b"text/javascript",
}
BUNDLE = "/deck.js"
SAY = "/say"

POLICY = (
    f"default-src 'none'; script-src {ORIGIN}; style-src {ORIGIN}; connect-src {ORIGIN}; img-src {ORIGIN} blob: data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; worker-src 'none'"
)
"""No inline script, no eval, no frame, no worker, no host but the scheme itself: deck.gl needs none of them."""


HEADERS = {
    b"Content-Security-Policy": POLICY.encode(),
    b"X-Content-Type-Options": b"nosniff",
    b"Cache-Control": b"no-store",
}


def bundle_file() -> Path:
    """pydeck's own script (deck.gl with its JSON reader), found without importing pydeck.

    Raises:
        EnvironmentFailure: pydeck is not installed, or comes without its script.
    """
    found = importlib.util.find_spec("pydeck")
    places = [] if found is None else list(found.submodule_search_locations or ())
    for place in places:
        file = Path(place) / "nbextension" / "static" / "index.js"
        if file.is_file():
            return file
    raise EnvironmentFailure("pydeck's script is missing: pydeck/nbextension/static/index.js")


def page_files() -> dict[str, bytes]:
    """The page, its scripts and pydeck's, by path.

    Raises:
        EnvironmentFailure: a file is missing or cannot be read.
    """
    try:
        files = {path: (FOLDER / path[1:]).read_bytes() for path in FILES}
        files[BUNDLE] = bundle_file().read_bytes()
    except OSError as error:
        raise EnvironmentFailure(f"the map's page cannot be read: {error}") from error
    return files


class MapFiles(QWebEngineUrlSchemeHandler):
    """Answers ``cockpit://map/…``.

    Args:
        files: as ``page_files`` gives them.
        data: gives the bytes of a data file by its path (``/deck.json``), None for one that there is not.
            Until ``open_gate`` the page's questions for data wait: it is loaded while the desktop still connects.
        say: hears what the page says: the bytes of the query of ``/say``. (A body would be the natural place, but
            reading ``requestBody`` ends the process in PySide6 6.11.)
    """

    def __init__(
        self,
        files: dict[str, bytes],
        data: Callable[[str], bytes | None],
        say: Callable[[bytes], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._data = data
        self._say = say
        self._held: list[tuple[QWebEngineUrlRequestJob, str]] | None = []

    def open_gate(self) -> None:
        """The data are there: answers the questions that waited for them."""
        held, self._held = self._held or [], None
        for job, path in held:
            if shiboken6.isValid(job):
                self._serve(job, path)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Serves one request of the page."""
        url = job.requestUrl()
        path = url.path()
        asked_by = job.initiator().toString()
        if url.host() != HOST or asked_by not in ("", ORIGIN) or bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif path == SAY:
            self._hear(job)
        else:
            self._serve(job, path)

    def _serve(self, job: QWebEngineUrlRequestJob, path: str) -> None:
        body = self._files.get(path)
        kind = FILES.get(path, b"text/javascript")
        if body is None and self._held is not None:
            self._held = [one for one in self._held if shiboken6.isValid(one[0])] + [(job, path)]
            return
        if body is None:
            body, kind = self._data(path), b"application/json"
        if body is None:
            _log.warning("map page asked for %s, which is not there", path)
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        self._reply(job, kind, body)

    def _hear(self, job: QWebEngineUrlRequestJob) -> None:
        raw = job.requestUrl().query(QUrl.ComponentFormattingOption.FullyDecoded).encode()
        self._reply(job, b"text/plain", b"")
        self._say(raw)

    def _reply(self, job: QWebEngineUrlRequestJob, kind: bytes, body: bytes) -> None:
        # Lists, for several values a name; the stubs of PySide6 6.11 know only of one.
        job.setAdditionalResponseHeaders({QByteArray(name): [QByteArray(value)] for name, value in HEADERS.items()})  # type: ignore[misc]
        buffer = QBuffer(job)
        buffer.setData(body)
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        job.reply(kind, buffer)


class NoNetwork(QWebEngineUrlRequestInterceptor):
    """Refuses every request that is not for the map's own files. ``refused`` lists what was asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.refused: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Looks at one request before it leaves."""
        url = info.requestUrl()
        ours = url.scheme().encode() == SCHEME and url.host() == HOST
        if not ours and url.scheme() not in ("data", "blob"):
            self.refused.append(url.toDisplayString())
            del self.refused[:-100]
            _log.warning("map page: a request to the outside was refused: %s", url.toDisplayString())
            info.block(True)
