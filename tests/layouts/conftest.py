"""Windows start as widgets do: in Chinese, in the dark tone, at a desk."""

from __future__ import annotations

from tests.widgets.conftest import plain_look

__all__ = ["plain_look"]
