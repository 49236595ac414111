"""A window of the system's own for a widget inside another window (decision 0096)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QWindow
from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from widgets import theme


def keep_siblings_plain() -> None:
    """Said before the application is made: what stands beside a widget with a window of its own gets none itself."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings)


def give_own_window(widget: QWidget) -> None:
    """Gives a widget a window of its own, on X servers; elsewhere nothing changes.

    For a web view, so that not every label that changes is composed with it by OpenGL over the whole window; and for
    what lies over a web view, since a window of the system's own covers whatever has none. Raise the latter when shown.
    """
    if QGuiApplication.platformName() == "xcb":
        widget.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        widget.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)


def own_windows(window: QWidget) -> Iterator[QWindow]:
    """The windows of the system's own in a window, and its own: what a person does comes by one of them.

    Filter here and not at the application: Python then meets every object of the web engine, and dies of some.
    """
    for widget in (window, *window.findChildren(QWidget)):
        if (handle := widget.windowHandle()) is not None:
            yield handle


def lie_over(widget: QWidget) -> None:
    """Gives a sheet a window of its own, and says that it paints its whole rectangle, by ``paint_ground``.

    Else Qt paints everything that lies below the sheet along with it, each time that a label of the sheet changes.
    """
    give_own_window(widget)
    widget.installEventFilter(_Opaque(widget))


class _Opaque(QObject):
    """Says so again whenever the style sheet, which takes it back, has dressed the sheet."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.StyleChange) and isinstance(watched, QWidget):
            watched.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        return False


def paint_ground(widget: QWidget) -> None:
    """Paints a sheet's ground to its corners, and what the style sheet has on it; first in its ``paintEvent``."""
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), theme.colour("panel"))
    option = QStyleOption()
    option.initFrom(widget)
    widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, widget)
    painter.end()
