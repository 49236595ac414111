"""Bytes to messages and back. Unknown fields are ignored, unknown types and wrong values are the peer's fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from cockpit.errors import WireError
from cockpit.wire.messages import MESSAGE_LIMIT, SLICE, ClientMessage, HubMessage, Part

M = TypeVar("M")

_encoder = msgspec.json.Encoder()
_from_client: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_from_hub: msgspec.json.Decoder[HubMessage] = msgspec.json.Decoder(HubMessage)

FAULT_LIMIT = 300
"""Characters of a decoder's complaint, which may quote the peer's own text."""

encode = _encoder.encode
"""A message as UTF-8 JSON."""


def decode_client(data: bytes) -> ClientMessage:
    """What a client said.

    Raises:
        WireError: ``too_big``, ``malformed`` (not JSON), ``unknown_type``, or ``invalid`` (a wrong or missing field).
    """
    return _decode(data, _from_client)


def decode_hub(data: bytes) -> HubMessage:
    """What the hub said.

    Raises:
        WireError: as for ``decode_client``.
    """
    return _decode(data, _from_hub)


def decode_parts(data: bytes) -> HubMessage:
    """A message of the hub's that came in parts, so of any length.

    Raises:
        WireError: as for ``decode_client``, but for ``too_big``.
    """
    return _decode(data, _from_hub, limit=len(data))


def _decode(data: bytes, decoder: msgspec.json.Decoder[M], limit: int = MESSAGE_LIMIT) -> M:
    if len(data) > limit:
        raise WireError("too_big", f"message of {len(data)} bytes; at most {limit} are allowed")
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as fault:
        # The text says where: `$.type` of the message, or `$.command.type`.
        text = str(fault)
        code = "unknown_type" if text.startswith("Invalid value") and text.endswith(".type`") else "invalid"
        raise WireError(code, text if len(text) <= FAULT_LIMIT else f"{text[:FAULT_LIMIT]}…") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise WireError("malformed", f"not a JSON message: {fault}") from None


def slices(text: str) -> Iterator[tuple[int, int, str]]:
    """A long text in parts that each fit into a message: part number from 1, number of parts, the slice.

    A slice is bounded by its size once escaped into JSON, so that quotes and Chinese text fit as well.
    """
    parts: list[str] = []
    start = 0
    while start < len(text) or not parts:
        end = min(len(text), start + SLICE)
        while len(_encoder.encode(text[start:end])) > MESSAGE_LIMIT - 1024:
            end = start + (end - start) * 3 // 4
        parts.append(text[start:end])
        start = end
    for number, part in enumerate(parts, 1):
        yield number, len(parts), part


def framed(data: bytes) -> list[bytes]:
    """An encoded message as it goes out: as it is, or in parts where it is too long for one."""
    if len(data) <= MESSAGE_LIMIT:
        return [data]
    return [encode(Part(*part)) for part in slices(data.decode())]
