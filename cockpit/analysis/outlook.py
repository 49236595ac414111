"""Tomorrow's indices with an 80 % interval: quantile regression on what the index itself has done lately.

The model (``docs/indices.md``, "The outlook"): one linear quantile regression for each domain and each of three
quantiles, all places together, each place with a level of its own. It sees values of places and nothing else.

Source: Koenker and Bassett, Regression Quantiles, Econometrica 46 (1978), 33-50; fitted by statsmodels' ``QuantReg``.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from cockpit.analysis.axis import Floats
from cockpit.analysis.history import SIX, History
from cockpit.analysis.recompute import Past, daily_values, days_before
from cockpit.domain.indices import DOMAINS, Method, Outlook, OutlookRow, OutlookScore

QUANTILES = (0.1, 0.5, 0.9)
"""Low end, middle and high end: the interval holds 80 % of days."""

TRAINING_DAYS = 150
"""Days that a fit looks at: half a year less what the first of them looks back on."""

BACK_DAYS = 28
"""The longest mean that a day's expectation looks back on."""

LEAST_DAYS = 28
"""Days of training below which there is no outlook."""

WEEK = 7


@dataclass(frozen=True, eq=False)
class Forecast:
    """Quantiles of days to come.

    Attributes:
        day: the first of the days.
        values: (days × places × 6 × 3) low, middle and high value, 0 to 100, in rising order.
        rests_on: how many days the fit has seen.
    """

    day: date
    values: Floats
    rests_on: int


@dataclass(frozen=True, eq=False)
class Score:
    """How good outlooks of past days were, each made from the days before it alone.

    Attributes:
        days: how many days were foretold.
        mase: (6) mean absolute scaled error of the middle value, by domain; below 1 beats the scale.
        naive: (6) the same of "as on the same weekday last week".
        coverage: (6) share of values that lay within their interval, 0 to 1.
    """

    days: int
    mase: Floats
    naive: Floats
    coverage: Floats

    def by_domain(self) -> tuple[OutlookScore, ...]:
        """As data, a row for each domain."""
        return tuple(
            OutlookScore(
                domain, self.days, *(round(float(one[at]), 3) for one in (self.mase, self.naive, self.coverage))
            )
            for at, domain in enumerate(DOMAINS)
        )


def forecast(past: Past, places: Sequence[int]) -> Forecast | None:
    """The day after the past's last, for the circles at these positions; None where the past is too short.

    About 2 s for seven places: for a worker.
    """
    values = _known(past, places)
    found = _fitted(values, len(values), 1)
    if found is None:
        return None
    return Forecast(past.days[-1] + timedelta(days=1), found[0], found[1])


def backtest(past: Past, places: Sequence[int], days: int, *, refit_days: int = WEEK) -> Score | None:
    """Foretells each of the last days from what was known the evening before; None where the past is too short.

    The errors are scaled by the mean absolute error of the naive outlook over the days before those foretold.

    Args:
        past: consecutive days, oldest first.
        places: positions of the circles.
        days: how many days to foretell.
        refit_days: how many days a fit serves; the values that it looks back on are always the newest.

    Source: Hyndman and Koehler, Another look at measures of forecast accuracy, IJF 22 (2006), 679-688.
    """
    values = _known(past, places)
    first = len(values) - days
    if first < BACK_DAYS + LEAST_DAYS:
        return None
    told = np.full((days, len(places), SIX, len(QUANTILES)), np.nan)
    for start in range(first, len(values), refit_days):
        count = min(refit_days, len(values) - start)
        found = _fitted(values, start, count)
        if found is not None:
            told[start - first : start - first + count] = found[0]
    real = values[first:]
    scale = np.abs(values[WEEK:first] - values[: first - WEEK]).mean(axis=0)
    scale = np.where(scale > 0, scale, np.nan)
    error = np.nanmean(np.abs(told[..., 1] - real), axis=0)
    naive = np.abs(real - values[first - WEEK : len(values) - WEEK]).mean(axis=0)
    within = (told[..., 0] <= real) & (real <= told[..., 2])
    return Score(days, np.nanmean(error / scale, axis=0), np.nanmean(naive / scale, axis=0), within.mean(axis=(0, 1)))


def outlook(
    history: History,
    day: date,
    method: Method,
    *,
    until: date | None = None,
    score_days: int = 0,
    refit_days: int = WEEK,
) -> Outlook:
    """The outlook of the core and of every zone for a day, from days before it.

    Args:
        history: the past up to ``until``.
        day: the day that is foretold.
        method: the parameters that all of the past is computed with.
        until: the first day that is not over; days from it to ``day`` count as middling ones. None: the day itself.
        score_days: how many past days to foretell for the score; 0 leaves it out.
        refit_days: as for ``backtest``.
    """
    until = until or day
    past = daily_values(history, days_before(until, TRAINING_DAYS + BACK_DAYS + score_days + WEEK), method)
    axis = history.axis
    places = [at for at in range(len(axis)) if axis.depth[at] <= 1]
    unknown = days_before(day, (day - until).days)
    whole = Past(past.days + unknown, np.pad(past.values, ((0, len(unknown)), (0, 0), (0, 0)), constant_values=np.nan))
    found = forecast(whole, places)
    if found is None:
        return Outlook(day, method.version, 0)
    rows = tuple(
        OutlookRow(axis.ids[place], domain, middle, low, high)
        for place, of_place in zip(places, np.round(found.values[0], 2).tolist(), strict=True)
        for domain, (low, middle, high) in zip(DOMAINS, of_place, strict=True)
    )
    score = backtest(past, places, score_days, refit_days=refit_days) if score_days else None
    return Outlook(day, method.version, found.rests_on, rows, () if score is None else score.by_domain())


def _known(past: Past, places: Sequence[int]) -> Floats:
    """(days × places × 6) values from the first known day on; a day without a value has the middle of its place."""
    values = past.values[:, list(places)]
    known = ~np.isnan(values).any(axis=(1, 2))
    first = int(np.argmax(known)) if known.any() else len(values)
    values = values[first:]
    if not len(values):
        return values
    return np.where(np.isnan(values), np.nanmedian(values, axis=0), values)


def _seen(values: Floats, day: int) -> Floats:
    """(places × 6 × 2) what is known of a day on the evening before: the means of a week and of four."""
    return np.stack([values[day - WEEK : day].mean(axis=0), values[day - BACK_DAYS : day].mean(axis=0)], axis=-1)


def _fitted(values: Floats, day: int, count: int) -> tuple[Floats, int] | None:
    """(count × places × 6 × 3) quantiles of the days from ``day`` on, by a fit to those before it.

    Later days of the count see the values up to their own evening before.
    """
    start = max(BACK_DAYS, day - TRAINING_DAYS)
    if day - start < LEAST_DAYS:
        return None
    before = np.stack([_seen(values, at) for at in range(start, day)])
    ahead = np.stack([_seen(values, at) for at in range(day, day + count)])
    found = np.empty((count, values.shape[1], SIX, len(QUANTILES)))
    for domain in range(SIX):
        rows, wanted = _design(before[:, :, domain]), _design(ahead[:, :, domain])
        told = _quantiles(values[start:day, :, domain].ravel(), rows, wanted)
        found[:, :, domain] = told.reshape(count, values.shape[1], len(QUANTILES))
    return np.clip(np.sort(found, axis=-1), 0.0, 100.0), day - start


def _design(seen: Floats) -> Floats:
    """(days · places × columns) a level for each place, and what was seen."""
    days, places, _ = seen.shape
    levels = np.broadcast_to(np.eye(places), (days, places, places))
    return np.concatenate([levels, seen], axis=-1).reshape(days * places, -1)


def _quantiles(real: Floats, rows: Floats, wanted: Floats) -> Floats:
    """(wanted rows × 3) conditional quantiles."""
    # Imported where it is used: it takes a second and tens of megabytes that a hub without an outlook never spends.
    from statsmodels.regression.quantile_regression import QuantReg
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, IterationLimitWarning

    model = QuantReg(real, rows)
    with warnings.catch_warnings():
        # The fit wanders between vertices of equal loss; which of them it ends on is far below a point.
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", IterationLimitWarning)
        params = [model.fit(q=quantile, max_iter=250).params for quantile in QUANTILES]
    return np.stack([wanted @ one for one in params], axis=-1)
