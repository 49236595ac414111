"""The morning consultation: who is there, and the day's six indices, from provisional to fixed and signed."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from cockpit.domain.indices import Domain

REASON_LIMIT = 500
"""Characters that the reason of a correction may have."""
KEPT = 31
"""Consultations that the world keeps, the latest; the journal has all."""
LATE_POINTS = 0.05
"""A recomputed value has to differ by so much from what was known to be told as a late change."""


class DayValue(msgspec.Struct, frozen=True):
    """One of the town's indices as computed for a day that is over: 0 (worst) to 100."""

    domain: Domain
    value: float


class FixedIndex(msgspec.Struct, omit_defaults=True):
    """One index of the day.

    Attributes:
        computed: what the method said when the consultation was opened.
        value: what is to be fixed, or was: ``computed`` unless somebody corrected it.
        reason, by, at: of the correction; empty without one.
        late: what the method says since reports came in late, None while that is ``computed``. It leaves ``value`` be.
        late_at: when that was noticed.
    """

    domain: Domain
    computed: float
    value: float
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    late: float | None = None
    late_at: datetime | None = None


class Consultation(msgspec.Struct, omit_defaults=True):
    """The meeting that fixes one day's indices; they are final once ``signed_by`` has signed.

    ``agreed`` are those of ``present`` who agree to the numbers as they stand; a correction empties it.
    """

    day: date
    opened_by: str
    opened_at: datetime
    method_version: str
    indices: dict[str, FixedIndex]
    present: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    signed_by: str = ""
    signed_at: datetime | None = None

    @property
    def final(self) -> bool:
        """Whether the numbers are fixed."""
        return bool(self.signed_by)

    @property
    def undecided(self) -> tuple[str, ...]:
        """Who is there and has not agreed yet."""
        return tuple(one for one in self.present if one not in self.agreed)


# -- commands ------------------------------------------------------------------------------------------------------


class OpenConsultation(msgspec.Struct, frozen=True, tag="open_consultation", omit_defaults=True):
    """Begins the consultation about a day that is over. The values are the hub's: a client's own are dropped."""

    day: date
    method_version: str = ""
    values: tuple[DayValue, ...] = ()


class TakeAttendance(msgspec.Struct, frozen=True, tag="take_attendance"):
    """Who is there, all of them."""

    day: date
    people: tuple[str, ...]


class CorrectIndex(msgspec.Struct, frozen=True, tag="correct_index"):
    """Another number than the computed one, for a reason that stays with it; the computed one takes it back."""

    day: date
    domain: Domain
    value: float
    reason: str


class AgreeIndices(msgspec.Struct, frozen=True, tag="agree_indices"):
    """Who of those present agrees to the numbers as they stand."""

    day: date
    people: tuple[str, ...]


class FixIndices(msgspec.Struct, frozen=True, tag="fix_indices"):
    """The commander's signature. Not to be sent as a command: the hub makes it once it has checked the password."""

    day: date


# -- events --------------------------------------------------------------------------------------------------------


class ConsultationOpened(msgspec.Struct, frozen=True, tag="consultation_opened"):
    """The provisional six of a day lie on the table."""

    day: date
    method_version: str
    values: tuple[DayValue, ...]


class AttendanceTaken(msgspec.Struct, frozen=True, tag="attendance_taken"):
    """Who is there."""

    day: date
    people: tuple[str, ...]


class IndexCorrected(msgspec.Struct, frozen=True, tag="index_corrected"):
    """An index is to be another than computed."""

    day: date
    domain: Domain
    value: float
    reason: str


class IndicesAgreed(msgspec.Struct, frozen=True, tag="indices_agreed"):
    """These agree."""

    day: date
    people: tuple[str, ...]


class IndicesFixed(msgspec.Struct, frozen=True, tag="indices_fixed"):
    """The day's numbers are final."""

    day: date
    values: tuple[DayValue, ...]


class LateValues(msgspec.Struct, frozen=True, tag="late_values"):
    """Reports that came in late would have made other numbers of a day that was fixed; the fixed ones stand."""

    day: date
    values: tuple[DayValue, ...]


ConsultationCommand = OpenConsultation | TakeAttendance | CorrectIndex | AgreeIndices
"""What clients may send. A signature is none of these: the hub makes it from a password."""
ConsultationEvent = ConsultationOpened | AttendanceTaken | IndexCorrected | IndicesAgreed | IndicesFixed | LateValues
