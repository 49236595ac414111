"""The six indices over five years, and their outlook's score: ``python -m tests.bench.indices --json [FILE]``.

Five years of an invented town (about 550,000 incidents, 174 circles): counting and every day's final values anew
(``full_recompute_s``), beside plain pandas group-bys that only sum the same columns by day, circle and domain, tier by
tier, and take the rolling means that an expectation needs (``pandas_groupby_s``: no shrinkage, no overdue terms, no
hazards). ``one_more_ms``: a day's incidents and one more, from the records to all values, as the hub does it.

The outlook is tried on the sample town's year: ``mase`` of ours and of "as on the same weekday last week", and
``interval_coverage`` of the 80 % interval, over all indices of the town and its zones.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cockpit.analysis.axis import CircleAxis
from cockpit.analysis.cases import Cases
from cockpit.analysis.days import starts_s
from cockpit.analysis.expectation import Expectation
from cockpit.analysis.history import History
from cockpit.analysis.indices import compute
from cockpit.analysis.outlook import backtest
from cockpit.analysis.recompute import daily_values, days_before
from cockpit.domain.circles import CircleTree
from cockpit.domain.incidents import Incident
from cockpit.domain.indices import DOMAINS, Method
from cockpit.hub.past import past_cases
from cockpit.town.folder import read_town
from tests.analysis.synthetic import LAST_DAY, ZONE, pagoda, past
from tests.bench import program

TOWN = Path(__file__).parents[2] / "resources" / "sample_town"
A_DAY = 289.0


def main(arguments: list[str] | None = None) -> int:
    """Measures and returns the exit status."""
    made = program.parser("indices", __doc__)
    made.add_argument("--years", type=program.whole, default=5, help="of the invented town (default 5)")
    made.add_argument("--rounds", type=program.whole, default=3, help="of each timing; the median counts (default 3)")
    made.add_argument("--days", type=program.whole, default=200, help="that the outlook is tried on (default 200)")
    return program.main(made, measure, arguments)


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """All figures."""
    days = 365 * args.years + args.years // 4
    tree = pagoda()
    cases = past(tree, days, A_DAY)
    axis = CircleAxis(tree)
    ours = [_timed(lambda: _recompute(axis, cases, days)) for _ in range(args.rounds)]
    plain = [_timed(lambda: _group_bys(axis, cases, days)) for _ in range(args.rounds)]
    full_s, one_more_ms = program.median(ours, 3), _one_more_ms(axis, cases)
    return {
        "incidents": len(cases),
        "circles": len(axis),
        "days": days,
        "full_recompute_s": full_s,
        "pandas_groupby_s": program.median(plain, 3),
        "one_more_ms": one_more_ms,
        **(scored := _scored(args.days)),
        "lost": 0,
        "goals": [
            program.goal("five years anew, s", full_s, 5.0),
            program.goal("one incident more, ms", one_more_ms, 5.0),
            program.goal("mase of ours over the naive one's", scored["mase"]["ratio"], 1.0),
            program.goal("interval coverage, at least", scored["interval_coverage"]["all"], 0.75, least=True),
            program.goal("interval coverage, at most", scored["interval_coverage"]["all"], 0.85),
        ],
    }


def _timed(deed: Any) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def _recompute(axis: CircleAxis, cases: Cases, days: int) -> None:
    history = History.of(axis, cases, ZONE)
    daily_values(history, days_before(LAST_DAY + timedelta(days=1), days), Method())


def _group_bys(axis: CircleAxis, cases: Cases, days: int) -> None:
    """What somebody with a data frame would write, for loads and expectations alone."""
    edges = starts_s(LAST_DAY - timedelta(days=days - 1), days + 1, ZONE)
    frame = pd.DataFrame(
        {
            "day": np.searchsorted(edges, cases.reported_s, side="right") - 1,
            "domain": cases.domain,
            "load": np.array(Method().severity_weights)[cases.severity - 1],
        }
    )
    for step in range(axis.ladder.shape[1]):
        frame["circle"] = axis.ladder[cases.circle, step]
        loads = frame.groupby(["day", "circle", "domain"])["load"].sum().unstack(["circle", "domain"]).fillna(0.0)
        for weekday in range(7):
            loads.iloc[weekday::7].rolling(12, min_periods=1).mean()
        loads.rolling(84, min_periods=1).mean()


def _one_more_ms(axis: CircleAxis, cases: Cases) -> float | None:
    """A working day's incidents as records, and one more: columns and all values anew."""
    expected = Expectation.fit(History.of(axis, cases, ZONE), LAST_DAY, Method())
    standing = cases.where((cases.reported_s < expected.start_s) & (cases.closed_s >= expected.start_s))
    today = cases.where(cases.reported_s >= expected.start_s)
    records = [
        Incident(
            id=f"i{at}",
            source=cases.sources[today.source[at]],
            source_no=str(at),
            kind="k",
            domain=DOMAINS[today.domain[at]],
            severity=int(today.severity[at]),
            text="",
            reported_at=datetime.fromtimestamp(today.reported_s[at], UTC),
            due_at=datetime.fromtimestamp(today.due_s[at], UTC),
            circle=axis.ids[today.circle[at]],
        )
        for at in range(len(today))
    ]
    now = datetime.fromtimestamp(expected.end_s - 60, UTC)

    def once() -> None:
        compute(expected, Cases.from_incidents(axis, records).joined(standing), {}, now)

    once()
    return program.median([_timed(once) * 1000 for _ in range(31)])


def _scored(days: int) -> dict[str, Any]:
    town = read_town(TOWN)
    tree = CircleTree(town.town.circles)
    axis, today = CircleAxis(tree), date.today()
    history = History.of(axis, past_cases(axis, town, today, today, []), town.town.settings.time_zone)
    values = daily_values(history, days_before(today, len(history)), town.town.method)
    score = backtest(values, [at for at in range(len(axis)) if axis.depth[at] <= 1], days)
    if score is None:
        return {"mase": {"ratio": None}, "interval_coverage": {"all": None}}
    ours, naive = float(score.mase.mean()), float(score.naive.mean())
    by_domain = zip(DOMAINS, score.mase.tolist(), score.naive.tolist(), strict=True)
    coverage = dict(zip(DOMAINS, np.round(score.coverage, 3).tolist(), strict=True))
    return {
        "mase": {
            "ours": round(ours, 3),
            "naive": round(naive, 3),
            "ratio": round(ours / naive, 3),
            "by_domain": {domain: [round(one, 3), round(other, 3)] for domain, one, other in by_domain},
        },
        "interval_coverage": {"all": round(float(score.coverage.mean()), 3), **coverage},
    }


if __name__ == "__main__":
    sys.exit(main())
