"""The one shared selection: picked in the map, in the circle picture or in a table, it is the same everywhere."""

from __future__ import annotations

import msgspec

from cockpit.domain.orders import Target
from cockpit.domain.places import Ring
from cockpit.kit.signal import Signal


class Selection:
    """What is picked: a target for an order, an incident, an order. Listeners hear of every change once.

    Attributes:
        target: circles, departments, drawn areas and single units that are picked.
        incident: id of the incident that is open, empty for none.
        order: id of the order that is open, empty for none.
        followed: id of the unit that the map follows, empty for none.
        changed: emitted after any change, without arguments.
    """

    def __init__(self) -> None:
        self.target = Target()
        self.incident = ""
        self.order = ""
        self.followed = ""
        self.changed: Signal[[]] = Signal()

    def pick(self, target: Target) -> None:
        """Replaces the target as a whole."""
        if target != self.target:
            self.target = target
            self.changed.emit()

    def pick_circle(self, circle: str, *, add: bool = False) -> None:
        """Picks a circle alone, or adds it (takes it out where it was in)."""
        self._pick("circles", circle, add)

    def pick_department(self, department: str, *, add: bool = True) -> None:
        """Narrows to a department, or takes it out again."""
        self._pick("departments", department, add, keep_rest=True)

    def pick_unit(self, unit: str, *, add: bool = False) -> None:
        """Picks a unit alone, or adds it (takes it out where it was in)."""
        self._pick("units", unit, add)

    def pick_units(self, units: tuple[str, ...], *, add: bool = False) -> None:
        """Picks several units at once (a box or a table's rows)."""
        kept = self.target.units if add else ()
        self.pick(
            msgspec.structs.replace(
                self.target if add else Target(departments=self.target.departments),
                units=tuple(dict.fromkeys((*kept, *units))),
            )
        )

    def draw_area(self, ring: Ring, *, add: bool = False) -> None:
        """Picks the units in a drawn area."""
        base = self.target if add else Target(departments=self.target.departments)
        self.pick(msgspec.structs.replace(base, areas=(*base.areas, ring)))

    def open_incident(self, incident: str) -> None:
        """Opens an incident, or closes it with an empty id."""
        if incident != self.incident:
            self.incident = incident
            self.changed.emit()

    def open_order(self, order: str) -> None:
        """Opens an order, or closes it with an empty id."""
        if order != self.order:
            self.order = order
            self.changed.emit()

    def follow(self, unit: str) -> None:
        """Follows a unit on the map, or nobody with an empty id."""
        if unit != self.followed:
            self.followed = unit
            self.changed.emit()

    def clear(self) -> None:
        """Picks nothing."""
        self.pick(Target())

    def _pick(self, part: str, id_: str, add: bool, *, keep_rest: bool = False) -> None:
        present: tuple[str, ...] = getattr(self.target, part)
        if add or keep_rest:
            ids = tuple(one for one in present if one != id_) if id_ in present else (*present, id_)
            if not add and keep_rest:
                ids = (id_,)
            self.pick(msgspec.structs.replace(self.target, **{part: ids}))
        else:
            self.pick(msgspec.structs.replace(Target(departments=self.target.departments), **{part: (id_,)}))
