"""The main job at the desk: an order by keyboard, in the real window, to 713 simulated terminals, receipted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cockpit.domain.orders import Order
from cockpit.views.words import word
from main import SAMPLE_TOWN
from tests.desktops import play
from tests.end_to_end.desktop.conftest import Open, RealDesktop
from tests.hubs import until

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def press(desktop: RealDesktop, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Presses a key where the keyboard's focus is."""
    QTest.keyClick(focus(desktop), key, modifier)


def focus(desktop: RealDesktop) -> QWidget:
    """The widget that has the keyboard."""
    return desktop.window.focusWidget() or desktop.window


def only_order(desktop: RealDesktop) -> Order | None:
    """The one order of the world."""
    return next(iter(desktop.link.replica.world.orders.values()), None)


def undelivered(desktop: RealDesktop) -> list[str]:
    """Whose receipt is not durable yet."""
    order = only_order(desktop)
    assert order is not None
    return [unit for unit, one in order.recipients.items() if "delivered" not in one.times]


def test_an_order_by_keyboard_is_receipted_by_every_terminal(
    qapp: QApplication, open_desktop: Open, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desktop(SAMPLE_TOWN, tmp_path / "data", simulate=True) as desktop:
            await desktop.live()
            window, units = desktop.window, desktop.link.replica.world.units
            await until(lambda: f"{len(units)}/{len(units)}" in desktop.strip, "all terminals in contact", 25.0)
            window.activateWindow()
            await until(window.isActiveWindow, "the keyboard")

            press(desktop, Qt.Key.Key_3, CTRL)
            press(desktop, Qt.Key.Key_Down)
            press(desktop, Qt.Key.Key_Return)
            (zone,) = window.selection.target.circles
            press(desktop, Qt.Key.Key_N, CTRL)
            QTest.keyClicks(focus(desktop), "All to the west gate")
            seen = window.composer.seen
            assert seen is not None
            assert seen.ready
            press(desktop, Qt.Key.Key_Return, CTRL)

            await until(lambda: only_order(desktop) is not None, "durable")
            order = only_order(desktop)
            assert order is not None
            assert set(order.recipients) == set(seen.recipients)
            world = desktop.link.replica.world
            assert {zone} <= set.intersection(
                *(set(world.circles.path(units[unit].circle)) for unit in order.recipients)
            )
            await until(lambda: window.orders.isVisible(), "the tracker in front")
            await until(lambda: undelivered(desktop) == [], "all delivered", 20.0)
            await until(lambda: "All to the west gate" in window.orders.as_text(), "the tracker's line")
            assert word("delivered", "zh") in window.orders.as_text()
            assert desktop.link.unsent == 0
            assert not window.composer.form.text.toPlainText()

    play(qapp, story, 60.0)
