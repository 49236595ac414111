"""Who may sign in: people by password (argon2id) or token, terminals and sources by a key of their own.

Passwords and keys never enter the journal. A token is a random value of 256 bits, kept here as its SHA-256; so are
the keys of devices, which are random as well: only passwords, which people make up, need a slow hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import argon2

from cockpit.domain.devices import DeviceSeen
from cockpit.errors import Refused
from cockpit.hub.codes import new_code, plain_code
from cockpit.hub.journal import open_database
from cockpit.kit.clock import Clock, SteadyClock
from cockpit.town.sample_key import KeyKind

FILE = "accounts.db"
TOKEN_S = 14 * 3600
"""Seconds that a token is good for: a shift and its handover."""
TRIES = 5
WAIT_S = 30.0
"""After so many wrong passwords in a row, an account takes no further one for so many seconds."""
CODE_S = 600.0
"""Seconds that an enrolment code is good for: to read it out, or to scan it."""
WRONG_NAMES = 10_000
"""Names whose wrong tries are remembered; those with the oldest are forgotten first."""

_SCHEMA = """
create table if not exists password(person text primary key, hash text not null, sample integer not null) without rowid;
create table if not exists token(hash blob primary key, person text not null, ends_at real not null) without rowid;
create table if not exists device_key(
    kind text not null, id text not null, hash blob not null, sample integer not null, primary key(kind, id)
) without rowid;
create table if not exists disabled(person text primary key) without rowid;
create table if not exists device(id text primary key, unit text not null, hash blob not null) without rowid;
create table if not exists device_seen(
    id text primary key, seen_at real not null, browser text not null
) without rowid;
create table if not exists code(
    hash blob primary key, unit text not null, made_by text not null, ends_at real not null
) without rowid;
"""


class Accounts:
    """The accounts of a data folder.

    Args:
        clock: when tokens end by. A hub's own: one whose machine is set forward by a day still knows its people.

    Raises:
        EnvironmentFailure: the file cannot be used.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self._db = open_database(folder / FILE)
        self._db.execute(_SCHEMA)
        # Passwords are checked in workers, keys in the loop; SQLite lets one thread at a time use the connection.
        self._using = threading.Lock()
        self._clock = clock or SteadyClock()
        self._hasher = argon2.PasswordHasher()
        self._wrong: dict[str, tuple[int, float]] = {}
        self._decoy = ""
        self._version: int = self._db.pragma("data_version")

    # -- making ------------------------------------------------------------------------------------------------

    def set_password(self, person: str, password: str, *, sample: bool = False) -> None:
        """Sets a person's password and ends the sessions that the old one opened."""
        hashed = self._hasher.hash(password)
        with self._using, self._db:
            self._db.execute("insert or replace into password values(?, ?, ?)", (person, hashed, sample))
            self._db.execute("delete from token where person = ?", (person,))

    def set_sample(self, people: list[str], password: str, keys: dict[tuple[KeyKind, str], str]) -> None:
        """Gives a sample town's people one known password, and its devices known keys; existing ones stay."""
        with self._using, self._db:
            has = {row[0] for row in self._db.execute("select person from password")}
            missing = [person for person in people if person not in has]
            if missing:
                hashed = self._hasher.hash(password)
                self._db.executemany("insert into password values(?, ?, 1)", [(one, hashed) for one in missing])
            rows = [(kind, id_, digest(key)) for (kind, id_), key in keys.items()]
            self._db.executemany("insert or ignore into device_key values(?, ?, ?, 1)", rows)

    def disable(self, person: str) -> None:
        """Lets a person sign in no more, and ends the person's sessions."""
        with self._using, self._db:
            self._db.execute("insert or ignore into disabled values(?)", (person,))
            self._db.execute("delete from token where person = ?", (person,))

    def enable(self, person: str) -> None:
        """Lets a person sign in again, with the password as it was."""
        with self._using:
            self._db.execute("delete from disabled where person = ?", (person,))

    def end_sessions(self, person: str) -> None:
        """Ends a person's sessions everywhere; the password stays."""
        with self._using:
            self._db.execute("delete from token where person = ?", (person,))

    def new_key(self, kind: KeyKind, id_: str) -> str:
        """Makes a device's key; it is shown once, the old one stops working."""
        key = secrets.token_urlsafe(32)
        with self._using:
            self._db.execute("insert or replace into device_key values(?, ?, ?, 0)", (kind, id_, digest(key)))
        return key

    def known(self) -> list[tuple[str, bool]]:
        """Ids of people with a password, and whether it is a sample's."""
        with self._using:
            return [(row[0], bool(row[1])) for row in self._db.execute("select person, sample from password")]

    def sessions(self) -> list[tuple[str, float]]:
        """Who is signed in somewhere, by id, and for how many seconds each token is still good; no token itself.

        A token is good until it ends, with a desktop connected or not: one person may have several.
        """
        now_s = self._now_s()
        with self._using:
            rows = self._db.execute(
                "select person, ends_at - ?1 from token where ends_at >= ?1 order by person, ends_at", (now_s,)
            )
            return [(person, remaining_s) for person, remaining_s in rows]

    @property
    def has_sample(self) -> bool:
        """Whether any account here is a sample's: such a hub stays on loopback."""
        with self._using:
            found = self._db.execute(
                "select exists(select 1 from password where sample) or exists(select 1 from device_key where sample)"
            ).get
        return bool(found)

    # -- checking ----------------------------------------------------------------------------------------------

    def check_password(self, person: str, password: str) -> str:
        """Returns a new token for the right password. Takes 50 ms and more: run it in a worker.

        Args:
            person: the person's id; for a name that nobody has, the name.

        Raises:
            Refused: unknown person, wrong password, or too many wrong ones just before.
        """
        self.prove_password(person, password)
        token = secrets.token_urlsafe(32)
        with self._using, self._db:
            self._db.execute("delete from token where ends_at < ?", (self._now_s(),))
            self._db.execute("insert into token values(?, ?, ?)", (digest(token), person, self._now_s() + TOKEN_S))
        return token

    def prove_password(self, person: str, password: str) -> None:
        """Passes for the right password: for a signature, which opens no session. Takes as long.

        Raises:
            Refused: as for ``check_password``.
        """
        tries, last_at = self._wrong.get(person, (0, 0.0))
        if tries >= TRIES and time.monotonic() - last_at < WAIT_S:
            raise Refused("sign_in.wait", f"密码连续输错 {tries} 次：请 {WAIT_S:.0f} 秒后再试")
        with self._using:
            found = self._db.execute("select hash from password where person = ?", (person,)).get
        try:
            # An unknown name costs as much time as a wrong password, so that names cannot be found out by the clock.
            self._hasher.verify(found or self._decoy_hash(), password)
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            self._note_wrong(person)
            raise Refused("sign_in.password", "账号或密码不对") from None
        if found is None:
            raise Refused("sign_in.password", "账号或密码不对")
        self._wrong.pop(person, None)
        with self._using:
            disabled = self._db.execute("select exists(select 1 from disabled where person = ?)", (person,)).get
        if disabled:
            # Said only to who knows the password.
            raise Refused("sign_in.disabled", "账号已停用：请联系管理员")

    def _note_wrong(self, person: str) -> None:
        with self._using:
            tries, _ = self._wrong.pop(person, (0, 0.0))
            self._wrong[person] = (tries + 1, time.monotonic())
            if len(self._wrong) > WRONG_NAMES:
                del self._wrong[next(iter(self._wrong))]

    def check_token(self, person: str, token: str) -> None:
        """Passes for a token of this person that has not ended.

        Raises:
            Refused: it is unknown, ended, or somebody else's.
        """
        with self._using:
            row = self._db.execute("select person, ends_at from token where hash = ?", (digest(token),)).fetchone()
        if row is None or row[0] != person or row[1] < self._now_s():
            raise Refused("sign_in.token", "登录已过期：请重新输入密码")

    def remaining_s(self, proof: bytes) -> float:
        """Seconds that the token with this digest is still good for."""
        with self._using:
            ends_at = self._db.execute("select ends_at from token where hash = ?", (proof,)).get
        return 0.0 if ends_at is None else float(ends_at) - self._now_s()

    def changed_elsewhere(self) -> bool:
        """Whether another process has written here since the last call."""
        with self._using:
            version: int = self._db.pragma("data_version")
        changed, self._version = version != self._version, version
        return changed

    def stands(self, id_: str, proof: bytes) -> bool:
        """Whether a session of this person, unit or source would still be opened by what it was opened by.

        Args:
            proof: digest of the token or key.
        """
        with self._using:
            found = self._db.execute(
                "select exists(select 1 from token where hash = ?1 and person = ?2"
                " and not exists(select 1 from disabled where person = ?2))"
                " or exists(select 1 from device_key where hash = ?1 and id = ?2)",
                (proof, id_),
            ).get
        return bool(found)

    def end_token(self, token: str) -> None:
        """Ends a session for good."""
        with self._using:
            self._db.execute("delete from token where hash = ?", (digest(token),))

    def check_key(self, kind: KeyKind, id_: str, key: str) -> None:
        """Passes for the right key of a terminal or source.

        Raises:
            Refused: it is not.
        """
        with self._using:
            found = self._db.execute("select hash from device_key where kind = ? and id = ?", (kind, id_)).get
        if found is None or not hmac.compare_digest(found, digest(key)):
            raise Refused("sign_in.key", f"{id_} 的密钥不对")

    # -- enrolled devices --------------------------------------------------------------------------------------

    def new_code(self, unit: str, made_by: str) -> str:
        """Makes the code that enrols one device for a unit, within ``CODE_S``; an earlier one of the unit ends.

        Args:
            made_by: the person who asks for it, empty at the hub's console.
        """
        code = new_code()
        with self._using, self._db:
            self._db.execute("delete from code where unit = ? or ends_at < ?", (unit, time.time()))
            self._db.execute("insert into code values(?, ?, ?, ?)", (digest(code), unit, made_by, time.time() + CODE_S))
        return code

    def use_code(self, code: str, address: str) -> tuple[str, str]:
        """Takes a code, which is good once.

        Args:
            address: where it comes from: after ``TRIES`` wrong ones in a row none is taken from there for ``WAIT_S``.

        Returns:
            The unit, and who made the code.

        Raises:
            Refused: it is wrong, used, or too old; or there were too many wrong ones just before.
        """
        known_as = f"code/{address}"
        tries, last_at = self._wrong.get(known_as, (0, 0.0))
        if tries >= TRIES and time.monotonic() - last_at < WAIT_S:
            raise Refused("sign_in.wait", f"登记码连续输错 {tries} 次：请 {WAIT_S:.0f} 秒后再试")
        with self._using, self._db:
            row = self._db.execute(
                "delete from code where hash = ? returning unit, made_by, ends_at", (digest(plain_code(code)),)
            ).fetchone()
        if row is None or row[2] < time.time():
            self._note_wrong(known_as)
            raise Refused("enrol.code", "登记码不对、已用过或已过期：请向指挥中心要一个新的", "指挥长、坐席员")
        self._wrong.pop(known_as, None)
        return row[0], row[1]

    def new_device(self, unit: str) -> tuple[str, str]:
        """Makes a device of a unit; returns its id and its key, which is shown this once."""
        device, key = f"d{secrets.token_hex(6)}", secrets.token_urlsafe(32)
        with self._using:
            self._db.execute("insert into device values(?, ?, ?)", (device, unit, digest(key)))
        return device, key

    def forget_device(self, device: str) -> None:
        """Ends a device's key."""
        with self._using:
            self._db.execute("delete from device where id = ?", (device,))

    def seen(self) -> list[DeviceSeen]:
        """When each device was last connected, as far as it was written down."""
        with self._using:
            rows = self._db.execute("select id, seen_at, browser from device_seen")
            return [DeviceSeen(id_, seen_at, browser=browser) for id_, seen_at, browser in rows]

    def note_seen(self, seen: Iterable[DeviceSeen]) -> None:
        """Writes down when devices were connected."""
        rows = [(one.device, one.seen_at, one.browser) for one in seen]
        with self._using, self._db:
            self._db.executemany("insert or replace into device_seen values(?, ?, ?)", rows)

    def check_device(self, device: str, unit: str, key: str) -> None:
        """Passes for the right key of a unit's device.

        Raises:
            Refused: it is not.
        """
        with self._using:
            row = self._db.execute("select unit, hash from device where id = ?", (device,)).fetchone()
        if row is None or row[0] != unit or not hmac.compare_digest(row[1], digest(key)):
            raise Refused("sign_in.key", f"{unit} 的设备密钥不对")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def _now_s(self) -> float:
        return self._clock.now().timestamp()

    def _decoy_hash(self) -> str:
        if not self._decoy:
            self._decoy = self._hasher.hash(secrets.token_urlsafe(16))
        return self._decoy


def digest(secret: str) -> bytes:
    """What is kept of a token or key: its SHA-256."""
    return hashlib.sha256(secret.encode()).digest()
