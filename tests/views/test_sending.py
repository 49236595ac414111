"""Between the button and the journal."""

from __future__ import annotations

from cockpit.domain.orders import IssueOrder
from cockpit.views.composer import Composition
from cockpit.views.sending import Sending, Sent, Settled
from tests.situations import Scene
from tests.towns import NOON


def sent(order: str) -> Sent:
    return Sent(order, Composition(text="到西门"), "issue", 1, NOON)


def test_an_answer_settles_once() -> None:
    sending = Sending()
    sending.press(sent("o1"))
    sending.press(sent("o2"))
    assert sending.settle("o1", False, "不在当班", "沈宁远") == Settled(sent("o1"), False, "不在当班", "沈宁远")
    assert sending.settle("o1", True) is None
    assert list(sending.waiting) == ["o2"]


def test_the_world_settles_what_no_answer_did() -> None:
    scene, sending = Scene(), Sending()
    sending.press(sent("o1"))
    assert sending.notice(scene.desk.world) == []
    scene.desk.do(IssueOrder("o1", "到西门", ("u101",)), scene.desk.person("p1"))
    assert sending.notice(scene.desk.world) == [Settled(sent("o1"), True)]
    assert sending.waiting == {}
