"""Keyrings for tests: one that keeps, one that is none, one in plain text, one that fails."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError


class Memory(KeyringBackend):
    """Keeps secrets as long as it lives.

    Attributes:
        kept: secret by service and name.
    """

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Nothing(KeyringBackend):
    """What ``keyring`` gives where there is no keyring."""

    priority = 0  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        raise NoKeyringError("no recommended backend")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NoKeyringError("no recommended backend")

    def delete_password(self, service: str, username: str) -> None:
        raise NoKeyringError("no recommended backend")


class Locked(Memory):
    """A keyring whose owner does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the owner said no")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("the owner said no")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("the owner said no")
