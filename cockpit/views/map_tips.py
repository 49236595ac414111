"""What stands under the pointer, in words: name, department, state, age."""

from __future__ import annotations

from cockpit.domain.indices import DOMAINS
from cockpit.views.circle_answers import circle_words
from cockpit.views.climb import answer_words
from cockpit.views.deck import busy_with
from cockpit.views.durations import contact_text
from cockpit.views.situation import Situation
from cockpit.views.times import age_text
from cockpit.views.words import Language, word


def unit_tip(situation: Situation, unit_id: str, language: Language = "zh") -> tuple[str, ...]:
    """Name, department and role; contact with its seconds, and state; circle and the age of the position.

    Empty for an unknown unit.
    """
    world, live = situation.world, situation.live
    unit = world.units.get(unit_id)
    if unit is None:
        return ()
    now = situation.now.timestamp()
    department = world.departments.get(unit.department)
    known_as = unit.department if department is None else department.name if language == "zh" else department.name_en
    contact = live.contact(unit_id, now, world.settings.contact)
    busy = busy_with(world, unit_id)
    heard = contact_text(contact, live.silence_s(unit_id, now), language)
    # "3 s ago" alone could be the position's age, which stands in the next line.
    state = [f"{word(contact, language)} {heard}" if contact == "in_contact" else heard]
    if busy is not None:
        state.append(answer_words(busy[1], language))
        state.append(_short(world.orders[busy[0]].text, 16))
    fix = live.fixes.get(unit_id)
    age = word("never_heard", language) if fix is None else age_text(now - fix.at, language)
    circle = world.circles.by_id.get(unit.circle)
    return (
        f"{unit.name} · {known_as} · {word(unit.role, language)}",
        " · ".join(state),
        f"{unit.circle if circle is None else circle.name} · {age}",
    )


def incident_tip(situation: Situation, incident_id: str, language: Language = "zh") -> tuple[str, ...]:
    """Kind, severity and text; step, source and age; how long it is overdue. Empty for an unknown incident."""
    world = situation.world
    incident = world.incidents.get(incident_id)
    if incident is None:
        return ()
    kind, source = world.kinds.get(incident.kind), world.sources.get(incident.source)
    named = incident.kind if kind is None else kind.name if language == "zh" else kind.name_en
    by = incident.source if source is None else source.name if language == "zh" else source.name_en
    age = age_text((situation.now - incident.reported_at).total_seconds(), language)
    grade = f"{incident.severity} 级" if language == "zh" else f"severity {incident.severity}"
    lines = [
        f"{named} · {grade} · {word(incident.step, language)}",
        _short(incident.text, 40),
        f"{by} · {age}",
    ]
    if incident.overdue_s(situation.now) > 0:
        lines[-1] += f" · {word('overdue', language)}"
    return tuple(line for line in lines if line)


def circle_tip(situation: Situation, circle_id: str, domain: str, language: Language = "zh") -> tuple[str, ...]:
    """Name and tier; how it has answered what is under way; for a coloured grid, its band and the index that made it.

    Empty for an unknown circle.
    """
    circle = situation.world.circles.by_id.get(circle_id)
    if circle is None:
        return ()
    lines = [f"{circle.name} · {word(circle.tier, language)}"]
    if answered := circle_words(situation, circle_id, language):
        lines.append(answered)
    figures = situation.figures
    values = None if figures is None else figures.circles.get(circle_id)
    if values:
        number = DOMAINS.index(domain) if domain in DOMAINS else values.index(min(values))
        band = situation.world.method.band(values[number])
        lines.append(f"{word(DOMAINS[number], language)} {values[number]:.0f} · {word(band, language)}")
    return tuple(lines)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
