"""The record of a handover, for one printed page: who, when, what was taken on, asked, left, and both signatures."""

from __future__ import annotations

from datetime import datetime
from html import escape

from cockpit.domain.handover_rules import open_handover
from cockpit.domain.handovers import ITEM_KINDS, Handover, Item
from cockpit.domain.ladder import name_of
from cockpit.domain.world import World
from cockpit.views.handover import item_text, kind_word, mark_word, remark_line, signature_line
from cockpit.views.situation import Situation
from cockpit.views.times import local
from cockpit.views.words import Language

NAMED_LEVEL = 2
"""Incidents up to this severity stand on the page one by one; of the others, accepted without a word, their number."""
WIDTHS = ("9%", "9%", "5%", "77%")


def record_html(situation: Situation, handover: Handover, language: Language = "zh") -> str:
    """The record as HTML that a ``QTextDocument`` lays out; at most one page once its type is small enough."""
    zh, world = language == "zh", situation.world
    title = "交接班记录" if zh else "Handover record"
    rows = [_head(situation, handover, language), f"<h2>{title}</h2>", _parties(world, handover, language)]
    shown = [item for item in _sorted(handover) if _named(item)]
    rows.append(_table(situation, shown, language))
    rest = _rest(handover, language)
    if rest:
        rows.append(f"<p>{escape(rest)}</p>")
    rows.append(_signatures(world, handover, language))
    return f"<html><body>{''.join(rows)}</body></html>"


def record_of(world: World) -> Handover | None:
    """The handover whose record can be printed: the one under way, else the last one; None for none."""
    under_way = open_handover(world)
    return under_way if under_way is not None else next(reversed(world.handovers.values()), None)


def record_name(world: World, handover: Handover) -> str:
    """A file's name for the record."""
    at = local(handover.ended_at or handover.opened_at, world.settings.time_zone)
    return f"交接班-{at:%Y%m%d-%H%M}.pdf"


def _sorted(handover: Handover) -> list[Item]:
    items = [item for item in handover.items.values() if item.mark != "gone"]
    return sorted(items, key=lambda item: (item.mark != "refused", ITEM_KINDS.index(item.kind), item.level))


def _named(item: Item) -> bool:
    plain = item.mark == "accepted" and not item.remarks
    small = item.kind == "contact" or (item.kind == "incident" and item.level > NAMED_LEVEL)
    return not (plain and small)


def _head(situation: Situation, handover: Handover, language: Language) -> str:
    settings = situation.world.settings
    name = settings.name if language == "zh" else settings.name_en
    return f"<p align='right'>{escape(name)} · {escape(handover.id)}</p>"


def _parties(world: World, handover: Handover, language: Language) -> str:
    zone = world.settings.time_zone
    opened = _clock(handover.opened_at, zone)
    pair = f"{name_of(world, handover.outgoing)} → {name_of(world, handover.incoming)}"
    states = {
        "open": ("进行中，未签字", "under way, not signed"),
        "signed": ("已签字", "signed"),
        "withdrawn": (f"已撤销：{handover.reason}", f"withdrawn: {handover.reason}"),
    }
    state = states[handover.status][0 if language == "zh" else 1]
    made_up = ("（应急接管后补办）", " (made up after a takeover)")[0 if language == "zh" else 1]
    words = f"{pair}{made_up if handover.made_up else ''} · {opened} · {state}"
    return f"<p><b>{escape(words)}</b></p>"


def _table(situation: Situation, items: list[Item], language: Language) -> str:
    titles = ("状态", "类别", "级", "内容") if language == "zh" else ("State", "Kind", "Level", "What")
    head = "".join(
        f"<th align='left' width='{width}'>{title}</th>" for title, width in zip(titles, WIDTHS, strict=True)
    )
    rows = []
    for item in items:
        said = "".join(f"<br>{escape(remark_line(situation.world, one, language))}" for one in item.remarks)
        cells = (mark_word(item.mark, item, language), kind_word(item.kind, language), str(item.level or ""))
        text = f"{escape(item_text(situation, item, language))}{said}"
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + f"<td>{text}</td></tr>")
    frame = "<table width='100%' cellpadding='2' border='1' style='border-collapse: collapse'>"
    return f"{frame}<tr>{head}</tr>{''.join(rows)}</table>"


def _rest(handover: Handover, language: Language) -> str:
    plain = [item for item in _sorted(handover) if not _named(item)]
    incidents = sum(item.kind == "incident" for item in plain)
    contacts = len(plain) - incidents
    parts = []
    if incidents:
        zh, en = f"三、四级未结事件 {incidents} 件", f"{incidents} open incidents of severity 3 and 4"
        parts.append(zh if language == "zh" else en)
    if contacts:
        zh, en = f"失联 {contacts} 条", f"{contacts} out of contact"
        parts.append(zh if language == "zh" else en)
    if not parts:
        return ""
    return ("另接收：" if language == "zh" else "Accepted besides: ") + "，".join(parts)


def _signatures(world: World, handover: Handover, language: Language) -> str:
    words = ("交班人", "接班人") if language == "zh" else ("Outgoing", "Incoming")
    lines = []
    for word, signed in zip(words, (handover.outgoing_signed, handover.incoming_signed), strict=True):
        lines.append(f"{word}：{signature_line(world, signed, language) if signed is not None else '—'}")
    return f"<p>{escape('　　'.join(lines))}</p>"


def _clock(at: datetime, zone: str) -> str:
    return f"{local(at, zone):%Y-%m-%d %H:%M}"
