"""The top line of every monitor: which town, who sits here, how the link stands, how old the picture is, the time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from cockpit.domain.town import Settings
from cockpit.views.durations import clock_span, short_span
from cockpit.views.link import LinkLine, link_line
from cockpit.views.situation import Situation, SituationChanges
from cockpit.views.times import age_text, local
from cockpit.views.unsent import oldest_s
from cockpit.views.words import word
from widgets import language, theme
from widgets.marks import Mark
from widgets.text import Text

UNSENT_SHOWN_S = 1.0
BANDS = {"good": "green", "working": "blue", "bad": "red"}


class LinkStrip(QFrame):
    """One line; drawn on every tick, so that the age goes on counting while the hub is silent.

    Attributes:
        unsent_opened: a person wants to see what is not sent.
    """

    unsent_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._situation: Situation | None = None
        self._line: LinkLine | None = None
        self._town = Text("head")
        self._sample = Text("small", "yellow")
        self._me = Text("body", "second", elide=True)
        self._mark = Mark(14)
        self._hub = Text("strong")
        self._message = Text("body", "red", elide=True)
        self._unsent = QPushButton()
        self._unsent.setProperty("kind", "danger")
        self._unsent.clicked.connect(self.unsent_opened)
        self._age = Text("body", "second")
        self._terminals = Text("body", "second")
        self._out = Text("strong", "yellow")
        self._clock_off = Text("strong", "yellow")
        self._day = Text("body", "second")
        self._clock = Text("clock")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._town)
        self._row.addWidget(self._sample)
        self._row.addWidget(self._me, 1)
        self._row.addWidget(self._mark)
        for part in (self._hub, self._message, self._unsent, self._age, self._terminals, self._out):
            self._row.addWidget(part)
        for part in (self._clock_off, self._day, self._clock):
            self._row.addWidget(part)
        self.restyle()

    def refresh(self, situation: Situation, changes: SituationChanges) -> None:
        """Draws the clock and the age; the rest when something has changed or a second has passed."""
        self._situation = situation
        settings = situation.world.settings
        here = local(situation.now, settings.time_zone)
        self._clock.say(f"{here:%H:%M:%S}")
        self._day.say(self._date(here.month, here.day, here.weekday()))
        self._draw_town(settings)
        self._draw_link(link_line(situation))
        self._draw_unsent(situation)
        me = situation.me
        self._me.say("" if me is None else f"{me.name} · {word(me.role, language.current())}")

    @property
    def line(self) -> LinkLine | None:
        """What is said of the link; None before the first moment."""
        return self._line

    def restyle(self) -> None:
        """Height and margins at the scale in force."""
        self.setFixedHeight(theme.px(52))
        self._row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self._row.setSpacing(theme.px(14))

    def as_text(self) -> str:
        """The line as text."""
        parts = (
            self._town,
            self._hub,
            self._message,
            self._unsent,
            self._age,
            self._terminals,
            self._out,
            self._clock_off,
            self._clock,
        )
        return " · ".join(part.text() for part in parts if part.text())

    def changeEvent(self, event: QEvent) -> None:
        """On a new language all texts anew."""
        if event.type() == QEvent.Type.LanguageChange and self._situation is not None:
            self.refresh(self._situation, SituationChanges(clock=True))
        super().changeEvent(event)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _draw_town(self, settings: Settings) -> None:
        name = settings.name if language.current() == "zh" else settings.name_en
        product = self.tr("Cockpit")
        self._town.say(f"{name} · {product}" if name else product)
        self._sample.say(self.tr("Sample town: invented data") if settings.sample else "")
        self._sample.setVisible(settings.sample)

    def _draw_link(self, line: LinkLine) -> None:
        self._line = line
        self._mark.show_band(BANDS[line.mood])
        bad = line.mood == "bad"
        self._hub.say(self.tr("Hub {state}").format(state=self._phase(line)), "red" if bad else "text")
        self._message.say(line.message if line.mood != "good" else "")
        self._message.setVisible(bool(self._message.text()))
        age = "—" if line.age_s is None else age_text(line.age_s, language.current())
        self._age.say(self.tr("Data {age}").format(age=age), "red" if bad else "second")
        self._terminals.say(self.tr("Terminals {reached}").format(reached=f"{line.in_contact}/{line.terminals}"))
        self._out.say(f"{word('out_of_contact', language.current())} {line.out}" if line.out else "")
        self._out.setVisible(bool(line.out))
        self._draw_clock_off(line.clock_off_s)

    def _draw_clock_off(self, off_s: float) -> None:
        """All deadlines and the rota go by the hub's clock: whoever reads them has to know that it is another one."""
        span = clock_span(abs(off_s))
        words = self.tr("Hub clock {span} fast") if off_s > 0 else self.tr("Hub clock {span} slow")
        self._clock_off.say(words.format(span=span) if off_s else "")
        self._clock_off.setToolTip(self.tr("The hub's clock and its machine's differ: check the machine's clock"))
        self._clock_off.setVisible(bool(off_s))

    def _draw_unsent(self, situation: Situation) -> None:
        """Nothing while nothing waits: an order that is answered within a second makes no flicker."""
        age_s, count, text = oldest_s(situation), len(situation.link.waiting), ""
        if count and (age_s >= UNSENT_SHOWN_S or situation.link.phase != "live"):
            text = self.tr("Not sent {n} · {age}").format(n=count, age=short_span(age_s, language.current()))
        elif situation.link.outbox_fault:
            text = self.tr("Outbox not on disk")
        self._unsent.setText(text)
        self._unsent.setToolTip(situation.link.outbox_fault)
        self._unsent.setVisible(bool(text))

    def _phase(self, line: LinkLine) -> str:
        if line.silent:
            return self.tr("silent")
        return {
            "connecting": self.tr("connecting"),
            "signing_in": self.tr("signing in"),
            "catching_up": self.tr("catching up"),
            "live": self.tr("live"),
            "down": self.tr("lost, reconnecting"),
            "refused": self.tr("refused"),
        }[line.phase]

    def _date(self, month: int, day: int, weekday: int) -> str:
        names = (
            self.tr("Mon"),
            self.tr("Tue"),
            self.tr("Wed"),
            self.tr("Thu"),
            self.tr("Fri"),
            self.tr("Sat"),
            self.tr("Sun"),
        )
        return f"{month}-{day} {names[weekday]}"
