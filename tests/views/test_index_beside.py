"""What stands beside an opened index."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from cockpit.domain.indices import Outlook, OutlookRow, OutlookScore
from cockpit.errors import Refused
from cockpit.views.index_beside import last_week, standing, tomorrow
from tests.towns import NOON
from tests.views.test_indices import scene_with_figures

DAY = NOON.date()


def test_last_week_is_the_same_weekday() -> None:
    line = [((DAY - timedelta(days=back)).isoformat(), 80.0 + back) for back in (8, 7, 6)]
    assert last_week(line, DAY) == 87.0


@pytest.mark.parametrize(
    "answer",
    ["lost", None, Refused("a", "b"), [], [("2020-01-01", 5.0)], [((DAY - timedelta(days=7)).isoformat(), None)], [7]],
)
def test_a_week_that_is_not_known(answer: object) -> None:
    assert last_week(answer, DAY) is None


def test_a_circle_among_those_of_its_tier() -> None:
    situation = scene_with_figures().situation
    assert situation.figures is not None
    rows = {"core": (88.0,) * 6, "z1": (80.0,) * 6, "g1": (90.0,) * 6, "g2": (70.0,) * 6}
    situation.figures = msgspec.structs.replace(situation.figures, circles=rows)
    found = standing(situation, "g1", "fire")
    assert found is not None and (found.worse, found.others, found.tier, found.town) == (1, 1, "grid", 88.0)
    lowest = standing(situation, "g2", "fire")
    assert lowest is not None and lowest.worse == 0
    assert standing(situation, "core", "fire") is None and standing(situation, "nowhere", "fire") is None
    situation.figures = None
    assert standing(situation, "g1", "fire") is None


def test_tomorrow_of_one_index() -> None:
    told = Outlook(DAY, "1", 150, (OutlookRow("z1", "fire", 86.0, 78.0, 93.0),))
    found = tomorrow(told, "z1", "fire")
    assert found is not None and (found.value, found.low, found.high, found.rests_on, found.days) == (
        86,
        78,
        93,
        150,
        0,
    )
    scored = tomorrow(msgspec.structs.replace(told, scores=(OutlookScore("fire", 56, 0.7, 1.0, 0.8),)), "z1", "fire")
    assert scored is not None and (scored.days, scored.mase, scored.naive, scored.coverage) == (56, 0.7, 1.0, 0.8)
    assert tomorrow(told, "z1", "traffic") is None and tomorrow(Refused("a", "b"), "z1", "fire") is None
