"""Where an opened index lies: beside the indices, on whichever monitor they stand."""

from __future__ import annotations

from cockpit.domain.indices import Domain
from layouts.board import beside
from layouts.monitor_window import MonitorWindow
from widgets import theme
from widgets.index_detail import IndexDetailPanel
from widgets.indices_panel import IndicesPanel

WIDTH_PX = 720


class IndexSheet:
    """Opens an index and keeps it in its place."""

    def __init__(self, detail: IndexDetailPanel, indices: IndicesPanel) -> None:
        self._detail, self._indices = detail, indices

    def open(self, circle: str, domain: Domain) -> None:
        """Opens what an index lost its points on."""
        self.place()
        self._detail.open_index(circle, domain)

    def place(self) -> None:
        """Puts the sheet beside the indices, at their monitor's scale."""
        host = self._indices.window()
        if not isinstance(host, MonitorWindow):
            return
        if self._detail.parentWidget() is not host.surface:
            shown = self._detail.isVisible()
            self._detail.setParent(host.surface)
            self._detail.setVisible(shown)
        host.put_scale_in_force()
        left, top, width, height = beside(self._indices, host.surface, theme.px(WIDTH_PX))
        self._detail.setGeometry(left, top, width, min(height, self._detail.wanted_height()))
