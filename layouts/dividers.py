"""The dividers between panels: a splitter whose handles paint themselves.

A rule for ``QSplitter::handle:hover`` in the style sheet would have Qt paint the whole splitter, panels and all,
whenever the pointer comes or goes.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from widgets import theme

GAP_PX = 8


class Dividers(QSplitter):
    """Panels, or columns of them, with dividers that can be dragged.

    Args:
        orientation: of the row that the parts stand in.
        parent: where it stands from the first, since each move to another parent has all below it dressed anew.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.px(GAP_PX))

    def createHandle(self) -> QSplitterHandle:
        """A divider."""
        return Divider(self.orientation(), self)


class Divider(QSplitterHandle):
    """Lights up under the pointer."""

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints itself."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("line" if self.underMouse() else "window"))
        painter.end()
