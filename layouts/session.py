"""One desktop session: window, link, sign-in, and how they begin and end."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from cockpit.client.link import Credentials, Link
from cockpit.client.outbox import Outbox, open_outbox
from cockpit.client.waiting import Outcome
from cockpit.domain.alarms import AlarmCommand
from cockpit.domain.circle_calls import CallCircle
from cockpit.domain.consultations import ConsultationCommand
from cockpit.domain.devices import RenameDevice, RevokeDevice
from cockpit.domain.duty_log import StrikeLog, WriteLog
from cockpit.domain.handovers import HandoverCommand
from cockpit.domain.help_calls import AcknowledgeHelp, EndHelp
from cockpit.domain.holding import HoldCommand
from cockpit.domain.in_command import TakeOver
from cockpit.domain.incidents import AdvanceIncident, ReportIncident, incident_id
from cockpit.domain.ladder import AcknowledgeMiss, AcknowledgeMisses
from cockpit.domain.orders import ConfirmDraft, DiscardDraft, DraftOrder, IssueOrder, RecallOrder
from cockpit.domain.relief import AnswerFor, Reassign, Reinforce
from cockpit.domain.resolutions import ResolutionCommand
from cockpit.domain.versions import ChangeOrder
from cockpit.domain.whistles import CallIn
from cockpit.domain.world import Command
from cockpit.errors import CockpitError, EnvironmentFailure, Refused
from cockpit.kit.signal import Signal
from cockpit.kit.tasks import Tasks
from cockpit.views.refusals import rule_words
from cockpit.views.selection import Selection
from layouts.desk import Desk
from layouts.first_start import FirstStart
from layouts.memory import Memory
from layouts.photograph import photograph_screens
from layouts.signing_in import SigningIn
from layouts.starting import Starting
from layouts.wiring import Wiring
from widgets import language

log = logging.getLogger(__name__)

PICTURE_EVERY_S = 60.0


class DesktopSession:
    """The desktop from its first window to its last.

    Args:
        args: see ``main.parse``; ``data`` is set.
        start: of the hub that was launched for this desktop, None for one elsewhere.
        on_virtual: whether nobody sees the screen, so that pictures of it are left.
        pictures: where to leave them.

    Attributes:
        window: the desk.
        wiring: what joins it to the link; None until the hub's address is known.
        signing_in: who signs in.
        first_live: emitted when the picture is live for the first time.
    """

    def __init__(
        self,
        args: argparse.Namespace,
        start: FirstStart | None,
        on_virtual: bool,
        pictures: Path,
    ) -> None:
        self._started = time.monotonic()
        self._args, self._first_start, self._on_virtual = args, start, on_virtual
        self._pictures = args.pictures or pictures
        self._tasks = Tasks("desk")
        self._ended = asyncio.Event()
        self._status = 0
        self.first_live: Signal[[]] = Signal()
        self._was_live = False
        memory = Memory(args.data)
        language.use(args.lang or memory.language)
        self.window = Desk(Selection(), memory)
        self.wiring: Wiring | None = None
        # The port of a hub of one's own changes with each start; its folder does not.
        name = args.hub or str(args.data.resolve())
        folder = start.folder if start is not None else None
        self.signing_in = SigningIn(args.login, name, folder, memory, self.window, self._tasks)
        self.signing_in.tried.connect(self._start)
        self.signing_in.abandoned.connect(self.end)

    async def run(self) -> int:
        """Shows the window, connects, and waits for the end; returns the exit status."""
        self.window.closed.connect(self.end)
        self._open()
        try:
            self._tasks.spawn(self._begin(), "begin")
            await self._ended.wait()
            return self._status
        finally:
            await self._tasks.close()
            if self.wiring is not None:
                await self.wiring.close()
            self.window.close_unasked()

    def end(self, status: int = 0) -> None:
        """Ends the session; the first to do so says with which exit status."""
        if not self._ended.is_set():
            self._status = status
            self._ended.set()

    def _open(self) -> None:
        screen = QGuiApplication.primaryScreen()
        if self._args.size_px is not None:
            self.window.setGeometry(0, 0, *self._args.size_px)
            self.window.show()
        else:
            self.window.open_on(screen, full=self._on_virtual)
            if not self._args.one_monitor:
                self.window.room.fill_monitors()

    async def _begin(self) -> None:
        self.window.arrange_menu.tell_faults()
        try:
            url = self._args.hub or await self._own_url()
            credentials = await self.signing_in.first()
        except CockpitError as failure:
            print(failure, file=sys.stderr)
            self.end(2)
            return
        link = Link(url, credentials, client="desktop")
        link.use(*await asyncio.to_thread(_outbox_in, self._args.data))
        wiring = self.wiring = Wiring(link, self.window, self._own_trouble)
        wiring.refused.connect(self._refused)
        wiring.failed.connect(self.signing_in.failed)
        wiring.token_given.connect(self.signing_in.keep)
        wiring.settled.connect(self._settled)
        wiring.live.connect(self._live)
        if self._first_start is not None:
            self._tasks.spawn(self._first_start.own.watch(), "embedded hub")
        if credentials.login:
            self._start(credentials)
        else:
            self.signing_in.ask(url)

    async def _own_url(self) -> str:
        """The address of this desktop's hub; where somebody sees the window, as many tries as that person wants.

        Raises:
            CockpitError: it does not start, and nobody wants to try again.
        """
        if self._first_start is None:
            raise EnvironmentFailure("没有中枢 (no hub)")
        seen = not (self._on_virtual or self._args.pictures)
        starting = Starting(self._first_start, self.window if seen else None)
        url = await starting.url()
        self.signing_in.folder = self._first_start.folder
        return url

    def _own_trouble(self) -> str:
        return "" if self._first_start is None else self._first_start.own.trouble

    def _start(self, credentials: Credentials) -> None:
        if self.wiring is not None:
            self.wiring.start(credentials)

    def _refused(self, refusal: Refused) -> None:
        if self.wiring is not None:
            self.signing_in.refused(refusal, self.wiring.link.url)

    def _settled(self, command: Command, outcome: Outcome) -> None:
        """Tells the panel that a command came from what became of it."""
        message = rule_words(outcome.rule, outcome.message, language.current())
        desk, fate = self.window, (outcome.accepted, message, outcome.who_could)
        match command:
            case IssueOrder(order=order) | DraftOrder(order=order):
                desk.composer.outcome(order, *fate)
            case ConfirmDraft(order=order) | DiscardDraft(order=order) | RecallOrder(order=order):
                desk.orders.outcome(order, *fate)
            case ChangeOrder(order=order):
                desk.orders.outcome(order, *fate)
            case _ if isinstance(command, HoldCommand):
                desk.orders.outcome(command.order, *fate)
            case AcknowledgeMiss(order=order) | AcknowledgeMisses(order=order) | AnswerFor(order=order):
                desk.orders.outcome(order, *fate)
            case Reassign(order=order) | Reinforce(order=order):
                desk.orders.outcome(order, *fate)
            case RenameDevice() | RevokeDevice():
                desk.devices.outcome(*fate)
            case _ if isinstance(command, AlarmCommand):
                desk.alarms.sheet.outcome(*fate)
            case WriteLog() | StrikeLog():
                desk.log.outcome(*fate)
            case TakeOver():
                desk.handover.outcome(*fate)
            case _ if isinstance(command, HandoverCommand):
                desk.handover.outcome(*fate)
            case AcknowledgeHelp() | EndHelp():
                desk.refuse_help("" if outcome.accepted else message)
            case CallCircle(id=call):
                desk.calls.outcome(call, *fate)
            case _ if isinstance(command, ConsultationCommand | ResolutionCommand):
                desk.consultation.outcome(*fate)
            case CallIn():
                desk.incidents.outcome("", *fate)
            case AdvanceIncident(incident=incident):
                desk.incidents.outcome(incident, *fate)
            case ReportIncident(source=source, source_no=number):
                desk.incidents.outcome(incident_id(source, number), *fate)

    def _live(self) -> None:
        log.info("live %.2f s after the start", time.monotonic() - self._started)
        self.signing_in.done()
        if self._was_live:
            return
        self._was_live = True
        if not self._on_virtual and self._args.pictures is None:
            self.window.alarms.use_sound()
        self.first_live.emit()
        if self._args.pictures is not None:
            self._tasks.spawn(self._photograph_once(), "photograph")
        elif self._on_virtual:
            self._tasks.spawn(self._photograph_always(), "photographs")

    # -- pictures ------------------------------------------------------------------------------------------------

    async def _photograph_once(self) -> None:
        await asyncio.sleep(self._args.settle)
        try:
            for path in photograph_screens(self._pictures, "daily"):
                print(path)
        except EnvironmentFailure as failure:
            print(failure, file=sys.stderr)
            self.end(2)
        self.end()

    async def _photograph_always(self) -> None:
        url = self.wiring.link.url if self.wiring is not None else ""
        await asyncio.sleep(self._args.settle)
        for path in photograph_screens(self._pictures, "daily"):
            print(f"画面 (picture): {path}    中枢 (hub): {url}    Ctrl+C 结束 (ends)", flush=True)
        while True:
            await asyncio.sleep(PICTURE_EVERY_S)
            photograph_screens(self._pictures, "daily")


def _outbox_in(folder: Path) -> tuple[Outbox | None, str]:
    """The desktop's outbox, or why there is none: what is pressed is then kept in memory."""
    try:
        return open_outbox(folder), ""
    except EnvironmentFailure as failure:
        log.warning("%s", failure)
        return None, str(failure)
