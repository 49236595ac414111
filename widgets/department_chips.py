"""Departments as chips: shape, name, and how many of them would get the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cockpit.domain.units import Department
from cockpit.views.composer import DepartmentCount
from widgets import theme
from widgets.flow import Flow
from widgets.marks import draw_shape


class Chip(QAbstractButton):
    """One department; pressed, the order goes to it (and to the others that are pressed) alone."""

    def __init__(self, department: str, shape: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.department = department
        self.shape_name = shape
        self.count = 0
        self.silent = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Room for the shape, the name and the count, so that the chips stand still while it changes."""
        metrics = QFontMetrics(theme.font("body"))
        figures = QFontMetrics(theme.font("strong")).horizontalAdvance("000" if self.count > 99 else "00")
        return QSize(metrics.horizontalAdvance(self.text()) + figures + theme.px(34), theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the chip; its count is dim while it is zero."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "action" if self.isChecked() or self.hasFocus() else "line"
        painter.setPen(QPen(theme.colour(edge), theme.px(2 if self.hasFocus() else 1)))
        painter.setBrush(theme.colour("action_fill" if self.isChecked() else "raised"))
        inset = theme.px(1)
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), theme.px(3), theme.px(3))
        size = theme.px(11)
        box = self.rect().adjusted(theme.px(7), 0, -theme.px(7), 0)
        spot = QRect(box.x(), box.center().y() - size // 2, size, size)
        draw_shape(painter, self.shape_name, spot.toRectF(), theme.department_colour(self.department))
        box.setLeft(box.left() + size + theme.px(5))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text" if self.isEnabled() else "third"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(theme.colour("text" if self.count else "third"))
        if self.count:
            painter.setFont(theme.font("strong"))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self.count))
        painter.end()


class DepartmentChips(Flow):
    """The chips, in as many lines as they need.

    Attributes:
        toggled: the id of the department that was pressed.
    """

    toggled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(28, parent)
        self.chips: list[Chip] = []
        self._shown: tuple[object, ...] = ()

    def offer(self, departments: Sequence[Department], names: Mapping[str, str]) -> None:
        """Makes the chips for the town's departments."""
        if [chip.department for chip in self.chips] != [one.id for one in departments]:
            for chip in self.chips:
                chip.deleteLater()
            self.chips = [Chip(one.id, one.shape, self) for one in departments]
            self._shown = ()
            for chip in self.chips:
                chip.clicked.connect(lambda _=False, chip=chip: self.toggled.emit(chip.department))
                chip.show()
            self.set_items(self.chips)
        for chip in self.chips:
            chip.setText(names[chip.department])
        self.place()

    def show_counts(self, picked: Sequence[str], counts: Sequence[DepartmentCount]) -> None:
        """Which are picked, and how many of each would get the order; the same again does nothing."""
        shown = (tuple(picked), tuple(counts), tuple((chip.text(), chip.isChecked()) for chip in self.chips))
        if shown == self._shown:
            return
        by_id = {one.department: one for one in counts}
        for chip in self.chips:
            found = by_id.get(chip.department)
            chip.count, chip.silent = (found.count, found.silent) if found else (0, 0)
            chip.setChecked(chip.department in picked)
            chip.setAccessibleName(f"{chip.text()} {chip.count}")
            chip.update()
        self._shown = (tuple(picked), tuple(counts), tuple((chip.text(), chip.isChecked()) for chip in self.chips))
        self.place()
