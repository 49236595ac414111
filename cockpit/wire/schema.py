"""The protocol as JSON Schema, made from the types that the codec itself reads and writes."""

from __future__ import annotations

import inspect
import json
from typing import Any

import msgspec

from cockpit.domain.indices import IndexDetail
from cockpit.domain.town import TownMap
from cockpit.domain.world import WorldState
from cockpit.wire.messages import PROTOCOL, ClientMessage, HubMessage

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def protocol_schema() -> dict[str, Any]:
    """The schema: ``ClientMessage`` and ``HubMessage`` under ``$defs``, and what the texts inside messages hold.

    Source: JSON Schema 2020-12.
    """
    types = {
        "ClientMessage": ClientMessage,
        "HubMessage": HubMessage,
        "WorldState": WorldState,
        "TownMap": TownMap,
        "IndexDetail": IndexDetail,
    }
    schemas, parts = msgspec.json.schema_components(types.values(), ref_template="#/$defs/{name}")
    unions = {name: schema for name, schema in zip(types, schemas, strict=True) if name not in parts}
    definitions = {name: _tidied(schema) for name, schema in sorted({**parts, **unions}.items())}
    return {
        "$schema": DIALECT,
        "title": PROTOCOL,
        "description": (
            "Messages of the protocol; read docs/protocol.md first. A field that is left out has its default; "
            "fields that are not named here are ignored."
        ),
        "anyOf": [{"$ref": "#/$defs/ClientMessage"}, {"$ref": "#/$defs/HubMessage"}],
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(protocol_schema(), ensure_ascii=False, indent=2) + "\n"


def _tidied(schema: Any) -> Any:
    """Descriptions without the indentation of their docstrings, and no keyword of another standard."""
    if isinstance(schema, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _tidied(value)
            for key, value in schema.items()
            if key != "discriminator" or not isinstance(value, dict) or "mapping" not in value
        }
    return [_tidied(one) for one in schema] if isinstance(schema, list) else schema
