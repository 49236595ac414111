"""Who is to blame: a rule, the peer, or the environment.

Our own bugs stay built-in exceptions and are loud.

    CockpitError
    ├── Refused              a rule said no; the person sees which, and who could
    ├── WireError            the peer broke the protocol; the connection closes
    ├── EnvironmentFailure   disk, keyring, network: degrade visibly
    └── TownFault            a town folder with errors in it
"""

from __future__ import annotations


class CockpitError(Exception):
    """Any failure that is not a bug of ours."""


class Refused(CockpitError):
    """A rule forbids what was asked.

    Args:
        rule: name of the rule, e.g. ``order.across_departments``.
        message: what was wrong, in the language of the screens.
        who_could: names or roles of those who may, empty when nobody may.
    """

    def __init__(self, rule: str, message: str, who_could: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.who_could = who_could


class WireError(CockpitError):
    """The peer sent what the protocol does not allow.

    Args:
        code: a short name, e.g. ``malformed``, ``too_big``, ``unknown_type``, ``not_signed_in``.
        message: what was wrong, and where.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class EnvironmentFailure(CockpitError):
    """Disk, keyring or network failed; the message says which, and what to do."""


class TownFault(CockpitError):
    """A town folder cannot be used. ``faults`` holds one line each: file, line, what is wrong, the mend."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
