"""The hub's time machine: a process of its own reads the past, so that no order waits while worlds are folded."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec

from cockpit.domain.past import PastQuestion
from cockpit.errors import CockpitError, EnvironmentFailure, Refused
from cockpit.hub.replay import Replay

log = logging.getLogger(__name__)

PATIENCE_S = 60.0
"""The first question about a long journal folds all of it once: about 10 s for a million entries."""
NICE = 10
"""The past stands behind: on a busy machine the hub's own work goes first."""


class TimeMachine:
    """Answers questions about the past of a data folder. The process begins with the first question.

    For workers: a call waits until its answer is there. Questions are answered one after another.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asking = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def answer(self, question: PastQuestion) -> bytes:
        """The moment, as JSON.

        Raises:
            EnvironmentFailure: the past cannot be read, or the process has ended or takes too long; ask again.
            Refused: there is no such moment.
        """
        with self._asking:
            pipe = self._opened()
            try:
                pipe.send_bytes(msgspec.json.encode(question))
                if not pipe.poll(PATIENCE_S):
                    raise EnvironmentFailure("时光机没有在时限内答复，请再试 (the time machine takes too long)")
                kind, _, told = pipe.recv_bytes().partition(b"\n")
            except (OSError, EOFError, EnvironmentFailure) as failure:
                self._end()
                if isinstance(failure, EnvironmentFailure):
                    raise
                raise EnvironmentFailure("时光机中断了，请再试 (the time machine was cut off: ask again)") from failure
        if kind == b"moment":
            return told
        if kind == b"refused":
            rule, _, message = told.decode().partition("\n")
            raise Refused(rule, message)
        raise EnvironmentFailure(told.decode())

    def close(self) -> None:
        """Ends the process."""
        with self._asking:
            self._end()

    def _opened(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe()
            self._process = context.Process(target=_serve, args=(self._folder, there), name="time machine", daemon=True)
            self._process.start()
            there.close()
            self._pipe = here
        return self._pipe

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()  # It holds nothing that could be lost, and may be past hearing anything else.
            self._process.join()
            self._process.close()
        self._pipe = self._process = None


def _serve(folder: Path, pipe: Connection) -> None:
    """Answers until the other end of the pipe is gone, however that ended."""
    with suppress(OSError, AttributeError):
        os.nice(NICE)
    replay: Replay | None = None
    while True:
        try:
            question = msgspec.json.decode(pipe.recv_bytes(), type=PastQuestion)
        except (EOFError, OSError):
            return
        try:
            if replay is None:
                replay = Replay(folder)
            told = b"moment\n" + msgspec.json.encode(replay.moment(question))
        except Refused as refusal:
            told = f"refused\n{refusal.rule}\n{refusal.message}".encode()
        except CockpitError as failure:
            told = f"failed\n{failure}".encode()
            replay = None
        try:
            pipe.send_bytes(told)
        except OSError:
            return
