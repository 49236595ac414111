"""A handover as the screens show it: whose it is, what is in it, what this person may do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from cockpit.domain.handover_rules import ended, may_receive, missing, open_handover
from cockpit.domain.handovers import ITEM_KINDS, Handover, Item, ItemKind, Mark, Remark, Signature
from cockpit.domain.in_command import commander_at, due_at, may_take_over
from cockpit.domain.ladder import name_of
from cockpit.domain.world import World
from cockpit.views.alarm_words import alarm_title, clock_text
from cockpit.views.situation import Situation
from cockpit.views.times import local, long_span_text
from cockpit.views.words import Language, word

BEGINS_S = 20 * 60.0
"""How long before a shift's end its handover should begin."""
Part = Literal["none", "outgoing", "incoming", "witness"]
"""What this person is in the handover; a witness may sign for somebody who cannot."""
State = Literal["clock", "nobody", "idle", "soon", "overdue", "owed", "open"]
"""``soon``: it should begin; ``overdue``: the shift ended unsigned; ``owed``: it is to be made up for a takeover."""
Filter = Literal["all", "open", "asked", "refused"]
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ItemRow:
    """One item of the table."""

    id: str
    item: Item
    kind: str
    level: str
    text: str
    since: str
    mark: str
    remarks: int


@dataclass(frozen=True)
class HandoverPicture:
    """The handover at ``situation.now``.

    Attributes:
        state: see ``State``.
        handover: the one that is under way, None for none.
        part: what the person who is signed in is in it, or would be.
        outgoing, incoming: names.
        due: who is due to command by the rota, empty while that is who does.
        late_s: seconds since the shift ended unsigned; below zero until it ends.
        undecided, asked, refused, total: items.
        new: items that came since and have to be added before anybody signs.
        stale: whether anything has come or ended since.
        may_open, may_sign, may_take_over: what the hub would allow.
        signed: lines that say who has signed.
        kept: what the last handover left with its outgoing commander: name and how many.
    """

    state: State
    handover: Handover | None = None
    part: Part = "none"
    outgoing: str = ""
    incoming: str = ""
    due: str = ""
    late_s: float = 0.0
    undecided: int = 0
    asked: int = 0
    refused: int = 0
    total: int = 0
    new: int = 0
    stale: bool = False
    may_open: bool = False
    may_sign: bool = False
    may_take_over: bool = False
    signed: tuple[str, ...] = ()
    kept: tuple[str, int] = ("", 0)


def handover_picture(situation: Situation, language: Language = "zh") -> HandoverPicture:
    """What there is to say about the handover, and what this person may do."""
    world, now, me = situation.world, situation.now, situation.me
    id_ = me.id if me is not None else ""
    if world.rota.passes == "clock":
        return HandoverPicture("clock")
    takes = id_ in may_take_over(world, now)
    handover = open_handover(world)
    kept = _kept(world)
    if handover is None:
        state, outgoing, incoming, late_s = _before(world, now)
        return HandoverPicture(
            state,
            None,
            "outgoing" if id_ == outgoing else "incoming" if id_ == incoming else "none",
            name_of(world, outgoing) if outgoing else "",
            name_of(world, incoming) if incoming else "",
            name_of(world, due) if (due := due_at(world, now)) else "",
            late_s,
            may_open=bool(outgoing and incoming) and id_ in (outgoing, incoming),
            may_take_over=takes,
            kept=kept,
        )
    part = _part(situation, handover)
    new = len(missing(world, handover))
    signature = handover.incoming_signed if part == "incoming" else handover.outgoing_signed
    complete = not handover.undecided and not handover.asked and not new
    return HandoverPicture(
        "open",
        handover,
        part,
        name_of(world, handover.outgoing),
        name_of(world, handover.incoming),
        name_of(world, due) if (due := due_at(world, now)) else "",
        _late_s(world, now),
        len(handover.undecided),
        len(handover.asked),
        len(handover.refused),
        sum(item.mark != "gone" for item in handover.items.values()),
        new,
        bool(new or ended(world, handover)),
        may_sign=complete and part != "none" and signature is None,
        may_take_over=takes,
        signed=_signed(world, handover, language),
        kept=kept,
    )


def item_rows(situation: Situation, handover: Handover, only: Filter, language: Language = "zh") -> list[ItemRow]:
    """The items as rows: by kind, the gravest and oldest first; undecided ones before those that are decided."""
    items = [item for item in handover.items.values() if _passes(item, only)]
    items.sort(key=lambda item: (item.mark != "open", ITEM_KINDS.index(item.kind), item.level, item.since or _LATEST))
    return [_row(situation, item, language) for item in items]


def remark_line(world: World, remark: Remark, language: Language = "zh") -> str:
    """What was said about an item, by whom and when."""
    kinds = {"question": ("问", "asked"), "answer": ("答", "answered"), "refusal": ("不接", "left it")}
    said = kinds[remark.kind][0 if language == "zh" else 1]
    at = local(remark.at, world.settings.time_zone)
    colon = "：" if language == "zh" else ": "
    return f"{at:%H:%M} {name_of(world, remark.by)} {said}{colon}{remark.text}"


def item_text(situation: Situation, item: Item, language: Language = "zh") -> str:
    """An item in words."""
    zh = language == "zh"
    world = situation.world
    if item.kind == "index":
        return _index_text(world, item, language)
    if item.kind == "contact":
        if item.value is not None:
            return f"另有 {item.value:.0f} 人失联" if zh else f"{item.value:.0f} more out of contact"
        return f"{item.text} · {word('out_of_contact' if item.since else 'never_heard', language)}"
    if item.kind == "source":
        return f"{item.text} · {'静默' if zh else 'silent'}"
    if item.kind == "alarm":
        return _alarm_text(situation, item, language)
    if item.kind == "order":
        return f"{item.text} · {'未完成' if zh else 'unfinished'} {item.count}"
    if item.kind == "promise":
        return f"{'对' if zh else 'to '}{item.to}{'：' if zh else ': '}{item.text}"
    return item.text


def mark_word(mark: Mark, item: Item, language: Language = "zh") -> str:
    """How far an item is."""
    if item.asked and mark == "open":
        return "待答复" if language == "zh" else "asked"
    words: dict[Mark, tuple[str, str]] = {
        "open": ("待接", "open"),
        "accepted": ("已接", "accepted"),
        "refused": ("不接", "left"),
        "gone": ("已消", "ended"),
    }
    return words[mark][0 if language == "zh" else 1]


def kind_word(kind: ItemKind, language: Language = "zh") -> str:
    """A kind of item."""
    words: dict[ItemKind, tuple[str, str]] = {
        "order": ("指令", "Order"),
        "incident": ("事件", "Incident"),
        "contact": ("失联", "Contact"),
        "source": ("来源", "Source"),
        "index": ("指数", "Index"),
        "alarm": ("搁置告警", "Shelved"),
        "weather": ("天气", "Weather"),
        "promise": ("承诺", "Promise"),
        "note": ("备注", "Note"),
    }
    return words[kind][0 if language == "zh" else 1]


def _before(world: World, now: datetime) -> tuple[State, str, str, float]:
    """State, outgoing, incoming (ids) and lateness while no handover is under way."""
    holder = world.in_command
    if holder is not None and holder.owed:
        return "owed", holder.before, holder.person, (now - holder.since).total_seconds()
    outgoing = commander_at(world, now)
    if not outgoing:
        return "nobody", "", "", 0.0
    incoming = next(iter(may_receive(world, now)), "")
    late_s = _late_s(world, now)
    state: State = "overdue" if late_s >= 0 and due_at(world, now) else "soon" if -BEGINS_S <= late_s < 0 else "idle"
    return state, outgoing, incoming, late_s


def _late_s(world: World, now: datetime) -> float:
    """Seconds since whoever commands should have handed over; below zero before that."""
    shift = world.rota.shift_at(now)
    if shift is None:
        return 0.0
    if shift.commander != commander_at(world, now):
        return (now - shift.starts_at).total_seconds()
    return (now - shift.ends_at).total_seconds()


def _part(situation: Situation, handover: Handover) -> Part:
    me = situation.me
    if me is None:
        return "none"
    if me.id == handover.outgoing:
        return "outgoing"
    if me.id == handover.incoming:
        return "incoming"
    return "witness" if handover.made_up and me.role == "commander" else "none"


def _signed(world: World, handover: Handover, language: Language) -> tuple[str, ...]:
    lines = []
    for signature in (handover.outgoing_signed, handover.incoming_signed):
        if signature is not None:
            lines.append(signature_line(world, signature, language))
    return tuple(lines)


def signature_line(world: World, signature: Signature, language: Language = "zh") -> str:
    """Who signed, when, and for whom."""
    at = local(signature.at, world.settings.time_zone)
    name = name_of(world, signature.by)
    if signature.instead_of:
        other = name_of(world, signature.instead_of)
        return f"{name}（代 {other}）{at:%H:%M}" if language == "zh" else f"{name} (for {other}) {at:%H:%M}"
    return f"{name} {at:%H:%M}"


def _kept(world: World) -> tuple[str, int]:
    for handover in reversed(world.handovers.values()):
        if handover.status == "signed" and handover.refused:
            return name_of(world, handover.outgoing), len(handover.refused)
    return "", 0


def _passes(item: Item, only: Filter) -> bool:
    if only == "open":
        return item.mark == "open"
    if only == "asked":
        return item.asked
    if only == "refused":
        return item.mark == "refused"
    return True


def _row(situation: Situation, item: Item, language: Language) -> ItemRow:
    since = "" if item.since is None else long_span_text((situation.now - item.since).total_seconds(), language)
    level = "" if not item.level else str(item.level)
    return ItemRow(
        item.id,
        item,
        kind_word(item.kind, language),
        level,
        item_text(situation, item, language),
        since,
        mark_word(item.mark, item, language),
        len(item.remarks),
    )


def _alarm_text(situation: Situation, item: Item, language: Language) -> str:
    """What was shelved, by whom, until when."""
    world, parts = situation.world, [alarm_title(item.ref, item.text, language)]
    if item.until is not None:
        until = clock_text(world, item.until, situation.now)
        parts.append(f"至 {until}" if language == "zh" else f"until {until}")
    if item.to:
        parts.append(name_of(world, item.to))
    return " · ".join(parts)


def _index_text(world: World, item: Item, language: Language) -> str:
    if item.value is None:
        return word(item.ref, language)
    parts = [f"{word(item.ref, language)} {item.value:.0f} {word(world.method.band(item.value), language)}"]
    if item.change is not None:
        parts.append(f"{'较昨日' if language == 'zh' else 'since yesterday'} {item.change:+.0f}")
    if item.doubt:
        parts.append("数据不全" if language == "zh" else "incomplete")
    return " · ".join(parts)
