"""Faults at the edges: the wire, the cockpit's link, terminals, and the indices."""

from __future__ import annotations

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "oversized message accepted",
        "cockpit/wire/codec.py",
        "    if len(data) > limit:\n",
        "    if len(data) > 16 * limit:\n",
        ("tests/wire/test_codec.py",),
    ),
    Fault(
        "unknown type ignored",
        "cockpit/wire/codec.py",
        """        raise WireError(code, text if""",
        """        if code == "unknown_type":
            return decoder.decode(b'{"type":"beat","at":0}')
        raise WireError(code, text if""",
        ("tests/wire/test_codec.py",),
    ),
    Fault(
        "a terminal may say what is not its role's",
        "cockpit/wire/hub_session.py",
        "            if not isinstance(message, self._allowed):\n",
        "            if not self._allowed:\n",
        ("tests/wire/test_hub_session.py",),
    ),
    Fault(
        "another version of the protocol accepted",
        "cockpit/wire/hub_session.py",
        "            if message.protocol != PROTOCOL:\n",
        "            if not message.protocol:\n",
        ("tests/wire/test_hub_session.py",),
    ),
    Fault(
        "a silent peer is never lost",
        "cockpit/wire/hub_session.py",
        "        return now - self.heard_at > limit\n",
        "        return now - self.heard_at > 1000 * limit\n",
        ("tests/wire/test_hub_session.py",),
    ),
    Fault(
        "a slice of a snapshot out of turn is taken",
        "cockpit/wire/client_session.py",
        "        if part != len(parts) + 1 or part > of:\n",
        "        if part > of:\n",
        ("tests/wire/test_client_session.py",),
    ),
    Fault(
        "clock offset ignored",
        "cockpit/client/link.py",
        "        return time.monotonic() + self._clock_offset_s if self._clock_offset_s else time.time()\n",
        "        return time.time()\n",
        ("tests/client/test_link.py",),
    ),
    Fault(
        "a command under way is not sent again",
        "cockpit/client/link.py",
        "            self.caught_up.emit(missed)\n        await self._post_all()\n",
        "            self.caught_up.emit(missed)\n",
        ("tests/client/test_link.py",),
    ),
    Fault(
        "an entry known already is folded again",
        "cockpit/client/replica.py",
        "            if entry.seq > self.world.seq:\n",
        "            if entry.seq >= self.world.seq:\n",
        ("tests/client/test_replica.py",),
    ),
    Fault(
        "all come back at once",
        "cockpit/client/backoff.py",
        "        return self._chance.uniform(FIRST_S / 2, ceiling)\n",
        "        return ceiling\n",
        ("tests/client/test_backoff.py",),
    ),
    Fault(
        "receipts not kept in the terminal's outbox",
        "cockpit/sim/terminal.py",
        "            await self._send_outbox(session)\n            async for",
        "            self.outbox.clear()\n            async for",
        ("tests/sim/test_terminal.py",),
    ),
    Fault(
        "a terminal takes an order twice",
        "cockpit/sim/terminal.py",
        "        had = known.assignment.version if known is not None else self.done.get(assignment.order, 0)\n",
        "        had = self.done.get(assignment.order, 0)\n",
        ("tests/sim/test_terminal.py",),
    ),
    Fault(
        "a silent source improves an index",
        "cockpit/analysis/indices.py",
        "    unheard = sum(silent_loads(expected, silent, at_s).values(), np.zeros_like(rest))\n",
        "    unheard = -sum(silent_loads(expected, silent, at_s).values(), np.zeros_like(rest))\n",
        ("tests/analysis/test_indices_laws.py", "tests/analysis/test_indices.py"),
    ),
    Fault(
        "contributions do not add up",
        "cockpit/analysis/indices.py",
        "    load = float(values.loads[:, row, column].sum())\n",
        "    load = float(values.loads[:3, row, column].sum())\n",
        ("tests/analysis/test_indices_laws.py", "tests/analysis/test_indices.py"),
    ),
    Fault(
        "hours that nobody heard count as quiet",
        "cockpit/analysis/indices.py",
        "    missed = expected.load * expected.missed(at_s)\n",
        "    missed = expected.load * 0.0\n",
        ("tests/analysis/test_indices.py",),
    ),
    Fault(
        "a person takes the last step twice on a link that blocks",
        "cockpit/sim/terminal.py",
        "        self._drop(order_id)\n        await self._report(order_id, state, reason)\n",
        "        await self._report(order_id, state, reason)\n        self._drop(order_id)\n",
        ("tests/sim/test_terminal.py",),
    ),
    Fault(
        "the outbox forgets what is pressed",
        "cockpit/client/waiting.py",
        '            self._tasks.spawn(self._written(self._outbox.keep(pressed)), "keep")\n',
        "            pass\n",
        ("tests/client/test_link.py",),
    ),
    Fault(
        "what a desktop that is gone left is thrown away",
        "cockpit/client/outbox.py",
        '            target.executemany("insert or ignore into pressed values(?, ?)", rows)\n',
        "            rows.clear()\n",
        ("tests/client/test_outbox.py",),
    ),
    Fault(
        "what an earlier run left goes out unasked",
        "cockpit/client/waiting.py",
        "        if old and not entry.released and not entry.in_flight:\n",
        "        if old and entry.released and entry.in_flight:\n",
        ("tests/client/test_waiting.py",),
    ),
    Fault(
        "a terminal waits for ever on a link that has gone half-open",
        "cockpit/client/session.py",
        "LOST_AFTER_BEATS = 3\n",
        "LOST_AFTER_BEATS = 3_000\n",
        ("tests/sim/test_terminal_links.py",),
    ),
    Fault(
        "the hub waits for ever on a link that has gone half-open",
        "cockpit/wire/hub_session.py",
        "LOST_AFTER_BEATS = 3\n",
        "LOST_AFTER_BEATS = 3_000\n",
        ("tests/sim/test_terminal_links.py",),
    ),
)
