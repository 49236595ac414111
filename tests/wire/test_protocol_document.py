"""The protocol's document: each message that it shows is one, and each figure that it names is the code's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cockpit.client.backoff import FIRST_S, LONGEST_S
from cockpit.domain.orders import ID_LIMIT, TEXT_LIMIT
from cockpit.hub import accounts, peer, publisher, server
from cockpit.hub.questions import QUESTIONS
from cockpit.wire.codec import decode_client, decode_hub, decode_parts
from cockpit.wire.hub_session import ALLOWED, GREETING_S, LOST_AFTER_BEATS, POSITIONS_LIMIT
from cockpit.wire.messages import MESSAGE_LIMIT, PROTOCOL, Part

TEXT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^([→←]) (\{.*\})$", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("way", "line"), SHOWN, ids=lambda text: text[:30])
def test_what_is_shown_can_be_said(way: str, line: str) -> None:
    message = (decode_client if way == "→" else decode_hub)(line.encode())
    known = set(type(message).__struct_fields__)
    assert known >= json.loads(line).keys() - {"type"}, "a field that the protocol does not have"


def test_every_kind_of_message_but_the_longest_is_shown() -> None:
    kinds = {json.loads(line)["type"] for _, line in SHOWN}
    assert kinds >= {"hello", "welcome", "beat", "bye", "worklist", "assigned", "command", "accepted", "refused"}
    assert kinds >= {"recalled", "position", "positions", "entries", "moves", "ask", "answer", "part"}


def test_the_parts_that_are_shown_make_a_message() -> None:
    parts = [decode_hub(line.encode()) for _, line in SHOWN if '"type":"part"' in line]
    whole = "".join(part.data for part in parts if isinstance(part, Part))
    assert type(decode_parts(whole.encode())).__name__ == "Worklist"


def test_the_figures_are_the_codes() -> None:
    assert (PROTOCOL, MESSAGE_LIMIT, POSITIONS_LIMIT, ID_LIMIT, TEXT_LIMIT) == ("cockpit.v1", 65_536, 500, 100, 1000)
    assert (GREETING_S, LOST_AFTER_BEATS) == (10.0, 3)
    assert (server.COCKPIT_BEAT_S, server.DEVICE_BEAT_S) == (1.0, 3.0)
    assert (server.CLOSE_PROTOCOL, server.CLOSE_REFUSED, server.CLOSE_GOING) == (4400, 4401, 4503)
    assert (peer.QUEUE_LIMIT, publisher.RESUMED_AT_MOST) == (4 * 1024 * 1024, 20_000)
    assert (accounts.TOKEN_S, accounts.TRIES, accounts.WAIT_S) == (14 * 3600, 5, 30.0)
    assert (FIRST_S, LONGEST_S) == (0.25, 8.0)


def test_the_questions_and_roles_are_the_codes() -> None:
    asked = re.findall(
        r"^\| `(\w+)` \| .*\| ", TEXT.partition("### Questions")[2].partition("## Parts")[0], re.MULTILINE
    )
    assert tuple(asked[1:]) == QUESTIONS
    assert set(re.findall(r"^\| `(terminal|source|cockpit)` \|", TEXT, re.MULTILINE)) == set(ALLOWED)
