"""What the field page hears beside its orders: duty, pace, whistles, calls for help, circle calls.

Lists are whole each time: what is not in one is over. They come after each welcome and after each change.
"""

from __future__ import annotations

import msgspec

from cockpit.domain.places import LonLat


class Duty(msgspec.Struct, frozen=True, tag="duty", omit_defaults=True):
    """Whether the unit is on duty, since when and until when (epoch seconds; 0: without one)."""

    on: bool
    since: float = 0.0
    until: float = 0.0
    by_shift: bool = False


class Pace(msgspec.Struct, frozen=True, tag="pace"):
    """How often positions are wanted, in seconds; 0: not at all, the unit is off duty. Enrolled devices only."""

    every_s: float


class CalledDepartment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A department that a whistle calls: by when it must report, who has, how often it had not in time."""

    department: str
    due_at: float
    answered_by: str = ""
    answered_at: float = 0.0
    note: str = ""
    misses: int = 0


class WhistleBrief(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whistle as its blower and those who are called see it.

    Attributes:
        name: the kind's name.
        mine: whether this unit has blown it.
        called: the department that this unit is called for, empty for the blower.
    """

    whistle: str
    incident: str
    by: str
    by_name: str
    kind: str
    name: str
    text: str
    at: float
    departments: tuple[CalledDepartment, ...]
    place: LonLat | None = None
    address: str = ""
    attachments: tuple[str, ...] = ()
    mine: bool = False
    called: str = ""


class Whistles(msgspec.Struct, frozen=True, tag="whistles"):
    """The unit's own whistles and those that call it, as long as their incidents are open."""

    whistles: tuple[WhistleBrief, ...]


class Whistled(msgspec.Struct, frozen=True, tag="whistled"):
    """The unit is called in: ring. Answered with ``answer_whistle``."""

    whistle: WhistleBrief


class HelpBrief(msgspec.Struct, frozen=True, omit_defaults=True):
    """A call for help: who, where, and who at the centre sees to it."""

    id: str
    unit: str
    name: str
    department: str
    at: float
    place: LonLat | None = None
    acknowledged_by: str = ""
    mine: bool = False


class HelpCalls(msgspec.Struct, frozen=True, tag="help_calls"):
    """The unit's own call and those that it was told of, as long as they are open."""

    calls: tuple[HelpBrief, ...]


class HelpCalledNear(msgspec.Struct, frozen=True, tag="help_called"):
    """A colleague near, or in this chief's charge, is in danger: ring."""

    call: HelpBrief


class CallBrief(msgspec.Struct, frozen=True, omit_defaults=True):
    """A circle call; ``clip`` is a blob's id. ``heard``: whether this unit has said so; ``heard_by`` how many have."""

    id: str
    by: str
    from_name: str
    circle: str
    circle_name: str
    at: float
    text: str = ""
    clip: str = ""
    mine: bool = False
    heard: bool = False
    heard_by: int = 0


class Called(msgspec.Struct, frozen=True, tag="called"):
    """A circle call, as it is made. Answered with ``hear_call`` once the person has heard or read it."""

    call: CallBrief


class CircleCalls(msgspec.Struct, frozen=True, tag="circle_calls"):
    """The calls of the last while, oldest first: for those who come later. Comes after each welcome."""

    calls: tuple[CallBrief, ...]


FieldMessage = Duty | Pace | Whistles | Whistled | HelpCalls | HelpCalledNear | Called | CircleCalls
