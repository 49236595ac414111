"""The words of the glossary as the screens say them, Chinese first, English by switch."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]

WORDS: dict[str, tuple[str, str]] = {
    # tiers
    "core": ("核心指挥圈", "Core"),
    "zone": ("风险防控圈", "Zone"),
    "station": ("应急管理圈", "Station"),
    "squad": ("联合执法圈", "Squad"),
    "grid": ("基层网格圈", "Grid"),
    # domains of the six indices
    "public_order": ("治安", "Public order"),
    "traffic": ("交通", "Traffic"),
    "fire": ("消防", "Fire"),
    "workplace": ("安全生产", "Workplace"),
    "disputes": ("矛盾纠纷", "Disputes"),
    "city_order": ("市容秩序", "City order"),
    # bands
    "green": ("平稳", "Calm"),
    "blue": ("良好", "Good"),
    "yellow": ("关注", "Watch"),
    "orange": ("预警", "Warning"),
    "red": ("告急", "Critical"),
    # states of a recipient and of an order
    "issued": ("下达", "Issued"),
    "delivered": ("送达", "Delivered"),
    "acknowledged": ("签收", "Acknowledged"),
    "en_route": ("出动", "En route"),
    "on_scene": ("到场", "On scene"),
    "completed": ("完成", "Completed"),
    "declined": ("拒绝", "Declined"),
    "recalled": ("撤回", "Recalled"),
    "reassigned": ("改派", "Reassigned"),
    "draft": ("草稿", "Draft"),
    "discarded": ("作废", "Discarded"),
    "closed": ("办毕", "Closed"),
    # steps of an incident
    "report": ("报送", "Report"),
    "triage": ("研判", "Triage"),
    "assign": ("分派", "Assign"),
    "handle": ("处置", "Handle"),
    "feedback": ("反馈", "Feedback"),
    "verify": ("核查", "Verify"),
    "close": ("办结", "Close"),
    "review": ("评估", "Review"),
    # contact
    "in_contact": ("在线", "In contact"),
    "late": ("迟到", "Late"),
    "out_of_contact": ("失联", "Out of contact"),
    "never_heard": ("未上线", "Never heard"),
    "off_duty": ("已下班", "Off duty"),
    # roles
    "commander": ("指挥长", "Commander"),
    "operator": ("坐席员", "Operator"),
    "zone_chief": ("区域长", "Zone chief"),
    "viewer": ("观摩", "Viewer"),
    "officer": ("队员", "Officer"),
    "grid_leader": ("网格长", "Grid leader"),
    "grid_worker": ("网格员", "Grid worker"),
    # what a contribution is
    "incident": ("事件", "Incident"),
    "overdue": ("超时未结", "Overdue"),
    "hazard": ("隐患未除", "Hazard outstanding"),
    "rest_of_day": ("今日余下预期", "Expected for the rest of the day"),
    "silent_source": ("来源静默", "Silent source"),
}

BAND_MARKS = {"green": "●", "blue": "■", "yellow": "◆", "orange": "▲", "red": "▲!"}
"""A shape for each band, so that it reads in black and white."""

SHAPE_MARKS = {
    "diamond": "◆",
    "triangle": "▲",
    "square": "■",
    "pentagon": "⬟",
    "circle": "●",
    "hexagon": "⬢",
    "cross": "✚",
}
"""A character for each department's shape."""


def word(code: str, language: Language = "zh") -> str:
    """The screen's word for a code; the code itself where the glossary has none, so that nothing is ever blank."""
    pair = WORDS.get(code)
    return code if pair is None else pair[0 if language == "zh" else 1]
