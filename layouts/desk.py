"""The desk: the window with every panel, what the panels have to do with each other, and the room around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QEvent, QObject

from cockpit.domain.orders import DraftOrder, IssueOrder
from cockpit.domain.targeting import recipients
from cockpit.views.map_camera import Camera
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from layouts.arrange_menu import ArrangeMenu
from layouts.arranger import Arranger
from layouts.board import stack_of
from layouts.carrying import Carrying
from layouts.memory import Memory
from layouts.monitor_window import MonitorWindow
from layouts.reading_cards import ReadingCards
from layouts.room import Room
from layouts.window import CockpitWindow
from widgets.attachment_shelf import AttachmentShelf
from widgets.calls_panel import CallsPanel
from widgets.composer import Composer
from widgets.consultation_panel import ConsultationPanel
from widgets.devices_panel import DevicesPanel
from widgets.handover_panel import HandoverPanel
from widgets.incidents_panel import IncidentsPanel
from widgets.log_panel import LogPanel
from widgets.map.panel import ForceMap
from widgets.orders_panel import OrdersPanel
from widgets.units_panel import UnitsPanel


class Desk(CockpitWindow):
    """All panels. The parts are attributes, for the wiring that carries answers back to them.

    Args:
        selection: the one shared selection.
        memory: where the window, its scene, its dividers and the map's camera are remembered.

    Attributes:
        room: spreads the panels over the monitors, once it is told to.
        arranger: what a person does to where things stand; ``arrange_menu`` asks for it.
    """

    def __init__(self, selection: Selection, memory: Memory | None = None) -> None:
        self.map = ForceMap(selection)
        self.shelf = AttachmentShelf()
        self.incidents = IncidentsPanel(selection, self.shelf)
        self.units = UnitsPanel(selection)
        self.orders = OrdersPanel(selection, self.shelf)
        self.composer = Composer(selection)
        self.handover = HandoverPanel(selection)
        self.log = LogPanel(selection)
        self.devices = DevicesPanel(selection)
        self.calls = CallsPanel(selection, self.shelf)
        self.consultation = ConsultationPanel(selection)
        panels = (
            self.map, self.incidents, self.units, self.orders, self.composer, self.handover, self.log, self.devices,
            self.calls, self.consultation,
        )  # fmt: skip
        super().__init__(selection, panels, memory)
        self._on_its_way = ""
        self._take_help_from(self)
        self.lock.changed.connect(self._hide_code)
        self.shelf.ask.connect(self.ask)
        self.incidents.order_about.connect(self._order_about)
        self.composer.command.connect(self._note_sent)
        self.composer.installEventFilter(self)
        selection.changed.connect(self._count_target)
        self.room = Room(self, memory)
        self.room.changed.connect(self._count_target)
        self.arranger = Arranger(self, self.room, memory)
        self.arrange_menu = ArrangeMenu(self, self.arranger, ReadingCards(self.room))
        self._carrying = Carrying(self, self.arranger)
        if memory is not None and (camera := _camera(memory)) is not None:
            self.map.set_camera(camera)

    def _pieces(self, situation: Situation, changes: SituationChanges) -> list[Callable[[], None]]:
        return [*super()._pieces(situation, changes), partial(self._follow, situation, changes)]

    def _follow(self, situation: Situation, changes: SituationChanges) -> None:
        """Counts who is picked; an order that has just become durable brings the tracker to the front."""
        if changes.world.town or changes.moved:
            self._count_target()
        if self._on_its_way and self._on_its_way in situation.world.orders:
            self._on_its_way = ""
            self.show_panel("orders")

    def begin_order(self) -> None:
        """Brings the composer to the front, ready to be written in."""
        self.focus_panel("composer")
        self.composer.start()

    def keep(self) -> None:
        """Remembers the camera beside what every window remembers."""
        camera = self.map.camera()
        if self.memory is not None and camera is not None:
            self.memory.camera = msgspec.structs.asdict(camera)
        super().keep()

    def serve(self, window: MonitorWindow) -> None:
        """Another monitor's keys are this one's; that one cannot hold the composer's own shortcut (see below)."""
        super().serve(window)
        self._take_help_from(window)
        self._share_new_order()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes when the composer is seen, and where."""
        if watched is self.composer and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._share_new_order()
        return super().eventFilter(watched, event)

    def _share_new_order(self) -> None:
        """In the window where the composer is seen Ctrl+N is its own: two shortcuts of one key both stay silent."""
        for window, shortcuts in self.shortcuts.items():
            shortcuts["new_order"].setEnabled(not (self.composer.isVisible() and self.composer.window() is window))

    def _count_target(self) -> None:
        """How many are picked stands on the composer's tab, so that it is known before the tab is opened."""
        situation = self.composer.situation
        count = 0
        if situation is not None and not self.selection.target.empty:
            count = len(recipients(situation.world, situation.live, self.selection.target))
        stack = stack_of(self.composer)
        if stack is not None:
            stack.set_badge(self.composer, str(count) if count else "")

    def _take_help_from(self, window: MonitorWindow) -> None:
        """What is done in a monitor's banner about a call for help."""
        window.help_banner.command.connect(self.command)
        window.help_banner.help_opened.connect(self._go_to_unit)

    def _hide_code(self) -> None:
        """Nobody who passes a locked screen enrols a phone."""
        if self.lock.locked:
            self.devices.hide_code()

    def refuse_help(self, message: str) -> None:
        """Says on every monitor why the hub refused what was done about a call for help; empty for nothing."""
        for window in self.shortcuts:
            window.help_banner.refuse(message)

    def open_incident(self, incident: str) -> None:
        """Opens an incident in its panel, not only picked."""
        super().open_incident(incident)
        self.incidents.open_detail(incident)

    def _order_about(self, incident: str) -> None:
        self.focus_panel("composer")
        self.composer.about(incident)

    def _note_sent(self, command: object) -> None:
        if isinstance(command, (IssueOrder, DraftOrder)):
            self._on_its_way = command.order


def _camera(memory: Memory) -> Camera | None:
    """The remembered camera, None when there is none or when it was written by a version that had another form."""
    try:
        return msgspec.convert(memory.camera, Camera)
    except msgspec.ValidationError:
        return None
