"""The keys of a sample town's terminals and sources: known to everybody, so good on loopback only."""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal

KeyKind = Literal["terminal", "source"]


def sample_key(shared: str, kind: KeyKind, id_: str) -> str:
    """The key of one terminal or source, made from the word that the sample's ``accounts.toml`` shares."""
    return hmac.new(shared.encode(), f"{kind}/{id_}".encode(), hashlib.sha256).hexdigest()
