"""Where the desktop keeps its token: the system's keyring, or nowhere.

Calls may block for seconds (a keyring may ask its owner): run them in a worker.
"""

from __future__ import annotations

import logging

import keyring
import keyring.backend
import keyring.errors

log = logging.getLogger(__name__)

SERVICE = "cockpit"
INSECURE = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
"""Backends that keep secrets in plain text, or do not keep them at all."""


class TokenStore:
    """Tokens by hub and login.

    Attributes:
        reason: why there is no keyring to be used, empty when there is one.
    """

    def __init__(self, backend: keyring.backend.KeyringBackend | None = None) -> None:
        self._backend = backend or keyring.get_keyring()
        self.reason = why_not(self._backend)

    @property
    def keeps(self) -> bool:
        """Whether tokens outlive this session."""
        return not self.reason

    def get(self, url: str, login: str) -> str:
        """The token kept for a login at a hub, empty where there is none."""
        if self.reason:
            return ""
        try:
            return self._backend.get_password(SERVICE, _key(url, login)) or ""
        except keyring.errors.KeyringError as failure:
            self._give_up(failure)
            return ""

    def put(self, url: str, login: str, token: str) -> None:
        """Keeps a token; where that fails, it is good for this session only."""
        if self.reason:
            return
        try:
            self._backend.set_password(SERVICE, _key(url, login), token)
        except keyring.errors.KeyringError as failure:
            self._give_up(failure)

    def forget(self, url: str, login: str) -> None:
        """Drops a token; one that is not there is no fault."""
        if self.reason:
            return
        try:
            self._backend.delete_password(SERVICE, _key(url, login))
        except keyring.errors.PasswordDeleteError:
            return
        except keyring.errors.KeyringError as failure:
            self._give_up(failure)

    def _give_up(self, failure: Exception) -> None:
        self.reason = f"系统钥匙串不可用：{failure} (the system keyring failed)"
        log.warning("%s", self.reason)


def why_not(backend: keyring.backend.KeyringBackend) -> str:
    """Why a backend must not hold tokens, empty when it may."""
    name = type(backend).__module__
    if name.startswith("keyrings.alt"):
        return f"{name} 以明文保存密钥，不使用 (keeps secrets in plain text: not used)"
    if name.startswith(INSECURE) or backend.priority <= 0:
        return "没有系统钥匙串，登录只在本次有效 (no system keyring: signed in for this session only)"
    chained = getattr(backend, "backends", None)
    if chained is not None and (not chained or why_not(chained[0])):
        return why_not(chained[0]) if chained else "没有系统钥匙串 (no system keyring)"
    return ""


def _key(url: str, login: str) -> str:
    return f"{login}@{url}"
