"""Photos and clips: files beside the journal, named by their SHA-256, whole and on the disk before anybody is told.

What comes in lies in ``new`` until something in the journal names it; what nothing has named for a day is deleted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from cockpit.domain.attachments import BLOB_LIMIT, MIMES, Kept, is_blob_id
from cockpit.errors import EnvironmentFailure, Refused
from cockpit.wire.messages import Blob

log = logging.getLogger(__name__)

FOLDER = "blobs"
NEW = "new"
NAMED_WITHIN_S = 86_400.0
"""Seconds that something has to be named within."""
NEW_LIMIT = 512 * 1024 * 1024
"""Bytes that may lie unnamed."""
FREE_LEAST = 256 * 1024 * 1024
"""Bytes that stay free on the disk: the journal must not fail for a photo."""
GATHERED_LIMIT = 64 * 1024 * 1024
"""Bytes of unfinished blobs in memory, of all connections together."""
_SUFFIX = dict(zip(MIMES, (".jpg", ".webp", ".webm", ".ogg", ".m4a"), strict=True))
_BEGINS = {
    "image/jpeg": (0, b"\xff\xd8\xff"),
    "image/webp": (8, b"WEBP"),
    "audio/webm": (0, b"\x1aE\xdf\xa3"),
    "audio/ogg": (0, b"OggS"),
    "audio/mp4": (4, b"ftyp"),
}
"""Where each kind has its mark. Source: WHATWG MIME Sniffing; RFC 9559 (Matroska); ISO/IEC 14496-12."""


class Gathering:
    """The parts of one blob as they come in over one connection; a part 1 begins anew."""

    def __init__(self, total: list[int]) -> None:
        self._total = total
        self._id = ""
        self._parts: list[bytes] = []
        self._size = 0

    def take(self, blob: Blob) -> bytes | None:
        """Takes a part; returns the whole content with the last one.

        Raises:
            Refused: no id, too big, out of sequence, or no base64.
        """
        if blob.mime not in MIMES:
            raise Refused("blob.mime", f"附件类型 {blob.mime[:40]!r} 不收；可用：{'、'.join(MIMES)}")
        if not is_blob_id(blob.id):
            raise Refused("attachment.id", "附件编号须为内容的 SHA-256（64 位小写十六进制）")
        if blob.part == 1:
            self.drop()
            self._id = blob.id
        if blob.id != self._id or blob.part != len(self._parts) + 1 or blob.part > blob.parts:
            self.drop()
            raise Refused("blob.sequence", "附件的分段须从第 1 段起依次发送")
        try:
            data = base64.b64decode(blob.data, validate=True)
        except (binascii.Error, ValueError):
            self.drop()
            raise Refused("blob.base64", "附件的分段不是 base64") from None
        self._grow(data)
        return self._whole() if blob.part == blob.parts else None

    def _grow(self, data: bytes) -> None:
        if self._size + len(data) > BLOB_LIMIT:
            self.drop()
            raise Refused("blob.size", f"附件过大，最多 {BLOB_LIMIT // 1024} KiB")
        if self._total[0] + len(data) > GATHERED_LIMIT:
            self.drop()
            raise Refused("blob.busy", "同时上传的附件过多，请稍后再发")
        self._parts.append(data)
        self._size += len(data)
        self._total[0] += len(data)

    def _whole(self) -> bytes:
        content = b"".join(self._parts)
        self.drop()
        return content

    def drop(self) -> None:
        """Forgets what has come."""
        self._total[0] -= self._size
        self._id, self._parts, self._size = "", [], 0


class Blobs:
    """The attachments of a data folder. All but ``gathering`` and ``has`` are meant for a worker.

    Raises:
        EnvironmentFailure: the folder cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._gathered = [0]
        try:
            self._mimes = {path.stem: mime for path in self._folder.glob("*/*") if (mime := _mime_of(path))}
            self._unnamed = {path.stem for path in self._folder.glob(f"{NEW}/*") if _mime_of(path)}
        except OSError as failure:
            raise EnvironmentFailure(
                f"附件目录 {self._folder} 不能使用：{failure.strerror} (the folder of attachments cannot be used)"
            ) from failure

    def gathering(self) -> Gathering:
        """What takes the parts of one connection."""
        return Gathering(self._gathered)

    def has(self, id_: str) -> bool:
        """Whether a blob is here, whole."""
        return id_ in self._mimes

    def store(self, id_: str, mime: str, content: bytes) -> None:
        """Writes a blob, whole and to the disk; one that is here already is the same.

        Raises:
            Refused: the content is not what its id or its type says, or too much lies unnamed.
            EnvironmentFailure: the disk is full or faulty.
        """
        if self.has(id_):
            return
        if hashlib.sha256(content).hexdigest() != id_:
            raise Refused("blob.content", "附件内容与编号不符：传输有误，请重发")
        offset, mark = _BEGINS[mime]
        if content[offset : offset + len(mark)] != mark:
            raise Refused("blob.content", f"附件内容不是 {mime}")
        new = self._folder / NEW
        try:
            self._make_folder()
            if shutil.disk_usage(self._folder).free < FREE_LEAST + len(content):
                raise EnvironmentFailure("中枢磁盘空间不足，附件未能保存；文字不受影响 (no space for attachments)")
            if sum(_size(path) for path in new.iterdir()) + len(content) > NEW_LIMIT:
                raise Refused("blob.unnamed", "未被引用的附件过多：请先发送引用它们的回执或报告")
            path = new / (id_ + _SUFFIX[mime])
            part = path.with_name(path.name + ".part")
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _sync(new)
        except OSError as failure:
            raise EnvironmentFailure(
                f"附件未能保存：{failure.strerror} (the attachment could not be kept)"
            ) from failure
        self._mimes[id_] = mime
        self._unnamed.add(id_)

    def keep(self, ids: Iterable[str]) -> None:
        """Takes blobs that the journal names out of ``new``; what fails is tried again at the next start."""
        for id_ in ids:
            if id_ not in self._unnamed:
                continue
            file = id_ + _SUFFIX[self._mimes[id_]]
            try:
                (self._folder / id_[:2]).mkdir(exist_ok=True)
                (self._folder / NEW / file).replace(self._folder / id_[:2] / file)
                _sync(self._folder / id_[:2])
                _sync(self._folder / NEW)
            except OSError as failure:
                log.warning("the attachment %s stays among the new ones: %s", id_, failure)
                continue
            self._unnamed.discard(id_)

    def read(self, id_: str) -> Kept:
        """A blob.

        Raises:
            Refused: there is none.
            EnvironmentFailure: it cannot be read.
        """
        mime = self._mimes.get(id_)
        if mime is None:
            raise Refused("blob.unknown", f"没有附件 {id_[:64]!r}")
        file = id_ + _SUFFIX[mime]
        # Where it moves from comes first: looked for the other way round, it could move on between the two looks.
        for path in (self._folder / NEW / file, self._folder / id_[:2] / file):
            try:
                return Kept(mime, path.read_bytes())
            except FileNotFoundError:
                continue
            except OSError as failure:
                raise EnvironmentFailure(f"附件读不出：{failure.strerror} (cannot be read)") from failure
        raise EnvironmentFailure("附件文件不见了 (the attachment's file is gone)")

    def forget(self) -> int:
        """Deletes what nothing has named in time, and what was cut off while it was written; returns how many."""
        before, gone = time.time() - NAMED_WITHIN_S, 0
        for path in list(self._folder.glob(f"{NEW}/*")):
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
                    self._mimes.pop(path.stem, None)
                    self._unnamed.discard(path.stem)
                    gone += 1
            except OSError as failure:
                log.warning("%s could not be deleted: %s", path.name, failure)
        return gone

    def _make_folder(self) -> None:
        """Made with the first blob, and kept by the disk before anything is said to lie in it."""
        new = self._folder / NEW
        if not new.is_dir():
            new.mkdir(parents=True, exist_ok=True)
            _sync(self._folder)
            _sync(self._folder.parent)


def _mime_of(path: Path) -> str:
    mime = next((mime for mime, suffix in _SUFFIX.items() if path.suffix == suffix), "")
    return mime if is_blob_id(path.stem) else ""


def _size(path: Path) -> int:
    """Bytes of a file; none of one that has just been named and moved away."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _sync(folder: Path) -> None:
    """Has the disk keep a folder's names; Windows keeps them by itself and knows no such thing."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
