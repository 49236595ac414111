"""The incidents before today, from ``history/incidents.csv.gz``, for the index engine."""

from __future__ import annotations

import gzip
import io
import math
import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from cockpit.domain.incidents import Kind
from cockpit.domain.town import Settings
from cockpit.errors import EnvironmentFailure
from cockpit.town.aliases import HEADINGS
from cockpit.town.figures import HistorySettings

FILES = ("history/incidents.csv.gz", "history/incidents.csv")
REQUIRED = ("source", "source_no", "kind", "grid", "reported_at")
OPTIONAL = ("severity", "closed_at", "hazard")


def history_file(folder: Path) -> str | None:
    """The folder's history, packed or plain; None where it has none."""
    return next((file for file in FILES if (folder / file).is_file()), None)


def history_text(folder: Path, file: str) -> str:
    """The history's text.

    Raises:
        EnvironmentFailure: the file cannot be read or unpacked.
        UnicodeDecodeError: it is not UTF-8.
    """
    try:
        raw = (folder / file).read_bytes()
        return (gzip.decompress(raw) if file.endswith(".gz") else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error) as error:
        raise EnvironmentFailure(f"读不了 {folder / file}：{error}") from error


def weeks_to_shift(ends_on: date, today: date) -> int:
    """Whole weeks that bring a history's last day to yesterday or the fewest days past it."""
    return math.ceil(((today - timedelta(days=1)) - ends_on).days / 7)


def read_history(
    folder: Path, settings: Settings, kinds: Sequence[Kind], plan: HistorySettings, today: date
) -> pd.DataFrame:
    """The incidents reported before today's midnight, in order of time.

    A town that rebases has every date moved by whole weeks, so that the history ends yesterday with nothing missing;
    what comes to lie after yesterday is left out. The folder is taken as checked (``check_history``).

    Args:
        today: the town's local date; what was reported on it or later is left out.

    Returns:
        Columns ``source``, ``kind``, ``domain``, ``circle`` (categories of text; the circle is a grid),
        ``source_no`` (text), ``severity`` (int64, 1 to 4), ``hazard`` (bool), ``reported_at``, ``due_at``,
        ``closed_at`` (``datetime64[us, UTC]``). ``closed_at`` is NaT for an incident that is still open; it may lie
        after now, and then the incident is open until it. No rows for a folder without a history.

    Raises:
        EnvironmentFailure: the file cannot be read.
    """
    file = history_file(folder)
    frame = _empty() if file is None else _frame(history_text(folder, file))
    shift = timedelta(weeks=weeks_to_shift(plan.ends_on, today) if plan.rebase and plan.ends_on else 0)
    reported = _local(frame["reported_at"]) + shift
    keep = (reported < pd.Timestamp(today)).to_numpy()
    frame, reported = frame[keep], reported[keep]
    of = _of_kinds(frame, kinds)
    given = pd.to_numeric(frame["severity"], errors="coerce").to_numpy(dtype="float64")
    severity = np.where(np.isnan(given), of["severity"], given).astype("int64")
    usual_h = np.array(settings.close_within_h)[np.clip(severity, 1, 4) - 1]
    within_h = np.where(of["close_within_h"] > 0, of["close_within_h"], usual_h)
    reported_at = _utc(reported, settings.time_zone)
    hazard = frame["hazard"].to_numpy()
    made = pd.DataFrame(
        {
            "source": frame["source"],
            "source_no": frame["source_no"],
            "kind": frame["kind"],
            "domain": pd.Series(pd.Categorical(of["domain"]), index=frame.index),
            "circle": frame["grid"],
            "severity": severity,
            "hazard": np.where(hazard == "", of["hazard"], hazard == "1"),
            "reported_at": reported_at,
            "due_at": reported_at + pd.to_timedelta(within_h * 3600, unit="s").as_unit("us"),
            "closed_at": _utc(_local(frame["closed_at"]) + shift, settings.time_zone),
        }
    )
    return made.sort_values("reported_at", kind="stable", ignore_index=True)


def _of_kinds(frame: pd.DataFrame, kinds: Sequence[Kind]) -> dict[str, np.ndarray]:
    """What each row's kind says: severity, hours to close within, hazard, domain; an unknown kind says nothing."""
    known = {kind.id: kind for kind in kinds}
    unknown = Kind("", "", "", "public_order")
    listed = [known.get(str(kind), unknown) for kind in frame["kind"].cat.categories]
    codes = frame["kind"].cat.codes.to_numpy()
    dtypes = {"severity": "float64", "close_within_h": "float64", "hazard": "bool", "domain": "str"}
    return {
        name: np.array([getattr(kind, name) for kind in listed], dtype=dtype)[codes] for name, dtype in dtypes.items()
    }


_DTYPES = {
    "source": "category",
    "kind": "category",
    "grid": "category",
    "source_no": "str",
    "reported_at": "str",
    "closed_at": "str",
    "severity": "str",
    "hazard": "str",
}


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype="str") for name in _DTYPES}).astype(_DTYPES)


def _frame(text: str) -> pd.DataFrame:
    """The file as it stands, English headings, optional columns filled in as empty."""
    english = {alias: name for name in (*REQUIRED, *OPTIONAL) for alias in HEADINGS[name]}
    header = text.split("\n", 1)[0].strip().split(",")
    names = [english.get(name.strip(), name.strip()) for name in header]
    used = [name for name in names if name in _DTYPES]
    frame = pd.read_csv(io.StringIO(text), names=names, header=0, dtype=_DTYPES, keep_default_na=False, usecols=used)
    for name in OPTIONAL:
        if name not in frame:
            frame[name] = ""
    return frame


def _local(texts: pd.Series) -> pd.Series:
    """Local times without a zone; NaT for an empty cell."""
    return pd.to_datetime(texts, format="ISO8601", errors="coerce").astype("datetime64[s]")


def _utc(local: pd.Series, time_zone: str) -> pd.Series:
    """Instants; a time that a clock change skips or doubles is taken as the later one."""
    ambiguous = np.zeros(len(local), dtype=bool)
    zoned = local.dt.tz_localize(time_zone, ambiguous=ambiguous, nonexistent="shift_forward")
    instants: pd.Series = zoned.dt.tz_convert("UTC").dt.as_unit("us")
    return instants
