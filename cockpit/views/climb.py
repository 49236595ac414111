"""How far a missed deadline has climbed, in words: who was told, which rungs had nobody, who has taken it on."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime

from cockpit.domain.circles import Tier
from cockpit.domain.ladder import Skip, name_of, open_miss, path_of
from cockpit.domain.orders import Miss, Order, RecipientState
from cockpit.domain.people import Person
from cockpit.domain.world import World
from cockpit.views.words import Language, word

CHIEFS: dict[Tier, tuple[str, str]] = {
    "core": ("指挥长", "commander"),
    "zone": ("区域长", "zone chief"),
    "station": ("站长", "station chief"),
    "squad": ("队长", "squad chief"),
    "grid": ("网格长", "grid leader"),
}
"""What the chief of a circle is called."""

MISSED_EN: dict[RecipientState, str] = {
    "delivered": "did not get it",
    "acknowledged": "have not acknowledged",
    "en_route": "have not set out",
    "on_scene": "have not arrived",
    "completed": "have not finished",
}


@dataclass(frozen=True)
class Rung:
    """One circle that a miss has climbed to; ``chief`` is a name, empty where the rung was skipped."""

    circle: str
    tier: Tier
    place: str
    chief: str
    skipped: Skip


@dataclass(frozen=True)
class Climb:
    """How far one recipient's miss has climbed.

    Attributes:
        rungs: those passed so far, from the unit's own circle up, the skipped ones too.
        taken_by: the name of who has taken it on, empty for nobody.
        again: how often the top was told again.
        while_down: the deadline had passed while the hub was down.
    """

    unit: str
    stage: RecipientState
    due_at: datetime
    rungs: tuple[Rung, ...]
    taken_by: str
    again: int
    while_down: bool

    @property
    def top(self) -> Rung | None:
        """The highest rung where somebody was told, None while the unit alone was reminded."""
        return next((rung for rung in reversed(self.rungs) if not rung.skipped), None)


@dataclass(frozen=True)
class OrderClimb:
    """What an order's misses add up to.

    Attributes:
        lead: the one that has climbed highest, of those the one that is late for longest.
        late: how many recipients have a miss that stands.
        same_stage: whether all of them miss the stage that ``lead`` misses.
        taken: how many of them somebody has taken on.
        while_down: how many of them fell due while the hub was down.
    """

    lead: Climb
    late: int
    same_stage: bool
    taken: int
    while_down: int


def standing(order: Order) -> Iterator[tuple[str, Miss]]:
    """The misses of an order under way that still stand, with the late units."""
    if order.under_way:
        for unit, recipient in order.recipients.items():
            if recipient.miss is not None and (miss := open_miss(recipient)) is not None:
                yield unit, miss


def climb(world: World, unit: str, miss: Miss) -> Climb:
    """One miss in names."""
    passed = path_of(world, unit)[: miss.rung]
    rungs = tuple(_rung(world, unit, miss, circle) for circle in passed)
    taken_by = name_of(world, miss.acknowledged_by) if miss.acknowledged_by else ""
    return Climb(unit, miss.stage, miss.due_at, rungs, taken_by, miss.again, miss.while_down)


def order_climb(world: World, order: Order, units: Container[str] | None = None) -> OrderClimb | None:
    """All misses of an order that stand (those of ``units``, where they are given); None for none."""
    late = [(unit, miss) for unit, miss in standing(order) if units is None or unit in units]
    if not late:
        return None
    unit, lead = min(late, key=lambda one: (-one[1].rung, -one[1].again, one[1].due_at))
    return OrderClimb(
        lead=climb(world, unit, lead),
        late=len(late),
        same_stage=all(miss.stage == lead.stage for _, miss in late),
        taken=sum(bool(miss.acknowledged_by) for _, miss in late),
        while_down=sum(miss.while_down for _, miss in late),
    )


def calls(world: World, order: Order, me: Person | None) -> list[str]:
    """The late units that call the person who is signed in: told to them, or climbed to the core where they sit.

    A zone chief hears of the own zone alone. What somebody has taken on calls nobody until it comes back.
    """
    if me is None:
        return []
    return [
        unit
        for unit, miss in standing(order)
        if not miss.acknowledged_by and (me.id in miss.told or (me.role != "zone_chief" and at_core(world, unit, miss)))
    ]


def at_core(world: World, unit: str, miss: Miss) -> bool:
    """Whether the commander was told."""
    root = world.circles.root
    return root is not None and root not in miss.skipped and root in path_of(world, unit)[: miss.rung]


def chief_words(rung: Rung, language: Language) -> str:
    """Who a rung is: ``站长 赵力``; the title alone where the chief has changed since."""
    return f"{CHIEFS[rung.tier][0 if language == 'zh' else 1]} {rung.chief}".strip()


def reached_words(one: Climb, language: Language) -> str:
    """How far it has climbed and who has it: ``已升级至站长 赵力``, ``已提醒本人``, ``章一区 已知悉``."""
    zh = language == "zh"
    if one.taken_by:
        return f"{one.taken_by} 已知悉" if zh else f"taken on by {one.taken_by}"
    if one.top is None:
        return "已提醒本人" if zh else "unit reminded"
    words = chief_words(one.top, language)
    again = (f"（第 {one.again + 1} 次）" if zh else f" (time {one.again + 1})") if one.again else ""
    return (f"已升级至{words}" if zh else f"up to {words}") + again


def mark_words(one: Climb, language: Language) -> str:
    """The same where room is short: ``↑站长 赵力``, ``✓ 章一区``; nothing while the unit alone was reminded."""
    if one.taken_by:
        return f"✓ {one.taken_by}"
    if one.top is None:
        return ""
    if language == "zh":
        return f"↑{chief_words(one.top, language)}"
    return f"↑{one.top.chief} {CHIEFS[one.top.tier][1]}".replace("↑ ", "↑")


def climb_words(found: OrderClimb, language: Language) -> str:
    """An order's climb in one line, with what fell due while the hub was down."""
    parts = [reached_words(found.lead, language)]
    if found.while_down:
        down = "中枢停机期间超时" if language == "zh" else "passed while the hub was down:"
        parts.append(f"{down} {found.while_down}")
    return " · ".join(parts)


def rung_lines(one: Climb, language: Language) -> list[str]:
    """A line for each rung: who was told, and which was skipped and why."""
    zh = language == "zh"
    lines: list[str] = []
    for rung in one.rungs:
        title = CHIEFS[rung.tier][0 if zh else 1]
        if rung.skipped == "is_the_late_one":
            lines.append(f"{rung.place}：{title}即本人，跳过" if zh else f"{rung.place}: the late one itself, skipped")
        elif rung.skipped:
            lines.append(f"{rung.place}：{title}无人，跳过" if zh else f"{rung.place}: no {title}, skipped")
        else:
            words = chief_words(rung, language)
            lines.append(f"{rung.place}：已报{words}" if zh else f"{rung.place}: told the {words}")
    if one.taken_by:
        lines.append(f"{one.taken_by} 已知悉" if zh else f"Taken on by {one.taken_by}")
    if one.while_down:
        lines.append("中枢停机期间超时" if zh else "Passed while the hub was down")
    return lines


def answer_words(state: RecipientState, language: Language = "zh") -> str:
    """How a unit stands to an order: what has not arrived and what nobody has answered are two troubles."""
    troubles = {"issued": ("未送达", "Undelivered"), "delivered": ("未签收", "Unanswered")}
    return troubles[state][language == "en"] if state in troubles else word(state, language)


def missed_words(stage: RecipientState, language: Language) -> str:
    """A missed stage: ``未签收``, ``have not acknowledged``."""
    return f"未{word(stage, 'zh')}" if language == "zh" else MISSED_EN[stage]


def _rung(world: World, unit: str, miss: Miss, circle: str) -> Rung:
    found = world.circles.by_id[circle]
    if circle in miss.skipped:
        reason: Skip = "is_the_late_one" if found.chief == unit else "nobody"
        return Rung(circle, found.tier, found.name, "", reason)
    if found.tier == "core":
        chief = miss.told[-1] if miss.told else ""
    else:
        chief = found.chief if found.chief in miss.told else ""
    return Rung(circle, found.tier, found.name, name_of(world, chief) if chief else "", "")
