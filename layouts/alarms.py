"""What the desk does about alarms beside showing them: the sheet, the tones, the voice, and what is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cockpit.views.alarms import AlarmBook
from cockpit.views.bell import Bell, Tone
from cockpit.views.notices import Notice
from cockpit.views.situation import Situation
from layouts.monitor_window import MonitorWindow
from widgets.alarm_sheet import AlarmSheet
from widgets.alarm_sound import Loudspeaker, Player, Voice

if TYPE_CHECKING:
    from layouts.memory import Memory

SPOKEN: frozenset[Tone] = frozenset(("help", "alarm"))
"""What is read out, each once."""


class AlarmDesk(QObject):
    """One for all monitors.

    Args:
        desk: the window with the keyboard; its strip knows the alarms.
        memory: whether sound and voice are wanted; nothing is remembered without one.

    Attributes:
        sheet: the list of all alarms.
        player: makes the tones; None until ``use_sound``: tests and pictures make none.
    """

    def __init__(self, desk: MonitorWindow, memory: Memory | None = None) -> None:
        super().__init__(desk)
        self._desk, self._memory = desk, memory
        self._bell = Bell()
        self._spoken: set[str] = set()
        self._said_why = False
        self.player: Player | None = None
        self.voice: Voice | None = None
        self._sound_on = memory is None or memory.switch("sound", True)
        self._voice_on = memory is None or memory.switch("voice", True)
        self.sheet = AlarmSheet(desk.notices, desk.surface)
        self.sheet.tone_wanted.connect(self._try)
        self.sheet.sound_switched.connect(self._switch_sound)
        self.sheet.voice_switched.connect(self._switch_voice)

    @property
    def book(self) -> AlarmBook:
        """All alarms."""
        return self._desk.notices.book

    def use_sound(self, player: Player | None = None, voice: Voice | None = None) -> None:
        """From now on alarms are heard, on this machine's loudspeaker unless another player is given."""
        self.player = player or Loudspeaker(self)
        self.voice = voice or (None if player else Voice(self))
        if isinstance(self.player, Loudspeaker):
            self.player.changed.connect(self._tell_trouble)
        self._tell_trouble()

    def show(self) -> None:
        """Opens the sheet on the monitor where the keyboard is, or puts it away."""
        if self.sheet.isVisible():
            self.sheet.put_away()
            return
        window = QApplication.activeWindow()
        host = window if isinstance(window, MonitorWindow) else self._desk
        if self.sheet.parentWidget() is not host.surface:
            self.sheet.setParent(host.surface)
        host.put_scale_in_force()
        self._tell_trouble()
        if self._desk.situation is not None:
            self.sheet.refresh(self._desk.situation)
        self.sheet.open()

    def refresh(self, situation: Situation) -> None:
        """Rings what is due, and draws the sheet while it is seen."""
        found = self._bell.due(self.book.alarms, situation.now)
        if found is not None and self.player is not None:
            tone, alarm = found
            if self._sound_on or tone == "help":
                self.player.play(tone)
            self._speak(tone, alarm.notice)
        self._spoken &= {alarm.id for alarm in self.book.alarms}
        self.sheet.refresh(situation)

    def take_back(self, window: MonitorWindow) -> None:
        """A monitor's window is about to go: the sheet that lies on it comes home."""
        if self.sheet.parentWidget() is window.surface:
            self.sheet.put_away()
            self.sheet.setParent(self._desk.surface)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _speak(self, tone: Tone, notice: Notice) -> None:
        if self.voice is not None and self._voice_on and tone in SPOKEN and notice.key not in self._spoken:
            self._spoken.add(notice.key)
            self.voice.say(self._desk.notices.sentence(notice))

    def _try(self, tone: Tone) -> None:
        if self.player is not None:
            self.player.play(tone)

    def _switch_sound(self, on: bool) -> None:
        self._sound_on = on
        self._remember("sound", on)

    def _switch_voice(self, on: bool) -> None:
        self._voice_on = on
        self._remember("voice", on)

    def _remember(self, name: str, on: bool) -> None:
        if self._memory is not None:
            self._memory.keep_switch(name, on)

    def _tell_trouble(self) -> None:
        silent = self.tr("sound is not in use")
        sound = self.player.trouble if self.player is not None else silent
        voice = self.voice.trouble if self.voice is not None else silent
        self.sheet.say_trouble(sound, voice, self._sound_on, self._voice_on)
        if self.player is not None and sound and not self._said_why:
            self._said_why = True
            self.book.tell(Notice("no_sound", "no_sound", 3, text=sound))
