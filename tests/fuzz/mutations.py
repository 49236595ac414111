"""What is done to real messages: to their bytes, to their JSON, and to the order in which they are said."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from cockpit.wire.messages import MESSAGE_LIMIT

Mutation = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
"""A message, where chance comes from, and other messages to take parts from."""

BAD_UTF8 = (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe4\xbd", b"\x80")
ODD_NUMBERS = (
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e400", "1e-400", "-0", "00012", "0x1F", "1_0", "+1", ".5", "5."),
    *("9" * 400, "-" + "9" * 40, "1" + "0" * 5000, "1.7976931348623157e308", "4.9e-324", "9007199254740993"),
    *("18446744073709551615", "18446744073709551616", "-9223372036854775809", "9223372036854775808", "1e308"),
)
EDGES: tuple[Any, ...] = (
    *(0, -1, 1, 2**31, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**30, 1e300, -1e300, 1e-300, 0.1, 253402300800.0),
    *("", " ", "\x00", "a" * 101, "字" * 1001, "\u202e", "\ud800", "😀" * 50, "\n", "'; drop table entry; --", "../.."),
    *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-02-30T00:00:00Z", "2026-06-01", "24:00"),
    *("0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2026-06-01T12:00:00"),
    *(None, True, False, [], {}, [[]], [None], {"": None}, {"type": "beat"}, [0] * 300, "live", "core", "hub"),
)
ROLES = ("cockpit", "terminal", "source", "hub", "")


# -- bytes -------------------------------------------------------------------------------------------------------------


def flip(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """A few bits fall over."""
    out = bytearray(data)
    for _turn in range(chance.choice((1, 1, 2, 8))):
        if out:
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut_short(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """It ends too early."""
    return data[: chance.randrange(max(1, len(data)))]


def lose_a_slice(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """A slice in the midst is missing."""
    start, end = sorted(chance.randrange(len(data) + 1) for _turn in range(2))
    return data[:start] + data[end:]


def double_a_slice(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """A slice comes twice."""
    start, end = sorted(chance.randrange(len(data) + 1) for _turn in range(2))
    return data[:end] + data[start:end] + data[end:]


def splice(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The head of one message and the tail of another."""
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def bad_utf8(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Bytes that are no UTF-8, often within a text."""
    at = chance.randrange(len(data) + 1)
    quoted = data.find(b'":"', at)
    at = quoted + 3 if quoted >= 0 and chance.random() < 0.7 else at
    return data[:at] + chance.choice(BAD_UTF8) + data[at:]


# -- JSON text ---------------------------------------------------------------------------------------------------------


def _values(data: bytes) -> list[int]:
    """Where values of objects begin."""
    found, at = [], data.find(b'":')
    while at >= 0:
        found.append(at + 2)
        at = data.find(b'":', at + 2)
    return found


def _replace_value(data: bytes, chance: random.Random, text: bytes) -> bytes:
    """Puts a text where a simple value stands."""
    places = _values(data)
    if not places:
        return text
    start = chance.choice(places)
    ends = [end for end in (data.find(b",", start), data.find(b"}", start)) if end >= 0]
    return data[:start] + text + data[min(ends, default=len(data)) :]


def odd_number(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """NaN, infinities, numbers that fit nowhere, and texts that only look like numbers."""
    return _replace_value(data, chance, chance.choice(ODD_NUMBERS).encode())


def deep(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Lists in lists, or objects in objects, to any depth, closed or not."""
    depth = chance.choice((5, 50, 500, 990, 1100, 5000, 20_000))
    opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}")))
    text = opening * depth + (b"0" + closing * depth if chance.random() < 0.7 else b"")
    if chance.random() < 0.5 and data.startswith(b"{"):
        # In a field that nobody knows, and that has to be skipped.
        return b'{"zz":' + text + b"," + data[1:]
    return _replace_value(data, chance, text)


def same_key_twice(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """A key that an object has already, with another value, before or behind."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return data + data
    if not isinstance(whole, dict) or not whole:
        return data
    pair = json.dumps({chance.choice(list(whole)): _edge(chance)})[1:-1].encode()
    return b"{" + pair + b"," + data[1:] if chance.random() < 0.5 else data[:-1] + b"," + pair + b"}"


def blanks(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """White space, a byte order mark, or a second document behind it."""
    what = chance.choice((b" " * 1000, b"\xef\xbb\xbf", b"\n\t\r ", b"\x00", b"{}", b"null", b"\x0b"))
    return what + data if chance.random() < 0.5 else data + what


def about_the_limit(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Padded to just below, at, or above what a message may have, in a field that nobody knows."""
    size = MESSAGE_LIMIT + chance.choice((-1, 0, 1, 100, 4096)) - len(data) - 8
    return b'{"zz":"' + b"x" * max(0, size) + b'",' + data[1:]


# -- JSON values -------------------------------------------------------------------------------------------------------


def _edge(chance: random.Random) -> Any:
    return deepcopy(chance.choice(EDGES))  # a list that were shared would be changed by the next mutation


def _nodes(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) within a value."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        pairs = list(one.items()) if isinstance(one, dict) else list(enumerate(one)) if isinstance(one, list) else []
        found += [(one, key) for key, _ in pairs]
        waiting += [inner for _, inner in pairs]
    return found


def _on_tree(change: Callable[[Any, Any, random.Random, Sequence[bytes]], None], most: int = 3) -> Mutation:
    """A mutation that changes one to three values of the message's JSON."""

    def mutate(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
        try:
            whole = json.loads(data)
        except (ValueError, RecursionError):
            return flip(data, chance, others)
        for _turn in range(min(most, chance.choice((1, 1, 2, 3)))):
            nodes = _nodes(whole)
            if nodes:
                change(*chance.choice(nodes), chance, others)
        return json.dumps(whole, ensure_ascii=chance.random() < 0.3 or _has_surrogate(whole)).encode()

    return mutate


def _has_surrogate(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _confuse(holder: Any, key: Any, chance: random.Random, _: Sequence[bytes]) -> None:
    """A value of another type, or one at the edge of what the type allows."""
    value = holder[key]
    like = [one for one in EDGES if type(one) is type(value) or (_is_number(one) and _is_number(value))]
    holder[key] = deepcopy(chance.choice(like)) if like and chance.random() < 0.6 else _edge(chance)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _leave_out(holder: Any, key: Any, _: random.Random, __: Sequence[bytes]) -> None:
    """A field or an element is missing."""
    del holder[key]


def _take_over(holder: Any, key: Any, chance: random.Random, others: Sequence[bytes]) -> None:
    """A value that stands somewhere in another message: ids, kinds and whole objects meet where they should not."""
    try:
        nodes = _nodes(json.loads(chance.choice(others)))
    except (ValueError, RecursionError):
        return
    same = [(one, name) for one, name in nodes if name == key or type(one[name]) is type(holder[key])]
    if same:
        one, name = chance.choice(same)
        holder[key] = one[name]


def _multiply(holder: Any, key: Any, chance: random.Random, _: Sequence[bytes]) -> None:
    """A list with its elements many times over, a text many times as long, a number many times as big."""
    value, times = holder[key], chance.choice((2, 10, 200, 3000))
    if isinstance(value, list | str):
        holder[key] = (value * times)[:60_000]
    elif isinstance(value, int | float):
        holder[key] = value * times * chance.choice((1, -1))


def _nudge(holder: Any, key: Any, chance: random.Random, _: Sequence[bytes]) -> None:
    """A text with a character changed, a number that is off by a little."""
    value = holder[key]
    if isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int | float):
        holder[key] = value + chance.choice((-1, 1, 0.5, -1e6, 1e6))
    elif isinstance(value, str) and value:
        at = chance.randrange(len(value))
        holder[key] = value[:at] + chance.choice("0a字-:Z \x00") + value[at + 1 :]
    elif isinstance(value, list) and value:
        chance.shuffle(value)


MUTATIONS: dict[str, Mutation] = {
    "flip": flip,
    "cut_short": cut_short,
    "lose_a_slice": lose_a_slice,
    "double_a_slice": double_a_slice,
    "splice": splice,
    "bad_utf8": bad_utf8,
    "odd_number": odd_number,
    "deep": deep,
    "same_key_twice": same_key_twice,
    "blanks": blanks,
    "about_the_limit": about_the_limit,
    "confuse": _on_tree(_confuse),
    "leave_out": _on_tree(_leave_out),
    "take_over": _on_tree(_take_over),
    "multiply": _on_tree(_multiply, most=1),
    "nudge": _on_tree(_nudge),
}
"""What can be done to one message, by name."""

WEIGHTS = [{"deep": 1, "about_the_limit": 1, "blanks": 1, "same_key_twice": 2}.get(name, 4) for name in MUTATIONS]
"""How often each is drawn: most of them stay so near to real messages that something is done with them."""


def mutate(data: bytes, chance: random.Random, others: Sequence[bytes]) -> tuple[str, bytes]:
    """A message after a mutation of a drawn kind, and the kind."""
    name = chance.choices(list(MUTATIONS), WEIGHTS)[0]
    return name, MUTATIONS[name](data, chance, others)


# -- sessions ----------------------------------------------------------------------------------------------------------


def reorder(session: list[bytes], chance: random.Random, _: Sequence[list[bytes]]) -> list[bytes]:
    """The hello first, all else in any order."""
    rest = session[1:]
    chance.shuffle(rest)
    return [*session[:1], *rest]


def double(session: list[bytes], chance: random.Random, _: Sequence[list[bytes]]) -> list[bytes]:
    """Messages come twice or more, at once or later."""
    out = list(session)
    for _turn in range(chance.randint(1, 4)):
        out.insert(chance.randint(1, len(out)), chance.choice(out[1:] or out))
    return out


def lose(session: list[bytes], chance: random.Random, _: Sequence[list[bytes]]) -> list[bytes]:
    """Some messages never come."""
    return [*session[:1], *(one for one in session[1:] if chance.random() < 0.6)]


def replay_hello(session: list[bytes], chance: random.Random, _: Sequence[list[bytes]]) -> list[bytes]:
    """The hello once more, at once or later."""
    at = chance.randint(1, len(session))
    return [*session[:at], session[0], *session[at:]]


def no_hello(session: list[bytes], chance: random.Random, _: Sequence[list[bytes]]) -> list[bytes]:
    """It begins in the midst."""
    return session[chance.randint(1, max(1, len(session) - 1)) :]


def other_role(session: list[bytes], chance: random.Random, _: Sequence[list[bytes]]) -> list[bytes]:
    """The hello claims another role, and perhaps another's name."""
    hello = json.loads(session[0])
    hello["role"] = chance.choice(ROLES)
    if chance.random() < 0.3:
        hello["name"] = chance.choice(("u101", "p1", "shen", "police_110", "hub", "", "lu"))
    return [json.dumps(hello).encode(), *session[1:]]


def as_somebody_else(session: list[bytes], chance: random.Random, others: Sequence[list[bytes]]) -> list[bytes]:
    """One's hello, and what another one said."""
    return [*session[:1], *chance.choice(others)[1:]]


def interleave(session: list[bytes], chance: random.Random, others: Sequence[list[bytes]]) -> list[bytes]:
    """What two said on two connections, on one."""
    out, other = list(session[:1]), list(chance.choice(others)[1:])
    rest = list(session[1:])
    while rest or other:
        source = rest if rest and (not other or chance.random() < 0.5) else other
        out.append(source.pop(0))
    return out


SessionMutation = Callable[[list[bytes], random.Random, Sequence[list[bytes]]], list[bytes]]

SESSION_MUTATIONS: dict[str, SessionMutation] = {
    one.__name__: one
    for one in (reorder, double, lose, replay_hello, no_hello, other_role, as_somebody_else, interleave)
}
"""What can be done to what was said on one connection, by name."""
