from __future__ import annotations

import gc

from cockpit.kit.signal import Signal


class Panel:
    """Notes what it hears."""

    def __init__(self) -> None:
        self.heard: list[int] = []

    def hear(self, number: int) -> None:
        self.heard.append(number)


def test_listeners_are_called_in_order_of_joining() -> None:
    signal: Signal[[int]] = Signal()
    calls: list[str] = []
    signal.connect(lambda number: calls.append(f"a{number}"))
    signal.connect(lambda number: calls.append(f"b{number}"))
    signal.emit(1)
    signal.emit(number=2)
    assert calls == ["a1", "b1", "a2", "b2"]


def test_a_method_is_held_weakly() -> None:
    signal: Signal[[int]] = Signal()
    panel, calls = Panel(), []
    signal.connect(panel.hear)
    signal.connect(calls.append)
    signal.emit(1)
    heard = panel.heard
    del panel
    gc.collect()
    signal.emit(2)
    signal.emit(3)
    assert heard == [1]
    assert calls == [1, 2, 3]


def test_who_left_hears_no_more_and_may_leave_twice() -> None:
    signal: Signal[[int]] = Signal()
    panel, other = Panel(), Panel()
    signal.connect(panel.hear)
    signal.connect(other.hear)
    signal.disconnect(panel.hear)
    signal.disconnect(panel.hear)
    signal.emit(1)
    assert (panel.heard, other.heard) == ([], [1])


def test_a_function_can_leave() -> None:
    signal: Signal[[int]] = Signal()
    calls: list[int] = []
    signal.connect(calls.append)
    signal.disconnect(calls.append)
    signal.emit(1)
    assert calls == []


def test_a_listener_that_leaves_while_another_has_died_is_no_fault() -> None:
    signal: Signal[[int]] = Signal()
    panel, dead = Panel(), Panel()
    signal.connect(lambda _: signal.disconnect(panel.hear))
    signal.connect(dead.hear)
    signal.connect(panel.hear)
    del dead
    gc.collect()
    signal.emit(1)
    signal.emit(2)
    assert 2 not in panel.heard


def test_a_listener_may_join_while_others_are_called() -> None:
    signal: Signal[[int]] = Signal()
    panel = Panel()
    signal.connect(lambda _: signal.connect(panel.hear))
    signal.emit(1)
    assert panel.heard == []
    signal.emit(2)
    assert panel.heard == [2]
