"""What a click, a drawing or a hover on the map means for the shared selection."""

from __future__ import annotations

from cockpit.domain.places import LonLat, ring_contains
from cockpit.views.map_ground import tier_at
from cockpit.views.map_tips import circle_tip, incident_tip, unit_tip
from cockpit.views.selection import Selection
from cockpit.views.situation import Situation
from cockpit.views.words import Language
from widgets.map.messages import Clicked, Drew, Hovered
from widgets.map.surface import Picture


def circle_under(picture: Picture, place: LonLat) -> str:
    """The circle that a click means here: the nearer the camera, the lower its tier. Empty outside the town."""
    return picture.ground.circle_at(place, tier_at(picture.camera.zoom, picture.town_zoom))


def click(picture: Picture, selection: Selection, message: Clicked) -> None:
    """Opens the incident, picks the unit or the circle; outside the town nothing is picked any more."""
    if 0 <= message.incident < len(picture.incidents):
        selection.open_incident(picture.incidents[message.incident].id)
    elif 0 <= message.unit < len(picture.people.ids):
        selection.pick_unit(picture.people.ids[message.unit], add=message.add)
    elif circle := circle_under(picture, message.place):
        selection.pick_circle(circle, add=message.add)
    elif not message.add:
        selection.clear()


def drawn(picture: Picture, situation: Situation, selection: Selection, message: Drew) -> None:
    """A box picks the units that are in it now; a lasso is an area, and means whoever is in it when an order goes."""
    if message.shape == "lasso":
        selection.draw_area(message.ring, add=message.add)
        return
    fixes = situation.live.fixes
    inside = (id_ for id_ in picture.people.ids if id_ in fixes and ring_contains(message.ring, fixes[id_].place))
    selection.pick_units(tuple(inside), add=message.add)


def under(
    picture: Picture, situation: Situation, message: Hovered, shading: str, language: Language
) -> tuple[tuple[str, ...], str]:
    """The words for what is under the pointer, and the circle that a click would pick (empty for none)."""
    if not message.inside:
        return (), ""
    if 0 <= message.incident < len(picture.incidents):
        return incident_tip(situation, picture.incidents[message.incident].id, language), ""
    if 0 <= message.unit < len(picture.people.ids):
        return unit_tip(situation, picture.people.ids[message.unit], language), ""
    circle = circle_under(picture, message.place)
    return circle_tip(situation, circle, shading, language), circle
