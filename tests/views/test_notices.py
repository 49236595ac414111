"""One line per cause, the gravest first, and what an acknowledgement covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec

from cockpit.domain.field import due_field
from cockpit.domain.help_calls import AcknowledgeHelp, CallHelp, EndHelp
from cockpit.domain.orders import Deadlines, DraftOrder, Target
from cockpit.domain.people import HUB
from cockpit.domain.relief import Reinforce
from cockpit.domain.rota import EPOCH, Rota, Shift
from cockpit.domain.whistles import AnswerWhistle, BlowWhistle
from cockpit.views.duty import duty
from cockpit.views.notices import Notice, notices
from tests.situations import Scene
from tests.towns import NOON
from tests.views.test_indices import scene_with_figures


def standing(scene: Scene) -> list[tuple[str, int, int]]:
    """Cause, priority and count of what stands."""
    found = notices(scene.situation, duty(scene.situation))
    return [(notice.cause, notice.priority, notice.count) for notice in found]


def later(scene: Scene, seconds: float) -> None:
    """Time passes, and the hub was heard all the while."""
    scene.wait(seconds)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)


def test_nothing_stands_in_a_calm_town() -> None:
    assert standing(Scene()) == []


def test_a_lost_hub_comes_before_all_others() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"))
    later(scene, 3600.0)
    lost = replace(scene.situation.link, phase="down", heard_at=scene.situation.now - timedelta(seconds=5), unsent=2)
    scene.situation.link = lost
    scene.desk.world.rota = Rota()
    assert standing(scene) == [
        ("hub_lost", 1, 0),
        ("nobody_on_duty", 1, 0),
        ("unanswered", 2, 2),
        ("unsent", 2, 2),
    ]


def test_a_hub_that_refuses_says_why() -> None:
    scene = Scene()
    scene.situation.link = replace(scene.situation.link, phase="refused", message="令牌已失效")
    found = notices(scene.situation, duty(scene.situation))
    assert [(notice.cause, notice.text) for notice in found] == [("refused", "令牌已失效")]


def test_what_was_missed_is_one_line() -> None:
    scene = Scene()
    scene.situation.link = replace(scene.situation.link, missed=57)
    assert standing(scene) == [("missed", 3, 57)]


def test_an_order_counts_once_its_time_to_acknowledge_is_over() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"), "到西门\n再等")
    allowed_s = scene.desk.world.orders["o1"].deadlines.acknowledged_s
    later(scene, allowed_s - 1)
    assert standing(scene) == []
    later(scene, 1)
    found = notices(scene.situation, duty(scene.situation))
    assert [(one.cause, one.count, one.seconds, one.text, one.order) for one in found] == [
        ("unanswered", 2, allowed_s, "到西门", "o1")
    ]
    scene.receipt("o1", "u101", "acknowledged")
    scene.receipt("o1", "u102", "declined", "不在岗")
    assert standing(scene) == []


def test_the_order_that_has_waited_longest_comes_first() -> None:
    scene = Scene()
    scene.order("later", ("u101",))
    later(scene, 100.0)
    scene.order("earlier", ("u102",))
    later(scene, 1000.0)
    orders = scene.desk.world.orders
    orders["later"].recipients["u101"].times["issued"] = NOON + timedelta(seconds=500)
    found = notices(scene.situation, duty(scene.situation))
    assert [one.order for one in found] == ["earlier", "later"]


def test_an_urgent_order_is_an_alarm_and_one_without_text_shows_its_id() -> None:
    scene = Scene()
    scene.order("o1", ("u101",))
    scene.desk.world.orders["o1"].priority = 1
    scene.desk.world.orders["o1"].text = ""
    later(scene, 3600.0)
    found = notices(scene.situation, duty(scene.situation))
    assert [(one.priority, one.text) for one in found] == [(1, "o1")]


def test_drafts_wait_in_one_line() -> None:
    scene = Scene()
    for number in (1, 2):
        draft = DraftOrder(f"d{number}", "核查", ("u101",), Target(units=("u101",)))
        scene.desk.do(draft, scene.desk.person("p3"))
    assert standing(scene) == [("drafts", 2, 2)]


def test_each_silent_source_is_a_line_of_its_own() -> None:
    scene = scene_with_figures()
    figures = scene.situation.figures
    assert figures is not None
    since = scene.situation.now - timedelta(hours=2)
    scene.situation.figures = msgspec.structs.replace(
        figures, silent=("fire_119", "gone"), silent_since={"fire_119": since}
    )
    found = notices(scene.situation, duty(scene.situation))
    assert [(one.key, one.text, one.seconds) for one in found] == [
        ("silent_sources:fire_119", "119", 7200.0),
        ("silent_sources:gone", "gone", None),
    ]
    assert found[0].to == since


def test_what_a_cause_is_made_of_says_up_to_when_it_was_seen() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"))
    allowed = timedelta(seconds=scene.desk.world.orders["o1"].deadlines.acknowledged_s)
    later(scene, 600.0)
    scene.desk.do(Reinforce("o1", ("u103",)), scene.desk.person("p1"))
    later(scene, 60.0)
    (before,) = shown(scene)
    assert before.to == NOON + allowed
    later(scene, 3600.0)
    (after,) = shown(scene)
    assert after.to == NOON + timedelta(seconds=600) + allowed, "another one is late"
    scene.desk.world.rota = Rota()
    assert shown(scene)[0].to == EPOCH, "nobody has ever commanded"


def shown(scene: Scene) -> list[Notice]:
    return list(notices(scene.situation, duty(scene.situation)))


def go_on(scene: Scene, seconds: float) -> None:
    """Time passes, the hub looks at its deadlines and is heard all the while."""
    scene.climb(seconds)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)


def climbing(me: str, seconds: float) -> Scene:
    """A grid worker and an officer of one squad have not got an order; the hub has looked all the while."""
    scene = Scene(me)
    scene.order("o1", ("u107", "u103"), "到西门", Deadlines(20, 60, 120, 300, 3600))
    go_on(scene, seconds)
    return scene


def test_what_climbed_to_the_person_here_is_an_alarm_in_one_line() -> None:
    lines = shown(climbing("p1", 440))
    assert [(one.cause, one.priority, one.count, one.order) for one in lines] == [("climbed", 1, 1, "o1")]
    assert lines[0].climb is not None and lines[0].climb.lead.unit == "u103"
    assert lines[0].seconds == 440
    assert [(one.cause, one.count) for one in shown(climbing("p5", 440))] == [("climbed", 2)]
    assert [(one.cause, one.count) for one in shown(climbing("p3", 440))] == [("climbed", 1)]


def test_another_zone_and_a_lower_rung_are_no_alarm() -> None:
    assert [(one.cause, one.priority) for one in shown(climbing("p6", 600))] == [("unanswered", 2)]
    low = shown(climbing("p1", 220))
    assert [(one.cause, one.priority) for one in low] == [("unanswered", 2)]
    assert low[0].climb is not None and low[0].climb.lead.top is not None


def test_what_passed_while_the_hub_was_down_is_one_line_for_all_orders() -> None:
    scene = Scene("p6")
    scene.order("o1", ("u107", "u103"))
    later(scene, 3000)
    scene.look()
    lines = {one.cause: one for one in shown(scene)}
    assert (lines["passed_while_down"].count, lines["passed_while_down"].order) == (2, "o1")
    scene.order("o2", ("u201",))
    later(scene, 3000)
    scene.look()
    down = [one for one in shown(scene) if one.cause == "passed_while_down"]
    assert [(one.count, one.order, one.priority) for one in down] == [(3, "", 2)]
    for order, unit in (("o1", "u107"), ("o1", "u103"), ("o2", "u201")):
        scene.receipt(order, unit, "completed")
    assert shown(scene) == []


def test_a_call_for_help_comes_before_everything_until_it_is_over() -> None:
    scene = Scene()
    scene.order("o1", ("u101", "u102"))
    later(scene, 3600.0)
    scene.situation.link = replace(scene.situation.link, phase="refused", message="令牌已失效")
    scene.desk.do(CallHelp("s1", (120.1, 30.33)), scene.desk.unit("u107"))
    found = notices(scene.situation, duty(scene.situation))
    assert (found[0].cause, found[0].priority, found[0].help) == ("help", 1, "s1")
    assert found[0].text.startswith("郑力 · 网格1 · 120.")
    scene.desk.do(AcknowledgeHelp("s1"), scene.desk.person("p3"))
    taken = next(one for one in notices(scene.situation, duty(scene.situation)) if one.cause == "help_taken")
    assert (taken.priority, taken.text.endswith("→ 陆操作")) == (2, True)
    scene.desk.do(EndHelp("s1", "已脱险"), scene.desk.person("p1"))
    assert not [cause for cause, _, _ in standing(scene) if cause.startswith("help")]


def test_a_whistle_that_nobody_answers_grows() -> None:
    scene = Scene()
    scene.desk.do(BlowWhistle("w1", "brawl", "打架", ("police",), circle="g1"), scene.desk.unit("u105"))
    assert standing(scene) == []
    for misses, priority in ((1, 2), (2, 1)):
        later(scene, 300.0)
        for event in due_field(scene.desk.world, scene.desk.now):
            scene.desk.record(event, HUB.id)
        assert standing(scene) == [("whistle", priority, misses)]
    scene.desk.do(AnswerWhistle("w1"), scene.desk.unit("u101"))
    assert standing(scene) == []


def gaps(scene: Scene) -> list[Notice]:
    return [one for one in notices(scene.situation, duty(scene.situation)) if one.cause == "rota_gap"]


def test_a_gap_is_told_a_month_before_and_is_an_alarm_a_day_before() -> None:
    scene = Scene()
    gap_at = NOON + timedelta(days=40)
    back_at = gap_at + timedelta(hours=12)
    covered = Shift(NOON - timedelta(days=1), gap_at, "p1")
    scene.desk.world.rota = Rota(None, (Shift(back_at, NOON + timedelta(days=400), "p2"), covered))
    assert gaps(scene) == [], "further than a month ahead"
    later(scene, 9.5 * 86400)
    (mild,) = gaps(scene)
    assert (mild.priority, mild.count, mild.text) == (2, 1, "7-11 12:00 – 7-12 00:00")
    assert mild.to is not None and mild.to <= scene.situation.now, "it can be acknowledged as it stands"
    later(scene, 29.6 * 86400)
    (grave,) = gaps(scene)
    assert grave.priority == 1
    assert grave.key != mild.key, "what was acknowledged a month before is told again"
    later(scene, 86400)
    assert gaps(scene) == [], "a gap that has begun is nobody on duty"
    assert ("nobody_on_duty", 1, 0) in standing(scene)


def test_an_earlier_gap_is_a_cause_of_its_own_and_an_end_unknown_is_left_open() -> None:
    scene = Scene()
    first = Shift(NOON - timedelta(days=1), NOON + timedelta(days=20), "p1")
    scene.desk.world.rota = Rota(None, (first,))
    (open_end,) = gaps(scene)
    assert open_end.text == "6-21 12:00 –"
    shorter = Shift(first.starts_at, NOON + timedelta(days=10), "p1")
    scene.desk.world.rota = Rota(None, (shorter, Shift(NOON + timedelta(days=11), first.ends_at, "p2")))
    (two,) = gaps(scene)
    assert two.count == 2
    assert two.key != open_end.key
