"""The rules of orders: who may send what to whom, how a recipient moves on, and what the events do to the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from cockpit.domain.attachments import check_attachments, check_offline
from cockpit.domain.in_command import commander_at
from cockpit.domain.orders import (
    FINAL,
    ID_LIMIT,
    PROGRESS,
    TEXT_LIMIT,
    ConfirmDraft,
    Deadlines,
    DiscardDraft,
    DraftConfirmed,
    DraftDiscarded,
    DraftOrder,
    IssueOrder,
    Order,
    OrderDrafted,
    OrderIssued,
    OrderRecalled,
    OrderStatus,
    RecallOrder,
    Receipt,
    Recipient,
    RecipientAdvanced,
    RecipientState,
    Wording,
)
from cockpit.domain.places import is_place
from cockpit.errors import Refused

if TYPE_CHECKING:
    from cockpit.domain.people import Actor, Person
    from cockpit.domain.world import World

RANK = {state: rank for rank, state in enumerate(PROGRESS)}


# -- who may -----------------------------------------------------------------------------------------------------


def require_authority(world: World, actor: Actor, recipients: tuple[str, ...], now: datetime) -> None:
    """Passes when the actor may order these units about at this instant.

    The commander of the current shift orders across departments, a zone chief within the own zone; nobody else.

    Raises:
        Refused: with the rule, and who could.
    """
    person = require_person(world, actor)
    if person.role == "commander":
        if commander_at(world, now) != person.id:
            raise Refused(
                "order.commander_on_duty", f"{person.name} 不在当班：只有当班指挥长可以跨部门下达", on_duty(world, now)
            )
        return
    if person.role == "zone_chief":
        tree = world.circles
        outside = outside_of(world, recipients, person.zone or "")
        if outside:
            zone = tree.by_id[person.zone].name if person.zone in tree.by_id else "（未设）"
            names = "、".join(world.units[id_].name if id_ in world.units else id_ for id_ in outside[:3])
            raise Refused(
                "order.own_zone",
                f"区域长只能向本区（{zone}）下达；{len(outside)} 人不在本区：{names}{'…' if len(outside) > 3 else ''}",
                on_duty(world, now),
            )
        return
    if person.role == "operator":
        raise Refused("order.operator_drafts", "坐席员只能起草，由指挥长确认下达", on_duty(world, now))
    raise Refused("order.viewer", "观摩账号只能查看", on_duty(world, now))


def require_hold(world: World, order: Order, actor: Actor, now: datetime) -> None:
    """Passes when the actor may recall or change an order: the commander on duty any, a zone chief those held.

    Raises:
        Refused: with the rule, and who could.
    """
    require_authority(world, actor, order.open_units, now)
    if require_person(world, actor).role == "zone_chief" and order.holder != actor.id:
        raise Refused("order.own_order", "区域长只能撤回、更改由自己负责的指令", on_duty(world, now))


def outside_of(world: World, units: Iterable[str], zone: str) -> list[str]:
    """Those of the units that do not belong to a zone."""
    return [id_ for id_ in units if not _in_zone(world, id_, zone)]


def all_inside(world: World, units: Iterable[str], zone: str) -> bool:
    """Whether all of the units belong to a zone; the first that does not settles it."""
    return all(_in_zone(world, id_, zone) for id_ in units)


def on_duty(world: World, now: datetime) -> str:
    """The name of the commander on duty, for a refusal that says who could."""
    person = world.people.get(commander_at(world, now))
    return f"当班指挥长 {person.name}" if person else "当班指挥长（值班表此刻无人）"


def _in_zone(world: World, unit_id: str, zone: str) -> bool:
    """Whether a unit belongs to a zone; one that the town no longer has belongs to none."""
    unit = world.units.get(unit_id)
    return unit is not None and world.circles.within(unit.circle, zone)


def require_person(world: World, actor: Actor) -> Person:
    """The person who acts; refused where it is none of the town's."""
    person = world.people.get(actor.id) if actor.kind == "person" else None
    if person is None:
        raise Refused("order.person", "只有中心的人员可以下达指令", "指挥长、区域长")
    return person


def _check_content(world: World, command: IssueOrder | DraftOrder) -> Deadlines:
    """What every order must be, draft or not; returns its deadlines.

    Raises:
        Refused: naming the part that is wrong.
    """
    if not 0 < len(command.order) <= ID_LIMIT:
        raise Refused("order.id", f"指令编号须为 1 至 {ID_LIMIT} 个字符")
    deadlines = command.deadlines or world.settings.deadlines[min(max(command.priority, 1), 3) - 1]
    check_wording(Wording(command.text, command.priority, deadlines, command.place))
    if not command.recipients:
        raise Refused("order.recipients", "没有接收人：请选择圈、部门、区域或力量")
    _check_known(world, command.recipients)
    if len(set(command.recipients)) != len(command.recipients):
        raise Refused("order.recipients", "接收人有重复")
    if command.incident and command.incident not in world.incidents:
        raise Refused("order.incident", f"没有事件 {command.incident}")
    return deadlines


def check_wording(wording: Wording) -> None:
    """What every version of an order must be.

    Raises:
        Refused: naming the part that is wrong.
    """
    if not wording.text.strip():
        raise Refused("order.text", "指令没有内容：请写明要做什么")
    if len(wording.text) > TEXT_LIMIT:
        raise Refused("order.text", f"指令过长：{len(wording.text)} 字，最多 {TEXT_LIMIT} 字")
    if wording.priority not in (1, 2, 3):
        raise Refused("order.priority", f"优先级须为 1、2、3，收到 {wording.priority}")
    if wording.place is not None and not is_place(wording.place):
        raise Refused("order.place", f"位置无效：{wording.place}")
    if fault := wording.deadlines.faults():
        raise Refused("order.deadlines", fault)


def _check_known(world: World, recipients: Iterable[str]) -> None:
    """Passes when the town has all these units (it may have lost some since an order was drafted).

    Raises:
        Refused: naming the first of the others.
    """
    unknown = [id_ for id_ in recipients if id_ not in world.units]
    if unknown:
        raise Refused("order.recipients", f"没有这些力量：{'、'.join(unknown[:5])}")


# -- decide ------------------------------------------------------------------------------------------------------


def decide_issue(world: World, command: IssueOrder, actor: Actor, now: datetime) -> Iterator[OrderIssued]:
    """An order goes out once, however often it is sent."""
    known = world.orders.get(command.order)
    if known is not None:
        if known.status == "draft":
            raise Refused("order.is_draft", "该编号是草稿：请确认草稿，或另起一条")
        if known.issued_by != actor.id:
            raise Refused("order.id", f"指令编号 {command.order} 已被使用")
        return
    deadlines = _check_content(world, command)
    require_authority(world, actor, command.recipients, now)
    yield OrderIssued(command, deadlines)


def decide_draft(world: World, command: DraftOrder, actor: Actor, now: datetime) -> Iterator[OrderDrafted]:
    """Anybody at the centre but a viewer may draft; the same draft again replaces it as long as it is one."""
    person = require_person(world, actor)
    if person.role == "viewer":
        raise Refused("order.viewer", "观摩账号只能查看", "坐席员、区域长、指挥长")
    known = world.orders.get(command.order)
    if known is not None and known.status != "draft":
        raise Refused("order.not_draft", "指令已下达或已撤销，不能再改为草稿")
    if known is not None and known.drafted_by != person.id:
        drafter = world.people.get(known.drafted_by)
        raise Refused("order.own_draft", "只能改自己起草的草稿", drafter.name if drafter else known.drafted_by)
    yield OrderDrafted(command, _check_content(world, command))


def decide_confirm(world: World, command: ConfirmDraft, actor: Actor, now: datetime) -> Iterator[DraftConfirmed]:
    """Somebody with authority over all recipients turns a draft into an order."""
    order = known_order(world, command.order)
    if order.status == "issued" and order.issued_by == actor.id:
        return
    if order.status != "draft":
        raise Refused("order.not_draft", "该草稿已处理")
    if order.version != command.version:
        raise Refused("order.draft_changed", "草稿刚被改过：请看过新的内容再确认")
    _check_known(world, order.recipients)
    require_authority(world, actor, tuple(order.recipients), now)
    yield DraftConfirmed(command.order)


def decide_discard(world: World, command: DiscardDraft, actor: Actor, now: datetime) -> Iterator[DraftDiscarded]:
    """The drafter, or whoever could confirm it, throws a draft away."""
    order = known_order(world, command.order)
    if order.status == "discarded":
        return
    if order.status != "draft":
        raise Refused("order.not_draft", "该草稿已处理")
    if order.drafted_by != actor.id:
        require_authority(world, actor, tuple(order.recipients), now)
    yield DraftDiscarded(command.order, command.reason)


def decide_recall(world: World, command: RecallOrder, actor: Actor, now: datetime) -> Iterator[OrderRecalled]:
    """The commander on duty can take any order back, a zone chief the own ones."""
    order = known_order(world, command.order)
    if order.status == "recalled":
        return
    if order.status != "issued":
        raise Refused("order.not_under_way", "只有在途的指令可以撤回")
    require_hold(world, order, actor, now)
    yield OrderRecalled(command.order, command.reason)


def decide_receipt(world: World, command: Receipt, actor: Actor, now: datetime) -> Iterator[RecipientAdvanced]:
    """A recipient moves forward only; a receipt that comes late or twice changes nothing."""
    order = known_order(world, command.order)
    recipient = order.recipients.get(actor.id) if actor.kind == "unit" else None
    if recipient is None:
        raise Refused("receipt.not_recipient", f"{actor.id} 不是指令 {command.order} 的接收人")
    if order.status not in ("issued", "recalled", "closed"):
        raise Refused("receipt.not_issued", "指令尚未下达")
    if command.state in ("issued", "recalled", "reassigned"):
        raise Refused("receipt.state", f"终端不能报告状态 {command.state!r}")
    if command.state == "declined" and not command.reason.strip():
        raise Refused("receipt.reason", "不能执行时须说明原因")
    if len(command.reason) > TEXT_LIMIT or len(command.note) > TEXT_LIMIT:
        raise Refused("receipt.text", f"说明过长，最多 {TEXT_LIMIT} 字")
    if not 0 < command.version <= recipient.version:
        raise Refused("receipt.version", f"指令 {command.order} 没有下达过第 {command.version} 版")
    check_attachments(command.attachments)
    check_offline(command.offline_s)
    if recipient.state in FINAL or not moves_on(recipient, command.state, command.version):
        return
    yield RecipientAdvanced(
        order=command.order,
        unit=actor.id,
        state=command.state,
        reason=command.reason,
        note=command.note,
        device_at=command.device_at,
        version=command.version,
        attachments=command.attachments,
        result=command.result if command.state == "completed" else "",
        offline_s=command.offline_s,
    )


def moves_on(recipient: Recipient, state: RecipientState, version: int) -> bool:
    """Whether a state is news of a recipient, for the version in force or one before that it was sent."""
    known = state_with(recipient, version)
    if known is None or known in FINAL:
        return False
    return state == "declined" or RANK[state] > RANK[known]


def state_with(recipient: Recipient, version: int) -> RecipientState | None:
    """How far a recipient came with a version; None for one that it was never sent."""
    if version == recipient.version:
        return recipient.state
    return next((one.state for one in recipient.earlier if one.version == version), None)


def known_order(world: World, order_id: str) -> Order:
    """The order with an id.

    Raises:
        Refused: there is none.
    """
    order = world.orders.get(order_id)
    if order is None:
        raise Refused("order.unknown", f"没有指令 {order_id}")
    return order


# -- apply -------------------------------------------------------------------------------------------------------


def apply_drafted(world: World, event: OrderDrafted, by: str, at: datetime) -> None:
    """A draft stands among the orders, waiting."""
    known = world.orders.get(event.draft.order)
    order = _order(event.draft, event.deadlines, "draft", by, at)
    order.version = known.version + 1 if known is not None else 1
    world.orders[event.draft.order] = order
    world.changes.orders.add(event.draft.order)


def apply_issued(world: World, event: OrderIssued, by: str, at: datetime) -> None:
    """The order and its recipients, all ``issued``."""
    order = _order(event.issue, event.deadlines, "issued", by, at)
    order.issued_by, order.issued_at = by, at
    world.add_order(order)


def apply_confirmed(world: World, event: DraftConfirmed, by: str, at: datetime) -> None:
    """The draft is an order from now on: its clocks start here, and so does the count of its versions."""
    order = world.orders.get(event.order)
    if order is None:
        return
    order.status, order.issued_by, order.issued_at, order.version = "issued", by, at, 1
    for recipient in order.recipients.values():
        recipient.times = {"issued": at}
    world.add_order(order)


def apply_discarded(world: World, event: DraftDiscarded, by: str, at: datetime) -> None:
    """The draft is over."""
    order = world.orders.get(event.order)
    if order is not None:
        order.status = "discarded"
        world.end_order(order, at, event.reason)


def apply_recalled(world: World, event: OrderRecalled, by: str, at: datetime) -> None:
    """Everybody who has not completed or declined is called back."""
    order = world.orders.get(event.order)
    if order is None:
        return
    order.status = "recalled"
    for recipient in order.recipients.values():
        if recipient.state not in FINAL:
            recipient.state = "recalled"
            recipient.times["recalled"] = at
    world.end_order(order, at, event.reason)


def apply_advanced(world: World, event: RecipientAdvanced, by: str, at: datetime) -> None:
    """Notes the state; the order closes with its last open recipient."""
    order = world.orders.get(event.order)
    recipient = order.recipients.get(event.unit) if order is not None else None
    if order is None or recipient is None:
        return
    world.changes.orders.add(event.order)
    itself = by == event.unit
    recipient.attach(event.attachments, at)
    if event.version != recipient.version:
        _note_earlier(recipient, event, "" if itself else by, at)
        return
    recipient.state = event.state
    recipient.times[event.state] = at
    recipient.reason = event.reason or recipient.reason
    # What somebody said for the unit does not stand as its own word once it speaks itself.
    recipient.note = event.note or ("" if itself and recipient.answered_by else recipient.note)
    recipient.answered_by = "" if itself else by
    recipient.result = event.result or recipient.result
    if event.offline_s:
        recipient.waited_s[event.state] = event.offline_s
    if event.state in FINAL and all(other.state in FINAL for other in order.recipients.values()):
        order.status = "closed"
        world.end_order(order, at, "")


def _note_earlier(recipient: Recipient, event: RecipientAdvanced, answered_by: str, at: datetime) -> None:
    """What comes late of a version that was changed since: kept with that version, no answer to the one in force."""
    for one in recipient.earlier:
        if one.version == event.version:
            one.state, one.answered_by = event.state, answered_by
            one.times[event.state] = at
            one.reason, one.note = event.reason or one.reason, event.note or one.note


def _order(command: IssueOrder | DraftOrder, deadlines: Deadlines, status: OrderStatus, by: str, at: datetime) -> Order:
    return Order(
        id=command.order,
        text=command.text,
        priority=command.priority,
        deadlines=deadlines,
        target=command.target,
        recipients={id_: Recipient(times={"issued": at}) for id_ in command.recipients},
        status=status,
        drafted_by=by,
        drafted_at=at,
        place=command.place,
        incident=command.incident,
        plan=command.plan,
    )
