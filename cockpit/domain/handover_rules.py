"""The rules of a handover: who opens it, what is in its package, who decides, and when command passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from cockpit.domain.handovers import (
    ITEMS_LIMIT,
    TYPED,
    WORDS_LIMIT,
    AcceptItems,
    AddItem,
    AnswerItem,
    AskItem,
    CommandPassed,
    DropItem,
    Fact,
    Handover,
    HandoverCommand,
    HandoverEvent,
    HandoverOpened,
    HandoverSigned,
    HandoverWithdrawn,
    Item,
    ItemDiscussed,
    ItemsAdded,
    ItemsMarked,
    OpenHandover,
    RefreshHandover,
    RefuseItem,
    SignHandover,
    WithdrawHandover,
)
from cockpit.domain.in_command import commander_at, due_at
from cockpit.domain.orders import FINAL, ID_LIMIT
from cockpit.domain.people import Actor
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.world import World

GRAVE = 2
"""Incidents up to this severity, and orders, that have come since the package was made must be in it to be signed."""


# -- the package ---------------------------------------------------------------------------------------------------


def package(world: World, facts: Iterable[Fact] = ()) -> list[Item]:
    """All that is open: orders under way, incidents, and what the hub has gathered beside the journal.

    Orders come by priority, incidents by level, the oldest first among equals.
    """
    items: list[Item] = []
    for order in world.orders.values():
        if order.under_way and order.issued_at is not None:
            waiting = sum(one.state not in FINAL for one in order.recipients.values())
            text = order.text.strip().splitlines()[0]
            items.append(Item(f"order:{order.id}", "order", order.id, text, order.priority, order.issued_at, waiting))
    for incident in world.incidents.values():
        if incident.open:
            level, since = incident.severity, incident.reported_at
            items.append(Item(f"incident:{incident.id}", "incident", incident.id, incident.text, level, since))
    for fact in facts:
        item = Item(f"{fact.kind}:{fact.ref}", fact.kind, fact.ref, fact.text, since=fact.since)
        item.value, item.change, item.doubt = fact.value, fact.change, fact.doubt
        item.to, item.until = fact.to, fact.until
        items.append(item)
    items.sort(key=lambda item: (item.kind != "order", item.kind != "incident", item.level))
    return items


def missing(world: World, handover: Handover) -> list[Item]:
    """What has come since the package was made and is too grave to be passed over in silence."""
    return [
        item
        for item in package(world)
        if item.id not in handover.items and (item.kind == "order" or item.level <= GRAVE)
    ]


def ended(world: World, handover: Handover) -> list[str]:
    """Ids of undecided items that have come to an end since."""
    here = {item.id for item in package(world)}
    return [item.id for item in handover.undecided if item.kind in ("order", "incident") and item.id not in here]


# -- who -----------------------------------------------------------------------------------------------------------


def open_handover(world: World) -> Handover | None:
    """The one handover that is under way, None for none."""
    return next((one for one in world.handovers.values() if one.status == "open"), None)


def may_receive(world: World, now: datetime) -> tuple[str, ...]:
    """Whom command may pass to: whom the rota names now or next, and their deputies; first is the likeliest."""
    shift, after = world.rota.shift_at(now), world.rota.next_after(now)
    holder = commander_at(world, now)
    named: list[str] = [due_at(world, now)]
    for one in (after, shift):
        if one is not None:
            named += [one.commander, one.deputy or ""]
    good = [one for one in named if one in world.people and world.people[one].role == "commander" and one != holder]
    return tuple(dict.fromkeys(good))


def parties(world: World, incoming: str, now: datetime) -> tuple[str, str, bool]:
    """Outgoing, incoming, and whether the handover is made up for a command that was taken.

    Raises:
        Refused: nobody commands, or the rota does not name the incoming one.
    """
    holder = world.in_command
    if holder is not None and holder.owed:
        return holder.before, holder.person, True
    outgoing = commander_at(world, now)
    if not outgoing:
        raise Refused("handover.nobody", "此刻无人指挥：请先补齐值班表")
    allowed = may_receive(world, now)
    incoming = incoming or next(iter(allowed), "")
    if incoming not in allowed:
        names = "、".join(world.people[one].name for one in allowed)
        raise Refused("handover.incoming", "只能交给值班表上的当班、下一班指挥长或其副班", names)
    return outgoing, incoming, False


def _require(world: World, handover_id: str, actor: Actor, part: str = "") -> Handover:
    """The open handover with an id, for somebody who has that part in it.

    Raises:
        Refused: it is unknown or over, or the part is another's.
    """
    handover = world.handovers.get(handover_id)
    if handover is None:
        raise Refused("handover.unknown", f"没有交接 {handover_id}")
    if handover.status != "open":
        raise Refused("handover.ended", "该交接已结束")
    names = {"outgoing": handover.outgoing, "incoming": handover.incoming}
    allowed = (names[part],) if part else tuple(names.values())
    if actor.kind != "person" or actor.id not in allowed:
        who = "、".join(world.people[one].name for one in allowed if one in world.people)
        words = {"outgoing": "只有交班人", "incoming": "只有接班人"}.get(part, "只有交班人和接班人")
        raise Refused("handover.part", f"{words}可以这样做", who)
    return handover


def _item(handover: Handover, item_id: str) -> Item:
    item = handover.items.get(item_id)
    if item is None or item.mark == "gone":
        raise Refused("handover.item", "交接中没有这一项，或已结束")
    return item


def _words(text: str, what: str) -> str:
    if not 0 < len(text.strip()) <= WORDS_LIMIT:
        raise Refused("handover.text", f"{what}须写明，最多 {WORDS_LIMIT} 字")
    return text.strip()


# -- decide --------------------------------------------------------------------------------------------------------


def decide_handover(
    world: World, command: HandoverCommand | SignHandover, actor: Actor, now: datetime
) -> Iterable[HandoverEvent]:
    """What follows from any command about a handover.

    Raises:
        Refused: a rule forbids it.
    """
    match command:
        case OpenHandover():
            return decide_open(world, command, actor, now)
        case RefreshHandover():
            return decide_refresh(world, command, actor)
        case AddItem():
            return decide_add(world, command, actor, now)
        case DropItem():
            return decide_drop(world, command, actor)
        case AcceptItems():
            return decide_accept(world, command, actor)
        case RefuseItem():
            return decide_refuse(world, command, actor)
        case AskItem():
            return decide_ask(world, command, actor)
        case AnswerItem():
            return decide_answer(world, command, actor)
        case SignHandover():
            return decide_sign(world, command, actor)
        case WithdrawHandover():
            return decide_withdraw(world, command, actor)


def decide_open(world: World, command: OpenHandover, actor: Actor, now: datetime) -> Iterator[HandoverOpened]:
    """Either side begins it; there is one at a time.

    Raises:
        Refused: another one is under way, the town goes by the clock, or this person has no part in it.
    """
    if world.rota.passes == "clock":
        raise Refused("handover.clock", "本镇按钟点交接，无需签字")
    if not 0 < len(command.handover) <= ID_LIMIT:
        raise Refused("handover.id", f"交接编号须为 1 至 {ID_LIMIT} 个字符")
    under_way = open_handover(world)
    if under_way is not None or command.handover in world.handovers:
        by = world.people.get(under_way.opened_by) if under_way is not None else None
        raise Refused("handover.open", "已有一次交接在进行", by.name if by is not None else "")
    outgoing, incoming, made_up = parties(world, command.incoming, now)
    if actor.kind != "person" or actor.id not in (outgoing, incoming):
        names = "、".join(world.people[one].name for one in (outgoing, incoming) if one in world.people)
        raise Refused("handover.part", "只有交班人或接班人可以开始交接", names)
    items = package(world, command.facts)[:ITEMS_LIMIT]
    yield HandoverOpened(command.handover, outgoing, incoming, tuple(items), made_up)


def decide_refresh(world: World, command: RefreshHandover, actor: Actor) -> Iterator[ItemsAdded | ItemsMarked]:
    """What has come is added, what has ended is marked; a signature that was given before falls with either."""
    handover = _require(world, command.handover, actor)
    new = [item for item in package(world, command.facts) if item.id not in handover.items]
    room = ITEMS_LIMIT - len(handover.items)
    if new and room > 0:
        yield ItemsAdded(handover.id, tuple(new[:room]))
    gone = ended(world, handover)
    if gone:
        yield ItemsMarked(handover.id, tuple(gone), "gone")


def decide_add(world: World, command: AddItem, actor: Actor, now: datetime) -> Iterator[ItemsAdded]:
    """The outgoing commander's own words. The same id again changes nothing."""
    handover = _require(world, command.handover, actor, "outgoing")
    if command.kind not in TYPED:
        raise Refused("handover.kind", "只能添加天气、承诺和备注")
    if command.item in handover.items:
        return
    if not 0 < len(command.item) <= ID_LIMIT or len(handover.items) >= ITEMS_LIMIT:
        raise Refused("handover.item", f"编号须为 1 至 {ID_LIMIT} 个字符，交接最多 {ITEMS_LIMIT} 项")
    if command.kind == "promise" and not command.to.strip():
        raise Refused("handover.text", "承诺须写明对谁")
    text = _words(command.text, "内容")
    yield ItemsAdded(
        handover.id, (Item(command.item, command.kind, text=text, since=now, to=command.to.strip()[:WORDS_LIMIT]),)
    )


def decide_drop(world: World, command: DropItem, actor: Actor) -> Iterator[ItemsMarked]:
    """What was typed is taken back, as long as the other has not decided it."""
    handover = _require(world, command.handover, actor, "outgoing")
    item = _item(handover, command.item)
    if item.kind not in TYPED or item.mark != "open":
        raise Refused("handover.item", "只能收回自己写的、对方尚未处理的一项")
    yield ItemsMarked(handover.id, (item.id,), "gone")


def decide_accept(world: World, command: AcceptItems, actor: Actor) -> Iterator[ItemsMarked]:
    """The incoming commander takes items on; one with an unanswered question is not yet to be had."""
    handover = _require(world, command.handover, actor, "incoming")
    items = [_item(handover, id_) for id_ in dict.fromkeys(command.items)]
    asked = [item for item in items if item.asked]
    if asked:
        raise Refused("handover.asked", f"有 {len(asked)} 项的提问尚未答复：答复后再接")
    new = tuple(item.id for item in items if item.mark != "accepted")
    if new:
        yield ItemsMarked(handover.id, new, "accepted")


def decide_refuse(world: World, command: RefuseItem, actor: Actor) -> Iterator[ItemsMarked]:
    """It stays with the outgoing commander, and everybody sees it."""
    handover = _require(world, command.handover, actor, "incoming")
    item = _item(handover, command.item)
    reason = _words(command.reason, "不接的原因")
    if item.mark != "refused":
        yield ItemsMarked(handover.id, (item.id,), "refused", reason)


def decide_ask(world: World, command: AskItem, actor: Actor) -> Iterator[ItemDiscussed]:
    """A question; an item that was accepted is open again."""
    handover = _require(world, command.handover, actor, "incoming")
    item = _item(handover, command.item)
    if item.asked:
        raise Refused("handover.asked", "上一个提问尚未答复")
    yield ItemDiscussed(handover.id, item.id, "question", _words(command.text, "提问"))


def decide_answer(world: World, command: AnswerItem, actor: Actor) -> Iterator[ItemDiscussed]:
    """Its answer."""
    handover = _require(world, command.handover, actor, "outgoing")
    item = _item(handover, command.item)
    if not item.asked:
        raise Refused("handover.not_asked", "这一项没有待答复的提问")
    yield ItemDiscussed(handover.id, item.id, "answer", _words(command.text, "答复"))


def decide_sign(world: World, command: SignHandover, actor: Actor) -> Iterator[HandoverSigned | CommandPassed]:
    """A signature of either side once all is decided; the second one passes command.

    Where command was taken in an emergency, another commander may sign for the outgoing one, who may lie in hospital.

    Raises:
        Refused: something is undecided, unanswered or new, or the signer has no part in it.
    """
    handover = world.handovers.get(command.handover)
    if handover is not None and handover.status == "signed" and actor.id in (handover.outgoing, handover.incoming):
        return
    signer = world.people.get(actor.id) if actor.kind == "person" else None
    instead = ""
    by_others = handover is not None and handover.made_up and signer is not None and signer.role == "commander"
    if handover is not None and by_others and actor.id not in (handover.outgoing, handover.incoming):
        instead = handover.outgoing
    handover = _require(world, command.handover, Actor("person", instead) if instead else actor)
    _require_complete(world, handover)
    as_incoming = not instead and actor.id == handover.incoming
    signed, other = handover.outgoing_signed, handover.incoming_signed
    if as_incoming:
        signed, other = other, signed
    if signed is not None:
        return
    yield HandoverSigned(handover.id, instead)
    if other is not None:
        yield CommandPassed(handover.id, handover.incoming, handover.outgoing, passing(world, handover))


def passing(world: World, handover: Handover) -> tuple[str, ...]:
    """The orders that pass with command: the outgoing commander's, but those that the incoming one did not take on."""
    kept = {item.ref for item in handover.refused if item.kind == "order"}
    return tuple(
        order.id
        for order in world.orders.values()
        if order.under_way and order.holder == handover.outgoing and order.id not in kept
    )


def _require_complete(world: World, handover: Handover) -> None:
    if handover.incoming not in world.people:
        raise Refused("handover.incoming", "接班人已不在本镇的人员表里：请撤销本次交接")
    if handover.asked:
        raise Refused("handover.asked", f"有 {len(handover.asked)} 项的提问尚未答复")
    if handover.undecided:
        raise Refused("handover.undecided", f"还有 {len(handover.undecided)} 项没有处理：逐项接收或不接")
    new = missing(world, handover)
    if new:
        raise Refused("handover.new_items", f"交接期间又有 {len(new)} 件要事：请更新后逐项处理")


def decide_withdraw(world: World, command: WithdrawHandover, actor: Actor) -> Iterator[HandoverWithdrawn]:
    """Either side ends it; the same again changes nothing."""
    known = world.handovers.get(command.handover)
    if known is not None and known.status == "withdrawn":
        return
    handover = _require(world, command.handover, actor)
    yield HandoverWithdrawn(handover.id, _words(command.reason, "撤销的原因"))
