"""Faults in the domain's rules: authority, receipts, drafts, incidents, the ladder, the world."""

from __future__ import annotations

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "a recipient's state goes back",
        "cockpit/domain/order_rules.py",
        '    return state == "declined" or RANK[state] > RANK[known]\n',
        '    return state == "declined" or RANK[state] != RANK[known]\n',
        ("tests/domain/test_order_rules.py",),
    ),
    Fault(
        "who has completed can still decline",
        "cockpit/domain/order_rules.py",
        "    if recipient.state in FINAL or not moves_on",
        "    if not moves_on",
        ("tests/domain/test_order_rules.py",),
    ),
    Fault(
        "authority of the rota ignored",
        "cockpit/domain/order_rules.py",
        "        if commander_at(world, now) != person.id:\n",
        "        if not commander_at(world, now):\n",
        ("tests/domain/test_order_rules.py",),
    ),
    Fault(
        "zone chief outside the zone allowed",
        "cockpit/domain/order_rules.py",
        '        outside = [id_ for id_ in recipients if not _in_zone(world, id_, person.zone or "")]\n',
        "        outside = [id_ for id_ in recipients if id_ not in world.units]\n",
        ("tests/domain/test_order_rules.py",),
    ),
    Fault(
        "a draft is confirmed that nobody has read",
        "cockpit/domain/order_rules.py",
        "    if order.version != command.version:\n",
        "    if order.version < command.version:\n",
        ("tests/domain/test_order_rules.py",),
    ),
    Fault(
        "an order sent again under its id goes out again",
        "cockpit/domain/order_rules.py",
        '            raise Refused("order.id", f"指令编号 {command.order} 已被使用")\n        return\n',
        '            raise Refused("order.id", f"指令编号 {command.order} 已被使用")\n',
        ("tests/domain/test_order_rules.py",),
    ),
    Fault(
        "a recall calls back those who have completed",
        "cockpit/domain/order_rules.py",
        '        if recipient.state not in FINAL:\n            recipient.state = "recalled"\n',
        '        if recipient.state != "recalled":\n            recipient.state = "recalled"\n',
        ("tests/domain/test_order_rules.py",),
    ),
    Fault(
        "an answer to an older version counts for the newer",
        "cockpit/domain/order_rules.py",
        "    if event.version != recipient.version:\n",
        "    if event.version > recipient.version:\n",
        ("tests/domain/test_versions.py",),
    ),
    Fault(
        "a change overwrites another unseen",
        "cockpit/domain/versions.py",
        "    if version == order.version:\n        return\n",
        "    if version <= order.version:\n        return\n",
        ("tests/domain/test_versions.py",),
    ),
    Fault(
        "who is done is asked again by a change",
        "cockpit/domain/versions.py",
        "for id_, recipient in order.recipients.items() if recipient.state not in FINAL)",
        'for id_, recipient in order.recipients.items() if recipient.state != "recalled")',
        ("tests/domain/test_versions.py",),
    ),
    Fault(
        "a report that comes twice is two incidents",
        "cockpit/domain/incidents.py",
        "    if id_ in world.incidents:\n        return\n",
        "",
        ("tests/domain/test_incidents.py",),
    ),
    Fault(
        "an older position replaces a newer one",
        "cockpit/domain/live.py",
        "            if known is None or fix.at >= known.at:\n",
        "            if known is None or fix.at != known.at:\n",
        ("tests/domain/test_live.py",),
    ),
    Fault(
        "an entry is folded out of turn",
        "cockpit/domain/world.py",
        "    if entry.seq != world.seq + 1:\n",
        "    if entry.seq <= world.seq:\n",
        ("tests/domain/test_world.py",),
    ),
    Fault(
        "a miss counts from when it was noticed",
        "cockpit/domain/ladder.py",
        "        recipient.miss = Miss(event.stage, event.due_at, while_down=event.while_down)\n",
        "        recipient.miss = Miss(event.stage, at, while_down=event.while_down)\n",
        ("tests/domain/test_ladder_clock.py",),
    ),
    Fault(
        "a rung with nobody on it holds the climb up",
        "cockpit/domain/ladder.py",
        "        if not skipped:\n            return\n",
        "        return\n",
        ("tests/domain/test_ladder.py",),
    ),
    Fault(
        "what a chief let lie never comes back",
        "cockpit/domain/ladder.py",
        "is not None else climbs_at\n    return rests_until\n",
        "is not None else climbs_at\n    return None\n",
        ("tests/domain/test_ladder.py",),
    ),
    Fault(
        "anybody may answer for a unit",
        "cockpit/domain/relief.py",
        "    if commands or (actor.id in chiefs and actor.id not in (core, unit)):\n",
        "    if commands or actor.id:\n",
        ("tests/domain/test_relief.py",),
    ),
)
