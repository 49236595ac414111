"""The force map: where the forces are, what they do, who is meant; and the picking of all three."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cockpit.views.map_camera import Camera, fitted, pixel_of, place_of
from cockpit.views.map_ground import Ground
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets import theme
from widgets.map import intents
from widgets.map.keeper import Keeper, Parts
from widgets.map.legend import Legend
from widgets.map.legend_entries import entries
from widgets.map.messages import Clicked, Drew, Hovered, Looked
from widgets.map.stage import Stage
from widgets.map.surface import Tool
from widgets.map.tip import Tip
from widgets.map.tools import Tools
from widgets.panel import Panel

AT_MOST_EVERY_MS = 500
"""Positions go to the surface twice a second at most, however often they arrive."""

TILT_DEG = 50.0
STEP_PX = 120.0
LEAST_PX = (320, 240)


class ForceMap(Panel):
    """The map panel.

    Args:
        selection: what is picked; picks and drawn areas go into it.
    """

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, "map", parent)
        self.keeper = Keeper(selection)
        self._camera: Camera | None = None
        self._moved = False
        self.tools = Tools()
        self.stage = Stage()
        self.legend = Legend()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addWidget(self.legend)
        self.set_body(body)
        self.header_row.insertWidget(2, self.tools)
        self._tip = Tip(self.stage)
        self._pace = QTimer(self, singleShot=True, interval=AT_MOST_EVERY_MS)
        self._pace.timeout.connect(self._take_moves)
        self._connect()

    # -- for the window and its memory -------------------------------------------------------------------------------

    def camera(self) -> Camera | None:
        """Where the map looks from; None while it is left to fit the whole town in."""
        return self._camera

    def set_camera(self, camera: Camera) -> None:
        """Looks from there; before the first picture it is kept for it."""
        self._camera = camera.kept_sane()
        self._show_camera(self._camera)

    def shown(self) -> frozenset[str]:
        """The layers that are shown."""
        return self.keeper.shown

    def set_shown(self, layers: frozenset[str]) -> None:
        """Shows these layers and hides the others."""
        self.keeper.shown = layers
        self.tools.show_layers(layers)
        if self.keeper.picture is not None:
            self.keeper.picture.shown = layers
            self._show({"shown"})

    # -- what a panel does -------------------------------------------------------------------------------------------

    def draw(self, situation: Situation, changes: SituationChanges) -> None:
        """Takes over what has changed."""
        if self.keeper.picture is None or changes.world.town or changes.map:
            self._draw_town(situation)
            return
        self._show(self.keeper.take(situation, changes))
        if changes.moved:
            self._moved = True
            if not self._pace.isActive():
                self._take_moves()

    def retranslate(self) -> None:
        """All words, in the language in force."""
        self.set_title(self.tr("Forces"))
        self.stage.setAccessibleName(self.tr("Forces"))
        self.stage.name_surface()
        self.tools.retranslate(self.language)
        self._say_counts()

    def rescale(self) -> None:
        """Sizes for the scale in force; what the page knows of colours and sizes goes to it with the next draw."""
        self.tools.rescale()
        self.stage.rescale()
        self._tip.rescale()
        self.legend.updateGeometry()

    def key_help(self) -> list[tuple[str, str]]:
        """The keys of the map and its tools."""
        return [*self.tools.key_help(), ("Esc", self.tr("Put the tool down, stop following"))]

    def as_text(self) -> str:
        """The legend with its counts."""
        return f"{super().as_text()}\n{self.legend.as_text()}"

    def _draw_town(self, situation: Situation) -> None:
        if situation.map is None or not (situation.world.units or situation.world.circles.by_id):
            # The ground comes a moment after the town: with two pictures the page would be opened twice.
            self.show_state("loading")
            return
        plan = self.keeper.plan(situation)
        whole = self._whole_town(plan)
        self._show(self.keeper.take_town(situation, plan, self._camera or whole, whole.zoom))
        self.show_state("ready")

    def _take_moves(self) -> None:
        if self._moved and self.situation is not None:
            self._moved = False
            self._pace.start()
            self._show(self.keeper.take_moves(self.situation))

    def _show(self, parts: Parts) -> None:
        if parts and self.keeper.picture is not None:
            self.stage.show_parts(self.keeper.picture, frozenset(parts))
            if parts & {"looks", "marks"}:
                self._say_counts()

    def _say_counts(self) -> None:
        picture, counts = self.keeper.picture, self.keeper.counts()
        if picture is None or counts is None:
            return
        self.legend.say(entries(picture, counts, self.selection.order != "", self.language))
        total = len(picture.people.ids)
        words = self.tr("out of contact")
        lost = f" · {words} {counts.out_of_contact}" if counts.out_of_contact else ""
        self.set_subtitle(f"{total - counts.out_of_contact}/{total}{lost}")

    # -- what the person does ----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.stage.said.connect(self._heard)
        self.stage.resized.connect(self._resized)
        self.tools.tool_chosen.connect(self._take_tool)
        self.tools.layers_chosen.connect(self.set_shown)
        self.tools.shading_chosen.connect(self._shade_by)
        self.tools.fit_asked.connect(self.fit_town)
        self.tools.tilt_asked.connect(self._tilt)
        self.tools.follow_asked.connect(self._follow)
        self.selection.changed.connect(self._selected)
        keys: dict[str, Callable[[], None]] = {
            "Esc": self._escape,
            "+": lambda: self._step(zoom=0.5),
            "=": lambda: self._step(zoom=0.5),
            "-": lambda: self._step(zoom=-0.5),
            "Left": lambda: self._step(x=-STEP_PX),
            "Right": lambda: self._step(x=STEP_PX),
            "Up": lambda: self._step(y=-STEP_PX),
            "Down": lambda: self._step(y=STEP_PX),
        }
        self.tools.keys(self, keys)

    def _heard(self, message: object) -> None:
        picture, situation = self.keeper.picture, self.situation
        if picture is None or situation is None:
            return
        if isinstance(message, Clicked):
            intents.click(picture, self.selection, message)
        elif isinstance(message, Drew):
            intents.drawn(picture, situation, self.selection, message)
            self.tools.toggle("")
        elif isinstance(message, Hovered):
            words, circle = intents.under(picture, situation, message, self.keeper.shading, self.language)
            at = QPoint(round(message.x), round(message.y))
            self._tip.say(words, self.stage.surface.mapTo(self.stage, at))
            if circle != picture.hovered:
                picture.hovered = circle
                self._show({"hovered"})
        elif isinstance(message, Looked):
            self._camera = message.camera
            if message.dragged:
                self.selection.follow("")

    def _selected(self) -> None:
        if self.situation is not None:
            self.tools.follow.setChecked(self.selection.followed != "")
            self._show(self.keeper.take_looks(self.situation) | self.keeper.take_marks(self.situation))

    def _take_tool(self, tool: str) -> None:
        if self.keeper.picture is not None:
            self.keeper.picture.tool = cast(Tool, tool)
            self._show({"tool"})

    def _shade_by(self, domain: str) -> None:
        self.keeper.shading = domain
        if self.situation is not None:
            self._show(self.keeper.take_figures(self.situation))

    def _follow(self) -> None:
        units = self.selection.target.units
        self.selection.follow("" if self.selection.followed or not units else units[-1])
        self.tools.follow.setChecked(self.selection.followed != "")

    def _escape(self) -> None:
        if self.keeper.picture is not None and self.keeper.picture.tool:
            self.tools.toggle("")
        elif self.selection.followed:
            self.selection.follow("")
        else:
            self.selection.clear()

    # -- the camera --------------------------------------------------------------------------------------------------

    def fit_town(self) -> None:
        """Shows the whole town, straight from above, and keeps it so when the map's size changes."""
        self._camera = None
        self.tools.tilt.setChecked(False)
        if self.keeper.picture is not None:
            whole = self._whole_town(self.keeper.picture.ground)
            self.keeper.picture.town_zoom = whole.zoom
            self._show_camera(whole)

    def _whole_town(self, plan: Ground) -> Camera:
        size = self.stage.size()
        return fitted(plan.box, max(size.width(), LEAST_PX[0]), max(size.height(), LEAST_PX[1]))

    def _resized(self) -> None:
        picture = self.keeper.picture
        if picture is not None and self._camera is None:
            self.fit_town()
        elif picture is not None:
            picture.town_zoom = self._whole_town(picture.ground).zoom
            self._show({"camera"})

    def _show_camera(self, camera: Camera) -> None:
        if self.keeper.picture is not None:
            self.keeper.picture.camera = camera
            self._show({"camera"})

    def _tilt(self) -> None:
        picture = self.keeper.picture
        if picture is not None:
            camera = picture.camera
            pitch = 0.0 if camera.pitch > 0 else TILT_DEG
            self.tools.tilt.setChecked(pitch > 0)
            self.set_camera(Camera(camera.lon, camera.lat, camera.zoom, pitch, camera.bearing))

    def _step(self, zoom: float = 0.0, x: float = 0.0, y: float = 0.0) -> None:
        if self.keeper.picture is not None:
            camera = self.keeper.picture.camera
            px, py = pixel_of((camera.lon, camera.lat), camera.zoom)
            lon, lat = place_of(px + x * theme.scale(), py + y * theme.scale(), camera.zoom)
            self.set_camera(Camera(lon, lat, camera.zoom + zoom, camera.pitch, camera.bearing))
