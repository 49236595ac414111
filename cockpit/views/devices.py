"""Enrolled devices as the table shows them: whose, since when, last seen, with which browser; and who has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cockpit.domain.devices import Device, DeviceSeen
from cockpit.domain.ladder import name_of
from cockpit.domain.people import Person
from cockpit.domain.units import Shape, Unit
from cockpit.domain.world import World
from cockpit.views.arranged import Arranged
from cockpit.views.browsers import browser_words
from cockpit.views.columns import Column, Mark, Tone
from cockpit.views.incidents import circle_words, local_time
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.target_words import department_name
from cockpit.views.times import age_text
from cockpit.views.words import Language

NO_DEVICE = "unit:"
"""What the id of a row begins with whose unit has no device."""


@dataclass
class DeviceRow:
    """One device, or a unit that has none (``device`` None)."""

    id: str
    unit: str
    name: str
    department: str
    shape: Shape
    hue: str
    circle: str
    device: Device | None
    since: str
    browser: str
    seen: DeviceSeen | None
    state: str
    haystack: str


class DevicesView(Arranged[DeviceRow]):
    """The devices that pass the filter: good ones first, as the town's units stand; then the units that have none.

    Attributes:
        good, connected, revoked: how many devices may sign in, are connected now, may no more.
        now_s: epoch seconds that ages are measured against.
    """

    def __init__(self, language: Language = "zh") -> None:
        super().__init__(language)
        self.good = self.connected = self.revoked = 0
        self.now_s = 0.0
        self.columns: tuple[Column[DeviceRow], ...] = _columns(self)
        self._seen: dict[str, DeviceSeen] = {}
        self._all: list[DeviceRow] = []
        self._show_revoked = False
        self._started = False
        self._stale = False

    def update(self, situation: Situation, changes: SituationChanges) -> bool:
        """Takes in what changed; returns whether rows may have come, gone or moved."""
        self.now_s = situation.now.timestamp()
        if self._started and not self._stale and not (changes.world.town or changes.world.devices):
            return False
        self._started, self._stale = True, False
        self._build(situation)
        self._arrange()
        return True

    @property
    def seen(self) -> tuple[DeviceSeen, ...]:
        """What the hub knows of when devices were connected."""
        return tuple(self._seen.values())

    def take_seen(self, seen: Iterable[DeviceSeen]) -> None:
        """Takes what the hub knows of when devices were connected; shown with the next ``update``."""
        self._seen = {one.device: one for one in seen}
        self._stale = True

    def show_revoked(self, shown: bool) -> None:
        """Shows revoked devices too, or only those that may sign in."""
        self._show_revoked = shown
        self._arrange()

    def _build(self, situation: Situation) -> None:
        world = situation.world
        by_unit: dict[str, list[Device]] = {}
        for device in world.devices.values():
            by_unit.setdefault(device.unit, []).append(device)
        reached = {device.unit for device in world.devices.values() if device.good}
        having: list[DeviceRow] = []
        revoked: list[DeviceRow] = []
        without: list[DeviceRow] = []
        for unit in world.units.values():
            for device in by_unit.pop(unit.id, ()):
                (having if device.good else revoked).append(self._row(situation, unit, device))
            if unit.id not in reached:
                without.append(self._row(situation, unit, None))
        # Units that the town has dropped since: their devices can still be revoked.
        for unit_id, devices in by_unit.items():
            unit = Unit(unit_id, unit_id, "", world.circles.root or "", "officer")
            for device in devices:
                (having if device.good else revoked).append(self._row(situation, unit, device))
        self.good, self.revoked = len(having), len(revoked)
        self.connected = sum(row.seen is not None and row.seen.connected for row in having)
        self._all = [*having, *revoked, *without]

    def _row(self, situation: Situation, unit: Unit, device: Device | None) -> DeviceRow:
        world, zone = situation.world, situation.world.settings.time_zone
        department = department_name(world, unit.department, self.language)
        known = world.departments.get(unit.department)
        circle = circle_words(world, unit.circle)
        seen = self._seen.get(device.id) if device is not None else None
        browser = browser_words(seen.browser) if seen is not None else ""
        name = device.name if device is not None else ""
        since = local_time(device.enrolled_at, situation.now, zone) if device is not None else ""
        state = _state_words(world, device, self.language)
        return DeviceRow(
            id=device.id if device is not None else NO_DEVICE + unit.id,
            unit=unit.id,
            name=unit.name,
            department=unit.department,
            shape=known.shape if known else "circle",
            hue=unit.department,
            circle=circle,
            device=device,
            since=since,
            browser=browser,
            seen=seen,
            state=state,
            haystack=" ".join((unit.name, unit.id, department, circle, name, browser, state)).casefold(),
        )

    def _arrange(self) -> None:
        rows = [row for row in self._all if self._show_revoked or row.device is None or row.device.good]
        for needle in self._needle:
            rows = [row for row in rows if needle in row.haystack]
        self.rows = self._sorted(rows)


def may_manage(me: Person | None) -> bool:
    """Whether the person may enrol, rename and revoke: by the hub's own rule (``devices.require_desk``)."""
    return me is not None and me.role in ("commander", "operator")


def _state_words(world: World, device: Device | None, language: Language) -> str:
    zh = language == "zh"
    if device is None:
        return "没有设备" if zh else "no device"
    if not device.good:
        who = name_of(world, device.revoked_by)
        return (f"已停用 · {who}" if zh else f"revoked · {who}") if who else ("已停用" if zh else "revoked")
    return ""


def _columns(view: DevicesView) -> tuple[Column[DeviceRow], ...]:
    def body(row: DeviceRow) -> Tone:
        return "text" if row.device is not None and row.device.good else "third"

    def quiet(row: DeviceRow) -> Tone:
        return "second" if row.device is not None and row.device.good else "third"

    def shape(row: DeviceRow) -> Mark:
        return row.shape, row.hue

    def device_words(row: DeviceRow) -> str:
        return row.device.name if row.device is not None else row.state

    def since_rank(row: DeviceRow) -> float:
        return -row.device.enrolled_at.timestamp() if row.device is not None else 0.0

    def seen_words(row: DeviceRow) -> str:
        if row.device is None:
            return ""
        if not row.device.good:
            return row.state
        if row.seen is None:
            return "从未连接" if view.language == "zh" else "never connected"
        if row.seen.connected:
            return "已连接" if view.language == "zh" else "connected"
        return age_text(view.now_s - row.seen.seen_at, view.language)

    def seen_tone(row: DeviceRow) -> Tone:
        return "text" if row.seen is not None and row.seen.connected else quiet(row)

    def seen_rank(row: DeviceRow) -> tuple[bool, float]:
        return row.device is None, -(row.seen.seen_at if row.seen is not None else 0.0)

    return (
        Column("name", lambda row: row.name, lambda row: (row.name, row.id), body, shape, width=12),
        Column("circle", lambda row: row.circle, lambda row: (row.circle, row.id), quiet, width=18, drop=2),
        Column(
            "device", device_words, lambda row: (row.device is None, device_words(row)), body, width=14, stretch=True
        ),
        Column("since", lambda row: row.since, since_rank, quiet, width=11, drop=3),
        Column("seen", seen_words, seen_rank, seen_tone, width=13, ticks=True),
        Column("browser", lambda row: row.browser, lambda row: (not row.browser, row.browser), quiet, width=22, drop=1),
    )
