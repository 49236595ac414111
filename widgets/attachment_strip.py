"""Photos and clips in one line that scrolls: who sent them and when; a photo opens large, a clip is heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cockpit.views.attachments import Attachment
from cockpit.views.situation import Situation
from widgets import language, theme
from widgets.attachment_shelf import AttachmentShelf
from widgets.attachment_tile import HEIGHT_PX, AttachmentTile
from widgets.photo_view import PhotoView
from widgets.text import Text
from widgets.voice_player import VoicePlayer

SHOWN = 8
"""How many are fetched and shown at first; the rest when they are asked for."""


class AttachmentStrip(QWidget):
    """Nothing at all while there is nothing to show.

    Args:
        shelf: where what was fetched lies.
    """

    def __init__(self, shelf: AttachmentShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shelf = shelf
        self.tiles: list[AttachmentTile] = []
        self.player = VoicePlayer(self)
        self.view: PhotoView | None = None
        self._found: tuple[Attachment, ...] = ()
        self._limit = SHOWN
        self._situation: Situation | None = None
        self.heading = Text("small", "third")
        self.fault = Text("small", "yellow")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.more = QPushButton()
        self.more.setProperty("kind", "flat")
        self.more.clicked.connect(self._show_more)
        self._line = QWidget()
        self._row = QHBoxLayout(self._line)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self.heading, self._area, self.fault):
            self._column.addWidget(part)
        shelf.changed.connect(self._changed)
        self.player.changed.connect(self._draw)
        self.player.failed.connect(self._say_fault)
        self.hide()

    def show_attachments(self, situation: Situation, found: Sequence[Attachment]) -> None:
        """Shows these; what is not here is fetched."""
        self._situation = situation
        self.shelf.follow(situation)
        if tuple(found) != self._found:
            if not set(self._found) & set(found):
                self._limit = SHOWN
                self.player.stop()
                self._say_fault("")
            self._found = tuple(found)
            self._lay_out()
        self.setVisible(bool(self._found))
        self._draw()

    def retranslate(self) -> None:
        """The texts in the language in force."""
        self._draw()

    def rescale(self) -> None:
        """Sizes for the scale in force."""
        self._column.setSpacing(theme.px(4))
        self._row.setSpacing(theme.px(6))
        self._area.setFixedHeight(theme.px(HEIGHT_PX + 10))
        for tile in self.tiles:
            tile.setFixedSize(tile.sizeHint())

    def as_text(self) -> str:
        """One line for each: what it is, whose, how old."""
        return "\n".join(tile.accessibleName() for tile in self.tiles)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        kept = {tile.attachment: tile for tile in self.tiles}
        tiles = []
        for one in self._found[: self._limit]:
            tile = kept.pop(one, None)
            if tile is None:
                tile = AttachmentTile(one, self._line)
                tile.setFixedSize(tile.sizeHint())
                tile.clicked.connect(lambda _=False, tile=tile: self._open(tile))
            tiles.append(tile)
            self.shelf.want(one.id)
        for gone in kept.values():
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.tiles = tiles
        for place, tile in enumerate(tiles):
            self._row.insertWidget(place, tile)
            tile.show()

    def _draw(self) -> None:
        if self._situation is None:
            return
        now = self._situation.now
        for tile in self.tiles:
            id_ = tile.attachment.id
            tile.playing = self.player.playing == id_
            caption = tile.attachment.caption(now, language.current())
            tile.show_content(self.shelf.state(id_), self.shelf.content(id_), caption)
        self.heading.say(self.tr("Photos and voice {n}").format(n=len(self._found)))
        hidden = len(self._found) - len(self.tiles)
        self.more.setText(self.tr("{n} more").format(n=hidden))
        self.more.setVisible(hidden > 0)

    def _changed(self, id_: str) -> None:
        if any(tile.attachment.id == id_ for tile in self.tiles):
            self._draw()

    def _show_more(self) -> None:
        self._limit = len(self._found)
        self._lay_out()
        self._draw()

    def _open(self, tile: AttachmentTile) -> None:
        self._say_fault("")
        content = self.shelf.content(tile.attachment.id)
        if content is None:
            self.shelf.want(tile.attachment.id)
            self._draw()
        elif content.is_sound:
            self.player.toggle(content)
        else:
            self._open_view(tile.attachment)

    def _open_view(self, attachment: Attachment) -> None:
        if self.view is None or self.view.parentWidget() is not self.window():
            if self.view is not None:
                self.view.deleteLater()
            self.view = PhotoView(self.shelf, self.window())
        photos = [tile.attachment for tile in self.tiles if not (tile.content is not None and tile.content.is_sound)]
        if self._situation is not None:
            self.view.open(photos, photos.index(attachment), self._situation.now, self.sender())

    def _say_fault(self, text: str) -> None:
        self.fault.say(text)
        self.fault.setVisible(bool(text))
