"""The composer on a screen: what is shown is what is sent, and nothing is called sent too early."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cockpit.domain.incidents import ReportIncident
from cockpit.domain.orders import Deadlines, DraftOrder, IssueOrder, Target
from cockpit.domain.people import Actor
from cockpit.errors import Refused
from cockpit.views.selection import Selection
from cockpit.views.situation import LinkState
from tests.situations import Scene
from tests.towns import CENTRE
from widgets import language, turns
from widgets.composer import Composer

CTRL = Qt.KeyboardModifier.ControlModifier


class Bench:
    """A composer on a screen, a scene behind it, and what it has told the hub."""

    def __init__(self, qtbot: QtBot, me: str = "p1") -> None:
        self.scene = Scene(me)
        self.scene.changes()
        self.selection = Selection()
        self.composer = Composer(self.selection)
        self.bot = qtbot
        qtbot.addWidget(self.composer)
        self.composer.resize(462, 700)
        self.sent: list[IssueOrder | DraftOrder] = []
        self.composer.command.connect(self.sent.append)
        with qtbot.waitExposed(self.composer):
            self.composer.show()
        self.composer.activateWindow()
        qtbot.waitUntil(self.composer.isActiveWindow)
        self.composer.refresh(self.scene.situation, self.scene.everything())

    def decide(self) -> None:
        """The hub takes the last command, and its answer arrives."""
        me = self.scene.situation.me
        assert me is not None
        command = self.sent[-1]
        try:
            self.scene.desk.do(command, self.scene.desk.person(me.id))
        except Refused as refusal:
            self.composer.outcome(command.order, False, refusal.message, refusal.who_could)
        else:
            self.composer.outcome(command.order, True)

    @property
    def status(self) -> str:
        return self.composer.form.status.text()


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    language.use("zh")


def report_fire(scene: Scene) -> str:
    at, place = scene.desk.now, (CENTRE[0] - 0.01, CENTRE[1])
    command = ReportIncident("fire_119", "1", "warehouse_fire", "仓库冒烟", at, place=place, circle="g1")
    scene.desk.do(command, Actor("source", "fire_119"))
    return "fire_119:1"


def test_an_order_to_a_known_circle_takes_three_keys_after_choosing_where(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    shown = bench.composer.seen
    assert shown is not None
    qtbot.keyClick(bench.composer, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(bench.composer.form.text.hasFocus)
    qtbot.keyClick(bench.composer.form.text, Qt.Key.Key_Return)
    shown = bench.composer.seen
    assert shown is not None
    qtbot.keyClick(bench.composer.form.text, Qt.Key.Key_Return, CTRL)
    assert [type(one) for one in bench.sent] == [IssueOrder]
    order = bench.sent[0]
    assert order.recipients == shown.recipients == ("u101", "u104")
    assert order.text == "立即到场，先疏散再警戒"
    assert order.target == Target(circles=("z1",), departments=("police", "emergency"))
    assert (order.priority, order.plan) == (1, "fire")


def test_who_moved_after_the_last_look_changes_nothing_about_what_is_sent(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    lon, lat = CENTRE
    bench.selection.draw_area(
        ((lon - 0.02, lat - 0.01), (lon, lat - 0.01), (lon, lat + 0.01), (lon - 0.02, lat + 0.01))
    )
    bench.composer.form.text.setPlainText("到场")
    shown = bench.composer.seen
    assert shown is not None and len(shown.recipients) == 10
    bench.scene.situation.live.fixes.clear()
    bench.composer.send()
    assert bench.sent[0].recipients == shown.recipients
    assert bench.sent[0].place == shown.place


def test_nothing_is_called_sent_before_it_is_durable(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    bench.composer.send()
    assert bench.status == "Not sent yet: 1 waiting for the hub"
    assert not bench.composer.form.send.isEnabled()
    assert not bench.composer.form.text.isEnabled()
    bench.composer.send()
    assert len(bench.sent) == 1
    bench.decide()
    assert bench.status.startswith("Issued to 10 at 12:00:00")
    assert bench.composer.form.text.toPlainText() == ""
    assert bench.selection.target.empty


def test_an_answer_that_was_lost_is_found_in_the_world(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    bench.composer.send()
    bench.scene.desk.do(bench.sent[0], bench.scene.desk.person("p1"))
    bench.composer.refresh(bench.scene.situation, bench.scene.changes())
    assert bench.status.startswith("Issued to 10")
    bench.composer.outcome(bench.sent[0].order, True)
    assert bench.status.startswith("Issued to 10")


def test_a_refusal_says_why_and_who_could_and_keeps_the_text(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    bench.composer.send()
    bench.composer.outcome(bench.sent[0].order, False, "不在当班", "当班指挥长 顾清和")
    assert bench.status == "Refused: 不在当班 · 当班指挥长 顾清和 could"
    assert bench.composer.form.text.toPlainText() == "到西门"
    assert bench.composer.form.text.isEnabled()
    assert bench.selection.target == Target(circles=("z1",))
    bench.composer.send()
    assert len({one.order for one in bench.sent}) == 2
    bench.composer.form.text.setFocus()


def test_an_operator_drafts_and_is_told_who_issues(qtbot: QtBot) -> None:
    bench = Bench(qtbot, "p3")
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    assert bench.composer.form.send.text().startswith("Draft for 10")
    assert "An operator drafts" in bench.status and "沈宁远" in bench.status
    bench.composer.send()
    assert isinstance(bench.sent[0], DraftOrder)
    bench.decide()
    assert bench.scene.desk.world.orders[bench.sent[0].order].status == "draft"
    assert bench.status.startswith("Drafted for 10")


def test_a_viewer_cannot_press_the_button(qtbot: QtBot) -> None:
    bench = Bench(qtbot, "p4")
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    assert not bench.composer.form.send.isEnabled()
    assert "only look on" in bench.status
    bench.composer.send()
    assert bench.sent == []


def test_escape_clears_and_undo_brings_back(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    text = bench.composer.form.text
    bench.composer.start()
    qtbot.waitUntil(text.hasFocus)
    text.setPlainText("到西门")
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert text.toPlainText() == ""
    assert bench.selection.target.empty
    assert bench.composer.form.undo.isVisible()
    qtbot.keyClick(text, Qt.Key.Key_Z, CTRL)
    assert text.toPlainText() == "到西门"
    assert bench.selection.target == Target(circles=("z1",))
    bench.composer.undo()
    assert text.toPlainText() == "到西门"


def test_people_are_taken_out_put_back_and_added(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.scene.silence("u103")
    bench.selection.pick_circle("q1")
    bench.composer.form.text.setPlainText("到西门")
    form = bench.composer.form
    assert form.silent.isVisible() and form.silent.text() == "Out of contact 1 ▾"
    form.people.setChecked(True)
    assert form.picker.isVisible()
    picker = form.picker
    assert picker.model.key(0) == "u103"
    picker.table.setFocus()
    picker.table.setCurrentIndex(picker.model.index(0, 0))
    qtbot.keyClick(picker.table, Qt.Key.Key_Space)
    assert "1 taken out" in form.count.text()
    picker.add.setText("吴力")
    qtbot.keyClick(picker.add, Qt.Key.Key_Return)
    bench.composer.send()
    assert set(bench.sent[0].recipients) == {f"u1{number:02d}" for number in range(1, 11)} - {"u103"}
    bench.composer.outcome(bench.sent[0].order, False, "试")
    bench.composer._toggle_person("u103")
    assert bench.composer.seen is not None and "u103" in bench.composer.seen.recipients


def test_a_person_from_elsewhere_is_added_to_the_selection(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("q1")
    picker = bench.composer.form.picker
    picker.add.setText("王力 · 交警 · 二区 执法2队")
    picker._add("陈力 · Grid")
    assert bench.selection.target.units == ()
    bench.composer._add_person("u202")
    assert bench.selection.target == Target(circles=("q1",), units=("u202",))
    assert bench.composer.seen is not None and "u202" in bench.composer.seen.recipients


def test_deadlines_are_typed_and_their_faults_stop_the_button(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    terms = bench.composer.form.terms
    assert [field.text() for field in terms.fields] == ["01:00", "03:00", "05:00", "15:00", "2:00:00"]
    for number, text in enumerate(("0:30", "x")):
        terms.fields[number].setFocus()
        terms.fields[number].selectAll()
        qtbot.keyClicks(terms.fields[number], text)
    assert not bench.composer.form.send.isEnabled()
    assert terms.fault.isVisible() and "3:00" in terms.fault.text()
    terms.fields[1].selectAll()
    qtbot.keyClicks(terms.fields[1], "0:10")
    assert "rise" in terms.fault.text() and not bench.composer.form.send.isEnabled()
    terms.fields[1].selectAll()
    qtbot.keyClicks(terms.fields[1], "2")
    assert bench.composer.form.send.isEnabled() and not terms.fault.isVisible()
    bench.composer.send()
    assert bench.sent[0].deadlines == Deadlines(30, 120, 300, 900, 7200)


def test_a_priority_brings_the_towns_deadlines(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    terms = bench.composer.form.terms
    qtbot.mouseClick(terms.priorities[0], Qt.MouseButton.LeftButton)
    assert [field.text() for field in terms.fields] == ["00:20", "01:00", "02:00", "05:00", "1:00:00"]
    bench.composer.form.text.setPlainText("到西门")
    bench.composer.send()
    assert (bench.sent[0].priority, bench.sent[0].deadlines) == (1, None)


def test_the_open_incident_is_what_the_order_is_about_until_unlinked(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    fire = report_fire(bench.scene)
    bench.composer.refresh(bench.scene.situation, bench.scene.changes())
    bench.composer.about(fire)
    assert bench.selection.target == Target(circles=("q1",))
    assert "仓库冒烟" in bench.composer.form.about.text()
    bench.composer.form.text.setPlainText("到场")
    assert bench.composer.seen is not None and bench.composer.seen.place == (CENTRE[0] - 0.01, CENTRE[1])
    qtbot.mouseClick(bench.composer.form.unlink, Qt.MouseButton.LeftButton)
    assert not bench.composer.form.unlink.isVisible()
    bench.composer.send()
    assert (bench.sent[0].incident, bench.sent[0].place) == ("", None)


def test_departments_are_picked_as_chips(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    chips = {chip.department: chip for chip in bench.composer.form.chips.chips}
    assert [chip.count for chip in chips.values()] == [1, 1, 1, 1, 6]
    qtbot.mouseClick(chips["grid"], Qt.MouseButton.LeftButton)
    assert bench.selection.target.departments == ("grid",)
    assert [chip.count for chip in chips.values()] == [0, 0, 0, 0, 6]
    assert [chip.isChecked() for chip in chips.values()] == [False, False, False, False, True]
    assert bench.composer.form.target.text() == "一区"
    assert bench.composer.form.departments.text() == "· Grid"


def test_departments_and_priority_by_keys(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    alt, text = Qt.KeyboardModifier.AltModifier, bench.composer.form.text
    bench.selection.pick_circle("z1")
    bench.composer.start()
    qtbot.waitUntil(text.hasFocus)
    qtbot.keyClick(text, Qt.Key.Key_1, alt)
    qtbot.keyClick(text, Qt.Key.Key_4, alt)
    qtbot.keyClick(text, Qt.Key.Key_9, alt)
    assert bench.selection.target.departments == ("police", "emergency")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(text, key, alt)
    text.setPlainText("到西门")
    bench.composer.send()
    assert (bench.sent[0].priority, bench.sent[0].recipients) == (1, ("u101", "u104"))
    qtbot.keyClick(text, Qt.Key.Key_1, alt)
    assert bench.selection.target.departments == ("police", "emergency")
    assert len(bench.composer.key_help()) == 5


def test_a_new_order_can_be_begun_while_one_waits(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    bench.composer.send()
    bench.scene.situation.link = LinkState("down")
    bench.composer.refresh(bench.scene.situation, bench.scene.ticks())
    assert "when the hub is back" in bench.status
    bench.composer.start()
    assert bench.composer.form.text.isEnabled() and bench.composer.form.text.toPlainText() == ""
    assert bench.status.startswith("Not sent yet: 1")
    bench.composer.outcome(bench.sent[0].order, False, "不在当班")
    assert bench.status.startswith("Refused")
    assert bench.composer.form.undo.isVisible()
    bench.composer.undo()
    assert bench.composer.form.text.toPlainText() == "到西门"


def test_compact_until_it_is_used(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    form = bench.composer.form
    outside = Composer(Selection())
    qtbot.addWidget(outside)
    outside.refresh(bench.scene.situation, bench.scene.everything())
    assert outside.form.chips.isHidden() and outside.form.terms.isHidden()
    outside.selection.pick_circle("z1")
    assert not outside.form.chips.isHidden()
    assert form.send.text().startswith("Issue")


def test_both_languages_and_copy(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.selection.pick_circle("z1")
    bench.composer.form.text.setPlainText("到西门")
    assert bench.composer.as_text().splitlines()[0] == "一区"
    language.use("zh")
    QApplication.processEvents()
    turns.finish()
    assert bench.composer.form.send.text().startswith("下达 10 人")
    assert bench.composer.form.text.toPlainText() == "到西门"


def test_the_text_stays_whole_while_the_list_of_names_is_open(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    form = bench.composer.form
    bench.selection.pick_circle("z1")
    qtbot.keyClick(bench.composer, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(form.text.hasFocus)
    form.text.setPlainText("封控路口，疏导车辆")
    form.people.setChecked(True)
    bench.composer.resize(462, bench.composer.minimumSizeHint().height())

    def whole() -> bool:
        lower = form.text.mapTo(form, form.text.rect().bottomLeft()).y()
        edge = form.count.mapTo(form, form.count.rect().topLeft()).y()
        return form.picker.table.isVisible() and 0 < lower < edge

    qtbot.waitUntil(whole)
    assert form.picker.table.height() >= form.picker.table.minimumHeight()
