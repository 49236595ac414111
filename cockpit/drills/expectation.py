"""Whether a scenario's expectations are met by a score."""

from __future__ import annotations

import math
import re
from typing import cast

import msgspec

from cockpit.domain.orders import RecipientState
from cockpit.drills.scenario import Expectation, Scenario
from cockpit.drills.score import Reached, Score, spread

_STAGE = re.compile(r"(delivered|acknowledged|on_scene|completed)_(p50|p90|worst)_s")
_SHARE = re.compile(r"(delivered|acknowledged|on_scene|completed)_share")
_PARTS = {"p50": 0.5, "p90": 0.9, "worst": 1.0}


class Outcome(msgspec.Struct, frozen=True):
    """One expectation and what was measured; None where nothing could be, which never meets it."""

    name: str
    measure: str
    value: float | None
    at_most: float | None
    at_least: float | None
    met: bool


def outcomes(scenario: Scenario, found: Score) -> list[Outcome]:
    """Every expectation of a scenario against a score, in the scenario's order."""
    return [_outcome(one, scenario, found) for one in scenario.expectations]


def _outcome(one: Expectation, scenario: Scenario, found: Score) -> Outcome:
    value = _measured(one, scenario, found)
    met = (
        value is not None
        and (one.at_most is None or value <= one.at_most)
        and (one.at_least is None or value >= one.at_least)
    )
    return Outcome(one.name, one.measure, value, one.at_most, one.at_least, met)


def _measured(one: Expectation, scenario: Scenario, found: Score) -> float | None:
    """The figure; without a single order there is none but the count of orders: nothing done is nothing kept."""
    chosen = [reached for reached in found.recipients if _meant(reached, one, scenario)]
    if match := _STAGE.fullmatch(one.measure):
        return _of_all(chosen, cast("RecipientState", match[1]), _PARTS[match[2]])
    if match := _SHARE.fullmatch(one.measure):
        return spread(chosen, cast("RecipientState", match[1])).share
    match one.measure:
        case "first_order_s":
            return found.first_order_s
        case "orders":
            return float(found.orders)
        case "recipients":
            return float(len(chosen))
        case _ if not chosen:
            return None
        case "ladder_kept_share":
            return sum(not reached.missed for reached in chosen) / len(chosen)
        case "passed_over":
            return float(sum(len(passed.units) for passed in found.passed_over))
        case _:
            return float(found.changed)


def _of_all(chosen: list[Reached], state: RecipientState, share: float) -> float | None:
    """By when so large a part of all recipients had come to a state, seconds; None where so many never did.

    Other than a ``Spread``, which is of those who came: a good p90 of the few who answered is no good answer.
    """
    took = sorted(reached.after_s[state] for reached in chosen if state in reached.after_s)
    rank = math.ceil(share * len(chosen))
    return took[rank - 1] if chosen and rank <= len(took) else None


def _meant(reached: Reached, one: Expectation, scenario: Scenario) -> bool:
    return (
        (not one.order or reached.order == scenario.order_id(one.order))
        and (not one.department or reached.department == one.department)
        and (not one.circle or one.circle in reached.circles)
    )
