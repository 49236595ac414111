"""The cockpit's copy of the hub's world, folded from the same entries by the same code, and the live picture."""

from __future__ import annotations

from cockpit.domain.changes import Changes
from cockpit.domain.help_calls import help_of
from cockpit.domain.indices import Figures
from cockpit.domain.live import Fix, Live
from cockpit.domain.unit_duty import DutyEnded
from cockpit.domain.world import World, WorldState, apply
from cockpit.wire.messages import Entries, Moves


class Replica:
    """World, live picture and figures as the hub has told them.

    Attributes:
        world_id: which world it is; empty before the first snapshot.
        moved, new_figures: whether something came in since ``take_changes``.
    """

    def __init__(self) -> None:
        self.world = World()
        self.live = Live()
        self.figures: Figures | None = None
        self.world_id = ""
        self.moved = False
        self.new_figures = False

    @property
    def after_seq(self) -> int:
        """The last entry folded, -1 where there is no world yet: what a hello resumes from."""
        return self.world.seq if self.world_id else -1

    def load(self, state: WorldState, world_id: str) -> None:
        """Takes a snapshot as the world."""
        if world_id != self.world_id:
            self.live = Live()
        self.world = World(state)
        self.live.off_duty = self.world.off_duty
        for unit in self.world.off_duty:
            if help_of(self.world, unit) is None:
                self.live.fixes.pop(unit, None)
        self.world_id = world_id

    def fold(self, entries: Entries) -> int:
        """Folds entries; those that are known already are passed over. Returns how many were new.

        Raises:
            ValueError: some are missing in between.
        """
        new = 0
        for entry in entries.entries:
            if entry.seq > self.world.seq:
                apply(self.world, entry)
                if isinstance(entry.event, DutyEnded):
                    self.live.fixes.pop(entry.event.unit, None)
                new += 1
        return new

    def move(self, moves: Moves) -> None:
        """Notes positions and who was heard."""
        for unit, lon, lat, at, speed_kmh, heading_deg, heard_at in moves.fixes:
            self.live.note(unit, Fix(lon, lat, at, speed_kmh, heading_deg), heard_at)
        for unit, heard_at in moves.heard:
            self.live.note(unit, None, heard_at)
        for source, heard_at in moves.sources:
            self.live.sources[source] = max(heard_at, self.live.sources.get(source, 0.0))
        if moves.fixes or moves.heard or moves.sources:
            self.moved = True

    def take_figures(self, figures: Figures) -> None:
        """Notes the six indices."""
        self.figures = figures
        self.new_figures = True

    def take_changes(self) -> Changes:
        """What the world has seen since the last call."""
        return self.world.take_changes()
