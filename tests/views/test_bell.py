"""What is to be heard: one tone at a time, the gravest first, again while nobody acknowledges."""

from __future__ import annotations

from datetime import timedelta

from cockpit.views.alarms import Alarm, AlarmState
from cockpit.views.bell import AGAIN_S, REST_S, TONES, Bell, tone_of
from cockpit.views.notices import Cause, Notice
from tests.towns import NOON


def alarm(key: str, priority: int, state: AlarmState = "new", cause: Cause = "unanswered") -> Alarm:
    return Alarm(Notice(key, cause, priority), state)


def heard(bell: Bell, alarms: list[Alarm], seconds: float) -> str:
    """The tone at so many seconds, and whose it is."""
    found = bell.due(alarms, NOON + timedelta(seconds=seconds))
    return "" if found is None else f"{found[0]} {found[1].id}"


def test_every_priority_has_its_tone_and_help_one_above_them() -> None:
    assert [tone_of(Notice("x", "drafts", priority)) for priority in (1, 2, 3)] == ["alarm", "warning", "news"]
    assert tone_of(Notice("x", "help", 1)) == "help" == TONES[0]


def test_what_is_new_rings_once_and_news_never_again() -> None:
    bell = Bell()
    assert heard(bell, [alarm("a", 3)], 0) == "news a"
    assert heard(bell, [alarm("a", 3)], 10_000) == ""
    assert heard(bell, [], 10_001) == ""
    assert heard(bell, [alarm("a", 3)], 10_002) == "news a", "it had gone and came back"


def test_an_alarm_rings_again_until_somebody_acknowledges() -> None:
    bell, again = Bell(), AGAIN_S["alarm"]
    assert heard(bell, [alarm("a", 1)], 0) == "alarm a"
    assert heard(bell, [alarm("a", 1)], again - 0.1) == ""
    assert heard(bell, [alarm("a", 1)], again) == "alarm a"
    for state in ("acknowledged", "shelved"):
        assert heard(bell, [alarm("a", 1, state)], again * 9) == ""
    assert heard(bell, [alarm("a", 1)], again * 10) == "alarm a", "back from the shelf"


def test_the_graver_one_comes_first_and_the_milder_one_is_not_lost() -> None:
    bell = Bell()
    both = [alarm("a", 1), alarm("w", 2)]
    assert heard(bell, both, 0) == "alarm a"
    assert heard(bell, both, REST_S / 2) == ""
    assert heard(bell, both, REST_S) == "warning w"


def test_what_grows_graver_rings_anew() -> None:
    bell = Bell()
    assert heard(bell, [alarm("a", 2)], 0) == "warning a"
    assert heard(bell, [alarm("a", 1)], REST_S) == "alarm a"


def test_a_call_for_help_cuts_in() -> None:
    bell = Bell()
    assert heard(bell, [alarm("a", 1)], 0) == "alarm a"
    call = alarm("help:s1", 1, cause="help")
    assert heard(bell, [call, alarm("a", 1)], 0.1) == "help help:s1"
    assert heard(bell, [call, alarm("a", 1)], AGAIN_S["help"] + 0.1) == "help help:s1"


def test_a_flood_makes_no_more_tones_than_there_is_room_for() -> None:
    bell = Bell()
    rung = [heard(bell, [alarm(f"a{n}", 1 + n % 3) for n in range(tick * 10)], tick / 10) for tick in range(1, 101)]
    assert sum(bool(one) for one in rung) <= 10 / REST_S + 1
