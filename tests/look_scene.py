"""A moment worth looking at: a town, all its units out and reporting, incidents, orders in several stages, figures.

All of it comes out of ``decide`` and ``apply`` and a fixed seed, so that two pictures differ only where the code does.
"""

from __future__ import annotations

import hashlib
import math
import random
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from cockpit.domain.changes import Changes
from cockpit.domain.circle_calls import CallCircle, HearCall
from cockpit.domain.devices import DeviceSeen, EnrolDevice, RevokeDevice
from cockpit.domain.duty_log import LogLine
from cockpit.domain.handovers import AcceptItems, AddItem, AskItem, OpenHandover, RefuseItem
from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp
from cockpit.domain.holding import OfferOrder, OrderPassed
from cockpit.domain.incidents import AdvanceIncident, ReportIncident, Step
from cockpit.domain.indices import (
    DOMAINS,
    Contribution,
    Domain,
    Figures,
    Index,
    IndexDetail,
    Outlook,
    OutlookRow,
    OutlookScore,
    TownIndex,
)
from cockpit.domain.ladder import AcknowledgeMiss, due
from cockpit.domain.live import Fix, Live
from cockpit.domain.orders import DraftOrder, IssueOrder, Receipt, RecipientState, Target
from cockpit.domain.people import HUB, Actor, ActorKind
from cockpit.domain.relief import AnswerFor, Reassign
from cockpit.domain.targeting import recipients
from cockpit.domain.town import Town, TownMap
from cockpit.domain.whistles import AnswerWhistle, BlowWhistle
from cockpit.hub.handover_facts import handover_facts
from cockpit.views.climb import standing
from cockpit.views.situation import LinkState, Situation, SituationChanges
from tests.towns import Desk, small_map, small_town
from widgets.attachment_content import Content

LOOK_AT = datetime(2026, 6, 1, 7, 42, 18, tzinfo=UTC)
"""A Monday, 15:42:18 in Asia/Shanghai."""

VALUES = {"public_order": 91.2, "traffic": 84.1, "fire": 63.4, "workplace": 78.0, "disputes": 88.3, "city_order": 92.4}
YESTERDAY = {
    "public_order": 89.0,
    "traffic": 85.3,
    "fire": 77.1,
    "workplace": 81.2,
    "disputes": 87.1,
    "city_order": 92.5,
}
REPORTS = (
    ("warehouse_fire", "古墩路 588 号仓库冒烟，有明火", 0.2),
    ("collision", "双桥路口两车剐蹭，占用右转道", 4),
    ("edge_guard", "工地临边防护缺失", 690),
    ("quarrel", "小区停车争执，双方情绪激动", 9),
    ("stall", "沿街店铺占道堆放", 12),
    ("water_level", "三号泵站水位偏高", 21),
    ("noise", "夜市油烟噪声扰民", 33),
    ("ebike_charging", "楼道内电动车违规充电", 47),
    ("help_call", "老人走失，家属求助", 62),
    ("signal_fault", "望湖路信号灯熄灭", 95),
    ("brawl", "商铺门前打架，已有人受伤", 18),
    ("blocked_exit", "消防通道被私家车堵塞", 130),
    ("wage_dispute", "二十余名工人讨要工资", 250),
    ("road_damage", "紫荆路路面塌陷约一平方米", 300),
)
"""Kind, text, minutes ago."""

STAGES: tuple[RecipientState, ...] = ("delivered", "acknowledged", "en_route", "on_scene", "completed")


class LookScene:
    """The moment, and how it goes on.

    Args:
        town: the town; the small one of the tests when None.
        map_: its geometry.
        seed: of everything that is drawn by lot.
    """

    def __init__(self, town: Town | None = None, map_: TownMap | None = None, seed: int = 20260601) -> None:
        self.town = town or small_town()
        self.lot = random.Random(seed)
        self.desk = Desk(self.town, LOOK_AT)
        self.photos: dict[str, Content] = {}
        commander = self.desk.world.rota.shift_at(LOOK_AT)
        fallback = next(person.id for person in self.town.people if person.role == "commander")
        self.me = commander.commander if commander is not None else fallback
        live = self._live()
        self._incidents()
        self.situation = Situation(
            world=self.desk.world,
            live=live,
            figures=None,
            link=LinkState("live", "ws://127.0.0.1:8471", LOOK_AT - timedelta(seconds=0.4)),
            me=self.desk.world.people[self.me],
            map=map_ if map_ is not None or town is not None else small_map(),
            now=LOOK_AT,
        )
        self._orders(live)
        self.situation.figures = self._figures()
        self.desk.world.take_changes()

    @staticmethod
    def everything() -> SituationChanges:
        """A first refresh."""
        return SituationChanges(Changes(town=True), True, True, True, True, True)

    def offer(self, order: str) -> None:
        """Another commander has taken an order over, and now offers it back."""
        desk = self.desk
        other = next(one.id for one in self.town.people if one.role == "commander" and one.id != self.me)
        desk.record(OrderPassed(order, other, self.me), other)
        desk.do(OfferOrder(order, self.me, "东侧已封闭，等待增援"), desk.person(other))

    def tick(self, seconds: float) -> SituationChanges:
        """Time passes, units move a little, the hub is heard while the link is live; what has changed."""
        self.desk.wait(seconds)
        situation = self.situation
        situation.now = self.desk.now
        if situation.link.phase == "live":
            situation.link = LinkState("live", situation.link.url, situation.now - timedelta(seconds=0.4))
            at = situation.now.timestamp()
            for unit_id, fix in list(situation.live.fixes.items()):
                if situation.live.silence_s(unit_id, at - seconds) == 0.0:
                    lon, lat = fix.lon + self.lot.gauss(0, 2e-5), fix.lat + self.lot.gauss(0, 2e-5)
                    situation.live.note(unit_id, Fix(lon, lat, at, fix.speed_kmh, fix.heading_deg), at)
        return SituationChanges(self.desk.world.take_changes(), moved=True, clock=True)

    def lose_hub(self, message: str = "连接被拒绝") -> SituationChanges:
        """The link is down from now on."""
        self.situation.link = LinkState("down", self.situation.link.url, self.situation.link.heard_at, message)
        return SituationChanges(link=True, clock=True)

    def find_hub(self) -> None:
        """The link is live again, and brings what was missed."""
        self.situation.link = LinkState("live", self.situation.link.url, self.situation.now, missed=57)

    def call_help(self) -> None:
        """Two units call for help; somebody sees to one of them."""
        desk, units = self.desk, list(self.desk.world.units)
        for number, unit in enumerate((units[3], units[-40])):
            desk.do(CallHelp(f"s{number}"), desk.unit(unit))
        desk.do(AcknowledgeHelp("s1"), desk.person(self.me))

    def call_circles(self) -> None:
        """The commander and a unit have called circles."""
        desk, units = self.desk, list(self.desk.world.units.values())
        squad = next(unit for unit in units if unit.role == "officer").circle
        desk.do(CallCircle("c1", squad, "古墩路东侧已封闭，请从桂雨路绕行；到位后报人数"), desk.person(self.me))
        for unit in [one for one in units if one.circle == squad][:4]:
            desk.do(HearCall("c1"), desk.unit(unit.id))
        worker = next(unit for unit in units if unit.role == "grid_worker")
        desk.do(CallCircle("c2", worker.circle, clip="b" * 64), desk.unit(worker.id))

    def send_photos(self, order: str) -> None:
        """Units that an order has sent on their way have sent photos."""
        photos = [_photo(number) for number in (0, 1)]
        self.photos = {one.id: one for one in photos}
        units = [unit for unit, one in self.desk.world.orders[order].recipients.items() if one.state == "en_route"]
        for unit, photo in zip(units, photos, strict=False):
            self.desk.do(Receipt(order, "on_scene", attachments=(photo.id,)), self.desk.unit(unit))

    def blow_whistle(self) -> str:
        """A whistle with photos and a clip, one of its departments has answered; returns its incident's id."""
        desk, world = self.desk, self.desk.world
        photos = [_photo(number) for number in range(3)]
        self.photos = {one.id: one for one in photos}
        blower = next(unit for unit in world.units.values() if unit.role == "grid_worker")
        departments = [one.id for one in self.town.departments if one.id != blower.department][:3]
        missing = hashlib.sha256(b"gone").hexdigest()
        ids = (*self.photos, missing)
        command = BlowWhistle(
            "w1", self.town.kinds[0].id, "沿街商铺占道经营，劝离无效，请执法、公安到场", tuple(departments),
            attachments=ids, address="古墩路 588 号东侧", circle=blower.circle,
        )  # fmt: skip
        desk.do(command, desk.unit(blower.id))
        whistle = world.whistles["w1"]
        desk.do(AnswerWhistle("w1", "五分钟到"), desk.unit(whistle.calls[0].units[0]))
        return whistle.incident

    def enrol(self) -> None:
        """A few phones are enrolled, one of them revoked."""
        desk = self.desk
        if desk.world.devices:
            return
        names = ("小米 14", "华为 P60", "荣耀 90", "iPhone 13", "旧手机")
        for number, (unit, name) in enumerate(zip(list(desk.world.units)[::7], names, strict=False)):
            desk.do(EnrolDevice(f"d{number}", unit, name, self.me), HUB)
        desk.do(RevokeDevice("d4"), desk.person(self.me))

    def seen(self) -> list[DeviceSeen]:
        """What the hub would answer: two phones are connected, one was an hour ago, one never."""
        agent = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
        now = self.situation.now.timestamp()
        ages = (("d0", 0.0), ("d1", 0.0), ("d2", 4000.0))
        return [DeviceSeen(device, now - ago, not ago, agent) for device, ago in ages]

    def hand_over(self) -> None:
        """A handover to the next commander is half gone through."""
        desk, world = self.desk, self.desk.world
        facts = handover_facts(world, self.situation.live, self.situation.figures, {}, desk.now)
        desk.do(OpenHandover("h1", facts=facts), desk.person(self.me))
        handover = world.handovers["h1"]
        incoming = desk.person(handover.incoming)
        desk.do(AddItem("h1", "n1", "promise", "今晚 22 点前复查消防通道", "桂雨路商户"), desk.person(self.me))
        desk.do(AddItem("h1", "n2", "weather", "夜间阵风七级，低洼处注意积水"), desk.person(self.me))
        first, *rest = handover.undecided
        desk.do(AskItem("h1", first.id, "西门还有几个人没出来？"), incoming)
        desk.do(RefuseItem("h1", rest[0].id, "三队未交班，请您办完"), incoming)
        desk.do(AcceptItems("h1", tuple(item.id for item in rest[2:9])), incoming)

    def log(self) -> list[LogLine]:
        """What the hub would answer: a few lines of every sort."""
        at, order = self.situation.now - timedelta(minutes=40), next(iter(self.desk.world.orders.values()))
        unit = next(iter(order.recipients))
        return [
            LogLine(1, at, self.me, "command_passed", "h0", self.town.people[0].id),
            LogLine(2, at, self.me, "order_issued", order.id, order.text, len(order.recipients)),
            LogLine(3, at, self.me, "miss_at_core", order.id, unit),
            LogLine(4, at, self.me, "note", "n1", "西门已封闭，改走东门"),
            LogLine(5, at, self.me, "note", "n2", "误记"),
            LogLine(6, at, self.me, "struck", "n2", "写错了地点"),
        ]

    def detail(self, circle: str, domain: Domain) -> IndexDetail:
        """What the hub would answer: contributions that add up."""
        figures = self.situation.figures
        assert figures is not None
        core = circle == self.desk.world.circles.root or circle not in figures.circles
        value = VALUES[domain] if core else figures.circles[circle][DOMAINS.index(domain)]
        lost = 100.0 - value
        incidents = [one for one in self.desk.world.incidents.values() if one.domain == domain]
        parts = [self.lot.uniform(0.4, 1.6) * (5 - one.severity) for one in incidents] + [1.5]
        share = lost / sum(parts)
        rows = [
            Contribution("overdue" if one.overdue_s(LOOK_AT) else "incident", part * share, one.id, one.text)
            for one, part in zip(incidents, parts, strict=False)
        ]
        rows.append(Contribution("rest_of_day", parts[-1] * share))
        rows.sort(key=lambda row: -row.points)
        silent = ("iot_sensor",) if domain == "workplace" else ()
        index = Index(circle, domain, figures.day, value, self.desk.world.method.band(value), True, silent)
        return IndexDetail(index, "1", 12.4, tuple(rows))

    def outlook(self) -> Outlook:
        """Tomorrow, with the score that the sample's year gives."""
        circles = self.desk.world.circles
        places = [circles.root or "", *(one.id for one in circles.of_tier("zone"))]
        rows = tuple(OutlookRow(place, domain, 87.2, 80.6, 92.9) for place in places for domain in DOMAINS)
        scores = tuple(OutlookScore(domain, 56, 0.70, 1.00, 0.78) for domain in DOMAINS)
        return Outlook(LOOK_AT.date() + timedelta(days=1), "1", 150, rows, scores)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _live(self) -> Live:
        live = Live()
        centres = {circle.id: circle.centre for circle in self.town.circles}
        at = LOOK_AT.timestamp()
        silent = set(self.lot.sample([unit.id for unit in self.town.units], max(1, len(self.town.units) // 47)))
        for unit in self.town.units:
            lon, lat = centres[unit.circle]
            spread = 0.0012 if unit.department == "grid" else 0.004
            turn, reach = self.lot.uniform(0, math.tau), spread * math.sqrt(self.lot.random())
            heard_at = at - (self.lot.uniform(70, 900) if unit.id in silent else 0.0)
            place = (lon + reach * math.cos(turn), lat + 0.85 * reach * math.sin(turn))
            fix = Fix(*place, heard_at, self.lot.uniform(0, 30), self.lot.uniform(0, 360))
            live.note(unit.id, fix, heard_at)
        return live

    def _incidents(self) -> None:
        kinds, sources = {kind.id: kind for kind in self.town.kinds}, list(self.town.sources)
        any_kinds = list(self.town.kinds)
        grids = [circle for circle in self.town.circles if circle.tier == "grid"]
        hub = Actor("hub", "hub")
        for number, (kind_id, text, minutes_ago) in enumerate(REPORTS):
            kind = kinds.get(kind_id, any_kinds[number % len(any_kinds)])
            grid = grids[(number * 37) % len(grids)]
            source = sources[number % len(sources)]
            command = ReportIncident(
                source.id, f"N{number:03d}", kind.id, text, LOOK_AT - timedelta(minutes=minutes_ago),
                place=grid.centre, circle=grid.id,
            )  # fmt: skip
            self.desk.do(command, hub)
            steps: tuple[Step, ...] = ("report", "triage", "assign", "handle", "feedback", "verify")
            step = steps[number % len(steps)]
            if step != "report":
                self.desk.do(AdvanceIncident(f"{source.id}:N{number:03d}", step), Actor("person", self.me))

    def _orders(self, live: Live) -> None:
        world, me = self.desk.world, Actor("person", self.me)
        zones = [circle.id for circle in self.town.circles if circle.tier == "zone"]
        places = [circle.centre for circle in self.town.circles if circle.tier == "grid"]
        force = tuple(one.id for one in self.town.departments if one.id != "grid")
        plans = (
            ("O1", 1382, zones[2 % len(zones)], force[-1:], "夜市占道劝导：沿街巡查，先劝后罚", 3, 5),
            ("O2", 695, zones[-1], force[:2], "沿街烟感复核：逐户查看，回报结果", 2, 4),
            ("O3", 370, zones[1 % len(zones)], force[1:2], "双桥路口疏导：右转道临时封闭", 2, 4),
            ("O4", 262, zones[min(3, len(zones) - 1)], force, "古墩路仓库火情增援：立即到场，先疏散再警戒", 1, 3),
        )
        for id_, age_s, zone, departments, text, priority, depth in plans:
            self.desk.now = LOOK_AT - timedelta(seconds=age_s)
            target = Target(circles=(zone,), departments=departments)
            meant = recipients(world, live, target)[:26] or tuple(world.units)[:6]
            self.desk.do(IssueOrder(id_, text, meant, target, priority, place=places[len(places) // 2]), me)
            self._answer(id_, meant, depth, age_s)
        self._misses()
        self.desk.now = LOOK_AT
        operator = next((person for person in self.town.people if person.role == "operator"), None)
        if operator is not None:
            unit_ids = tuple(world.units)[:4]
            draft = DraftOrder("D1", "核查工地临边防护，限今日整改", unit_ids, Target(units=unit_ids), 3)
            self.desk.do(draft, Actor("person", operator.id))

    def _misses(self) -> None:
        """Deadlines were missed: one order has climbed to the core while the hub was down, the others less high."""
        desk, orders = self.desk, self.desk.world.orders
        for order_id, age_s, hub_up_s in (("O2", 695, 620), ("O3", 370, 0), ("O4", 262, 0)):
            start = LOOK_AT - timedelta(seconds=age_s)
            for second in range(hub_up_s, age_s, 5):
                desk.now = start + timedelta(seconds=second)
                for unit in orders[order_id].recipients:
                    while events := list(due(desk.world, orders[order_id], unit, desk.now)):
                        for event in events:
                            desk.record(event, "hub")
        desk.now = LOOK_AT - timedelta(seconds=20)
        late = [
            (unit, miss.told[-1]) for unit, miss in standing(orders["O3"]) if miss.told and miss.told[-1] != self.me
        ]
        for unit, chief in late:
            kind: ActorKind = "person" if chief in desk.world.people else "unit"
            desk.do(AcknowledgeMiss("O3", unit), Actor(kind, chief))
        waiting = [unit for unit, _ in standing(orders["O4"])]
        free = next(unit for unit in desk.world.units if unit not in orders["O4"].recipients)
        if len(waiting) > 2:
            desk.do(AnswerFor("O4", waiting[-1], "en_route", "电话确认已出发"), Actor("person", self.me))
            desk.do(Reassign("O4", waiting[-2], free, "车辆故障"), Actor("person", self.me))

    def _answer(self, order: str, meant: tuple[str, ...], depth: int, age_s: float) -> None:
        start = self.desk.now
        for place, unit in enumerate(meant):
            reached = depth if place < len(meant) * 0.45 else max(0, depth - 1 - place % 3)
            if order == "O1":
                reached = 5
            if order == "O2" and place == 3:
                self.desk.now = start + timedelta(seconds=age_s * 0.2)
                self.desk.do(Receipt(order, "declined", "正在处理另一起警情"), Actor("unit", unit))
                continue
            for number, state in enumerate(STAGES[:reached], 1):
                self.desk.now = start + timedelta(seconds=age_s * number / 7 * self.lot.uniform(0.3, 1.0))
                self.desk.do(Receipt(order, state), Actor("unit", unit))

    def _figures(self) -> Figures:
        method = self.town.method
        day = LOOK_AT.date()
        town = []
        for domain in DOMAINS:
            history, level = [], YESTERDAY[domain]
            for _ in range(30):
                history.append(max(40.0, min(99.0, level)))
                level += self.lot.gauss(0, 2.6) + (86 - level) * 0.15
            history.reverse()
            if domain == "city_order":
                history[11] = history[12] = None  # type: ignore[call-overload]
            silent = ("iot_sensor",) if domain == "workplace" else ()
            index = Index("core", domain, day, VALUES[domain], method.band(VALUES[domain]), True, silent)
            incident = next((one for one in self.desk.world.incidents.values() if one.domain == domain), None)
            top = None
            if incident is not None:
                top = Contribution("incident", (100 - VALUES[domain]) * 0.27, incident.id, incident.text)
            town.append(TownIndex(index, YESTERDAY[domain], tuple(history), top))
        circles = {circle.id: tuple(self._value(circle.tier) for _ in DOMAINS) for circle in self.town.circles}
        at = LOOK_AT - timedelta(seconds=2)
        return Figures(day, at, self.desk.world.seq, "1", tuple(town), circles, ("iot_sensor",))

    def _value(self, tier: str) -> float:
        spread = {"core": 3.0, "zone": 7.0, "station": 8.0, "squad": 8.0, "grid": 9.0}[tier]
        return max(30.0, min(100.0, self.lot.gauss(96, spread * 0.9)))


def _photo(number: int) -> Content:
    """A street with a stall, drawn; the last one is a clip."""
    if number == 2:
        sound = b"OggS clip"
        return Content(hashlib.sha256(sound).hexdigest(), "audio/ogg", sound, QImage(), QImage())
    image = QImage(1280, 960, QImage.Format.Format_RGB32)
    image.fill(QColor("#8fa3b5"))
    with QPainter(image) as painter:
        painter.fillRect(0, 560, 1280, 400, QColor("#55585c"))
        painter.fillRect(180 + 320 * number, 380, 420, 360, QColor("#b5563c"))
        painter.fillRect(150 + 320 * number, 320, 480, 80, QColor("#d8c27a"))
    small = image.scaled(256, 256, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return Content(hashlib.sha256(bytes([number])).hexdigest(), "image/jpeg", b"", small, image)
