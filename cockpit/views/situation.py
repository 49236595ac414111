"""Everything that the screens show, at one moment: what each panel is refreshed with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from cockpit.domain.changes import Changes
from cockpit.domain.indices import Figures
from cockpit.domain.live import LinkPhase, Live
from cockpit.domain.people import Person
from cockpit.domain.town import TownMap
from cockpit.domain.unsent import Unsent
from cockpit.domain.world import World


@dataclass(frozen=True)
class LinkState:
    """The link to the hub as the person sees it.

    Attributes:
        phase: where the link stands; anything but ``live`` means that the picture is old.
        url: the hub's address.
        heard_at: when the hub was last heard (hub clock), None before the first time.
        message: what went wrong, in the language of the screens; empty when nothing did.
        missed: events that the last resume brought, for one line "57 events while away"; 0 otherwise.
        unsent: commands that have not been confirmed as durable yet.
        clock_off_s: seconds that the clock of the hub's machine is ahead of the hub's own, as of the welcome.
        waiting: those commands, the oldest first, and those that an earlier run or another person has left.
        outbox_fault: why they are kept in memory only, empty while they are on the disk.
    """

    phase: LinkPhase
    url: str = ""
    heard_at: datetime | None = None
    message: str = ""
    missed: int = 0
    unsent: int = 0
    clock_off_s: float = 0.0
    waiting: tuple[Unsent, ...] = ()
    outbox_fault: str = ""


@dataclass(frozen=True)
class PastFrame:
    """That the screens show a moment of the past, and what goes on meanwhile.

    Attributes:
        present: the situation as it is now: what alarms, the link and the clock are drawn from.
        away: whether a moment is shown; before the first one has come, the screens still show the present.
        first_at, last_at: the span that can be shown.
        speed: seconds of the past a second; 0 while it stands still.
        waiting: whether the hub has been asked for a moment and has not answered.
        fault: why the moment that was asked for is not shown, in the screens' language.
    """

    present: Situation
    away: bool
    first_at: datetime
    last_at: datetime
    speed: int = 0
    waiting: bool = False
    fault: str = ""


@dataclass
class Situation:
    """The replica's world and live picture, the hub's figures, the link, and who sits here.

    ``now`` is the hub's clock as the cockpit estimates it; every age on a screen is measured against it. While the
    screens show the past, world, live picture and ``now`` are of that moment, there are no figures, and nobody may act.
    """

    world: World
    live: Live
    figures: Figures | None
    link: LinkState
    me: Person | None
    map: TownMap | None
    now: datetime
    past: PastFrame | None = None

    @property
    def current(self) -> Situation:
        """The present, also while the past is shown."""
        return self if self.past is None else self.past.present


@dataclass
class SituationChanges:
    """What differs from the last refresh; a first refresh has everything set."""

    world: Changes = field(default_factory=Changes)
    moved: bool = False
    figures: bool = False
    link: bool = False
    map: bool = False
    clock: bool = False

    def merge(self, other: SituationChanges) -> None:
        """Takes in what came later."""
        self.world.merge(other.world)
        self.moved = self.moved or other.moved
        self.figures = self.figures or other.figures
        self.link = self.link or other.link
        self.map = self.map or other.map
        self.clock = self.clock or other.clock
