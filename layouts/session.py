"""One desktop session: window, link, sign-in, and how they begin and end."""

from __future__ import annotations

import argparse
import asyncio
import logging
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from cockpit.client.link import Credentials, Link, Outcome
from cockpit.client.sample import sample_password
from cockpit.client.token_store import TokenStore
from cockpit.domain.incidents import AdvanceIncident, ReportIncident, incident_id
from cockpit.domain.orders import ConfirmDraft, DiscardDraft, DraftOrder, IssueOrder, RecallOrder
from cockpit.domain.world import Command
from cockpit.errors import CockpitError, EnvironmentFailure
from cockpit.kit.tasks import Tasks
from cockpit.town.folder import read_town
from cockpit.views.authority import rule_words
from cockpit.views.selection import Selection
from layouts.desk import Desk
from layouts.embedded import EmbeddedHub
from layouts.memory import Memory
from layouts.photograph import photograph_screens
from layouts.wiring import Wiring
from widgets import language
from widgets.sign_in import SignInDialog

log = logging.getLogger(__name__)

PICTURE_EVERY_S = 60.0


class DesktopSession:
    """The desktop from its first window to its last.

    Args:
        args: see ``main.parse``.
        own: the hub that was launched for this desktop, None for one elsewhere.
        on_virtual: whether nobody sees the screen, so that pictures of it are left.
        pictures: where to leave them.
    """

    def __init__(self, args: argparse.Namespace, own: EmbeddedHub | None, on_virtual: bool, pictures: Path) -> None:
        self._started = time.monotonic()
        self._args, self._own, self._on_virtual = args, own, on_virtual
        self._pictures = args.pictures or pictures
        self._tasks = Tasks("desk")
        self._ended: asyncio.Future[int] | None = None
        data = own.data if own is not None else args.data
        self._memory = Memory(data) if data is not None else None
        language.use(args.lang or (self._memory.language if self._memory is not None else "zh"))
        self._selection = Selection()
        self.window = Desk(self._selection, self._memory)
        self.wiring: Wiring | None = None
        self._dialog: SignInDialog | None = None
        self._tokens = TokenStore()

    async def run(self) -> int:
        """Shows the window, connects, and waits for the end; returns the exit status."""
        self._ended = asyncio.get_running_loop().create_future()
        self.window.closed.connect(self.end)
        self._open()
        try:
            self._tasks.spawn(self._begin(), "begin")
            return await self._ended
        finally:
            await self._tasks.close()
            if self.wiring is not None:
                await self.wiring.close()
            self.window.close()

    def end(self, status: int = 0) -> None:
        """Ends the session."""
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(status)

    def _open(self) -> None:
        screen = QGuiApplication.primaryScreen()
        if self._args.size_px is not None:
            self.window.setGeometry(0, 0, *self._args.size_px)
            self.window.show()
        else:
            self.window.open_on(screen, full=self._on_virtual)

    async def _begin(self) -> None:
        try:
            url = self._args.hub or await asyncio.to_thread(self._own_url)
            credentials = await asyncio.to_thread(self._credentials, url)
        except CockpitError as failure:
            print(failure)
            self.end(2)
            return
        self.wiring = Wiring(Link(url, credentials, client="desktop"), self.window, self._tokens)
        self.wiring.sign_in_needed.connect(self._ask_credentials)
        self.wiring.settled.connect(self._settled)
        self.wiring.live.connect(self._live)
        if self._own is not None and not self._own.shared:
            self._tasks.spawn(self._own.watch(), "embedded hub")
        if credentials.password or credentials.token:
            self.wiring.start(credentials)
        else:
            self._ask_credentials("")

    def _own_url(self) -> str:
        if self._own is None:
            raise EnvironmentFailure("没有中枢 (no hub)")
        return self._own.wait()

    def _settled(self, command: Command, outcome: Outcome) -> None:
        """Tells the panel that a command came from what became of it."""
        message = rule_words(outcome.rule, outcome.message, language.current())
        desk, fate = self.window, (outcome.accepted, message, outcome.who_could)
        match command:
            case IssueOrder(order=order) | DraftOrder(order=order):
                desk.composer.outcome(order, *fate)
            case ConfirmDraft(order=order) | DiscardDraft(order=order) | RecallOrder(order=order):
                desk.orders.outcome(order, *fate)
            case AdvanceIncident(incident=incident):
                desk.incidents.outcome(incident, *fate)
            case ReportIncident(source=source, source_no=number):
                desk.incidents.outcome(incident_id(source, number), *fate)

    # -- signing in ----------------------------------------------------------------------------------------------

    def _credentials(self, url: str) -> Credentials:
        """A token that was kept, or in a sample the commander on duty with the password that everybody knows."""
        login = self._args.login
        if self._own is not None:
            folder = read_town(self._own.town)
            if folder.accounts is not None:
                shift = folder.town.rota.shift_at(datetime.now(UTC))
                return Credentials(login or (shift.commander if shift else "p01"), folder.accounts.password)
        if login:
            return Credentials(login, token=self._tokens.get(url, login))
        return Credentials("")

    def _ask_credentials(self, why: str) -> None:
        """Opens the sign-in dialog, or says in it what was wrong."""
        if self.wiring is None:
            return
        if self._dialog is None:
            self._tasks.spawn(self._open_dialog(why), "sign in")
        elif why:
            self._dialog.say_wrong(why)

    async def _open_dialog(self, why: str) -> None:
        if self.wiring is None:
            return
        url = self.wiring.link.url
        password = await asyncio.to_thread(sample_password, url)
        hint = f"样例账号 (sample): shen、zhou、lu … / {password}" if password else ""
        dialog = SignInDialog(url, "keyring" if self._tokens.keeps else "session", hint, self.window)
        dialog.credentials.connect(self._try)
        dialog.abandoned.connect(self.end)
        self.wiring.live.connect(self._signed_in)
        self._dialog = dialog
        dialog.open()
        if why:
            dialog.say_wrong(why)

    def _try(self, login: str, password: str) -> None:
        if self.wiring is not None:
            self.wiring.start(Credentials(login, password))

    def _signed_in(self) -> None:
        if self._dialog is not None:
            self._dialog.blockSignals(True)
            self._dialog.accept()
            self._dialog.deleteLater()
            self._dialog = None

    # -- pictures ------------------------------------------------------------------------------------------------

    def _live(self) -> None:
        log.info("live %.2f s after the start", time.monotonic() - self._started)
        if self._args.pictures is not None:
            self._tasks.spawn(self._photograph_once(), "photograph")
        elif self._on_virtual:
            self._tasks.spawn(self._photograph_always(), "photographs")

    async def _photograph_once(self) -> None:
        await asyncio.sleep(self._args.settle)
        for path in photograph_screens(self._pictures, "daily"):
            print(path)
        self.end()

    async def _photograph_always(self) -> None:
        url = self.wiring.link.url if self.wiring is not None else ""
        await asyncio.sleep(self._args.settle)
        for path in photograph_screens(self._pictures, "daily"):
            print(f"画面 (picture): {path}    中枢 (hub): {url}    Ctrl+C 结束 (ends)", flush=True)
        while True:
            await asyncio.sleep(PICTURE_EVERY_S)
            photograph_screens(self._pictures, "daily")
