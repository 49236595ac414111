"""What the command bar knows: actions, circles, units, commanders, incidents and orders, and how one is found."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cockpit.domain.live import lost
from cockpit.domain.orders import Target
from cockpit.domain.targeting import recipients
from cockpit.views.authority import forecast
from cockpit.views.orders import title_of
from cockpit.views.pinyin import found_at
from cockpit.views.situation import Situation
from cockpit.views.words import Language, word

EntryKind = Literal["action", "scene", "panel", "circle", "unit", "commander", "incident", "order"]
KINDS: dict[EntryKind, tuple[str, str]] = {
    "action": ("操作", "Action"),
    "scene": ("场景", "Scene"),
    "panel": ("面板", "Panel"),
    "circle": ("圈", "Circle"),
    "unit": ("力量", "Unit"),
    "commander": ("指挥长", "Commander"),
    "incident": ("事件", "Incident"),
    "order": ("指令", "Order"),
}
"""What a kind is called; the first stand before the others among equals."""
SHOWN = 50
"""Entries that a search gives at most."""
USED_WEIGHT = 3.0
"""How much the use of an entry counts beside how well it fits."""


@dataclass(frozen=True)
class Entry:
    """One thing that can be chosen.

    Attributes:
        id: kind and id: what its use is counted by.
        title: what it is called, in the language in force.
        about: more about it, shown smaller and searched last.
        also: other words that it is found by, the other language's and its number among them.
        key: the keys that do the same, empty for none.
        why: why it cannot be done now, empty where it can.
    """

    kind: EntryKind
    ref: str
    title: str
    about: str = ""
    also: tuple[str, ...] = ()
    key: str = ""
    why: str = ""

    @property
    def id(self) -> str:
        """What its use is counted by."""
        return f"{self.kind}:{self.ref}"


def kind_word(kind: EntryKind, language: Language) -> str:
    """A kind in the language of the screen."""
    return KINDS[kind][0 if language == "zh" else 1]


def entries(situation: Situation, language: Language = "zh") -> list[Entry]:
    """Every circle, unit, commander, incident and order of a moment."""
    return [
        *_circles(situation, language),
        *_units(situation, language),
        *_commanders(situation, language),
        *_incidents(situation, language),
        *_orders(situation, language),
    ]


def order_refusal(situation: Situation, target: Target, language: Language = "zh") -> str:
    """What stands in the way of this person issuing an order to a target, empty for nothing."""
    units = tuple(one for one in recipients(situation.world, situation.live, target))
    found = forecast(situation.world, situation.me, units, situation.now, language)
    return "" if found.action == "issue" else found.message


def target_of(entry: Entry) -> Target | None:
    """Whom an order to an entry would go to; None for what takes no orders."""
    if entry.kind == "circle":
        return Target(circles=(entry.ref,))
    return Target(units=(entry.ref,)) if entry.kind == "unit" else None


def search(those: Iterable[Entry], query: str, uses: Mapping[str, float], most: int = SHOWN) -> list[Entry]:
    """The entries that hold every word of a query, the best first: how well it fits, how often it was used.

    Args:
        query: words apart by spaces: Chinese, 拼音, initials, English or numbers; empty finds what is used most.
        uses: of an entry's id how much it was used.
    """
    words = query.lower().split()
    kinds = list(KINDS)
    found: list[tuple[float, int, str, Entry]] = []
    for entry in those:
        cost = _cost(entry, words)
        if cost is not None:
            cost -= USED_WEIGHT * min(uses.get(entry.id, 0.0), 5.0)
            found.append((cost, kinds.index(entry.kind), entry.title, entry))
    return [one[-1] for one in heapq.nsmallest(most, found, key=lambda one: one[:3])]


def _cost(entry: Entry, words: Sequence[str]) -> float | None:
    """How badly an entry fits; None where a word does not fit at all."""
    total = 0.0
    for one in words:
        costs = [cost for cost in _costs(entry, one) if cost is not None]
        if not costs:
            return None
        total += min(costs)
    return total + 0.01 * len(entry.title)


def _costs(entry: Entry, one: str) -> Iterable[float | None]:
    for weight, text in ((0.0, entry.title), *((2.0, also) for also in entry.also), (6.0, entry.about)):
        lower = text.lower()
        if lower == one:
            yield weight
        elif lower.startswith(one):
            yield weight + 1.0
        elif one in lower:
            yield weight + 3.0
        else:
            typed = "".join(filter(str.isalnum, one))
            fits = found_at(typed, text) if typed else None
            yield None if fits is None else weight + 4.0 + fits[0] + 0.2 * fits[1]


def _circles(situation: Situation, language: Language) -> Iterable[Entry]:
    circles = situation.world.circles
    for circle in circles.by_id.values():
        above = [circles.by_id[id_].name for id_ in circles.path(circle.id) if id_ != circle.id]
        about = " · ".join([word(circle.tier, language), *above[:2]])
        yield Entry("circle", circle.id, circle.name, about, (circle.id,))


def _units(situation: Situation, language: Language) -> Iterable[Entry]:
    world, live, now_s = situation.world, situation.live, situation.now.timestamp()
    for unit in world.units.values():
        department = world.departments.get(unit.department)
        circle = world.circles.by_id.get(unit.circle)
        words = [] if department is None else [department.name if language == "zh" else department.name_en]
        words += [circle.name] if circle is not None else []
        if lost(live.contact(unit.id, now_s, world.settings.contact)):
            words.append(word("out_of_contact", language))
        yield Entry("unit", unit.id, unit.name, " · ".join(words), (unit.id,))


def _commanders(situation: Situation, language: Language) -> Iterable[Entry]:
    for person in situation.world.people.values():
        if person.role in ("commander", "zone_chief"):
            yield Entry("commander", person.id, person.name, word(person.role, language), (person.login, person.id))


def _incidents(situation: Situation, language: Language) -> Iterable[Entry]:
    world = situation.world
    for incident in world.incidents.values():
        kind = world.kinds.get(incident.kind)
        name = incident.kind if kind is None else kind.name if language == "zh" else kind.name_en
        state = word(incident.step, language)
        about = " · ".join(part for part in (state, incident.address, incident.id) if part)
        yield Entry("incident", incident.id, f"{name} {incident.text}".strip()[:60], about, (incident.source_no,))


def _orders(situation: Situation, language: Language) -> Iterable[Entry]:
    for order in situation.world.orders.values():
        state = word(order.status if order.status == "draft" else "closed" if order.ended_at else "issued", language)
        about = f"{state} · {len(order.recipients)}"
        yield Entry("order", order.id, title_of(order)[:60] or order.id, about, (order.id,))
