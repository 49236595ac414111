"""What the hub publishes and what the command line prints, from computed values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import numpy as np

from cockpit.analysis.indices import CASE_KINDS, Values, detail
from cockpit.analysis.recompute import Past
from cockpit.domain.indices import DOMAINS, Contribution, Domain, Figures, IndexDetail, TownIndex

LINE_DAYS = 30
"""Days of the line beside each index."""


def figures(values: Values, past: Past, as_of_seq: int) -> Figures:
    """The message of a moment.

    Args:
        values: today's.
        past: the days right before today, oldest first; the last of them is yesterday.
        as_of_seq: the journal's sequence number that the values rest on.
    """
    expected = values.expectation
    ids = expected.axis.ids
    return Figures(
        day=expected.day,
        at=datetime.fromtimestamp(values.at_s, UTC),
        as_of_seq=as_of_seq,
        method_version=expected.method.version,
        town=tuple(_town_index(values, past, domain) for domain in DOMAINS) if ids else (),
        circles={id_: tuple(round(one, 2) for one in row) for id_, row in zip(ids, values.value.tolist(), strict=True)},
        silent=tuple(sorted(values.silent)),
        silent_since={id_: datetime.fromtimestamp(at_s, UTC) for id_, at_s in values.silent.items()},
    )


def describe(details: Sequence[IndexDetail], *, most: int | None = None) -> list[dict[str, Any]]:
    """Opened indices as plain data for a report: values and points with two decimals, at most ``most`` contributions
    each (the rest stays in ``points_lost``)."""
    return [_described(one, most) for one in details]


def open_all(values: Values, circle: str) -> tuple[IndexDetail, ...]:
    """The six indices of a circle, opened, in the order of ``DOMAINS``.

    Raises:
        KeyError: the town has no such circle.
    """
    return tuple(detail(values, circle, domain) for domain in DOMAINS)


def _described(opened: IndexDetail, most: int | None) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(opened.index)
    plain.update(
        value=round(opened.index.value, 2),
        provisional=opened.index.provisional,
        silent=list(opened.index.silent),
        points_lost=round(100.0 - opened.index.value, 2),
        method_version=opened.method_version,
        expected_load=round(opened.expected_load, 2),
        contributions=[
            {"kind": one.kind, "points": round(one.points, 2), "ref": one.ref, "text": one.text}
            for one in opened.contributions[:most]
        ],
        contributions_in_all=len(opened.contributions),
    )
    return plain


def _town_index(values: Values, past: Past, domain: Domain) -> TownIndex:
    axis, column = values.expectation.axis, DOMAINS.index(domain)
    line = past.values[-LINE_DAYS:, axis.root, column].tolist() if len(past.days) else []
    history = tuple(None if np.isnan(one) else round(one, 2) for one in line)
    return TownIndex(
        index=values.index(axis.ids[axis.root], domain),
        yesterday=history[-1] if history else None,
        history=history,
        top=_costliest(values, axis.root, column),
    )


def _costliest(values: Values, row: int, column: int) -> Contribution | None:
    """The one incident, delay or hazard that cost most; the rest of the day is nobody's doing and does not count."""
    cases = values.cases
    loads = np.stack(values.case_loads) * (values.expectation.axis.within(cases.circle, row) & (cases.domain == column))
    if not loads.size or loads.max() <= 0:
        return None
    kinds, rows = np.nonzero(loads == loads.max())
    kind, at = min(zip(kinds, rows, strict=True), key=lambda one: (one[0], cases.ids[one[1]] if cases.ids else ""))
    points_a_load = (100.0 - values.value[row, column]) / values.loads[:, row, column].sum()
    return Contribution(
        CASE_KINDS[kind],
        float(loads[kind, at] * points_a_load),
        cases.ids[at] if cases.ids else "",
        cases.texts[at] if cases.texts else "",
    )
