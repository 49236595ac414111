"""The arguments of ``python -m cockpit import incidents``."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from cockpit.intake.command import add_parser


def parse(*words):
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(dest="command"))
    return parser.parse_args(["import", "incidents", *words])


def test_into_a_hub_or_a_folder():
    args = parse("calls.csv", "--mapping", "m.toml", "--hub", "ws://127.0.0.1:8750")
    assert (args.file, args.mapping, args.hub, args.data, args.json) == (
        Path("calls.csv"),
        Path("m.toml"),
        "ws://127.0.0.1:8750",
        None,
        None,
    )
    assert parse("c", "--mapping", "m", "--data", "d", "--json").json == "-"
    assert parse("c", "--mapping", "m", "--data", "d", "--json", "r.json").json == "r.json"


@pytest.mark.parametrize(
    "words",
    [
        ("c", "--mapping", "m"),
        ("c", "--data", "d"),
        ("c", "--mapping", "m", "--data", "d", "--hub", "u"),
        ("--mapping", "m", "--data", "d"),
    ],
)
def test_what_is_missing_or_too_much(words, capsys):
    with pytest.raises(SystemExit) as caught:
        parse(*words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err
