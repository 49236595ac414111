"""Hearing a voice clip, where this machine has a sound output; one that has none says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal

from widgets.attachment_content import Content

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer


class VoicePlayer(QObject):
    """Plays one clip at a time. Qt's multimedia is loaded with the first one that is to be heard.

    Attributes:
        playing: the id of the clip that is heard, empty for none.
        changed: emitted when a clip begins or ends.
        failed: emits why a clip cannot be heard.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.playing = ""
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        self._buffer: QBuffer | None = None

    def toggle(self, content: Content) -> None:
        """Plays the clip, or stops it when it is the one that is heard."""
        if self.playing == content.id:
            self.stop()
            return
        self.stop()
        if why := self._prepare():
            self.failed.emit(why)
            return
        assert self._player is not None
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content.sound))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.playing = content.id
        self._player.setSourceDevice(self._buffer)
        self._player.play()
        self.changed.emit()

    def stop(self) -> None:
        """Silence."""
        if self._player is not None:
            self._player.stop()
        if self._buffer is not None:
            if self._player is not None:
                self._player.setSource(QUrl())
            self._buffer.deleteLater()
            self._buffer = None
        if self.playing:
            self.playing = ""
            self.changed.emit()

    def _prepare(self) -> str:
        """Makes the player; returns why that cannot be, empty when it can."""
        try:
            from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer
        except ImportError as failure:
            return self.tr("Voice cannot be heard: Qt's multimedia does not load ({why})").format(why=failure)
        if QMediaDevices.defaultAudioOutput().isNull():
            return self.tr("This machine has no sound output: voice cannot be heard here")
        if self._player is None:
            self._player, self._output = QMediaPlayer(self), QAudioOutput(self)
            self._player.setAudioOutput(self._output)
            self._player.mediaStatusChanged.connect(self._status)
            self._player.errorOccurred.connect(self._failed)
        return ""

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status.name in ("EndOfMedia", "InvalidMedia"):
            self.stop()

    def _failed(self, _error: object, words: str) -> None:
        self.stop()
        self.failed.emit(self.tr("Voice cannot be heard: {why}").format(why=words))
