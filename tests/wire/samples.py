"""One of every message of the protocol, with every field filled in somewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from cockpit.domain.alarms import AcknowledgeAlarms, SeenAlarm, ShelveAlarm, UnshelveAlarm
from cockpit.domain.circle_calls import CallCircle, HearCall
from cockpit.domain.consultations import (
    AgreeIndices,
    CorrectIndex,
    DayValue,
    FixIndices,
    LateValues,
    OpenConsultation,
    TakeAttendance,
)
from cockpit.domain.devices import EnrolDevice, RenameDevice, RevokeDevice
from cockpit.domain.duty_log import StrikeLog, WriteLog
from cockpit.domain.field import due_field
from cockpit.domain.handovers import (
    AcceptItems,
    AddItem,
    AnswerItem,
    AskItem,
    DropItem,
    OpenHandover,
    RefreshHandover,
    RefuseItem,
    SignHandover,
    WithdrawHandover,
)
from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp, CancelHelp, EndHelp
from cockpit.domain.holding import AcceptOffer, DeclineOffer, OfferOrder, TakeBackOffer, TakeOrder
from cockpit.domain.in_command import TakeOver
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.indices import DOMAINS, Contribution, Figures, Index, TownIndex
from cockpit.domain.ladder import AcknowledgeMiss, AcknowledgeMisses
from cockpit.domain.live import Fix
from cockpit.domain.orders import (
    ConfirmDraft,
    Deadlines,
    DiscardDraft,
    DraftOrder,
    IssueOrder,
    RecallOrder,
    Receipt,
    Target,
    Wording,
)
from cockpit.domain.people import HUB, Person
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.resolutions import CloseResolution, Resolve
from cockpit.domain.unit_duty import BeginDuty, EndDuty
from cockpit.domain.units import Unit
from cockpit.domain.versions import ChangeOrder
from cockpit.domain.whistles import AnswerWhistle, BlowWhistle, CallIn
from cockpit.domain.world import Entry, WorldState, decide
from cockpit.wire.codec import encode
from cockpit.wire.field_messages import (
    CallBrief,
    Called,
    CalledDepartment,
    CircleCalls,
    Duty,
    HelpBrief,
    HelpCalledNear,
    HelpCalls,
    Pace,
    WhistleBrief,
    Whistled,
    Whistles,
)
from cockpit.wire.messages import (
    PROTOCOL,
    Accepted,
    AnswerPart,
    Ask,
    Beat,
    Blob,
    BlobRefused,
    BlobStored,
    Bye,
    ClientMessage,
    Do,
    Enrol,
    Enrolled,
    Entries,
    FiguresPublished,
    Hello,
    HubMessage,
    Moves,
    NotAccepted,
    Part,
    Position,
    Positions,
    SnapshotPart,
    Welcome,
)
from cockpit.wire.order_messages import Assigned, Assignment, Held, LateUnit, Raised, Recalled, Reminded, Worklist
from tests.towns import NOON, Desk, signed_town

AT = datetime(2026, 6, 1, 4, 0, 0, 123456, UTC)
DEADLINES = Deadlines(20, 60, 120, 300, 3600)
RING = ((120.0, 30.0), (120.1, 30.0), (120.1, 30.1), (120.0, 30.0))
TARGET = Target(("z1",), ("police",), (RING,), ("u101",))

COMMANDS = (
    IssueOrder("o1", "立即到场", ("u101", "u102"), TARGET, 1, DEADLINES, (120.1, 30.2), "police_110:7", "fire"),
    DraftOrder("o2", "起草", ("u101",), TARGET, 3, DEADLINES, (120.1, 30.2), "police_110:7", "fire"),
    ConfirmDraft("o2"),
    DiscardDraft("o2", "误起"),
    RecallOrder("o1", "已处置"),
    ChangeOrder("o1", 1, "改到东门集合", 2, DEADLINES, (120.2, 30.2)),
    Receipt("o1", "completed", note="附注", attachments=("ab" * 32,), result="partly", offline_s=12.5),
    Receipt("o1", "declined", "车辆故障", "附注", AT, 2),
    AcknowledgeMiss("o1", "u101"),
    AcknowledgeMisses("o1", ("u101", "u102")),
    AnswerFor("o1", "u101", "on_scene", "对讲机答复", 2),
    Reassign("o1", "u101", "u103", "车辆故障"),
    Reinforce("o1", ("u103", "u104")),
    OfferOrder("o1", "p5", "东侧已封闭"),
    AcceptOffer("o1"),
    DeclineOffer("o1", "人手不足"),
    TakeBackOffer("o1"),
    TakeOrder("o1"),
    ReportIncident("police_110", "7", "brawl", "打架", AT, 2, (120.1, 30.2), "g1", "某路 1 号", AT),
    AdvanceIncident("police_110:7", "handle", "已到"),
    TakeOver("突发急病"),
    OpenHandover("h1", "p2"),
    RefreshHandover("h1"),
    AddItem("h1", "n1", "promise", "今晚复查", "古墩路商户"),
    DropItem("h1", "n1"),
    AcceptItems("h1", ("order:o1", "n2")),
    RefuseItem("h1", "n3", "情况不明"),
    AskItem("h1", "n3", "谁在现场？"),
    AnswerItem("h1", "n3", "赵力"),
    WithdrawHandover("h1", "改期"),
    WriteLog("n1", "巡查完毕"),
    StrikeLog("n1", "写错"),
    AcknowledgeAlarms((SeenAlarm("unanswered:o1", AT, "到西门"), SeenAlarm("climbed:o1@p1", AT))),
    ShelveAlarm("silent_sources:fire_119", AT, "接口检修", "119"),
    OpenConsultation(date(2026, 5, 31), "1", (DayValue("fire", 88.0),)),
    TakeAttendance(date(2026, 5, 31), ("p1", "p3")),
    CorrectIndex(date(2026, 5, 31), "fire", 85.0, "误报"),
    AgreeIndices(date(2026, 5, 31), ("p1",)),
    Resolve("r1", date(2026, 5, 31), "整治仓库", "police", AT, "o1"),
    CloseResolution("r1", "done", "已整治"),
    UnshelveAlarm("silent_sources:fire_119"),
    RenameDevice("d1", "备用机"),
    RevokeDevice("d1"),
    BeginDuty(AT, 3.0),
    EndDuty(AT, 3.0),
    BlowWhistle("w1", "brawl", "打架", ("police",), (120.1, 30.2), "某路", ("ab" * 32,), "", AT, 4.0),
    AnswerWhistle("w1", "五分钟到", AT, 1.0),
    CallIn("w1", ("emergency",)),
    CallHelp("s1", (120.1, 30.2), (), AT, 1.0),
    CancelHelp("s1", AT, 1.0),
    AcknowledgeHelp("s1"),
    EndHelp("s1", "已脱险"),
    CallCircle("c1", "q1", "集合", "ab" * 32, AT, 1.0),
    HearCall("c1"),
)

CLIENT_MESSAGES: tuple[ClientMessage, ...] = (
    Hello(PROTOCOL, "cockpit", "shen", "secret", "token", "live", "w", 7, "test 1", "d1"),
    Enrol(PROTOCOL, "7K3F-9QXD", "小米 14", "test 1"),
    *(Do(f"c{number}", command) for number, command in enumerate(COMMANDS)),
    Position(120.1, 30.2, 1.5e9, 4.5, 90.0),
    Positions((Fix(120.1, 30.2, 1.5e9, 4.5, 90.0), Fix(120.2, 30.2, 1.6e9))),
    Blob("ab" * 32, "image/jpeg", 1, 2, "/9j/4AAQ"),
    Beat(1.5e9, 1.4e9),
    Ask("q1", "index_detail", {"circle": "core", "domain": "fire", "day": "2026-06-01"}),
)


def entries() -> tuple[Entry, ...]:
    """A journal with every kind of event in it, as far as the small town can make them."""
    desk = Desk(signed_town())
    p1, u101 = desk.person("p1"), desk.unit("u101")
    for number, command in enumerate(
        (
            ReportIncident("police_110", "7", "brawl", "打架", NOON, circle="g1", place=(120.1, 30.2)),
            AdvanceIncident("police_110:7", "handle", "已到"),
            IssueOrder("o1", "立即到场", ("u101", "u102"), Target(("q1",)), 1, None, (120.1, 30.2)),
            DraftOrder("o2", "起草", ("u101",)),
            ConfirmDraft("o2"),
            DraftOrder("o3", "再起草", ("u101",)),
            DiscardDraft("o3", "误起"),
            RecallOrder("o2", "已处置"),
            Reinforce("o1", ("u104",)),
            Reassign("o1", "u104", "u103", "车辆故障"),
            AnswerFor("o1", "u103", "on_scene", "对讲机答复"),
            ChangeOrder("o1", 1, "改到东门集合", 2, DEADLINES, (120.2, 30.2)),
        )
    ):
        desk.do(command, p1, f"p1/{number}")
    chief = desk.person("p5")
    desk.do(OfferOrder("o1", "p5"), p1)
    desk.do(TakeBackOffer("o1"), p1)
    desk.do(OfferOrder("o1", "p5", "东侧已封闭"), p1)
    desk.do(DeclineOffer("o1", "人手不足"), chief)
    desk.do(OfferOrder("o1", "p5", "已增派"), p1)
    desk.do(AcceptOffer("o1"), chief)
    desk.do(TakeOrder("o1"), p1)
    for state in ("delivered", "acknowledged", "en_route", "on_scene", "completed"):
        desk.wait(1.5)
        desk.do(Receipt("o1", state, device_at=NOON, version=2), u101)  # type: ignore[arg-type]
    for event in decide(desk.world, EnrolDevice("d1", "u101", "小米 14", "p3"), HUB, desk.now):
        desk.record(event, HUB.id)
    desk.do(RenameDevice("d1", "备用机"), desk.person("p3"))
    desk.do(RevokeDevice("d1"), p1)
    desk.do(BeginDuty(), u101)
    desk.do(EndDuty(), desk.unit("u106"))
    desk.do(
        BlowWhistle("w1", "brawl", "打架", ("police", "enforcement"), (120.1, 30.2), circle="g1"), desk.unit("u105")
    )
    desk.do(AnswerWhistle("w1", "五分钟到"), u101)
    desk.do(CallIn("w1", ("emergency",)), desk.person("p1"))
    desk.wait(400)
    for event in due_field(desk.world, desk.now):
        desk.record(event, HUB.id)
    desk.do(CallHelp("s1", (120.1, 30.2), ("u102",)), u101)
    desk.do(AcknowledgeHelp("s1"), p1)
    desk.do(EndHelp("s1", "已脱险"), p1)
    desk.do(CallCircle("c1", "q1", "集合"), p1)
    desk.do(HearCall("c1"), u101)
    desk.do(OpenHandover("h1", "p2"), p1)
    desk.do(AddItem("h1", "n1", "note", "夜间大风"), p1)
    desk.do(AskItem("h1", "n1", "几级？"), desk.person("p2"))
    desk.do(AnswerItem("h1", "n1", "八级"), p1)
    desk.do(AcceptItems("h1", tuple(item.id for item in desk.world.handovers["h1"].undecided)), desk.person("p2"))
    desk.do(SignHandover("h1"), p1)
    desk.do(SignHandover("h1"), desk.person("p2"))
    desk.do(OpenHandover("h2", "p1"), p1)
    desk.do(TakeOver("突发急病"), p1)
    desk.do(WriteLog("n1", "巡查完毕"), p1)
    desk.do(StrikeLog("n1", "写错"), p1)
    desk.do(AcknowledgeAlarms((SeenAlarm("unanswered:o1", desk.now, "到西门"),)), p1)
    desk.do(ShelveAlarm("silent_sources:fire_119", desk.now + timedelta(hours=1), "接口检修", "119"), p1)
    desk.do(UnshelveAlarm("silent_sources:fire_119"), p1)
    day = date(2026, 5, 31)
    desk.do(OpenConsultation(day, "1", tuple(DayValue(one, 88.0) for one in DOMAINS)), p1)
    desk.do(TakeAttendance(day, ("p1", "p3")), p1)
    desk.do(CorrectIndex(day, "fire", 85.0, "误报未剔除"), p1)
    desk.do(AgreeIndices(day, ("p1", "p3")), p1)
    desk.do(FixIndices(day), p1)
    desk.record(LateValues(day, (DayValue("fire", 86.5),)), HUB.id)
    desk.do(Resolve("r1", day, "整治仓库", "police", desk.now + timedelta(days=1), "o1"), p1)
    desk.do(CloseResolution("r1", "done", "已整治"), p1)
    return tuple(desk.entries)


def world_state() -> WorldState:
    """The world that those entries make."""
    desk = Desk()
    return desk.world.state()


INDEX = Index("core", "fire", date(2026, 6, 1), 91.5, "green", True, ("fire_119",))
FIGURES = Figures(
    date(2026, 6, 1),
    AT,
    7,
    "1",
    (TownIndex(INDEX, 90.0, (88.0, None, 91.0), Contribution("incident", 3.5, "police_110:7", "打架")),),
    {"core": (91.5, 90.0, 88.0, 100.0, 75.25, 60.0)},
    ("fire_119",),
)
ASSIGNMENT = Assignment("o1", "立即到场", 1, 1.5e9, "沈宁远", DEADLINES, 2, "delivered", (120.1, 30.2))
CHANGED = Assignment(
    "o1",
    "改到东门集合",
    2,
    1.5e9,
    "沈宁远",
    DEADLINES,
    2,
    "delivered",
    (120.2, 30.2),
    2,
    Wording("立即到场", 1, DEADLINES, (120.1, 30.2)),
    held_by="章一区",
)

WHISTLE = WhistleBrief(
    "w1", "grid_worker:w1", "u105", "吴力", "brawl", "打架斗殴", "打架", 1.5e9,
    (CalledDepartment("police", 1.6e9, "赵力", 1.55e9, "五分钟到", 1),),
    (120.1, 30.2), "某路", ("ab" * 32,), True, "police",
)  # fmt: skip
HELP = HelpBrief("s1", "u101", "赵力", "police", 1.5e9, (120.1, 30.2), "沈宁远", True)
CALL = CallBrief("c1", "p1", "沈宁远", "q1", "执法一队", 1.5e9, "集合", "ab" * 32, True, True, 3)

HUB_MESSAGES: tuple[HubMessage, ...] = (
    Welcome(
        "s1",
        "w",
        7,
        1.5e9,
        1.0,
        True,
        "live",
        "token",
        Person("p1", "shen", "沈宁远", "commander", "emergency"),
        Unit("u101", "赵力", "police", "q1", "officer"),
        device="d1",
    ),
    Duty(True, 1.5e9, 1.6e9, True),
    Pace(3.0),
    Whistles((WHISTLE,)),
    Whistled(WHISTLE),
    HelpCalls((HELP,)),
    HelpCalledNear(HELP),
    Called(CALL),
    CircleCalls((CALL,)),
    BlobStored("ab" * 32),
    BlobRefused("ab" * 32, "blob.size", "附件过大"),
    Enrolled(Unit("u101", "赵力", "police", "q1", "officer"), "d1", "key"),
    SnapshotPart(1, 1, encode(world_state()).decode()),
    Part(1, 2, '{"type":"be'),
    Entries(entries()),
    Worklist((ASSIGNMENT,)),
    Assigned(CHANGED),
    Recalled("o1", "已处置"),
    Held("o1", "章一区"),
    Reminded("o1", "acknowledged"),
    Raised((LateUnit("o1", "u101", "赵力", "acknowledged", 1.5e9, "立即到场", True, True, 2),)),
    Accepted(("c1", "c2"), 9, ("c2",)),
    NotAccepted("c3", "order.own_zone", "不在本区", "当班指挥长 沈宁远"),
    Moves(1.5e9, (("u101", 120.1, 30.2, 1.5e9, 4.5, 90.0, 1.5e9),), (("u102", 1.5e9),), (("fire_119", 1.5e9),)),
    FiguresPublished(FIGURES),
    AnswerPart("q1", 1, 2, '{"a":', ""),
    AnswerPart("q2", error="没有查询"),
    Beat(1.5e9, 1.4e9),
    Bye("going", "中枢正在停止", 1.0),
)
