"""Keeps the picture up to the situation, and says which parts of it have changed."""

from __future__ import annotations

from cockpit.views import deck
from cockpit.views.deck import Tally
from cockpit.views.map_camera import Camera
from cockpit.views.map_ground import WORST, Ground, ground, shades
from cockpit.views.map_marks import incident_rows, marks
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation, SituationChanges
from widgets import theme
from widgets.map.surface import ALL_PARTS, SHOWN_AT_FIRST, Part, Picture

Parts = set[Part]


class Keeper:
    """The picture and what it was made from.

    Attributes:
        picture: None until the first town.
        shading: the domain whose bands colour the areas, or ``worst``.
        shown: the layers that are shown.
    """

    def __init__(self, selection: Selection) -> None:
        self.picture: Picture | None = None
        self.shading: str = WORST
        self.shown = SHOWN_AT_FIRST
        self._selection = selection
        self._looks = b""
        self._drawn_as: tuple[float, str] | None = None

    def take_town(self, situation: Situation, plan: Ground, camera: Camera, town_zoom: float) -> Parts:
        """All anew: another town, or the first. Over the same ground the page need not be opened anew."""
        world = situation.world
        old, drawn_as = self.picture, (theme.scale(), theme.tone())
        people = deck.roster(world)
        picture = Picture(plan, people, tuple(world.departments.values()), camera, town_zoom)
        picture.shown = self.shown
        picture.places = deck.offsets(people, situation.live, plan.origin)
        picture.incidents = incident_rows(world, situation.now)
        self.picture = picture
        self._looks = b""
        self.take_figures(situation)
        self.take_looks(situation)
        self.take_marks(situation)
        same = old is not None and drawn_as == self._drawn_as and _same_ground(old, picture)
        self._drawn_as = drawn_as
        return set(ALL_PARTS - {"ground"}) if same else set(ALL_PARTS)

    def plan(self, situation: Situation) -> Ground:
        """The ground of the situation's town."""
        return ground(situation.world, situation.map)

    def take(self, situation: Situation, changes: SituationChanges) -> Parts:
        """What has changed, but for the positions (``take_moves``) and the town (``take_town``)."""
        parts: Parts = set()
        if changes.figures:
            parts |= self.take_figures(situation)
        if changes.world.incidents or changes.clock:
            parts |= self._take_incidents(situation)
        if changes.world.orders or (changes.clock and not changes.moved):
            parts |= self.take_looks(situation)
        if changes.world.orders or changes.world.incidents or changes.world.help_calls:
            parts |= self.take_marks(situation)
        return parts

    def take_moves(self, situation: Situation) -> Parts:
        """Where everyone is now, and how fresh that is; who is in a drawn area may have changed with it."""
        if self.picture is None:
            return set()
        self.picture.places = deck.offsets(self.picture.people, situation.live, self.picture.ground.origin)
        parts = self.take_looks(situation)
        if self._selection.target.areas or self.picture.marks.help or self.picture.marks.help_nowhere:
            parts |= self.take_marks(situation)
        parts.add("places")
        return parts

    def take_looks(self, situation: Situation) -> Parts:
        """Colour, opacity and style of everyone."""
        if self.picture is None:
            return set()
        drawn = deck.looks(self.picture.people, situation, self._selection.order)
        packed = drawn.packed()
        if packed == self._looks:
            return set()
        self._looks = packed
        self.picture.drawn = drawn
        return {"looks"}

    def take_marks(self, situation: Situation) -> Parts:
        """The selection and what follows from it."""
        if self.picture is None:
            return set()
        found = marks(self.picture.people, situation, self._selection)
        if found == self.picture.marks:
            return set()
        self.picture.marks = found
        return {"marks"}

    def take_figures(self, situation: Situation) -> Parts:
        """The bands that colour the areas."""
        if self.picture is None:
            return set()
        fills = shades(situation.world, situation.figures, self.shading)
        if fills == self.picture.fills:
            return set()
        self.picture.fills = fills
        return {"fills"}

    def counts(self) -> Tally | None:
        """What the legend counts."""
        picture = self.picture
        return None if picture is None else deck.tally(picture.people, picture.drawn, picture.places)

    def _take_incidents(self, situation: Situation) -> Parts:
        if self.picture is None:
            return set()
        rows = incident_rows(situation.world, situation.now)
        if rows == self.picture.incidents:
            return set()
        self.picture.incidents = rows
        return {"incidents"}


def _same_ground(one: Picture, other: Picture) -> bool:
    return (
        one.ground == other.ground
        and one.departments == other.departments
        and one.people.ids == other.people.ids
        and one.people.department.tolist() == other.people.department.tolist()
        and one.people.size.tolist() == other.people.size.tolist()
    )
