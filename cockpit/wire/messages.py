"""The messages of ``cockpit.v1``: JSON objects, told apart by their ``type``.

Instants written ``at`` as numbers are seconds since 1970-01-01 UTC on the hub's clock unless said otherwise; those of
journal entries are ISO 8601. Places are degrees WGS-84, longitude before latitude.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from cockpit.domain.indices import Figures
from cockpit.domain.live import Fix
from cockpit.domain.people import Person
from cockpit.domain.units import Unit
from cockpit.domain.world import Command, Entry
from cockpit.wire.field_messages import FieldMessage
from cockpit.wire.order_messages import Assigned, Held, Raised, Recalled, Reminded, Worklist

PROTOCOL = "cockpit.v1"
MESSAGE_LIMIT = 64 * 1024
"""Bytes that a message may have, in either direction."""
SLICE = 40_000
"""Characters of a snapshot or an answer that go into one part: escaped and framed it stays below the limit."""

Role = Literal["cockpit", "terminal", "source"]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
"""An id that a client makes: it comes back in answers, which have to fit into a message as well."""
Short = Annotated[str, msgspec.Meta(max_length=200)]
Secret = Annotated[str, msgspec.Meta(max_length=1000)]


# -- from the client to the hub ----------------------------------------------------------------------------------


class Hello(msgspec.Struct, frozen=True, tag="hello", omit_defaults=True):
    """The first message of a connection.

    Attributes:
        protocol: ``cockpit.v1``.
        role: what connects.
        name: a person's login, a unit's id or a source's id.
        secret: the password or the device's key; empty where a token is given.
        token: what an earlier ``welcome`` gave; empty otherwise.
        realm: ``live``, or a drill's id.
        world: id of the world that ``after_seq`` belongs to; empty for none.
        after_seq: the last journal entry that the client has folded; -1 for none.
        client: name and version of the program, for the hub's log.
        device: the enrolled device whose key ``secret`` is; empty for a terminal with the unit's own key.
    """

    protocol: Short
    role: Role
    name: Short
    secret: Secret = ""
    token: Secret = ""
    realm: Short = "live"
    world: Short = ""
    after_seq: int = -1
    client: Short = ""
    device: Short = ""


class Enrol(msgspec.Struct, frozen=True, tag="enrol", omit_defaults=True):
    """The first message of a device that has no key yet: it shows a code from the centre and gets one.

    Attributes:
        protocol: ``cockpit.v1``.
        code: eight characters, Crockford's base32; hyphens, spaces and small letters are all the same.
        device_name: what the centre will list the device as.
        client: name and version of the program, for the hub's log.
    """

    protocol: Short
    code: Short
    device_name: Short
    client: Short = ""


class Do(msgspec.Struct, frozen=True, tag="command", omit_defaults=True):
    """A command with the id that its sender made: sent twice, it happens once.

    ``pressed_at`` is when a person pressed it, epoch seconds on the hub's clock; 0 for just now.
    """

    id: Id
    command: Command
    pressed_at: float = 0.0


class Position(msgspec.Struct, frozen=True, tag="position", omit_defaults=True):
    """Where a unit is: degrees, the terminal's clock, km/h, degrees clockwise from north."""

    lon: float
    lat: float
    at: float
    speed_kmh: float = 0.0
    heading_deg: float = 0.0


class Positions(msgspec.Struct, frozen=True, tag="positions"):
    """Positions gathered while there was no link, oldest first; at most 500."""

    fixes: tuple[Fix, ...]


class Beat(msgspec.Struct, frozen=True, tag="beat", omit_defaults=True):
    """A sign of life, both ways; ``at`` is the sender's clock, ``echo`` the ``at`` of the beat that it answers.

    The hub answers a client's beat; a client does not answer the hub's.
    """

    at: float
    echo: float = 0.0


class Ask(msgspec.Struct, frozen=True, tag="ask", omit_defaults=True):
    """A question; ``what`` is one of those listed in ``docs/protocol.md``."""

    id: Id
    what: Short
    args: dict[str, Any] = {}


class Blob(msgspec.Struct, frozen=True, tag="blob", omit_defaults=True):
    """A part of a photo or a clip, sent before the command that names it; to send it again does no harm.

    Attributes:
        id, mime: SHA-256 of the whole content, in hex; image/jpeg, image/webp, audio/webm, audio/ogg or audio/mp4.
        part, parts: from 1, in sequence.
        data: base64, at most 40,000 characters; 2 MiB of content in all.
    """

    id: Short
    mime: Short
    part: int
    parts: int
    data: Annotated[str, msgspec.Meta(max_length=SLICE)]


ClientMessage = Hello | Enrol | Do | Position | Positions | Beat | Ask | Blob


# -- from the hub to the client ----------------------------------------------------------------------------------


class Welcome(msgspec.Struct, frozen=True, tag="welcome", omit_defaults=True):
    """The session is open.

    Attributes:
        session: the connection's id, for logs.
        world: id of the hub's world; entries of another world cannot be resumed from.
        seq: the last entry that is durable.
        at: the hub's clock.
        heartbeat_s: each side says something at least this often; three times as long a silence is a lost link.
        resumed: whether entries follow (True) or a snapshot (False); cockpits only.
        token: for the next hello instead of the password; only after one with a password.
        person, unit: who signed in.
        clock_off_s: seconds that the clock of the hub's machine is ahead of the hub's own (behind it, below 0).
        device: the enrolled device that signed in, empty for a terminal with the unit's own key.
    """

    session: str
    world: str
    seq: int
    at: float
    heartbeat_s: float
    resumed: bool = False
    realm: str = "live"
    token: str = ""
    person: Person | None = None
    unit: Unit | None = None
    protocol: str = PROTOCOL
    clock_off_s: float = 0.0
    device: str = ""


class Enrolled(msgspec.Struct, frozen=True, tag="enrolled"):
    """Whose device it is, its id for the hello, and its key, told this once: 256 random bits, the hello's ``secret``.

    The hub closes, and the device comes back with a hello.
    """

    unit: Unit
    device: str
    key: str


class SnapshotPart(msgspec.Struct, frozen=True, tag="snapshot"):
    """A slice of the world as JSON text; the parts 1 to ``parts`` put together are a ``WorldState``."""

    part: int
    parts: int
    data: str


class Part(msgspec.Struct, frozen=True, tag="part"):
    """A slice of any message that is too long for one; the parts 1 to ``parts``, put together, are its JSON text.

    They come one right after the other; a part 1 before the last one begins anew.
    """

    part: int
    parts: int
    data: str


class Entries(msgspec.Struct, frozen=True, tag="entries"):
    """Durable journal entries, in sequence."""

    entries: tuple[Entry, ...]


class BlobStored(msgspec.Struct, frozen=True, tag="blob_stored"):
    """A blob is whole and on the hub's disk: commands may name it."""

    id: str


class BlobRefused(msgspec.Struct, frozen=True, tag="blob_refused"):
    """A blob was not taken: the rule, and why. ``hub.disk`` and ``blob.busy`` are not final."""

    id: str
    rule: str
    message: str


class Accepted(msgspec.Struct, frozen=True, tag="accepted", omit_defaults=True):
    """These commands are durable; ``seq`` is the journal's sequence by then. ``unchanged`` had happened before."""

    ids: tuple[str, ...]
    seq: int
    unchanged: tuple[str, ...] = ()


class NotAccepted(msgspec.Struct, frozen=True, tag="refused", omit_defaults=True):
    """A command was refused and nothing has changed: the rule, why, and who could."""

    id: str
    rule: str
    message: str
    who_could: str = ""


Move = tuple[str, float, float, float, float, float, float]
"""unit, lon, lat, at, speed_kmh, heading_deg, heard_at"""


class Moves(msgspec.Struct, frozen=True, tag="moves", omit_defaults=True):
    """What moved and who was heard since the last one; comes every second, to cockpits only, so it is a beat too."""

    at: float
    fixes: tuple[Move, ...] = ()
    heard: tuple[tuple[str, float], ...] = ()
    sources: tuple[tuple[str, float], ...] = ()


class FiguresPublished(msgspec.Struct, frozen=True, tag="figures"):
    """The six indices."""

    figures: Figures


class AnswerPart(msgspec.Struct, frozen=True, tag="answer", omit_defaults=True):
    """A slice of an answer as JSON text; ``error`` says why there is none."""

    id: str
    part: int = 1
    parts: int = 1
    data: str = ""
    error: str = ""


class Bye(msgspec.Struct, frozen=True, tag="bye", omit_defaults=True):
    """The hub closes: why, and after how many seconds it makes sense to come back (-1: not without a change)."""

    code: str
    message: str
    retry_s: float = 1.0


HubMessage = (
    Welcome
    | Enrolled
    | BlobStored
    | BlobRefused
    | SnapshotPart
    | Part
    | Entries
    | Worklist
    | Assigned
    | Recalled
    | Held
    | Reminded
    | Raised
    | Accepted
    | NotAccepted
    | Moves
    | FiguresPublished
    | FieldMessage
    | AnswerPart
    | Beat
    | Bye
)
