"""Codes as people type them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cockpit.hub.codes import ALPHABET, LENGTH, new_code, plain_code, spelled

CODES = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_codes_are_random_and_of_the_alphabet() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


@given(CODES)
def test_what_is_spelled_out_is_read_back(code: str) -> None:
    assert plain_code(spelled(code)) == code
    assert plain_code(f" {spelled(code).lower()} ") == code


@given(CODES)
def test_look_alikes_are_what_they_look_like(code: str) -> None:
    assert plain_code(code.replace("1", "l").replace("0", "o")) == code
    assert plain_code(code.replace("1", "I").replace("0", "O")) == code
