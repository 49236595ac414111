"""Colours that can be read, and sizes that follow the window."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo

from widgets import theme

SURFACES = ("window", "panel", "raised")
TEXTS = ("text", "second", "third", "action")
BANDS = ("green", "blue", "yellow", "orange", "red")
LEAST = 4.5
"""Contrast of small text. Source: WCAG 2.2, 1.4.3."""


def luminance(colour: QColor) -> float:
    """Relative luminance. Source: WCAG 2.2, definition of relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two tokens, 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""
    lights = sorted((luminance(theme.colour(one)), luminance(theme.colour(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


PAIRS = [
    *itertools.product((*TEXTS, *(f"{band}_text" for band in BANDS)), SURFACES),
    *((f"{band}_text", f"{band}_wash") for band in BANDS),
    *(("text", f"{band}_wash") for band in BANDS),
    ("text", "action_fill"),
    ("second", "action_fill"),
    ("on_action", "action"),
]


@pytest.mark.parametrize("tone", ["dark", "light"])
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_every_text_can_be_read_on_every_surface(tone: theme.Tone, text: str, surface: str) -> None:
    theme.set_tone(tone)
    assert contrast(text, surface) >= LEAST


@pytest.mark.parametrize("band", ["yellow", "orange", "red"])
def test_a_label_can_be_read_on_a_filled_cell(band: str) -> None:
    assert contrast("window", band) >= LEAST


@pytest.mark.parametrize("tone", ["dark", "light"])
def test_shapes_stand_out_from_the_panel(tone: theme.Tone) -> None:
    theme.set_tone(tone)
    # Graphical objects need 3:1. Source: WCAG 2.2, 1.4.11.
    assert min(contrast(band, "panel") for band in BANDS) >= 3.0


def test_both_tones_have_the_same_names() -> None:
    dark = set(theme.Theme().tokens)
    light = theme.Theme()
    light.tone = "light"
    assert dark == set(light.tokens)


def test_an_unknown_colour_is_a_bug_and_an_unknown_department_is_not() -> None:
    with pytest.raises(KeyError):
        theme.token("mauve")
    assert theme.department_colour("police") == QColor("#6FB7E9")
    assert theme.department_colour("fire_brigade") == theme.colour("other")


def test_a_colour_can_be_let_through() -> None:
    assert theme.colour("red", 100).alpha() == 100


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [
        (1920, 1080, 1.0),
        (3840, 2160, 2.0),
        (1366, 768, 0.75),
        (800, 600, 0.75),
        (2560, 1440, 1.35),
        (3840, 1080, 1.0),
        (30_000, 20_000, 4.0),
    ],
)
def test_the_scale_follows_the_window(width: int, height: int, scale: float) -> None:
    assert theme.scale_for(width, height) == pytest.approx(scale)


def test_sizes_scale_and_never_vanish() -> None:
    assert (theme.px(12), theme.px(12, 2.0), theme.px(0.2), theme.px(0), theme.px(-3, 2.0)) == (12, 24, 1, 0, -6)
    theme.set_scale(2.0)
    assert (theme.scale(), theme.px(12), theme.font("body").pixelSize()) == (2.0, 24, 30)


def test_the_type_is_installed_and_has_chinese(qapp: object) -> None:
    found = QFontInfo(theme.font("value"))
    assert found.family() in theme.Theme().families
    assert QFontDatabase.WritingSystem.SimplifiedChinese in QFontDatabase.writingSystems(found.family())


def test_figures_stand_in_columns(qapp: object) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme.font("body"))
    assert len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("tone", ["dark", "light"])
def test_the_style_sheet_is_whole(tone: theme.Tone) -> None:
    theme.set_tone(tone)
    sheet = theme.qss(2.0)
    assert sheet.count("{") == sheet.count("}") > 40
    assert 'QLabel[role="title"] { font-size: 34px' in sheet
    assert theme.token("panel") in sheet
