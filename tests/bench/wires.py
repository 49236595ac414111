"""Websockets by hand over plain sockets: a load side that costs next to nothing, and as little for every server."""

from __future__ import annotations

import base64
import os
import socket
import struct
from collections import deque
from urllib.parse import urlsplit

from websockets.frames import Frame, Opcode

from cockpit.errors import EnvironmentFailure

CONNECT_S = 30.0


def masked(data: bytes) -> bytes:
    """A text frame as a client sends it."""
    return Frame(Opcode.TEXT, data).serialize(mask=True)


def frame_length(payload: int) -> int:
    """Bytes of a server's whole frame with a payload of so many bytes (below 64 KiB)."""
    return payload + (2 if payload < 126 else 4)


class Frames:
    """Cuts a server's stream of bytes into the payloads of its frames."""

    def __init__(self, rest: bytes = b"") -> None:
        self._rest = rest

    def feed(self, data: bytes) -> list[bytes]:
        """The payloads that are whole by now.

        Raises:
            EnvironmentFailure: the server closes the connection.
        """
        buffer = self._rest + data if self._rest else data
        found: list[bytes] = []
        at, end = 0, len(buffer)
        while end - at >= 2:
            length, head = buffer[at + 1] & 0x7F, 2
            if length >= 126:
                head = 4 if length == 126 else 10
                if end - at < head:
                    break
                length = int.from_bytes(buffer[at + 2 : at + head], "big")
            if end - at < head + length:
                break
            payload = buffer[at + head : at + head + length]
            if buffer[at] & 0x0F == Opcode.CLOSE:
                code = struct.unpack("!H", payload[:2])[0] if payload else 0
                raise EnvironmentFailure(f"the server closes a connection of the load: {code} {payload[2:]!r}")
            found.append(payload)
            at += head + length
        self._rest = buffer[at:]
        return found


class Wire:
    """One connection to a websocket server. ``read`` after a poll, or ``hear`` to wait."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        host, port = parts.hostname or "127.0.0.1", parts.port or 80
        try:
            self.socket = socket.create_connection((host, port), CONNECT_S)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            rest = self._upgrade(f"{host}:{port}", parts.path or "/")
        except OSError as failure:
            raise EnvironmentFailure(f"cannot connect to {url}: {failure}") from failure
        self._frames = Frames()
        self._unread: deque[bytes] = deque(self._frames.feed(rest))

    def _upgrade(self, host: str, path: str) -> bytes:
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        answer = b""
        while b"\r\n\r\n" not in answer:
            data = self.socket.recv(4096)
            if not data:
                raise ConnectionError("closed before the handshake was over")
            answer += data
        head, rest = answer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(f"no websocket: {head[:100]!r}")
        return rest

    def fileno(self) -> int:
        """The socket's number, for a poll."""
        return self.socket.fileno()

    def say(self, data: bytes) -> None:
        """Sends a message."""
        self.socket.sendall(masked(data))

    def read(self) -> list[bytes]:
        """What has come: whole messages; waits only where the socket blocks and nothing is there.

        Raises:
            EnvironmentFailure: the server has closed or cut the connection.
        """
        data = self.socket.recv(1 << 18)
        if not data:
            raise EnvironmentFailure("the server has cut a connection of the load")
        return self._frames.feed(data)

    def hear(self, *kinds: str) -> bytes:
        """Waits for a message of one of these types; others are dropped.

        Raises:
            EnvironmentFailure: the hub said goodbye, or cut the connection.
        """
        wanted = tuple(b'{"type":"' + kind.encode() + b'"' for kind in kinds)
        while True:
            while self._unread:
                message = self._unread.popleft()
                if message.startswith(wanted):
                    return message
                if message.startswith(b'{"type":"bye"'):
                    raise EnvironmentFailure(f"the hub does not let the load in: {message.decode()}")
            self._unread.extend(self.read())

    def close(self) -> None:
        """Closes without a goodbye."""
        self.socket.close()
