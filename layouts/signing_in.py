"""How a person comes to be signed in: a kept token, a sample's open password, or the dialog."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cockpit.client.link import Credentials
from cockpit.client.sample import sample_password
from cockpit.client.token_store import TokenStore
from cockpit.errors import Refused
from cockpit.kit.tasks import Tasks
from cockpit.town.folder import TownFolder
from cockpit.views.refusals import failure_words
from layouts.memory import Memory
from widgets import language
from widgets.sign_in import SignInDialog

log = logging.getLogger(__name__)


class SigningIn(QObject):
    """Finds credentials, asks for them when there are none that the hub takes, and keeps the token that it gives.

    Args:
        login: who signs in, empty for whoever did last.
        hub: the name under which tokens are kept: it has to be the same at the next start.
        folder: the town of a hub of one's own, None for one elsewhere.
        memory: remembers who signed in last.
        window: what the dialog stands over.

    Attributes:
        folder: as given; set later when the town could not be read at first.
        tried: emits the credentials that a person has typed.
        abandoned: emitted when the person gives up.
    """

    tried = Signal(object)
    abandoned = Signal()

    def __init__(
        self, login: str, hub: str, folder: TownFolder | None, memory: Memory | None, window: QWidget, tasks: Tasks
    ) -> None:
        super().__init__()
        self._login, self._hub, self.folder = login, hub, folder
        self._memory, self._window, self._tasks = memory, window, tasks
        self._tokens: TokenStore | None = None
        self._typed = ""
        self._opening = False
        self.dialog: SignInDialog | None = None

    async def first(self) -> Credentials:
        """What to try first: in a sample the commander on duty, elsewhere a token that was kept; else no login."""
        if self.folder is not None and self.folder.accounts is not None:
            shift = self.folder.town.rota.shift_at(datetime.now(UTC))
            login = self._login or (shift.commander if shift else self.folder.town.people[0].id)
            return Credentials(login, self.folder.accounts.password)
        login = self._login or (self._memory.login if self._memory is not None else "")
        token = await asyncio.to_thread(self._kept, login) if login else ""
        return Credentials(login, token=token) if token else Credentials("")

    def refused(self, refusal: Refused, url: str) -> None:
        """The hub wants other credentials: the dialog opens, or says in its place what was wrong."""
        if refusal.rule in ("sign_in.token", "sign_in.ended", "sign_in.over", "sign_in.disabled"):
            self._tasks.spawn(asyncio.to_thread(self._forget, self._login_tried()), "forget token")
        self.ask(url, failure_words(refusal, language.current()))

    def ask(self, url: str, why: str = "") -> None:
        """Opens the dialog, or says in it what was wrong."""
        if self.dialog is not None:
            self.dialog.say_wrong(why)
        elif not self._opening:
            self._opening = True
            self._tasks.spawn(self._open(url, why), "sign in")

    def failed(self, why: str) -> None:
        """The hub could not be asked; said where somebody waits for its answer."""
        if self.dialog is not None and self._typed:
            self.dialog.say_wrong(why)

    def keep(self, token: str) -> None:
        """Keeps a token that the hub gave; not for a sample, whose password everybody knows."""
        if self.folder is None or self.folder.accounts is None:
            self._tasks.spawn(asyncio.to_thread(self._put, self._login_tried(), token), "keep token")

    def done(self) -> None:
        """The hub has let the person in."""
        if self._typed and self._memory is not None:
            self._memory.login = self._typed
        if self.dialog is not None:
            self.dialog.blockSignals(True)
            self.dialog.accept()
            self.dialog.deleteLater()
            self.dialog = None

    # -- inside ----------------------------------------------------------------------------------------------------

    async def _open(self, url: str, why: str) -> None:
        try:
            password, keeps = await asyncio.to_thread(lambda: (sample_password(url), self._store().keeps))
        finally:
            self._opening = False
        hint = f"样例账号 (sample): shen、zhou、lu … / {password}" if password else ""
        dialog = SignInDialog(url, "keyring" if keeps else "session", hint, self._window)
        dialog.login.setText(self._login_tried())
        dialog.credentials.connect(self._try)
        dialog.abandoned.connect(self.abandoned)
        self.dialog = dialog
        dialog.open()
        (dialog.password if dialog.login.text() else dialog.login).setFocus()
        if why:
            dialog.say_wrong(why)

    def _try(self, login: str, password: str) -> None:
        self._typed = login
        self.tried.emit(Credentials(login, password))

    def _login_tried(self) -> str:
        return self._typed or self._login or (self._memory.login if self._memory is not None else "")

    # -- in a worker: a keyring may block --------------------------------------------------------------------------

    def _store(self) -> TokenStore:
        if self._tokens is None:
            self._tokens = TokenStore()
            if self._tokens.reason:
                log.warning("%s", self._tokens.reason)
        return self._tokens

    def _kept(self, login: str) -> str:
        return self._store().get(self._hub, login)

    def _put(self, login: str, token: str) -> None:
        self._store().put(self._hub, login, token)

    def _forget(self, login: str) -> None:
        self._store().forget(self._hub, login)
