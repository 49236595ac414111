"""The JSON Schema is up to date, real messages validate against it, and what the codec refuses it refuses too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cockpit.__main__ import main
from cockpit.wire.codec import encode
from cockpit.wire.schema import protocol_schema, schema_text
from tests.wire.samples import CLIENT_MESSAGES, HUB_MESSAGES, world_state

FILE = Path(__file__).parents[2] / "docs" / "protocol.schema.json"


@cache
def validator(name: str) -> Draft202012Validator:
    """Validates against one definition of the schema."""
    schema = protocol_schema()
    return Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"})


def valid(name: str, value: Any) -> bool:
    """Whether a value is one of the named ones."""
    return bool(validator(name).is_valid(value))


def test_the_file_is_what_the_types_say() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), (
        "run: python -m cockpit protocol schema --out docs/protocol.schema.json"
    )


def test_it_is_a_schema_and_every_reference_leads_somewhere() -> None:
    schema = protocol_schema()
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    for name in {part.split('"')[0] for part in text.split("#/$defs/")[1:]}:
        assert name in schema["$defs"]
    assert '"mapping"' not in text


@pytest.mark.parametrize("message", CLIENT_MESSAGES, ids=lambda one: type(one).__name__)
def test_what_a_client_says_validates(message: object) -> None:
    validator("ClientMessage").validate(json.loads(encode(message)))


@pytest.mark.parametrize("message", HUB_MESSAGES, ids=lambda one: type(one).__name__)
def test_what_the_hub_says_validates(message: object) -> None:
    validator("HubMessage").validate(json.loads(encode(message)))


def test_a_world_validates() -> None:
    validator("WorldState").validate(json.loads(encode(world_state())))


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"type": "dance"},
        {"type": "beat"},
        {"type": "beat", "at": "now"},
        {"type": "hello", "protocol": "cockpit.v1", "role": "king", "name": "x"},
        {"type": "command", "id": "", "command": {"type": "recall_order", "order": "o"}},
        {"type": "command", "id": "x" * 101, "command": {"type": "recall_order", "order": "o"}},
        {"type": "command", "id": "1", "command": {"type": "launch"}},
        {"type": "command", "id": "1", "command": {"type": "receipt", "order": "o", "state": "bored"}},
        {"type": "positions", "fixes": [{"lon": 120, "lat": 30, "at": 1}]},
        {"type": "welcome", "session": "s", "world": "w", "seq": 1, "at": 1, "heartbeat_s": 3},
    ],
)
def test_what_is_no_message_of_a_client_does_not(value: object) -> None:
    assert not valid("ClientMessage", value)


def test_unknown_fields_validate_since_they_are_ignored() -> None:
    assert valid("ClientMessage", {"type": "beat", "at": 1, "colour": "blue"})


def test_the_command_prints_and_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "schema"]) == 0
    assert capsys.readouterr().out == schema_text()
    assert main(["protocol", "schema", "--out", str(tmp_path / "schema.json")]) == 0
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == schema_text()
    assert main(["protocol", "schema", "--out", str(tmp_path / "nowhere" / "schema.json")]) == 2
    assert "cannot write" in capsys.readouterr().err
