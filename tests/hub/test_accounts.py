"""Who may sign in: passwords, tokens, keys, and what a wrong one leads to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import apsw
import argon2
import pytest

from cockpit.errors import EnvironmentFailure, Refused
from cockpit.hub import accounts as rules
from cockpit.hub.accounts import FILE, TOKEN_S, TRIES, WAIT_S, Accounts
from cockpit.kit.clock import from_epoch_s
from cockpit.town.sample_key import sample_key


class Clock:
    """Both clocks that accounts look at, set by hand."""

    def __init__(self) -> None:
        self.at_s = 1_780_000_000.0

    def monotonic(self) -> float:
        return self.at_s

    def now(self) -> datetime:
        return from_epoch_s(self.at_s)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock set by hand."""
    made = Clock()
    monkeypatch.setattr(rules, "time", made)
    return made


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    """Accounts whose hashes are quick: what a slow one costs is argon2's affair."""
    made = Accounts(tmp_path, clock)
    made._hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield made
    made.close()


def rule_of(call: object, *args: str) -> str:
    """The rule that a check is refused by."""
    with pytest.raises(Refused) as caught:
        call(*args)  # type: ignore[operator]
    return caught.value.rule


def test_the_right_password_gives_a_token_that_signs_in(accounts: Accounts) -> None:
    accounts.set_password("p1", "correct horse")
    token = accounts.check_password("p1", "correct horse")
    accounts.check_token("p1", token)
    assert token != accounts.check_password("p1", "correct horse")


def test_passwords_are_kept_as_argon2id_and_tokens_and_keys_as_digests(tmp_path: Path) -> None:
    made = Accounts(tmp_path)
    made.set_password("p1", "correct horse")
    token, key = made.check_password("p1", "correct horse"), made.new_key("terminal", "u1")
    made.close()
    rows = apsw.Connection(str(tmp_path / FILE)).execute("select hash from password").get
    assert rows.startswith("$argon2id$")
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in ("correct horse", token, key):
        assert secret.encode() not in stored


def test_wrong_and_unknown_are_told_apart_by_nobody(accounts: Accounts) -> None:
    accounts.set_password("p1", "correct horse")
    messages = set()
    for person in ("p1", "nobody", ""):
        with pytest.raises(Refused) as caught:
            accounts.check_password(person, "wrong")
        assert caught.value.rule == "sign_in.password"
        messages.add(caught.value.message)
    assert len(messages) == 1


def test_the_password_of_the_decoy_opens_nothing(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_decoy", accounts._hasher.hash("decoy"))
    assert rule_of(accounts.check_password, "nobody", "decoy") == "sign_in.password"


def test_after_too_many_wrong_ones_even_the_right_one_waits(accounts: Accounts, clock: Clock) -> None:
    accounts.set_password("p1", "correct horse")
    for _ in range(TRIES):
        assert rule_of(accounts.check_password, "p1", "wrong") == "sign_in.password"
    assert rule_of(accounts.check_password, "p1", "correct horse") == "sign_in.wait"
    accounts.set_password("p2", "another horse")
    accounts.check_password("p2", "another horse")
    clock.at_s += WAIT_S + 1
    assert rule_of(accounts.check_password, "p1", "wrong") == "sign_in.password"
    assert rule_of(accounts.check_password, "p1", "correct horse") == "sign_in.wait"
    clock.at_s += WAIT_S + 1
    accounts.check_password("p1", "correct horse")
    assert rule_of(accounts.check_password, "p1", "wrong") == "sign_in.password", "and counts from the start again"
    accounts.check_password("p1", "correct horse")


def test_names_that_nobody_has_are_counted_each_by_itself_and_not_for_ever(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(TRIES):
        rule_of(accounts.check_password, "ghost", "x")
    assert rule_of(accounts.check_password, "ghost", "x") == "sign_in.wait"
    assert rule_of(accounts.check_password, "spirit", "x") == "sign_in.password"
    monkeypatch.setattr(rules, "WRONG_NAMES", 3)
    for number in range(5):
        rule_of(accounts.check_password, f"name-{number}", "x")
    assert len(accounts._wrong) == 3


def test_tokens_end_with_time_with_a_new_password_and_on_demand(accounts: Accounts, clock: Clock) -> None:
    accounts.set_password("p1", "correct horse")
    first, second = accounts.check_password("p1", "correct horse"), accounts.check_password("p1", "correct horse")
    accounts.end_token(first)
    assert rule_of(accounts.check_token, "p1", first) == "sign_in.token"
    accounts.check_token("p1", second)
    clock.at_s += TOKEN_S + 1
    assert rule_of(accounts.check_token, "p1", second) == "sign_in.token"
    third = accounts.check_password("p1", "correct horse")
    accounts.set_password("p1", "new horse, new stable")
    assert rule_of(accounts.check_token, "p1", third) == "sign_in.token"
    assert rule_of(accounts.check_password, "p1", "correct horse") == "sign_in.password"


def test_sessions_are_listed_while_they_last_and_without_their_secret(accounts: Accounts, clock: Clock) -> None:
    assert accounts.sessions() == []
    for person in ("p2", "p1"):
        accounts.set_password(person, "correct horse")
    accounts.check_password("p2", "correct horse")
    clock.at_s += 100
    token = accounts.check_password("p1", "correct horse")
    accounts.check_password("p2", "correct horse")
    assert accounts.sessions() == [("p1", TOKEN_S), ("p2", TOKEN_S - 100), ("p2", TOKEN_S)]
    accounts.end_token(token)
    clock.at_s += TOKEN_S - 50
    assert accounts.sessions() == [("p2", 50)], "what is over, by sign-out or by time, is no session"


def test_a_token_is_one_persons(accounts: Accounts) -> None:
    accounts.set_password("p1", "correct horse")
    token = accounts.check_password("p1", "correct horse")
    for person, given in (("p2", token), ("", token), ("p1", ""), ("p1", token[:-1])):
        assert rule_of(accounts.check_token, person, given) == "sign_in.token"


def test_a_device_has_one_key_and_the_newest_counts(accounts: Accounts) -> None:
    first = accounts.new_key("terminal", "u1")
    accounts.check_key("terminal", "u1", first)
    second = accounts.new_key("terminal", "u1")
    accounts.check_key("terminal", "u1", second)
    for kind, id_, key in (("terminal", "u1", first), ("source", "u1", second), ("terminal", "u2", second)):
        assert rule_of(accounts.check_key, kind, id_, key) == "sign_in.key"


def test_a_samples_accounts_never_replace_ones_that_were_set(accounts: Accounts) -> None:
    accounts.set_password("p1", "correct horse")
    own = accounts.new_key("terminal", "u1")
    assert not accounts.has_sample
    word = sample_key("word", "terminal", "u2")
    accounts.set_sample(["p1", "p2"], "sample", {("terminal", "u1"): "known", ("terminal", "u2"): word})
    assert accounts.has_sample
    accounts.check_password("p1", "correct horse")
    accounts.check_password("p2", "sample")
    accounts.check_key("terminal", "u1", own)
    accounts.check_key("terminal", "u2", word)
    assert sorted(accounts.known()) == [("p1", False), ("p2", True)]
    accounts.set_sample(["p1", "p2"], "other", {})
    accounts.check_password("p2", "sample")


def test_a_key_of_a_sample_alone_makes_it_one(accounts: Accounts) -> None:
    accounts.set_sample([], "sample", {("source", "fire_119"): "known"})
    assert accounts.has_sample and accounts.known() == []


def test_sample_keys_differ_by_kind_id_and_word() -> None:
    keys = {sample_key(word, kind, id_) for word in "ab" for kind in ("terminal", "source") for id_ in ("u1", "u2")}  # type: ignore[arg-type]
    assert len(keys) == 8


def test_many_may_be_checked_at_once(accounts: Accounts) -> None:
    accounts.set_password("p1", "correct horse")
    key = accounts.new_key("terminal", "u1")
    faults: list[Exception] = []

    def sign_in() -> None:
        try:
            for _ in range(20):
                accounts.check_token("p1", accounts.check_password("p1", "correct horse"))
        except (apsw.Error, Refused) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=sign_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        accounts.check_key("terminal", "u1", key)
    for thread in threads:
        thread.join()
    assert not faults


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"rubbish" * 1000)
    with pytest.raises(EnvironmentFailure, match=FILE):
        Accounts(tmp_path)
