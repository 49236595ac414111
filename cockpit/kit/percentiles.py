"""Percentiles of measured figures."""

from __future__ import annotations


def percentiles(values: list[float], digits: int = 2) -> dict[str, float]:
    """p50, p95, p99 and the largest of the values (nearest rank); empty for no values."""
    if not values:
        return {}
    ordered = sorted(values)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], digits)

    return {"p50": at(0.50), "p95": at(0.95), "p99": at(0.99), "max": round(ordered[-1], digits)}
