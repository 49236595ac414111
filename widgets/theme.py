"""The theme: colours, sizes and type by name, all from ``resources/theme.toml``.

Sizes are written as px at a desk and multiplied by a scale that follows the window (``scale_for``): on a monitor of
3840×2160 with a device pixel ratio of 1 the scale is 2; with a ratio of 2 Qt doubles by itself and the scale stays 1.

    theme.token("action")      "#5AA9E6"
    theme.colour("action")     the same as QColor
    theme.px(12)               12 px at a desk, 24 at scale 2
    theme.font("title")        QFont for painting; labels take their font from the style sheet by their role (``Text``)
    theme.qss(scale)           the style sheet of a window
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from PySide6.QtGui import QColor, QFont

from widgets.style_sheet import style_sheet

THEME_FILE = Path(__file__).resolve().parent.parent / "resources" / "theme.toml"

Tone = Literal["dark", "light"]


class Theme:
    """One reading of the theme file, and the tone and scale in force.

    Args:
        file: a TOML file as in ``resources/theme.toml``.

    Attributes:
        families: font families, the preferred first.
        roles: role of a text to its size in px at a desk and its weight.
        colours, fonts: what has been asked for so far: painting asks for the same ones hundreds of times a second.
    """

    def __init__(self, file: Path = THEME_FILE) -> None:
        self._data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        self.tone: Tone = "dark"
        self.scale = 1.0
        self.families: list[str] = list(self._data["families"]["names"])
        self.roles: dict[str, tuple[int, int]] = {
            role: (int(size), int(weight)) for role, (size, weight) in self._data["fonts"].items()
        }
        self.colours: dict[tuple[Tone, str, int], QColor] = {}
        self.fonts: dict[tuple[str, int], QFont] = {}

    @property
    def tokens(self) -> dict[str, str]:
        """Colour by name in the tone in force."""
        tokens: dict[str, str] = self._data[self.tone]
        return tokens

    def size(self, name: str) -> float:
        """A figure of the ``[sizes]`` table."""
        return float(self._data["sizes"][name])


_theme = Theme()


def token(name: str) -> str:
    """The colour of that name as ``#RRGGBB``.

    Raises:
        KeyError: there is no such colour.
    """
    return _theme.tokens[name]


def colour(name: str, alpha: int = 255) -> QColor:
    """The colour of that name for painting; ``alpha`` from 0 (clear) to 255."""
    key = (_theme.tone, name, alpha)
    found = _theme.colours.get(key)
    if found is None:
        found = QColor(token(name))
        found.setAlpha(alpha)
        _theme.colours[key] = found
    return QColor(found)


def department_colour(department: str) -> QColor:
    """A department's hue; one that the theme does not know gets the neutral one."""
    return QColor(_theme.tokens.get(department, _theme.tokens["other"]))


def scale() -> float:
    """The scale in force."""
    return _theme.scale


def set_scale(value: float) -> None:
    """Puts a scale in force for all that is drawn from now on; the window calls it."""
    _theme.scale = value


def tone() -> Tone:
    """The tone in force."""
    return _theme.tone


def set_tone(value: Tone) -> None:
    """Puts the dark or the light tone in force; the window has to set its style sheet anew."""
    _theme.tone = value


def scale_for(width_px: int, height_px: int) -> float:
    """The scale for a window of that size in logical px: 1 at 1920×1080, 2 at 3840×2160, in steps of 1/20."""
    fit = min(width_px / _theme.size("reference_width"), height_px / _theme.size("reference_height"))
    bounded = max(_theme.size("least_scale"), min(_theme.size("greatest_scale"), fit))
    return round(bounded * 20) / 20


def px(n: float, at_scale: float | None = None) -> int:
    """``n`` px at a desk, in px of a window; never 0 for anything above it."""
    scaled = round(n * (_theme.scale if at_scale is None else at_scale))
    return max(1, scaled) if n > 0 else scaled


def font(role: str = "body", at_scale: float | None = None) -> QFont:
    """The font of a role, for painting; figures are tabular.

    Args:
        role: ``small``, ``body``, ``strong``, ``title``, ``head``, ``name``, ``value`` or ``clock``.
        at_scale: the scale in force, unless given.
    """
    size, weight = _theme.roles[role]
    key = (role, px(size, at_scale))
    made = _theme.fonts.get(key)
    if made is None:
        made = QFont(_theme.families)
        made.setPixelSize(key[1])
        made.setWeight(QFont.Weight(weight))
        made.setFeature(QFont.Tag("tnum"), 1)
        _theme.fonts[key] = made
    return QFont(made)


def role_px(role: str) -> int:
    """The size of a role's text, in px at a desk."""
    return _theme.roles[role][0]


def qss(at_scale: float) -> str:
    """The style sheet of a window at a scale."""
    return style_sheet(_theme.tokens, _theme.families, _theme.roles, lambda n: px(n, at_scale))
