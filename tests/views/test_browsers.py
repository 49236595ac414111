"""Browsers in a word or two."""

from __future__ import annotations

import pytest

from cockpit.views.browsers import browser_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"Mozilla/5.0 (Linux; Android 14; K) {WEBKIT} Chrome/131.0 Mobile Safari/537.36", "Chrome 131 · Android 14"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari 17 · iOS 17",
        ),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0", "Edge 130 · Windows 10"),
        (
            f"Mozilla/5.0 (Linux; Android 12; NOH-AN00) {WEBKIT} Version/4.0 Chrome/114.0 Mobile MicroMessenger/8",
            "微信 8 · Android 12",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/120.0.0.0 Safari/537.36", "Chrome 120 · Linux"),
        ("Python/3.11 websockets/15.0.1", "Python/3.11 websockets/15.0.1"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_by_what_it_is_not_by_what_it_also_claims(agent: str, words: str) -> None:
    assert browser_words(agent) == words
