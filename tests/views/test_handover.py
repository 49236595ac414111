"""What the screens say of a handover, and what each person may do in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cockpit.domain.handovers import (
    AcceptItems,
    AddItem,
    AnswerItem,
    AskItem,
    Fact,
    OpenHandover,
    RefuseItem,
    Signature,
    SignHandover,
)
from cockpit.domain.in_command import TakeOver
from cockpit.domain.incidents import ReportIncident
from cockpit.views.duty import duty
from cockpit.views.handover import handover_picture, item_rows, remark_line, signature_line
from cockpit.views.notices import notices
from cockpit.views.situation import LinkState
from tests.situations import Scene
from tests.towns import NOON, Desk, signed_town

FACTS = (
    Fact("contact", "u108", "钱八", NOON),
    Fact("contact", "u109", "钱九"),
    Fact("contact", "others", value=7.0),
    Fact("source", "fire_119", "119", NOON),
    Fact("index", "fire", value=74.0, change=-7.0, doubt=True),
)


class Shift(Scene):
    """The small town in which command passes by signature, so many hours after noon (p1 until 20:00 local time)."""

    def __init__(self, me: str = "p1", hours: float = 1.0) -> None:
        super().__init__(me)
        self.desk = Desk(signed_town())
        self.desk.now = NOON + timedelta(hours=hours)
        self.situation.world, self.situation.now = self.desk.world, self.desk.now
        self.situation.link = LinkState("live", "ws://127.0.0.1:1", self.desk.now)
        self.situation.me = self.desk.world.people[me]

    def sees(self, who: str) -> None:
        """Somebody else looks at it."""
        self.situation.me = self.desk.world.people[who]

    def open(self) -> None:
        """The outgoing commander opens a handover with facts, an order and an incident in it."""
        self.order("o1", ("u101", "u107"))
        report = ReportIncident("police_110", "1", "brawl", "打架", NOON, circle="g1")
        self.desk.do(report, self.desk.person("p1"))
        self.desk.do(OpenHandover("h1", facts=FACTS), self.desk.person("p1"))


def test_a_town_by_the_clock_has_no_handover() -> None:
    found = handover_picture(Scene().situation)
    assert (found.state, found.may_open, found.may_take_over) == ("clock", False, False)


@pytest.mark.parametrize(("hours", "state"), [(1.0, "idle"), (7.7, "soon"), (8.5, "overdue")])
def test_when_it_should_begin_and_when_it_is_late(hours: float, state: str) -> None:
    shift = Shift("p1", hours)
    found = handover_picture(shift.situation)
    assert (found.state, found.outgoing, found.incoming, found.part) == (state, "沈宁远", "顾清和", "outgoing")
    assert found.may_open
    shift.sees("p2")
    found = handover_picture(shift.situation)
    assert (found.part, found.may_open, found.may_take_over) == ("incoming", True, True)
    shift.sees("p3")
    found = handover_picture(shift.situation)
    assert (found.part, found.may_open, found.may_take_over) == ("none", False, False)


def test_its_progress_and_who_may_sign() -> None:
    shift = Shift()
    shift.open()
    p1, p2 = shift.desk.person("p1"), shift.desk.person("p2")
    found = handover_picture(shift.situation)
    assert (found.state, found.undecided, found.total, found.may_sign) == ("open", 7, 7, False)
    shift.desk.do(RefuseItem("h1", "source:fire_119", "请您修好"), p2)
    shift.desk.do(AskItem("h1", "order:o1", "到哪了？"), p2)
    found = handover_picture(shift.situation)
    assert (found.undecided, found.asked, found.refused) == (6, 1, 1)
    shift.desk.do(AnswerItem("h1", "order:o1", "西门"), p1)
    handover = shift.desk.world.handovers["h1"]
    shift.desk.do(AcceptItems("h1", tuple(item.id for item in handover.undecided)), p2)
    assert handover_picture(shift.situation).may_sign
    shift.desk.do(SignHandover("h1"), p1)
    found = handover_picture(shift.situation)
    assert (found.may_sign, found.signed) == (False, ("沈宁远 13:00",))
    shift.desk.do(ReportIncident("police_110", "2", "warehouse_fire", "火", shift.desk.now, circle="g1"), p1)
    found = handover_picture(shift.situation)
    assert (found.new, found.stale) == (1, True)


def test_items_in_both_languages() -> None:
    shift = Shift()
    shift.open()
    p1, p2 = shift.desk.person("p1"), shift.desk.person("p2")
    shift.desk.do(AddItem("h1", "n1", "promise", "复查", "商户"), p1)
    shift.desk.do(AskItem("h1", "order:o1", "到哪了？"), p2)
    handover = shift.desk.world.handovers["h1"]
    rows = {row.id: (row.kind, row.level, row.text, row.mark) for row in item_rows(shift.situation, handover, "all")}
    assert rows == {
        "order:o1": ("指令", "2", "到西门 · 未完成 2", "待答复"),
        "incident:police_110:1": ("事件", "2", "打架", "待接"),
        "contact:u108": ("失联", "", "钱八 · 失联", "待接"),
        "contact:u109": ("失联", "", "钱九 · 未上线", "待接"),
        "contact:others": ("失联", "", "另有 7 人失联", "待接"),
        "source:fire_119": ("来源", "", "119 · 静默", "待接"),
        "index:fire": ("指数", "", "消防 74 关注 · 较昨日 -7 · 数据不全", "待接"),
        "n1": ("承诺", "", "对商户：复查", "待接"),
    }
    english = {row.id: row.text for row in item_rows(shift.situation, handover, "all", "en")}
    assert english["index:fire"] == "Fire 74 Watch · since yesterday -7 · incomplete"
    assert english["n1"] == "to 商户: 复查"
    assert [row.id for row in item_rows(shift.situation, handover, "asked")] == ["order:o1"]
    line = remark_line(shift.desk.world, handover.items["order:o1"].remarks[0])
    assert line == "13:00 顾清和 问：到哪了？"


def test_what_was_left_is_still_seen_after_the_handover() -> None:
    shift = Shift()
    shift.open()
    p1, p2 = shift.desk.person("p1"), shift.desk.person("p2")
    shift.desk.do(RefuseItem("h1", "order:o1", "请您办完"), p2)
    handover = shift.desk.world.handovers["h1"]
    shift.desk.do(AcceptItems("h1", tuple(item.id for item in handover.undecided)), p2)
    shift.desk.do(SignHandover("h1"), p1)
    shift.desk.do(SignHandover("h1"), p2)
    found = handover_picture(shift.situation)
    assert (found.state, found.kept, found.outgoing) == ("overdue", ("沈宁远", 1), "顾清和")


def test_the_duty_says_who_commands_beyond_the_own_shift() -> None:
    shift = Shift("p1", 9.0)
    found = duty(shift.situation)
    assert (found.name, found.due_name, found.overdue_s, found.is_me) == ("沈宁远", "顾清和", 3600.0, True)
    assert [one.cause for one in notices(shift.situation, found)] == ["handover_overdue"]
    assert notices(shift.situation, found)[0].priority == 1
    shift.desk.do(TakeOver("沈宁远失联"), shift.desk.person("p2"))
    found = duty(shift.situation)
    assert (found.name, found.taken_reason, found.overdue_s, found.until) == ("顾清和", "沈宁远失联", 0.0, "6-2 20:00")
    assert [(one.cause, one.priority) for one in notices(shift.situation, found)] == [("taken_over", 1)]
    picture = handover_picture(shift.situation)
    assert (picture.state, picture.outgoing, picture.incoming) == ("owed", "沈宁远", "顾清和")


def test_a_handover_is_announced_before_it_is_due() -> None:
    shift = Shift("p1", 7.75)
    assert [(one.cause, one.priority) for one in notices(shift.situation, duty(shift.situation))] == [
        ("handover_soon", 3)
    ]


def test_who_signed_for_somebody_is_named() -> None:
    world = Desk(signed_town()).world

    assert signature_line(world, Signature("p2", NOON, "p1")) == "顾清和（代 沈宁远）12:00"
    assert signature_line(world, Signature("p2", NOON), "en") == "顾清和 12:00"
