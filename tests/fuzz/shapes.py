"""Messages that hypothesis makes from the protocol's own types: right, nearly right, or any JSON at all.

The types are looked at as they are, so that a new message or command is tried without a line here.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from msgspec import inspect

KNOWN = (
    *("u101", "u102", "u201", "p1", "p5", "shen", "core", "z1", "q1", "g1", "police", "police_110", "fire_119"),
    *("brawl", "fire", "o1", "c1", "live", "cockpit.v1", "police_110:7", "index_detail", "world_digest", "track"),
)
"""Ids and words of the small town, so that more than the first look at a message is tried."""
WRONG_ONE_IN = 25
MOST = 4
"""Elements of lists."""

_any_text = st.one_of(
    st.sampled_from(KNOWN), st.text(max_size=30), st.text(st.characters(categories=("Cs", "Cc", "So")), max_size=3)
)
_numbers = st.one_of(st.integers(-3, 6), st.integers(), st.floats(), st.sampled_from((2**63, 2**64, 1e300, 1e10)))
any_json = st.recursive(
    st.one_of(st.none(), st.booleans(), _numbers, _any_text),
    lambda inner: st.one_of(st.lists(inner, max_size=MOST), st.dictionaries(_any_text, inner, max_size=MOST)),
    max_leaves=8,
)
_instants = st.one_of(
    st.sampled_from(
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")
    ),
    st.datetimes().map(lambda at: at.isoformat() + "Z"),
    st.datetimes().map(lambda at: at.isoformat()),
)


def nearly(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """Values of a type, now and then with something else in their place."""
    right = _right(kind)
    return st.integers(1, WRONG_ONE_IN).flatmap(lambda drawn: any_json if drawn == WRONG_ONE_IN else right)


def _right(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.StructType():
            return st.deferred(lambda: _struct(kind))
        case inspect.UnionType(types=types):
            return st.one_of([nearly(one) for one in types])
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            return st.lists(nearly(item), max_size=MOST)
        case inspect.TupleType(item_types=items):
            return st.tuples(*(nearly(item) for item in items)).map(list)
        case inspect.DictType(value_type=value):
            return st.dictionaries(_any_text, nearly(value), max_size=MOST)
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case _:
            return _plain(kind)


def _plain(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.IntType():
            return st.one_of(st.integers(0, 6), st.integers())
        case inspect.FloatType():
            return st.one_of(st.floats(100, 130), st.floats(allow_nan=False), st.integers(0, 2_000_000_000))
        case inspect.StrType():
            return _any_text
        case inspect.BoolType():
            return st.booleans()
        case inspect.DateTimeType():
            return _instants
        case inspect.DateType():
            return st.one_of(st.dates().map(str), st.sampled_from(("0001-01-01", "9999-12-31", "2026-06-01")))
        case inspect.NoneType():
            return st.none()
        case _:
            return any_json


def _struct(kind: inspect.StructType) -> st.SearchStrategy[dict[str, Any]]:
    needed: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    if kind.tag_field is not None:
        needed[kind.tag_field] = st.just(kind.tag)
    for field in kind.fields:
        (needed if field.required else optional)[field.encode_name] = nearly(field.type)
    return st.fixed_dictionaries(needed, optional=optional)


def said(kind: Any) -> st.SearchStrategy[bytes]:
    """A message of a union of types as bytes: JSON with whatever Python's encoder lets pass (NaN, lone surrogates)."""
    near = nearly(inspect.type_info(kind))
    return st.builds(_text, st.one_of(near, near, any_json), st.booleans())


def _text(value: Any, escaped: bool) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=escaped).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def made(kind: Any, number: int, from_seed: int) -> list[bytes]:
    """So many messages, the same ones for the same seed.

    Args:
        kind: a union of message types.
    """
    found: list[bytes] = []

    @seed(from_seed)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(said(kind))
    def take(data: bytes) -> None:
        found.append(data)

    take()
    return found
