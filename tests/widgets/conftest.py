"""Every test of a widget starts in Chinese, in the dark tone, at a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from widgets import language, theme


@pytest.fixture(autouse=True)
def plain_look(qapp: object) -> Iterator[None]:
    """Sets language, tone and scale, and sets them back for whoever comes next."""
    theme.set_scale(1.0)
    theme.set_tone("dark")
    language.use("zh")
    yield
    theme.set_scale(1.0)
    theme.set_tone("dark")
    language.use("zh")
