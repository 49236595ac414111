"""A situation over the small town, for the tests of views and panels."""

from __future__ import annotations

from cockpit.domain.changes import Changes
from cockpit.domain.ladder import due
from cockpit.domain.orders import Deadlines, IssueOrder, Receipt, RecipientState, Target
from cockpit.domain.people import HUB
from cockpit.views.situation import LinkState, Situation, SituationChanges
from tests.towns import Desk, small_live, small_map, small_town


class Scene:
    """A desk (decide and apply) and the situation that a cockpit would show of it."""

    def __init__(self, me: str = "p1") -> None:
        self.desk = Desk()
        self.desk.world.take_changes()
        town = small_town()
        self.situation = Situation(
            world=self.desk.world,
            live=small_live(town, self.desk.now),
            figures=None,
            link=LinkState("live", "ws://127.0.0.1:1", self.desk.now),
            me=self.desk.world.people[me],
            map=small_map(),
            now=self.desk.now,
        )

    def everything(self) -> SituationChanges:
        """A first refresh: all is new."""
        return SituationChanges(Changes(town=True), True, True, True, True, True)

    def changes(self) -> SituationChanges:
        """What has happened since the last call."""
        return SituationChanges(self.desk.world.take_changes())

    def ticks(self) -> SituationChanges:
        """The clock alone has moved."""
        return SituationChanges(clock=True)

    def wait(self, seconds: float, heard: bool = True) -> None:
        """Lets time pass; all units are heard again at its end unless they are not."""
        self.desk.wait(seconds)
        self.situation.now = self.desk.now
        if heard:
            for unit in self.desk.world.units:
                self.situation.live.note(unit, None, self.desk.now.timestamp())

    def silence(self, *units: str) -> None:
        """These units were last heard an hour ago."""
        for unit in units:
            self.situation.live.heard[unit] = self.desk.now.timestamp() - 3600.0

    def look(self) -> None:
        """The hub looks at its deadlines: what has fallen due is written down until nothing more is."""
        world = self.desk.world
        for order in list(world.orders.values()):
            for unit in list(order.recipients):
                while events := list(due(world, order, unit, self.desk.now)):
                    for event in events:
                        self.desk.record(event, HUB.id)

    def climb(self, seconds: float, step_s: float = 20.0) -> None:
        """Lets time pass with a hub that looks all the while."""
        for _ in range(round(seconds / step_s)):
            self.wait(step_s)
            self.look()

    def order(
        self, id_: str, recipients: tuple[str, ...], text: str = "到西门", deadlines: Deadlines | None = None
    ) -> None:
        """The commander on duty issues an order."""
        command = IssueOrder(id_, text, recipients, Target(units=recipients), deadlines=deadlines)
        self.desk.do(command, self.desk.person("p1"))

    def receipt(self, order: str, unit: str, state: RecipientState, reason: str = "") -> None:
        """A terminal answers."""
        self.desk.do(Receipt(order, state, reason), self.desk.unit(unit))
