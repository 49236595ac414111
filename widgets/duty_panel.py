"""Who commands, until when, who is next, and the week."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cockpit.views.duty import DayCell, Duty, duty
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.times import long_span_text
from widgets import theme
from widgets.marks import Mark
from widgets.panel import Panel
from widgets.text import Text


class DutyPanel(Panel):
    """The commander's name large; a gap in the rota looks like the alarm that it is."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, "duty")
        self._duty = Duty()
        self._alarm = Mark(26)
        self._name = Text("name")
        self._about = Text("body", "second")
        self._about.setWordWrap(True)
        self._next = Text("body", "second", elide=True)
        self._next_at = Text("small", "third", elide=True)
        self._next.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._next_at.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._share = _ShareBar()
        self._week = _Week()
        body = QWidget()
        self._column = QVBoxLayout(body)
        name_row = QHBoxLayout()
        name_row.addWidget(self._alarm)
        name_row.addWidget(self._name)
        name_row.addStretch(1)
        grid = QGridLayout()
        grid.addLayout(name_row, 0, 0)
        grid.addWidget(self._about, 1, 0)
        grid.addWidget(self._next, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._next_at, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._grid = grid
        self._column.addLayout(grid)
        self._column.addWidget(self._share)
        self._column.addWidget(self._week)
        self._column.addStretch(1)
        self.set_body(body)

    def retranslate(self) -> None:
        """The panel's name."""
        self.set_title(self.tr("Commander on duty"))

    def rescale(self) -> None:
        """Margins at the scale in force."""
        self._column.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(10))
        self._column.setSpacing(theme.px(8))
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(2))

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws who commands; the remaining time on every tick."""
        if not (changes.clock or changes.world.town or changes.world.duty):
            return
        found = self._duty = duty(situation, self.language)
        self.show_state("ready")
        gap = found.problem in ("nobody", "no_rota")
        self._alarm.setVisible(gap)
        self._alarm.show_band("red")
        if gap:
            self._name.say(self.tr("Nobody on duty") if found.problem == "nobody" else self.tr("No rota"), "red")
            self._about.say(self.tr("Nobody may order across departments"))
            self.set_subtitle("")
            self.set_age(None)
        else:
            self._name.say(found.name, "text")
            self._about.say(self._about_text(found))
            self._say_time(found)
        self._next.say(self._next_text(found), "second" if found.next_name else "yellow")
        self._next_at.say(self.tr("takes over {time}").format(time=found.next_at) if found.next_at else "")
        self._share.setVisible(not gap)
        self._share.show_share(found.share)
        self._week.show_week(found.week)

    def as_text(self) -> str:
        """Who, until when, who is next."""
        parts = (
            super().as_text(),
            f"{self._name.text()} {self._about.text()}",
            self._next.text(),
            self._next_at.text(),
        )
        return "\n".join(part for part in parts if part.strip())

    def _say_time(self, found: Duty) -> None:
        """How long the shift has to go, or why somebody else commands than the rota names."""
        if found.taken_reason:
            self.set_subtitle(self.tr("taken over: {reason}").format(reason=found.taken_reason))
            self.set_age(None, self.tr("handover owed"))
        elif found.overdue_s > 0:
            self.set_subtitle(self.tr("not handed over to {name}").format(name=found.due_name))
            self.set_age(None, self.tr("{time} overdue").format(time=long_span_text(found.overdue_s, self.language)))
        elif not found.until:
            self.set_subtitle(self.tr("the rota has a gap"))
            self.set_age(None)
        else:
            self.set_subtitle(self.tr("until {time}").format(time=found.until))
            left = long_span_text(found.remaining_s, self.language)
            self.set_age(None, self.tr("{time} left").format(time=left))

    def _about_text(self, found: Duty) -> str:
        deputy = self.tr("deputy {name}").format(name=found.deputy) if found.deputy else ""
        me = self.tr("you") if found.is_me else ""
        return " · ".join(part for part in (found.department, deputy, me) if part)

    def _next_text(self, found: Duty) -> str:
        if not found.next_name:
            return self.tr("Nobody is next")
        return self.tr("Next {name} {department}").format(name=found.next_name, department=found.next_department)


class _ShareBar(QWidget):
    """How much of the shift has passed."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0

    def show_share(self, share: float) -> None:
        """Part from 0 to 1."""
        shown = round(max(0.0, min(1.0, share)), 3)
        if shown != self._share:
            self._share = shown
            self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(theme.px(80), theme.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The passed part bright on the whole."""
        painter = QPainter(self)
        room = QRectF(0, (self.height() - theme.px(3)) / 2, self.width(), theme.px(3))
        painter.fillRect(room, theme.colour("line"))
        room.setWidth(room.width() * self._share)
        painter.fillRect(room, theme.colour("third"))
        painter.end()


class _Week(QWidget):
    """Seven cells, Monday to Sunday; today lit, a day with a gap dashed and marked."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[DayCell, ...] = ()

    def show_week(self, cells: tuple[DayCell, ...]) -> None:
        """Shows the week; hidden without a rota."""
        self.setVisible(bool(cells))
        if cells != self._cells:
            self._cells = cells
            names = "  ".join(f"{cell.day} {cell.name or '—'}" for cell in cells)
            self.setToolTip(names)
            self.setAccessibleName(names)
            self.update()

    def sizeHint(self) -> QSize:
        """One line of cells."""
        return QSize(theme.px(300), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        """The cells are never squeezed flat."""
        return QSize(theme.px(180), theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the cells."""
        if not self._cells:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(4)
        width = (self.width() - gap * (len(self._cells) - 1)) / len(self._cells)
        for number, cell in enumerate(self._cells):
            box = QRectF(number * (width + gap) + 0.5, 0.5, width - 1, theme.px(30) - 1)
            self._paint_cell(painter, box, cell)
        painter.end()

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: DayCell) -> None:
        painter.setBrush(theme.colour("action_fill" if cell.today else "raised"))
        pen = QPen(theme.colour("action" if cell.today else "raised"), theme.px(1))
        if cell.gap:
            pen = QPen(theme.colour("red"), theme.px(1.5), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, theme.px(3), theme.px(3))
        painter.setFont(theme.font("strong" if cell.today else "small"))
        painter.setPen(theme.colour("red_text" if cell.gap else "text" if cell.today else "second"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{cell.day} {'!' if cell.gap else cell.short}")
