"""The sample town with more units than it has, as a folder."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from cockpit.errors import EnvironmentFailure
from tests.bench.stage import SAMPLE_TOWN


def bigger_town(target: Path, units: int, source: Path = SAMPLE_TOWN) -> Path:
    """Copies a town folder and fills its units up to so many: more officers in the same circles.

    Raises:
        EnvironmentFailure: the town has more units than that.
    """
    shutil.copytree(source, target)
    path = target / "units.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    head, rows = rows[0], rows[1:]
    if len(rows) > units:
        raise EnvironmentFailure(f"{source} has {len(rows)} units, more than the {units} that are wanted")
    officers = [row for row in rows if row[head.index("role")] == "officer"]
    for number in range(units - len(rows)):
        row = list(officers[number % len(officers)])
        row[head.index("id")] = f"v{number + 1:05d}"
        rows.append(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    return target
