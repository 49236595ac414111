"""A window of the system's own for a widget inside another window (decision 0096)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


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
