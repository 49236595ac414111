"""How far an alarm is: new, acknowledged, shelved; what brings it back; and what is written down of it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import msgspec

from cockpit.domain.alarms import AcknowledgeAlarms, ShelveAlarm, UnshelveAlarm
from cockpit.domain.help_calls import CallHelp
from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import Deadlines
from cockpit.domain.relief import Reinforce
from cockpit.domain.unsent import Pressed, Unsent
from cockpit.views.alarms import Acknowledged, Alarm, AlarmBook, counted, shelvable
from cockpit.views.duty import duty
from cockpit.views.notices import Notice
from cockpit.views.relief import takes
from tests.situations import Scene
from tests.towns import NOON
from tests.views.test_indices import scene_with_figures

HOUR = timedelta(hours=1)


def look(book: AlarmBook, scene: Scene) -> list[tuple[str, str]]:
    """Cause and state of what stands."""
    return [(alarm.notice.cause, alarm.state) for alarm in book.look(scene.situation, duty(scene.situation))]


def later(scene: Scene, seconds: float) -> None:
    """Time passes, the hub looks at its deadlines and is heard all the while."""
    scene.climb(seconds)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)


def press(book: AlarmBook, scene: Scene, who: str = "p1", place: int = 0) -> None:
    """Somebody acknowledges, and the hub takes it."""
    command = book.acknowledge(book.alarms[place].notice)
    assert command is not None
    scene.desk.do(command, scene.desk.person(who))


def late_order() -> Scene:
    """An order that one unit of another zone's chief has not acknowledged: a warning, for an hour."""
    scene = Scene("p6")
    scene.order("o1", ("u101",), "去仓库", Deadlines(20, 60, 120, 300, 36000))
    scene.wait(3600.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    return scene


def test_what_one_acknowledges_is_acknowledged_on_every_cockpit() -> None:
    scene, here, there = late_order(), AlarmBook(), AlarmBook()
    assert look(here, scene) == look(there, scene) == [("unanswered", "new")]
    press(here, scene, "p3")
    assert look(there, scene) == look(AlarmBook(), scene) == [("unanswered", "acknowledged")]
    mark = there.alarms[0].mark
    assert mark is not None and (mark.seen_by, mark.about) == ("p3", "去仓库")


def test_it_comes_back_when_it_has_grown_since_it_was_seen() -> None:
    scene, book = late_order(), AlarmBook()
    look(book, scene)
    seen = book.acknowledge(book.alarms[0].notice)
    assert isinstance(seen, AcknowledgeAlarms)
    scene.desk.do(Reinforce("o1", ("u103",)), scene.desk.person("p1"))
    scene.wait(600.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    scene.desk.do(seen, scene.desk.person("p1"))
    assert look(book, scene) == [("unanswered", "new")], "the screen had shown one late, now there are two"
    press(book, scene)
    scene.receipt("o1", "u103", "acknowledged")
    assert look(book, scene) == [("unanswered", "acknowledged")], "one less is nothing new"


def test_what_climbed_to_a_person_is_theirs_and_the_milder_line_goes_with_it() -> None:
    scene, book = Scene("p1"), AlarmBook()
    scene.order("o1", ("u107", "u103"), "到西门", Deadlines(20, 60, 120, 300, 3600))
    later(scene, 440)
    assert look(book, scene) == [("climbed", "new")]
    command = book.acknowledge(book.alarms[0].notice)
    assert command is not None and [one.key for one in command.seen] == ["climbed:o1@p1", "unanswered:o1"]
    scene.desk.do(command, scene.desk.person("p1"))
    take = takes(scene.situation, scene.desk.world.orders["o1"])
    assert take is not None
    scene.desk.do(take, scene.desk.person("p1"))
    assert look(book, scene) == [("unanswered", "acknowledged")]
    later(scene, 120)
    assert look(book, scene) == [("climbed", "new")], "the other one has climbed to the core meanwhile"
    scene.situation.me = scene.desk.world.people["p5"]
    assert look(book, scene) == [("climbed", "new")], "another person's own"


def test_a_shelf_hides_until_its_end_whatever_grows() -> None:
    scene, book = late_order(), AlarmBook()
    look(book, scene)
    until = scene.situation.now + HOUR
    scene.desk.do(ShelveAlarm(book.alarms[0].id, until, "电话已联系"), scene.desk.person("p1"))
    assert look(book, scene) == [("unanswered", "shelved")]
    scene.desk.do(Reinforce("o1", ("u103",)), scene.desk.person("p1"))
    scene.wait(3599.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    assert look(book, scene) == [("unanswered", "shelved")]
    scene.wait(1.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    assert look(book, scene) == [("unanswered", "new")]
    assert [one.what for one in book.history] == ["raised", "shelved", "back"]
    shelved = list(book.history)[1]
    assert (shelved.by, shelved.reason, shelved.until) == ("p1", "电话已联系", until)


def test_taken_from_the_shelf_it_is_new_at_once() -> None:
    scene, book = late_order(), AlarmBook()
    look(book, scene)
    key = book.alarms[0].id
    scene.desk.do(ShelveAlarm(key, scene.situation.now + HOUR, "检修"), scene.desk.person("p1"))
    scene.desk.do(UnshelveAlarm(key), scene.desk.person("p3"))
    assert look(book, scene) == [("unanswered", "new")]


def test_a_source_that_falls_silent_again_is_new() -> None:
    scene, book = scene_with_figures(), AlarmBook()
    figures = scene.situation.figures
    assert figures is not None

    def silent(hours: int) -> None:
        since = {"fire_119": NOON - hours * HOUR}
        scene.situation.figures = msgspec.structs.replace(figures, silent=("fire_119",), silent_since=since)

    silent(3)
    look(book, scene)
    press(book, scene)
    assert look(book, scene) == [("silent_sources", "acknowledged")]
    silent(1)
    assert look(AlarmBook(), scene) == [("silent_sources", "new")], "even to a cockpit that did not see it speak"


def test_ones_own_word_counts_at_once_and_says_that_it_waits() -> None:
    scene, book = late_order(), AlarmBook()
    look(book, scene)
    command = book.acknowledge(book.alarms[0].notice)
    assert command is not None
    pressed = Pressed("c1", "w", "p6", "方二区", 0.0, command)
    for state, shown in (("held", "acknowledged"), ("offered", "new"), ("foreign", "new")):
        waiting = (Unsent(pressed, state, True),)  # type: ignore[arg-type]
        scene.situation.link = replace(scene.situation.link, waiting=waiting)
        assert look(book, scene) == [("unanswered", shown)]
        assert book.alarms[0].waits == (state == "held")
    waiting = (Unsent(msgspec.structs.replace(pressed, person="p1"), "held", True),)
    scene.situation.link = replace(scene.situation.link, waiting=waiting)
    assert look(book, scene) == [("unanswered", "new")]


def test_a_desktops_own_link_is_its_own_affair() -> None:
    scene, book = Scene(), AlarmBook()
    scene.situation.link = replace(scene.situation.link, missed=57)
    assert look(book, scene) == [("missed", "new")]
    assert book.acknowledge(book.alarms[0].notice) is None
    assert look(book, scene) == [("missed", "acknowledged")]
    assert look(AlarmBook(), scene) == [("missed", "new")]
    book.tell(Notice("no_sound", "no_sound", 3, text="没有声卡"))
    assert look(book, scene) == [("missed", "acknowledged"), ("no_sound", "new")]


def test_an_own_one_holds_until_it_grows_or_comes_back() -> None:
    seen, notice = Acknowledged(), Notice("unsent", "unsent", 2, 2)
    assert not seen.covers(notice)
    seen.add(notice)
    assert seen.covers(replace(notice, count=1))
    assert not seen.covers(replace(notice, count=3))
    seen.forget_gone({"unsent"})
    assert seen.covers(notice)
    seen.forget_gone(set())
    assert not seen.covers(notice)


def test_a_call_for_help_is_never_merely_seen_or_shelved() -> None:
    scene, book = Scene(), AlarmBook()
    scene.desk.do(CallHelp("s1"), scene.desk.unit("u107"))
    look(book, scene)
    assert book.acknowledge(book.alarms[0].notice) is None
    assert not shelvable(book.alarms[0], scene.situation)


def test_who_may_shelve_what() -> None:
    scene = Scene("p3")
    plain = Alarm(Notice("unanswered:o1", "unanswered", 2), "new")
    grave = Alarm(Notice("climbed:o1@p3", "climbed", 1), "new")
    assert [shelvable(one, scene.situation) for one in (plain, grave)] == [True, False]
    scene.situation.me = scene.desk.world.people["p1"]
    assert shelvable(grave, scene.situation)
    scene.situation.me = scene.desk.world.people["p4"]
    assert not shelvable(plain, scene.situation)
    scene.situation.me = None
    assert not shelvable(plain, scene.situation)


def test_the_history_names_what_came_and_went() -> None:
    scene, book = late_order(), AlarmBook()
    look(book, scene)
    press(book, scene)
    look(book, scene)
    scene.receipt("o1", "u101", "completed")
    assert look(book, scene) == []
    assert [(one.what, one.by) for one in book.history] == [("raised", ""), ("acknowledged", "p1"), ("gone", "")]
    assert list(book.history)[0].at == NOON + timedelta(seconds=60), "when it was due, not when it was looked at"


def test_a_flood_is_looked_at_once_for_all_monitors_and_stays_a_line_per_cause() -> None:
    scene, book = Scene(), AlarmBook()
    for number in range(1000):
        kind = number % 4
        if kind == 0:
            scene.order(f"o{number}", ("u101",))
        elif kind == 1:
            scene.desk.do(CallHelp(f"s{number}"), scene.desk.unit(f"u{1 + number % 2}{number % 10 + 1:02d}"))
        else:
            report = ReportIncident("police_110", str(number), "brawl", "打架", NOON, circle="g1")
            scene.desk.do(report, scene.desk.person("p3"))
        scene.wait(0.01)
    scene.wait(3600.0)
    scene.situation.link = replace(scene.situation.link, heard_at=scene.situation.now)
    began = time.process_time()
    found = look(book, scene)
    first_s = time.process_time() - began
    assert len({alarm.id for alarm in book.alarms}) == len(found) == 500
    assert dict(counted(book.alarms)) == {"new": 500}
    began = time.process_time()
    for _ in range(6):
        look(book, scene)
    assert time.process_time() - began < first_s, "six monitors look once"
