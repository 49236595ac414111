"""What a change of an order changed, and how far a recipient came with the versions before, in words."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.domain.orders import Order, Recipient, RecipientState, Wording
from cockpit.views.durations import clock_span
from cockpit.views.words import Language, word

STAGES: tuple[RecipientState, ...] = ("delivered", "acknowledged", "en_route", "on_scene", "completed")
PRIORITIES = ("I", "II", "III")


@dataclass(frozen=True)
class Difference:
    """What the version in force says otherwise than the one before.

    Attributes:
        version: the number of the version in force.
        former_text: what the text was, empty where it has stayed.
        terms: priority, deadlines and place that have changed, a phrase each: what was, what is.
    """

    version: int
    former_text: str
    terms: tuple[str, ...]


def difference(order: Order, language: Language) -> Difference | None:
    """What the last change changed; None for an order that was never changed."""
    former = order.wording_of(order.version - 1) if order.earlier else None
    if former is None:
        return None
    text = former.text if former.text != order.text else ""
    return Difference(order.version, text, _terms(former, order.wording, language))


def version_words(version: int, language: Language) -> str:
    """``第 2 版``."""
    return f"第 {version} 版" if language == "zh" else f"version {version}"


def earlier_words(recipient: Recipient, language: Language) -> str:
    """How far a recipient came with a version before: ``第 1 版：到场``, the last one that somebody has seen."""
    if not recipient.earlier:
        return ""
    seen = [one for one in recipient.earlier if one.state not in ("issued", "delivered")]
    last = (seen or recipient.earlier)[-1]
    parts = [word(last.state, language), last.reason or last.note]
    colon = "：" if language == "zh" else ": "
    return version_words(last.version, language) + colon + " ".join(part for part in parts if part)


def _terms(former: Wording, new: Wording, language: Language) -> tuple[str, ...]:
    zh = language == "zh"
    found: list[str] = []
    if former.priority != new.priority:
        name = "优先级" if zh else "priority"
        found.append(f"{name} {PRIORITIES[former.priority - 1]} → {PRIORITIES[new.priority - 1]}")
    for state in STAGES:
        was_s, is_s = former.deadlines.of(state) or 0.0, new.deadlines.of(state) or 0.0
        if was_s != is_s:
            found.append(f"{word(state, language)} {clock_span(was_s)} → {clock_span(is_s)}")
    if former.place != new.place:
        found.append(
            ("位置已改" if zh else "place changed") if new.place else ("位置已取消" if zh else "place removed")
        )
    return tuple(found)
