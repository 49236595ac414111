"""Where the token is kept: a real Secret Service, no keyring at all, one that fails, one in plain text."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from keyring.backends import chainer, fail, null

from cockpit.client.token_store import TokenStore, why_not
from tests.client.keyrings import Locked, Memory, Nothing

HUB = "wss://hub.example:8713"
TOP = Path(__file__).resolve().parents[2]

IN_SERVICE = """
import sys
from cockpit.client.token_store import TokenStore
store = TokenStore()
assert store.keeps, store.reason
if sys.argv[1] == "put":
    assert store.get("wss://hub", "shen") == ""
    store.put("wss://hub", "shen", "secret-token")
elif sys.argv[1] == "get":
    print(store.get("wss://hub", "shen"), repr(store.get("wss://other", "shen")))
else:
    store.forget("wss://hub", "shen")
    store.forget("wss://hub", "shen")
    print(repr(store.get("wss://hub", "shen")))
"""


def test_a_token_is_kept_by_hub_and_login() -> None:
    ring = Memory()
    store = TokenStore(ring)
    assert store.keeps
    assert store.get(HUB, "shen") == ""
    store.put(HUB, "shen", "token")
    assert TokenStore(ring).get(HUB, "shen") == "token"
    assert store.get(HUB, "gu") == store.get("wss://other", "shen") == ""
    store.forget(HUB, "shen")
    store.forget(HUB, "shen")
    assert store.get(HUB, "shen") == ""


@pytest.mark.parametrize("backend", [Nothing(), fail.Keyring(), null.Keyring()])
def test_without_a_keyring_nothing_is_kept_and_it_says_so(backend: Memory) -> None:
    store = TokenStore(backend)
    assert not store.keeps
    assert "signed in for this session only" in store.reason
    store.put(HUB, "shen", "token")
    assert store.get(HUB, "shen") == ""
    store.forget(HUB, "shen")


def plain_text(name: str) -> Memory:
    """A keyring from ``keyrings.alt``, which need not be installed for that."""
    module = ModuleType(name)
    kind = type("PlaintextKeyring", (Memory,), {"__module__": module.__name__})
    made: Memory = kind()
    return made


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyrings.alt.Windows"])
def test_a_keyring_in_plain_text_is_refused(module: str) -> None:
    backend = plain_text(module)
    store = TokenStore(backend)
    assert "plain text" in store.reason
    store.put(HUB, "shen", "token")
    assert backend.kept == {}


def test_a_chain_is_as_good_as_its_first_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    rings: list[Memory] = []
    chain = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", rings)
    monkeypatch.setattr(chainer.ChainerBackend, "priority", 10)
    assert why_not(chain)
    rings.append(Memory())
    assert why_not(chain) == ""
    rings.insert(0, plain_text("keyrings.alt.file"))
    assert "plain text" in why_not(chain)


def test_a_keyring_that_fails_is_given_up_and_said_once(caplog: pytest.LogCaptureFixture) -> None:
    for act in (
        lambda store: store.get(HUB, "shen"),
        lambda store: store.put(HUB, "shen", "secret-token"),
        lambda store: store.forget(HUB, "shen"),
    ):
        caplog.clear()
        store = TokenStore(Locked())
        with caplog.at_level(logging.WARNING):
            for _ in range(2):
                act(store)
        assert not store.keeps
        assert [record.message for record in caplog.records] == [store.reason]
        assert "the owner said no" in store.reason
        assert "secret-token" not in caplog.text


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs Debian's gnome-keyring and dbus",
)
def test_a_real_secret_service_keeps_the_token_across_processes(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(IN_SERVICE, encoding="utf-8")
    (tmp_path / "run.sh").write_text(
        f"""set -e
echo -n one-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
for act in put get forget; do '{sys.executable}' '{tmp_path}/use.py' $act; done
""",
        encoding="utf-8",
    )
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", str(tmp_path / "run.sh")],
        env={**home, "PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["secret-token ''", "''"]
    stored = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    assert stored
    assert b"secret-token" not in stored
