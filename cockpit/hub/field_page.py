"""The field page over HTTP: files that are read once at the start, so no path of a request touches the disk."""

from __future__ import annotations

import gzip
import hashlib
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

PAGE_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "field"
ROOT = "/field/"
TOWN = "/field/town.json"
MIME = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
}
"""What is served; a file of any other kind in the folder is not."""
_PACKED = (".html", ".js", ".css", ".json", ".webmanifest", ".svg")
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


class Served(msgspec.Struct, frozen=True):
    """One file as it is sent: whole, packed with gzip where that helps, and its mark."""

    mime: str
    body: bytes
    packed: bytes | None
    mark: str


class FieldPage:
    """The files of the field page.

    Args:
        town_sheet: the content of ``/field/town.json``.
        folder: where the page's files are; one that is not there serves no page, only the sheet.
    """

    def __init__(self, town_sheet: bytes, folder: Path = PAGE_FOLDER) -> None:
        self._served: dict[str, Served] = {}
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if file.is_file() and file.suffix in MIME:
                path = ROOT + file.relative_to(folder).as_posix()
                self._served[path] = _served(file.suffix, file.read_bytes())
        if ROOT + "index.html" in self._served:
            self._served[ROOT] = self._served[ROOT + "index.html"]
        self._served[TOWN] = _served(".json", town_sheet)

    def answer(self, request: Request) -> Response | None:
        """The response to a request for the page, None for one that is not."""
        path = urlsplit(request.path).path
        if path == ROOT[:-1]:
            return _response(HTTPStatus.PERMANENT_REDIRECT, {"Location": ROOT})
        if not path.startswith(ROOT):
            return None
        served = self._served.get(path)
        if served is None:
            return _response(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain; charset=utf-8"}, b"no such file\n")
        headers = {
            "Content-Type": served.mime,
            "ETag": served.mark,
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
            "Service-Worker-Allowed": ROOT,
            "Content-Security-Policy": _policy(request.headers.get("Host", "")),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(self), microphone=(self), camera=(self)",
        }
        if served.mark in request.headers.get("If-None-Match", ""):
            return _response(HTTPStatus.NOT_MODIFIED, headers)
        if served.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            return _response(HTTPStatus.OK, headers | {"Content-Encoding": "gzip"}, served.packed)
        return _response(HTTPStatus.OK, headers, served.body)


def from_own_page(request: Request) -> bool:
    """Whether a websocket is opened by the hub's own page: its origin is the host that it asks for."""
    origin, host = request.headers.get("Origin", ""), request.headers.get("Host", "")
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc.lower() == host.lower()


def _policy(host: str) -> str:
    """Everything from here alone; the socket is named, since older Safaris do not count it as of the same origin."""
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'self'; connect-src 'self'{sockets}; img-src 'self' blob: data:; media-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _served(suffix: str, body: bytes) -> Served:
    packed = gzip.compress(body, 9, mtime=0) if suffix in _PACKED else None
    if packed is not None and len(packed) >= len(body):
        packed = None
    return Served(MIME[suffix], body, packed, f'"{hashlib.sha256(body).hexdigest()[:24]}"')


def _response(status: HTTPStatus, headers: dict[str, str], body: bytes = b"") -> Response:
    length = {} if status is HTTPStatus.NOT_MODIFIED else {"Content-Length": str(len(body))}
    whole = Headers({**headers, **length, "Connection": "close"})
    return Response(status.value, status.phrase, whole, body)
