"""Snapshots of the world, so that a long journal opens fast. They are derived: any of them may be deleted."""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from cockpit.domain.world import WorldState

log = logging.getLogger(__name__)

EVERY = 20_000
"""Entries after which a new snapshot is taken."""
KEPT = 2
FORMAT = 1


class Snapshot(msgspec.Struct, frozen=True):
    """A world and the hash of the journal line that it was taken at."""

    format: int
    world_id: str
    hash: str
    state: WorldState


_decoder = msgspec.json.Decoder(Snapshot)


def save(folder: Path, world_id: str, line_hash: bytes, seq: int, state: bytes) -> None:
    """Writes a snapshot beside the journal, whole or not at all, and drops older ones.

    Args:
        state: the world's state at ``seq`` as JSON.

    Raises:
        OSError: the disk did not take it.
    """
    head = msgspec.json.encode({"format": FORMAT, "world_id": world_id, "hash": line_hash.hex()})
    body = zlib.compress(head[:-1] + b',"state":' + state + b"}", level=1)
    path = folder / f"snapshot-{seq:012d}.json.z"
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    for old in sorted(folder.glob("snapshot-*.json.z"))[:-KEPT]:
        old.unlink(missing_ok=True)


def candidates(folder: Path, world_id: str, up_to_seq: int) -> Iterator[tuple[Path, Snapshot]]:
    """Readable snapshots of this world that are not ahead of the journal, newest first, one at a time read."""
    for path in sorted(folder.glob("snapshot-*.json.z"), reverse=True):
        try:
            snapshot = _decoder.decode(zlib.decompress(path.read_bytes()))
        except (OSError, zlib.error, msgspec.DecodeError) as fault:
            log.warning("snapshot %s cannot be used and is passed over: %s", path.name, fault)
            continue
        if snapshot.format == FORMAT and snapshot.world_id == world_id and snapshot.state.seq <= up_to_seq:
            yield path, snapshot
