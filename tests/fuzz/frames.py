"""What is done beneath the messages: to websocket frames and to the handshake. Source: RFC 6455, sections 4 and 5."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.fuzz.mutations import cut_short, double_a_slice, flip, lose_a_slice
from tests.fuzz.plain_socket import BINARY, CLOSE, MASK, TEXT, frame, handshake

CONTINUED, PING, PONG = 0x0, 0x9, 0xA


def in_pieces(data: bytes, chance: random.Random) -> bytes:
    """A message in fragments, empty ones among them, and sometimes without its end."""
    cuts = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randint(1, 8)))
    parts = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    out = frame(parts[0], TEXT, final=False)
    for part in parts[1:-1]:
        out += frame(part, CONTINUED, final=False)
        if chance.random() < 0.3:
            out += frame(b"?", PING)
    return out + (frame(parts[-1], CONTINUED) if chance.random() < 0.8 else b"")


def empty_pieces(data: bytes, chance: random.Random) -> bytes:
    """Fragments of nothing, many of them."""
    return frame(data, TEXT, final=False) + frame(b"", CONTINUED, final=False) * chance.choice((1, 50, 2000))


def lost_beginning(data: bytes, chance: random.Random) -> bytes:
    """The end of a message that never began, or a new one within another."""
    if chance.random() < 0.5:
        return frame(data, CONTINUED)
    return frame(data[:10], TEXT, final=False) + frame(data, TEXT)


def odd_opcode(data: bytes, chance: random.Random) -> bytes:
    """Kinds of frames that nobody has defined, bits that nobody has agreed on."""
    out = bytearray(frame(data))
    out[0] = chance.randrange(256)
    return bytes(out)


def as_binary(data: bytes, _: random.Random) -> bytes:
    """Bytes instead of a text."""
    return frame(data, BINARY)


def unmasked(data: bytes, _: random.Random) -> bytes:
    """As only a hub may."""
    out = frame(data)
    return bytes((out[0], out[1] & 0x7F)) + out[2:].replace(MASK, b"", 1)


def masked(data: bytes, chance: random.Random) -> bytes:
    """Masked by one mask, said to be masked by another: any bytes at all."""
    return frame(data).replace(MASK, chance.randbytes(4), 1)


def false_length(data: bytes, chance: random.Random) -> bytes:
    """More is announced than comes, or than there can be."""
    size = chance.choice((len(data) + 1, 1 << 16, 1 << 20, (1 << 63) - 1, 1 << 63, (1 << 64) - 1))
    return bytes((0x81, 0xFF)) + size.to_bytes(8, "big") + MASK + data


def odd_control(data: bytes, chance: random.Random) -> bytes:
    """Pings and closes as they must not be: too long, in fragments, with codes and texts that there are not."""
    kind = chance.choice((CLOSE, CLOSE, PING, PONG))
    code = chance.choice((0, 999, 1000, 1005, 1006, 1015, 2999, 4999, 65535)).to_bytes(2, "big")
    body = chance.choice((b"", b"x", code, code + b"\xff\xfe", code + data[:100], data[:200], b"x" * 126))
    return frame(body, kind, final=chance.random() < 0.8)


def flood(data: bytes, chance: random.Random) -> bytes:
    """Very many pings, or the same message very many times."""
    return frame(b"", PING) * 3000 if chance.random() < 0.5 else frame(data) * 200


def torn(data: bytes, chance: random.Random) -> bytes:
    """A frame that ends in its midst."""
    whole = frame(data)
    return whole[: chance.randrange(1, len(whole))]


def noise(_: bytes, chance: random.Random) -> bytes:
    """No frame at all."""
    return chance.randbytes(chance.choice((1, 2, 14, 200, 5000)))


FRAMES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    one.__name__: one
    for one in (
        *(in_pieces, empty_pieces, lost_beginning, odd_opcode, as_binary, unmasked, masked),
        *(false_length, odd_control, flood, torn, noise),
    )
}
"""What can be done to a frame, by name."""


def odd_handshake(chance: random.Random) -> bytes:
    """A request that opens no websocket, or not quite."""
    good = handshake(1)
    line = chance.choice(good.split(b"\r\n")[:-2])
    changes: tuple[Callable[[], bytes], ...] = (
        lambda: good.replace(line + b"\r\n", b"", 1),
        lambda: good.replace(line, line + b"x" * chance.choice((1, 9000)), 1),
        lambda: good.replace(b"\r\n\r\n", b"\r\nOrigin: http://elsewhere.example\r\n\r\n"),
        lambda: good.replace(b"\r\n\r\n", b"\r\n" + b"X-A: b\r\n" * chance.choice((1, 300)) + b"\r\n"),
        lambda: good.replace(b"GET / ", b"GET " + chance.choice((b"/health", b"/../etc", b"//", b"*", b"")) + b" "),
        lambda: good.replace(b"GET", chance.choice((b"POST", b"HEAD", b"get", b""))),
        lambda: flip(good, chance, ()),
        lambda: cut_short(good, chance, ()),
        lambda: lose_a_slice(good, chance, ()),
        lambda: double_a_slice(good, chance, ()),
        lambda: chance.randbytes(300),
    )
    return chance.choice(changes)()
