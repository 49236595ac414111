"""The least that answers: `python first_terminal.py ws://HOST:PORT UNIT KEY`. It keeps nothing; terminal.py does."""

import asyncio
import json
import sys
import uuid

from websockets.asyncio.client import connect


async def terminal(url, unit, key):
    """Takes every order through all its states at once, for as long as the link lasts."""
    async with connect(url) as ws:
        hello = {"type": "hello", "protocol": "cockpit.v1", "role": "terminal", "name": unit, "secret": key}
        await ws.send(json.dumps(hello))
        async for text in ws:
            message = json.loads(text)
            orders = message["orders"] if message["type"] == "worklist" else []
            orders += [message["order"]] if message["type"] == "assigned" else []
            for order in orders:
                for state in ("delivered", "acknowledged", "en_route", "on_scene", "completed"):
                    receipt = {"type": "receipt", "order": order["order"], "state": state}
                    receipt["version"] = order.get("version", 1)
                    await ws.send(json.dumps({"type": "command", "id": uuid.uuid4().hex, "command": receipt}))
            if message["type"] == "beat":
                await ws.send(json.dumps({"type": "beat", "at": message["at"]}))


if __name__ == "__main__":
    asyncio.run(terminal(*sys.argv[1:4]))
