"""A terminal in few lines: `python terminal.py ws://HOST:PORT UNIT KEY [PAUSE_S]`; needs `websockets` alone.

It takes each order one state further at every pause; a real one asks its person. docs/protocol.md explains the rest.
"""

import asyncio
import json
import sys
import time
import uuid

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

STATES = ["issued", "delivered", "acknowledged", "en_route", "on_scene", "completed"]


def newest(order, orders):
    """How far an order is: what this terminal knows of it, or what the hub says of a version that is newer."""
    told = (order.get("state", "issued"), order.get("version", 1))
    return max(orders.get(order["order"], told), told, key=lambda one: one[1])


async def act(ws, orders, outbox):
    """Says where the unit is (a sign of life, too) and takes every order one state further."""
    await ws.send(json.dumps({"type": "position", "lon": 120.1, "lat": 30.33, "at": time.time()}))
    for order, (state, version) in orders.items():
        if state != "completed":
            orders[order] = (STATES[STATES.index(state) + 1], version)
            receipt = {"type": "receipt", "order": order, "state": orders[order][0], "version": version}
            id_ = uuid.uuid4().hex
            outbox[id_] = json.dumps({"type": "command", "id": id_, "command": receipt})
            await ws.send(outbox[id_])


async def terminal(url, unit, key, pause_s=1.0):
    """Runs for ever; ends with the hub's words where it is not let in."""
    hello = {"type": "hello", "protocol": "cockpit.v1", "role": "terminal", "name": unit, "secret": key}
    orders, outbox, text = {}, {}, ""  # id to (state, version); receipts that are not durable yet; a long message
    async for ws in connect(url, max_size=64 * 1024):  # comes back by itself, with growing pauses
        try:
            await ws.send(json.dumps(hello))
            while True:
                try:
                    message = json.loads(await asyncio.wait_for(ws.recv(), pause_s))
                except TimeoutError:
                    await act(ws, orders, outbox)
                    continue
                if message["type"] == "part":
                    text = message["data"] if message["part"] == 1 else text + message["data"]
                    if message["part"] < message["parts"]:
                        continue
                    message = json.loads(text)
                match message:
                    case {"type": "worklist", "orders": work}:  # what is not in it is over
                        orders = {one["order"]: newest(one, orders) for one in work}
                        for receipt in outbox.values():
                            await ws.send(receipt)
                    case {"type": "assigned", "order": order}:
                        print(order["text"], flush=True)
                        orders[order["order"]] = newest(order, orders)
                    case {"type": "recalled", "order": id_}:
                        orders.pop(id_, None)
                    case {"type": "accepted", "ids": ids}:  # only now may a receipt be forgotten
                        outbox = {id_: receipt for id_, receipt in outbox.items() if id_ not in ids}
                    case {"type": "refused", "rule": "hub.disk"}:  # nothing is wrong with it: later, anew
                        await asyncio.sleep(5)
                        break
                    case {"type": "refused", "id": id_}:
                        outbox.pop(id_, None)
                    case {"type": "bye", "retry_s": -1.0, "message": why}:
                        raise SystemExit(why)
        except ConnectionClosed:
            continue


if __name__ == "__main__":
    asyncio.run(terminal(*sys.argv[1:4], *map(float, sys.argv[4:])))
