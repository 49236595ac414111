"""The sign-in dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from widgets import language
from widgets.sign_in import SignInDialog
from widgets.text import Text


@pytest.fixture
def dialog(qtbot: QtBot) -> SignInDialog:
    """An open dialog."""
    dialog = SignInDialog("ws://127.0.0.1:8471", "session", "样例账号 shen")
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def words(dialog: SignInDialog) -> str:
    """All that can be read on it."""
    return " ".join(label.text() for label in dialog.findChildren(Text) if label.isVisible())


def enter(dialog: SignInDialog) -> QPushButton:
    """The button that signs in."""
    return next(one for one in dialog.findChildren(QPushButton) if one.isDefault())


def test_it_says_to_which_hub_and_where_the_token_goes(dialog: SignInDialog, qtbot: QtBot) -> None:
    said = words(dialog)
    for part in ("登录中枢", "ws://127.0.0.1:8471", "样例账号 shen", "仅本次有效：没有系统钥匙串可以存放令牌"):
        assert part in said
    kept = SignInDialog("wss://hub")
    qtbot.addWidget(kept)
    kept.open()
    assert "令牌存在系统钥匙串中" in words(kept)
    assert "样例" not in words(kept)


def test_it_does_not_block_and_sends_what_was_typed(dialog: SignInDialog, qtbot: QtBot) -> None:
    assert not enter(dialog).isEnabled()
    qtbot.keyClicks(dialog.login, " shen ")
    qtbot.keyClicks(dialog.password, "geheim ")
    with qtbot.waitSignal(dialog.credentials) as sent:
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert sent.args == ["shen", "geheim "]
    assert dialog.isVisible(), "it stays until the hub has answered"
    assert not enter(dialog).isEnabled()
    assert enter(dialog).text() == "正在登录…"


def test_a_refusal_is_shown_and_can_be_tried_again(dialog: SignInDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.login, "shen")
    qtbot.keyClicks(dialog.password, "falsch")
    enter(dialog).click()
    short = dialog.height()
    dialog.say_wrong("登录名或口令不对")
    assert "登录名或口令不对" in words(dialog)
    assert dialog.height() > short
    assert enter(dialog).isEnabled()
    assert dialog.password.selectedText() != ""
    assert not dialog.grab().isNull()
    enter(dialog).click()
    assert "登录名或口令不对" not in words(dialog)


def test_giving_up_is_told(dialog: SignInDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.abandoned):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_the_password_cannot_be_read(dialog: SignInDialog) -> None:
    assert dialog.password.echoMode() == dialog.password.EchoMode.Password


def test_it_speaks_english_too(dialog: SignInDialog, qtbot: QtBot) -> None:
    language.use("en")
    qtbot.waitUntil(lambda: "Sign in to the hub" in words(dialog))
    assert enter(dialog).text() == "Sign in"
