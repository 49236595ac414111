"""The five stages of an order as bars with counts, as the tracker and an opened order show them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cockpit.views.orders import STAGES, Stage, short_stage
from cockpit.views.words import Language, word
from widgets import theme
from widgets.marks import draw_shape


def stage_boxes(box: QRect) -> list[QRect]:
    """Five boxes side by side, with a gap of half a step between them."""
    gap = theme.px(3)
    width = (box.width() - gap * (len(STAGES) - 1)) / len(STAGES)
    edges = [box.x() + round(place * (width + gap)) for place in range(len(STAGES) + 1)]
    return [
        QRect(left, box.y(), right - gap - left, box.height()) for left, right in zip(edges, edges[1:], strict=False)
    ]


def paint_stages(painter: QPainter, box: QRect, stages: tuple[Stage, ...]) -> None:
    """Paints each stage: the share that has reached it, the count, and a triangle with how many are late."""
    painter.save()
    painter.setFont(theme.font("small"))
    for cell, stage in zip(stage_boxes(box), stages, strict=True):
        painter.fillRect(cell, theme.colour("orange_wash" if stage.late else "raised"))
        share = stage.reached / stage.total if stage.total else 0.0
        hue = theme.colour("green" if stage.state == "completed" else "blue", 150)
        painter.fillRect(QRect(cell.x(), cell.y(), round(cell.width() * share), cell.height()), hue)
        inner = cell.adjusted(theme.px(6), 0, -theme.px(5), 0)
        painter.setPen(theme.colour("text" if stage.reached else "second"))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{stage.reached}/{stage.total}"
        )
        if stage.late:
            _paint_late(painter, cell, inner, stage)
    painter.restore()


def _paint_late(painter: QPainter, cell: QRect, inner: QRect, stage: Stage) -> None:
    """The orange edge below, and the triangle with the number of the late on the right."""
    edge = theme.px(2)
    painter.fillRect(QRect(cell.x(), cell.bottom() - edge + 1, cell.width(), edge), theme.colour("orange"))
    text = str(stage.late)
    wide = painter.fontMetrics().horizontalAdvance(text)
    size = theme.px(9)
    count = painter.fontMetrics().horizontalAdvance(f"{stage.reached}/{stage.total}")
    if inner.width() < count + wide + size + theme.px(6):
        return
    painter.setPen(theme.colour("orange_text"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    spot = QRect(inner.right() - wide - size - theme.px(3), inner.center().y() - size // 2, size, size)
    draw_shape(painter, "triangle", spot.toRectF(), theme.colour("orange"))


class StageHeads(QWidget):
    """The names of the five stages above the bars.

    Args:
        margin: px at a desk to the left and right, as the bars below have it.
    """

    def __init__(self, margin: float = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margin = margin
        self._language: Language = "zh"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, language: Language) -> None:
        """The words of a language."""
        self._language = language
        self.setAccessibleName(" ".join(word(state, language) for state in STAGES))
        self.update()

    def sizeHint(self) -> QSize:
        """One small line."""
        return QSize(theme.px(280), theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the words where the bars begin."""
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("third"))
        inner = self.rect().adjusted(theme.px(self.margin), 0, -theme.px(self.margin), 0)
        for cell, state in zip(stage_boxes(inner), STAGES, strict=True):
            text = word(state, self._language)
            if painter.fontMetrics().horizontalAdvance(text) > cell.width() - theme.px(6):
                text = short_stage(state, self._language)
            painter.drawText(cell, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class StageBars(QWidget):
    """The bars of one order as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, stages: tuple[Stage, ...], language: Language) -> None:
        """Shows an order's stages; the same again draws nothing."""
        if stages != self._stages:
            self._stages = stages
            self.setAccessibleName(
                " ".join(f"{word(stage.state, language)} {stage.reached}/{stage.total}" for stage in stages)
            )
            self.update()

    def sizeHint(self) -> QSize:
        """One line of bars."""
        return QSize(theme.px(280), theme.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the bars."""
        if self._stages:
            painter = QPainter(self)
            paint_stages(painter, self.rect(), self._stages)
            painter.end()
