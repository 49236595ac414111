"""Enrolment codes as people read, type and hear them. Source: Douglas Crockford, Base 32."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are mistaken for others."""
LENGTH = 8
"""Characters: 40 random bits."""
_MEANT = str.maketrans("ILO", "110")


def new_code() -> str:
    """A random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain_code(typed: str) -> str:
    """A code as it was made from what somebody typed: hyphens, spaces, small letters and look-alikes do not matter."""
    return "".join(typed.upper().replace("-", "").split()).translate(_MEANT)


def spelled(code: str) -> str:
    """A code in two groups, to be read out."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
