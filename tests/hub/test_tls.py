"""The hub behind a certificate: page and socket, and certificates that cannot be used."""

from __future__ import annotations

import json
import ssl
import subprocess
import urllib.request
from pathlib import Path
from unittest.mock import patch

import pytest
from websockets.asyncio.client import connect

from cockpit.errors import EnvironmentFailure
from cockpit.hub.commands import tls_of
from cockpit.hub.hub import Hub
from tests.hubs import QUICK_HASHER, Raw, TestClock, hello, run_async, small_folder


def certificate(folder: Path, *more: str) -> tuple[Path, Path]:
    """A certificate of its own for this machine's loopback, and its key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    openssl = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", "1"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    key_of = more or ("-nodes",)
    subprocess.run([*openssl, *names, *key_of, "-out", cert, "-keyout", key], check=True, capture_output=True)
    return cert, key


def test_page_and_socket_over_tls(tmp_path: Path) -> None:
    import asyncio

    cert, key = certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=str(cert))

    def town(port: int) -> str:
        with urllib.request.urlopen(f"https://127.0.0.1:{port}/field/town.json", context=trusting) as answer:
            return str(json.load(answer)["name"])

    async def main() -> None:
        with patch("cockpit.hub.accounts.argon2.PasswordHasher", QUICK_HASHER):
            hub = Hub(tmp_path / "data", small_folder(tmp_path), TestClock(), tls_of(cert, key))
        try:
            port = await hub.start("127.0.0.1", 0)
            assert await asyncio.to_thread(town, port) == "小镇"
            async with connect(f"wss://127.0.0.1:{port}", ssl=trusting, proxy=None, ping_interval=None) as socket:
                raw = Raw(socket)
                await raw.say(hello("terminal", "u101"))
                assert (await raw.hear("welcome"))["unit"]["id"] == "u101"
        finally:
            await hub.stop()

    run_async(main())


def test_a_certificate_that_cannot_be_used(tmp_path: Path) -> None:
    assert tls_of(None, None) is None
    cert, _ = certificate(tmp_path)
    with pytest.raises(EnvironmentFailure, match="须一起给出"):
        tls_of(cert, None)
    with pytest.raises(EnvironmentFailure, match="须一起给出"):
        tls_of(None, cert)
    with pytest.raises(EnvironmentFailure, match="cannot be used"):
        tls_of(cert, tmp_path / "missing.pem")
    with pytest.raises(EnvironmentFailure, match="cannot be used"):
        tls_of(cert, cert)


def test_a_key_with_a_password_is_refused_and_not_asked_for(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path, "-passout", "pass:secret")
    with pytest.raises(EnvironmentFailure, match="without a password"):
        tls_of(cert, key)
