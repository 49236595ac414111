"""A drill played into a data folder of its own, and what is read back from such a folder."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from cockpit.domain.town import Town
from cockpit.drills.exercise import Exercise
from cockpit.drills.expectation import Outcome, outcomes
from cockpit.drills.scenario import Scenario
from cockpit.drills.scenario_file import read_scenario
from cockpit.drills.score import Score, score
from cockpit.errors import EnvironmentFailure
from cockpit.hub.entries import entries
from cockpit.hub.journal import FILE, Journal, Line
from cockpit.hub.lock import FolderLock
from cockpit.town.folder import TownFolder

SCENARIO_COPY = "scenario.toml"


def play_into(
    folder: Path,
    source: Path,
    scenario: Scenario,
    town: TownFolder,
    *,
    seed: int | None = None,
    withhold_orders: bool = False,
) -> Exercise:
    """Plays a scenario into an empty or missing folder; a copy of its file lies beside the journal.

    Args:
        source: the scenario's file.

    Raises:
        EnvironmentFailure: the folder holds something, is in use, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EnvironmentFailure(
            f"{folder} 里已有内容：演练不写进别的数据目录，请换一个空文件夹 (not empty: use a new folder)"
        )
    failures: list[EnvironmentFailure] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(folder)
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {folder}：{failure.strerror} (cannot write)") from failure
    try:
        shutil.copyfile(source, folder / SCENARIO_COPY)
        journal = Journal(folder, lambda head, lines: None, failures.append, realm=f"drill-{scenario.id}")
        try:
            exercise = Exercise(
                scenario,
                town,
                lambda seq, body: journal.append([Line(seq, body)]),
                seed=seed,
                withhold_orders=withhold_orders,
            )
            exercise.play()
        finally:
            journal.close()
    except OSError as failure:
        raise EnvironmentFailure(f"写不了 {folder}：{failure.strerror} (cannot write)") from failure
    finally:
        lock.release()
    if failures:
        raise failures[0]
    return exercise


def score_folder(folder: Path, since: datetime | None = None, until: datetime | None = None) -> Score:
    """Scores the journal of a data folder, of a drill or live; the file is only read.

    Args:
        since, until: as for ``score``.

    Raises:
        EnvironmentFailure: there is no journal, or it cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        raise EnvironmentFailure(f"{folder} 里没有流水文件 {FILE} (there is no journal in this folder)")
    try:
        return score(entries(path, 0), since, until)
    except ValueError as gap:
        raise EnvironmentFailure(f"{FILE} 不完整：{gap} (entries are missing)") from gap


def outcomes_of(folder: Path, found: Score, town: Town) -> list[Outcome]:
    """The expectations of the scenario whose copy lies in a drill's folder; none in a folder without one.

    Raises:
        TownFault: the copy does not fit the town.
    """
    copy = folder / SCENARIO_COPY
    return outcomes(read_scenario(copy, town), found) if copy.is_file() else []
