"""Who is responsible for an order in words, and what each person may do about it."""

from __future__ import annotations

from cockpit.domain.holding import AcceptOffer, DeclineOffer, OfferOrder, TakeBackOffer
from cockpit.domain.orders import RecallOrder
from cockpit.views.duty import duty
from cockpit.views.holding import hold_words, holding
from cockpit.views.notices import notices
from tests.situations import Scene


def scene_of(me: str) -> Scene:
    scene = Scene(me)
    scene.order("o1", ("u101", "u102"), "到西门")
    return scene


def causes(scene: Scene) -> list[tuple[str, int, str]]:
    return [(one.cause, one.priority, one.text) for one in notices(scene.situation, duty(scene.situation))]


def as_(scene: Scene, me: str) -> Scene:
    scene.situation.me = scene.desk.world.people[me]
    return scene


def test_an_offer_is_a_warning_for_whom_it_is_for_and_declined_for_the_giver() -> None:
    scene = scene_of("p5")
    scene.desk.do(OfferOrder("o1", "p5"), scene.desk.person("p1"))
    assert causes(scene) == [("offered", 2, "到西门 · 沈宁远")]
    assert causes(as_(scene, "p1")) == []
    scene.desk.do(DeclineOffer("o1", "人手不足"), scene.desk.person("p5"))
    assert causes(scene) == [("offer_declined", 2, "到西门 · 章一区 · 人手不足")]
    assert causes(as_(scene, "p5")) == []
    scene.desk.do(TakeBackOffer("o1"), scene.desk.person("p1"))
    assert causes(as_(scene, "p1")) == []


def test_the_words_in_both_languages() -> None:
    scene = scene_of("p1")
    world, order = scene.desk.world, scene.desk.world.orders["o1"]
    assert hold_words(world, order, "en") == "Responsible: 沈宁远"
    scene.desk.do(OfferOrder("o1", "p5", "已封闭"), scene.desk.person("p1"))
    assert hold_words(world, order, "en") == "Responsible: 沈宁远 · offered to 章一区, not accepted yet · 已封闭"
    scene.desk.do(AcceptOffer("o1"), scene.desk.person("p5"))
    assert hold_words(world, order, "en") == "Responsible: 章一区 · since 12:00"
    scene.desk.do(RecallOrder("o1"), scene.desk.person("p1"))
    assert holding(scene.situation, order).takes is False


def test_who_cannot_accept_now_reads_why() -> None:
    scene = scene_of("p2")
    scene.desk.do(OfferOrder("o1", "p2"), scene.desk.person("p1"))
    may = holding(scene.situation, scene.desk.world.orders["o1"], "en")
    assert may.offered and may.accept_refusal == "Only the commander on duty may order across departments"
