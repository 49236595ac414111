"""What clients may ask the hub, beside what it tells by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from cockpit.domain.indices import Domain
from cockpit.domain.past import PastQuestion
from cockpit.errors import Refused
from cockpit.hub import enrolment, signing
from cockpit.hub.log_lines import GRAVE, log_lines
from cockpit.hub.spare import spare_units
from cockpit.hub.team import order_team
from cockpit.kit.clock import from_epoch_s

if TYPE_CHECKING:
    from cockpit.hub.hub import Hub
    from cockpit.hub.peer import Peer


class IndexQuestion(msgspec.Struct, frozen=True):
    """Which index to open; without a day, today's."""

    circle: str
    domain: Domain
    day: date | None = None


class LogQuestion(msgspec.Struct, frozen=True):
    """The duty log between two instants in epoch seconds."""

    start: float
    end: float


class BlobQuestion(msgspec.Struct, frozen=True):
    """Which photo or clip. Its id is 256 bits that only those know who were sent it, so whoever knows it may see it."""

    id: str


class TrackQuestion(msgspec.Struct, frozen=True):
    """Whose positions, between two instants in epoch seconds."""

    unit: str
    start: float
    end: float


def answer(hub: Hub, peer: Peer, what: str, args: dict[str, Any]) -> Callable[[], bytes]:
    """What works the answer out, as JSON: run it in a worker.

    Raises:
        Refused: there is no such question, its arguments are wrong, or it is not for this peer.
    """
    try:
        if what == "order_team":
            team = msgspec.json.encode(order_team(hub.world, hub.publisher.live, peer.actor, args))
            return lambda: team
        if what == "spare_units":
            spare = msgspec.json.encode(spare_units(hub.world, hub.publisher.live, peer.actor, hub.clock.now(), args))
            return lambda: spare
        if what == "blob":
            id_ = msgspec.convert(args, BlobQuestion).id
            return lambda: msgspec.json.encode(hub.blobs.read(id_))
    except msgspec.ValidationError as fault:
        raise Refused("ask.args", f"查询 {what} 的参数不对：{fault}") from None
    if peer.actor.kind != "person":
        raise Refused("ask.role", "只有中心的人员可以查询", "指挥长、坐席员、区域长、观摩")
    try:
        match what:
            case "town_map":
                return hub.town_map_json
            case "world_digest":
                text = msgspec.json.encode({"seq": hub.service.world.seq, "digest": hub.service.world.digest()})
                return lambda: text
            case "health":
                text = msgspec.json.encode(hub.health())
                return lambda: text
            case "index_detail":
                index = msgspec.convert(args, IndexQuestion)
                return lambda: msgspec.json.encode(hub.figures.detail(index.circle, index.domain, index.day))
            case "index_history":
                index = msgspec.convert(args, IndexQuestion)
                return lambda: msgspec.json.encode(hub.figures.history(index.circle, index.domain))
            case "devices":
                return lambda: msgspec.json.encode(hub.field.sightings.all())
            case "outlook":
                return lambda: msgspec.json.encode(hub.figures.outlook())
            case "duty_log":
                span = msgspec.convert(args, LogQuestion)
                path, last, core = hub.service.journal.path, hub.service.durable.seq, hub.world.circles.root or ""
                start, end = from_epoch_s(span.start), from_epoch_s(span.end)
                grave = {one.id for one in hub.world.incidents.values() if one.severity <= GRAVE}
                return lambda: msgspec.json.encode(log_lines(path, start, end, last, core, grave))
            case "past":
                past = msgspec.convert(args, PastQuestion)
                return lambda: hub.time_machine.answer(past)
            case "track":
                track = msgspec.convert(args, TrackQuestion)
                return lambda: msgspec.json.encode(hub.tracks.between(track.unit, track.start, track.end))
    except msgspec.ValidationError as fault:
        raise Refused("ask.args", f"查询 {what} 的参数不对：{fault}") from None
    raise Refused("ask.unknown", f"没有查询 {what[:40]!r}；可用：{'、'.join(QUESTIONS)}")


QUESTIONS = (
    "town_map",
    "duty_log",
    "world_digest",
    "health",
    "index_detail",
    "index_history",
    "outlook",
    "past",
    "track",
    "order_team",
    "devices",
    "spare_units",
    "blob",
    enrolment.QUESTION,
    signing.QUESTION,
    signing.UNLOCK,
    signing.FIX,
)
