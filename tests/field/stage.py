"""A real hub, a commander at it, and phones: real Chromium pages of phone size, each with a store of its own."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, Playwright

from cockpit.client.link import Credentials, Link, Outcome
from cockpit.domain.orders import IssueOrder, Order, RecallOrder, Recipient, Target
from cockpit.domain.units import Unit
from cockpit.kit.child import Child
from cockpit.town.folder import TownFolder, read_town

TOWN = Path(__file__).parents[2] / "resources" / "sample_town"
PATIENCE_S = 20.0
"""How long what must come is waited for, on a loaded machine with two cores; reached only where it fails."""
PLACE = {"latitude": 30.3307, "longitude": 120.0812}
"""Where a phone is unless a test says otherwise: in the sample town, near its centre."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 780},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "geolocation": PLACE,
    "permissions": ["geolocation", "microphone"],
    "color_scheme": "dark",
}
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=user-gesture-required",
]

COUNT = """([room, wanted]) => new Promise((resolve) => {
  const open = indexedDB.open("cockpit-field");
  open.onsuccess = () => {
    const count = open.result.transaction(room).objectStore(room).count();
    count.onsuccess = () => {
      open.result.close();
      resolve(wanted === null ? count.result > 0 : count.result === wanted);
    };
  };
})"""
"""Whether a room of the page's store holds so many things (None: any at all)."""


def browser_path() -> str:
    """The system's Chromium: Playwright's own download is not part of this project's set-up."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("no Chromium here; please type: sudo apt-get install -y chromium")


LAUNCH: dict[str, Any] = {"executable_path": browser_path(), "args": FLAGS, "chromium_sandbox": os.geteuid() != 0}


def start_hub(folder: Path, listen: str = "127.0.0.1:0") -> tuple[Child, str]:
    """A hub on the sample town in a process of its own, and its websocket's address."""
    ready = folder / "ready.json"
    town = folder / "town"
    if not town.exists():
        shutil.copytree(TOWN, town, ignore=shutil.ignore_patterns("history"))
        figures = (town / "town.toml").read_text(encoding="utf-8")
        figures = re.sub(r"(?m)^idle_report_every_s = \d+", "idle_report_every_s = 2", figures)
        figures += "\n[ladder]\nclimb_s = [0.5, 3600.0, 3600.0, 3600.0, 3600.0]\n"
        (town / "town.toml").write_text(figures, encoding="utf-8")
    ready.unlink(missing_ok=True)
    arguments = [
        "hub",
        "--town",
        str(town),
        "--data",
        str(folder / "data"),
        "--listen",
        listen,
        "--ready-file",
        str(ready),
    ]
    hub = Child(arguments, folder / "hub.log")
    address: str = hub.wait_ready(ready, 60.0)["url"]
    return hub, address


async def until(condition: Callable[[], object], what: str) -> None:
    """Waits until a condition holds; fails with ``what`` when it does not in time."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"not in time: {what}"
        await asyncio.sleep(0.02)


class Commander:
    """Who commands now, with a cockpit's replica of the hub's world: what the record really says."""

    def __init__(self, link: Link) -> None:
        self.link = link

    async def enrol_code(self, unit: str) -> str:
        """A code for a device of a unit, as it is read out."""
        answer: dict[str, Any] = await self.link.ask("enrol_code", {"unit": unit}, dict[str, Any])
        code: str = answer["code"]
        return code

    async def order(self, *units: str, text: str = "立即到场", **more: Any) -> str:
        """Sends an order; returns its id once it is durable."""
        order = f"o{uuid.uuid4().hex[:10]}"
        await self.do(IssueOrder(order, text, units, Target(units=units), **more))
        return order

    async def recall(self, order: str, reason: str) -> None:
        """Takes an order back."""
        await self.do(RecallOrder(order, reason))

    async def do(self, command: Any) -> Outcome:
        """Has a command done; it must be accepted."""
        outcome = await self.link.send(command)
        assert outcome.accepted, f"{outcome.rule}: {outcome.message}"
        return outcome

    def ordered(self, order: str) -> Order:
        """What the record says of an order."""
        return self.link.replica.world.orders[order]

    def recipient(self, order: str, unit: str) -> Recipient:
        """What the record says of one recipient."""
        return self.ordered(order).recipients[unit]

    async def sees(self, order: str, unit: str, state: str) -> Recipient:
        """Waits until the record says that a recipient is so far."""
        await until(lambda: self.recipient(order, unit).state == state, f"{unit} is {state}")
        return self.recipient(order, unit)

    async def sees_on_duty(self, unit: str) -> None:
        """Waits until a unit's duty has begun."""

        def on() -> bool:
            duty = self.link.replica.world.unit_duty.get(unit)
            return duty is not None and duty.on

        await until(on, f"{unit} on duty")

    async def sees_at(self, unit: str, lon: float, lat: float) -> None:
        """Waits until a unit is known to be at a place, to a metre."""

        def there() -> bool:
            fix = self.link.replica.live.fixes.get(unit)
            return fix is not None and abs(fix.lon - lon) < 1e-5 and abs(fix.lat - lat) < 1e-5

        await until(there, f"{unit} is at {lon}, {lat}")


class Phone:
    """A phone: a profile of its own in the shared browser, or a browser of its own that can be started anew.

    Args:
        browser: the shared one; None for a browser of its own, whose profile is kept in ``folder``.
    """

    def __init__(self, playwright: Playwright, browser: Browser | None, folder: Path, address: str) -> None:
        self._playwright = playwright
        self._browser = browser
        self._folder = folder
        self.address = address
        self.context: BrowserContext
        self.page: Page
        self.faults: list[str] = []

    async def start(self, path: str = "", **more: Any) -> None:
        """Opens the page."""
        kind = {**PHONE, **more}
        if self._browser is None:
            self.context = await self._playwright.chromium.launch_persistent_context(self._folder, **LAUNCH, **kind)
            self.page = self.context.pages[0]
        else:
            self.context = await self._browser.new_context(**kind)
            self.page = await self.context.new_page()
        self.context.set_default_timeout(PATIENCE_S * 1000)
        self._watch(self.page)
        await self.page.goto(self.address + path)

    async def stop(self) -> None:
        """Ends the browser; what the page has kept stays."""
        await self.context.close()

    async def another_page(self) -> Page:
        """The page once more, in a second window of the same browser."""
        page = await self.context.new_page()
        self._watch(page)
        await page.goto(self.address)
        return page

    async def enrol(self, code: str, name: str = "测试机") -> None:
        """Fills in the form and waits for the page that works."""
        await self.page.fill("#code", code)
        await self.page.fill("#device-name", name)
        await self.page.tap("#enrol")
        await self.online()

    async def online(self) -> None:
        """Waits until the page says that it is connected."""
        await self.says("#link-state", "在线")

    async def says(self, where: str, text: str) -> None:
        """Waits until a text stands somewhere."""
        await self.page.locator(where).filter(has_text=text).first.wait_for()

    async def step(self, text: str) -> None:
        """Presses the big button, which must offer this step."""
        await self.page.locator("#step:enabled").filter(has_text=text).wait_for()
        await asyncio.sleep(0.75)  # The page takes no tap in the moment after the button has changed its meaning.
        await self.page.tap("#step")

    async def sent(self) -> None:
        """Waits until nothing waits on the phone for the hub's word."""
        await self.holds("outbox", 0)

    async def holds(self, room: str, count: int | None) -> None:
        """Waits until a room of the page's store holds so many things; None: any at all."""
        end = time.monotonic() + PATIENCE_S
        # Asked from here: a page's own wait takes the promise of an answer for the answer.
        while not await self.page.evaluate(COUNT, [room, count]):
            assert time.monotonic() < end, f"not in time: {count} in {room}"
            await asyncio.sleep(0.05)

    async def offline(self, off: bool) -> None:
        """Takes the phone's network away, or gives it back."""
        await self.context.set_offline(off)

    @property
    async def ringing(self) -> bool:
        """Whether the page calls for an answer."""
        found: bool = await self.page.evaluate("document.body.classList.contains('ringing')")
        return found

    async def text(self, where: str) -> str:
        """What stands somewhere."""
        return await self.page.inner_text(where)

    async def picture(self, name: str) -> None:
        """Keeps a photograph where FIELD_PICTURES names a folder."""
        if folder := os.environ.get("FIELD_PICTURES"):
            await self.page.screenshot(path=Path(folder) / f"{name}.png")

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda fault: self.faults.append(f"{fault}\n{fault.stack}"))


class Stage:
    """What the tests of the field page stand on; one loop drives hub clients and browsers alike."""

    def __init__(self, folder: Path, playwright: Playwright, loop: asyncio.AbstractEventLoop) -> None:
        self.folder = folder
        self.playwright = playwright
        self.loop = loop
        self.town: TownFolder = read_town(TOWN)
        self.hub, self.url = start_hub(folder)
        self.used: set[str] = set()
        self._phones = 0
        self._browser: Browser | None = None

    @property
    def address(self) -> str:
        """Of the page."""
        return self.url.replace("ws://", "http://").rstrip("/") + "/field/"

    def unit(self, fits: Callable[[Unit], bool] = lambda unit: unit.department != "grid") -> str:
        """A unit that no other test uses."""
        found = next(unit.id for unit in self.town.town.units if unit.id not in self.used and fits(unit))
        self.used.add(found)
        return found

    def run(self, body: Awaitable[None], timeout_s: float = 90.0) -> None:
        """Runs a test's coroutine."""
        self.loop.run_until_complete(asyncio.wait_for(body, timeout_s))

    @asynccontextmanager
    async def hub_away(self) -> AsyncIterator[None]:
        """A time without a hub; after it there is one again, on the same data and at the same address."""
        await asyncio.to_thread(self.hub.stop, 10.0)
        try:
            yield
        finally:
            listen = self.url.removeprefix("ws://").rstrip("/")
            self.hub, self.url = await asyncio.to_thread(start_hub, self.folder, listen)

    @asynccontextmanager
    async def commander(self) -> AsyncIterator[Commander]:
        """Who commands now, signed in."""
        shift = self.town.town.rota.shift_at(datetime.now(UTC))
        assert shift is not None and self.town.accounts is not None
        login = next(person.login for person in self.town.town.people if person.id == shift.commander)
        link = Link(self.url, Credentials(login, self.town.accounts.password), seed=1)
        running = asyncio.ensure_future(link.run())
        try:
            await asyncio.wait_for(link.live(), PATIENCE_S)
            yield Commander(link)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def phone(self, *, own_browser: bool = False) -> Phone:
        """A phone that was never used."""
        self._phones += 1
        if self._browser is None and not own_browser:
            self._browser = await self.playwright.chromium.launch(**LAUNCH)
        folder = self.folder / f"phone{self._phones}"
        return Phone(self.playwright, None if own_browser else self._browser, folder, self.address)

    async def close(self) -> None:
        """Ends the shared browser."""
        if self._browser is not None:
            await self._browser.close()

    @asynccontextmanager
    async def enrolled(
        self, commander: Commander, unit: str, *, own_browser: bool = False, **more: Any
    ) -> AsyncIterator[Phone]:
        """A phone of a unit that is connected; the page must have thrown nothing by the end."""
        phone = await self.phone(own_browser=own_browser)
        await phone.start(**more)
        try:
            await phone.enrol(await commander.enrol_code(unit))
            await commander.sees_on_duty(unit)  # Enrolling begins the duty, by a command of the page's own.
            await phone.sent()
            yield phone
        finally:
            await phone.stop()
        assert not phone.faults, phone.faults
