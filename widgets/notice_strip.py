"""The bottom line: the gravest notice, one line a cause, acknowledged by a key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from cockpit.domain.help_calls import AcknowledgeHelp
from cockpit.domain.ladder import AcknowledgeMisses
from cockpit.views.alarms import AlarmBook, counted
from cockpit.views.climb import missed_words, reached_words
from cockpit.views.duty import duty
from cockpit.views.notices import Notice
from cockpit.views.relief import takes
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.times import long_span_text
from widgets import language, theme
from widgets.marks import Mark
from widgets.text import Text

BANDS = {1: "red", 2: "yellow", 3: "blue"}


class NoticeStrip(QFrame):
    """Shows the gravest notice that nobody has acknowledged, and how many more stand.

    Args:
        book: the alarms; one for the strips of all monitors.

    Attributes:
        order_opened: emits the id of the order that a notice is about, when it is pressed.
        help_opened: emits the id of the unit that calls for help, when its notice is pressed.
        incident_opened: emits the id of the incident whose whistle is unanswered, when its notice is pressed.
        command: what the hub is told by an acknowledgement: that it was seen, and what the person takes on.
        taken: emitted when a notice of this desktop's own was acknowledged here: other monitors' strips follow at once.
        list_opened: emitted when the person wants to see all of them.
    """

    order_opened = Signal(str)
    help_opened = Signal(str)
    incident_opened = Signal(str)
    taken = Signal()
    command = Signal(object)
    list_opened = Signal()

    def __init__(self, book: AlarmBook | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._situation: Situation | None = None
        self._shown: Notice | None = None
        self.book = book or AlarmBook()
        self._mark = Mark(18)
        self._rank = Text("strong")
        self._text = Text("title", elide=True)
        self._more = QPushButton()
        self._more.setProperty("kind", "flat")
        self._more.clicked.connect(self.list_opened)
        self._take = QPushButton()
        self._take.clicked.connect(self.acknowledge)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._rank)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._more)
        self._row.addWidget(self._take)
        self.restyle()

    def refresh(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws anew what stands; moving units change none of it."""
        if self._situation is not None and not (changes.world or changes.figures or changes.link or changes.clock):
            return
        self._situation = situation
        self._draw()

    @property
    def shown(self) -> Notice | None:
        """The notice in the line, None when nothing waits."""
        return self._shown

    def acknowledge(self) -> None:
        """Tells the hub that the shown notice was seen; the next one takes its place once that is on its way.

        A missed deadline that was told to the person is taken on at the hub by the same press.
        """
        if self._shown is not None:
            self.acknowledge_one(self._shown)

    def acknowledge_one(self, notice: Notice) -> None:
        """The same for any of them."""
        if notice.cause == "help":
            # Not merely seen: it stands until the hub says that a person sees to it.
            self.command.emit(AcknowledgeHelp(notice.help))
            return
        told = [self.book.acknowledge(notice), self._takes(notice)]
        for command in told:
            if command is not None:
                self.command.emit(command)
        if told[0] is None:
            self._draw()
            self.taken.emit()

    def follow(self) -> None:
        """Draws anew after another strip has acknowledged something."""
        if self._situation is not None:
            self._draw()

    def restyle(self) -> None:
        """Height and margins at the scale in force."""
        self.setFixedHeight(theme.px(46))
        self._row.setContentsMargins(theme.px(18), theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(12))

    def as_text(self) -> str:
        """All that stands, a line each."""
        return "\n".join(f"{self.rank_text(one.notice)} {self.sentence(one.notice)}" for one in self.book.alarms)

    def sentence(self, notice: Notice) -> str:
        """The notice in words."""
        lasted = "" if notice.seconds is None else long_span_text(notice.seconds, language.current())
        match notice.cause:
            case "help":
                return self.tr("HELP: {text} · {time} ago, nobody sees to it yet").format(text=notice.text, time=lasted)
            case "help_taken":
                return self.tr("Help called {time} ago: {text}").format(text=notice.text, time=lasted)
            case "whistle":
                return self.tr("Whistle unanswered for {time}: {text}").format(text=notice.text, time=lasted)
            case "refused":
                return self.tr("The hub refused us: {text}").format(text=notice.text)
            case "hub_lost":
                tail = f" · {notice.text}" if notice.text else ""
                return self.tr("Hub lost for {time}: the picture is old, reconnecting").format(time=lasted) + tail
            case "nobody_on_duty":
                return self.tr("Nobody on duty: nobody may order across departments")
            case "taken_over":
                return self.tr("Command was taken over: {text}; the handover is owed").format(text=notice.text)
            case "handover_overdue":
                return self.tr("{text}: handover unsigned for {time}").format(text=notice.text, time=lasted)
            case "rota_gap":
                text = self.tr("Nobody in the rota {text}, in {time}; gaps within a month: {count}")
                return text.format(text=notice.text, time=lasted, count=notice.count)
            case "handover_soon":
                return self.tr("{text}: handover in {time}").format(text=notice.text, time=lasted)
            case "climbed" | "unanswered":
                return self._late_sentence(notice, lasted)
            case "offered":
                return self.tr("Order offered to you: {text}").format(text=notice.text)
            case "offer_declined":
                return self.tr("Order not taken over: {text}").format(text=notice.text)
            case "passed_while_down":
                return self.tr("{count} deadlines passed while the hub was down").format(count=notice.count)
            case "unsent":
                return self.tr("{count} commands have not reached the hub yet").format(count=notice.count)
            case "silent_sources":
                if notice.seconds is None:
                    return self.tr("Sources silent: {text}").format(text=notice.text)
                return self.tr("Source silent for {time}: {text}").format(time=lasted, text=notice.text)
            case "drafts":
                return self.tr("{count} drafts wait for confirmation").format(count=notice.count)
            case "missed":
                return self.tr("{count} events while away").format(count=notice.count)
            case "no_sound":
                return self.tr("Alarms make no sound here: {text}").format(text=notice.text)

    def _late_sentence(self, notice: Notice, lasted: str) -> str:
        """Who is late with an order, and how far that has climbed."""
        found = notice.climb
        if notice.cause == "unanswered" or (found is not None and found.same_stage):
            stage = "acknowledged" if notice.cause == "unanswered" or found is None else found.lead.stage
            text = self.tr("{text}: {count} {not_done} after {time}")
            text = text.format(
                text=notice.text, count=notice.count, not_done=missed_words(stage, language.current()), time=lasted
            )
        else:
            text = self.tr("{text}: {count} late, the first for {time}")
            text = text.format(text=notice.text, count=notice.count, time=lasted)
        if found is None or (found.lead.top is None and not found.lead.taken_by):
            return text
        return text + self.tr(", ") + reached_words(found.lead, language.current())

    # -- inside ----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self._situation is None:
            return
        alarms = self.book.look(self._situation, duty(self._situation, language.current()))
        shown = next((one.notice for one in alarms if one.state == "new"), None)
        if (shown is None) != (self._shown is None) or (
            shown and self._shown and shown.priority != self._shown.priority
        ):
            self.update()
        self._shown = shown
        self._mark.setVisible(shown is not None)
        self._rank.setVisible(shown is not None)
        self._take.setVisible(shown is not None)
        found = dict(counted(alarms))
        rest = found.get("new", 0) - (1 if shown is not None else 0)
        more = [self.tr("{count} more").format(count=rest)] if rest else []
        if "acknowledged" in found:
            more.append(self.tr("{count} acknowledged").format(count=found["acknowledged"]))
        if "shelved" in found:
            more.append(self.tr("{count} shelved").format(count=found["shelved"]))
        self._more.setText((" · ".join(more) or self.tr("Alarms")) + "  F9")
        takes_on = self._takes(shown)
        helps = shown is not None and shown.cause == "help"
        taken = len(takes_on.units) if takes_on is not None else 0
        does = self.tr("Take on") if taken else self.tr("Acknowledge")
        self._take.setText((self.tr("See to it") if helps else does) + "  F8")
        hint = self.tr("Into the journal: you know of {count}. What does not change comes back.")
        self._take.setToolTip(hint.format(count=taken) if taken else "")
        if shown is None:
            self._text.say(self.tr("Nothing waits for you"), "third")
            return
        self._mark.show_band(BANDS[shown.priority])
        self._rank.say(self.rank_text(shown), BANDS[shown.priority])
        self._text.say(self.sentence(shown), "text")

    def _takes(self, notice: Notice | None) -> AcknowledgeMisses | None:
        """What the person takes on at the hub by acknowledging a notice."""
        if notice is None or notice.cause != "climbed" or self._situation is None:
            return None
        order = self._situation.world.orders.get(notice.order)
        return takes(self._situation, order) if order is not None else None

    def rank_text(self, notice: Notice) -> str:
        """What its priority is called."""
        return {1: self.tr("Alarm"), 2: self.tr("Warning"), 3: self.tr("News")}[notice.priority]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what the notice is about."""
        if self._shown is not None:
            self.open_one(self._shown)

    def open_one(self, notice: Notice) -> None:
        """Opens what a notice is about."""
        call = self._situation.world.help_calls.get(notice.help) if self._situation is not None else None
        if notice.order:
            self.order_opened.emit(notice.order)
        elif call is not None:
            self.help_opened.emit(call.unit)
        elif notice.incident:
            self.incident_opened.emit(notice.incident)

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange and self._situation is not None:
            self.refresh(self._situation, SituationChanges(clock=True))
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A wash and an edge in the notice's colour."""
        super().paintEvent(event)
        if self._shown is None:
            return
        painter = QPainter(self)
        band = BANDS[self._shown.priority]
        painter.fillRect(self.rect(), theme.colour(f"{band}_wash"))
        painter.fillRect(0, 0, theme.px(5), self.height(), theme.colour(band))
        painter.end()
