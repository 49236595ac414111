"""The map's tools: buttons, the menu of layers, and the keys. All of it works without a mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from cockpit.domain.indices import DOMAINS
from cockpit.views.map_ground import WORST
from cockpit.views.words import Language, word
from widgets import theme
from widgets.map.surface import LAYERS, SHOWN_AT_FIRST, Tool

TOOL_KEYS: dict[Tool, str] = {"box": "B", "lasso": "L"}


class Tools(QWidget):
    """A row of buttons for the panel's header.

    Attributes:
        tool_chosen: emits ``box``, ``lasso`` or an empty string.
        layers_chosen: emits the frozenset of layers that are to be shown.
        shading_chosen: emits the domain whose bands colour the areas, or ``worst``.
        fit_asked: the whole town is to be seen.
        tilt_asked: the view is to be tilted, or set straight again.
        follow_asked: the picked unit is to be followed, or left alone again.
    """

    tool_chosen = Signal(str)
    layers_chosen = Signal(object)
    shading_chosen = Signal(str)
    fit_asked = Signal()
    tilt_asked = Signal()
    follow_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.follow = self._button(self.follow_asked.emit, checkable=True)
        self.fit = self._button(self.fit_asked.emit)
        self.tilt = self._button(self.tilt_asked.emit, checkable=True)
        self.by_tool: dict[Tool, QToolButton] = {
            "box": self._button(lambda: self.toggle("box"), checkable=True),
            "lasso": self._button(lambda: self.toggle("lasso"), checkable=True),
        }
        self.layers = self._button(self.open_menu)
        self.menu = QMenu(self.layers)
        self.layer_actions: dict[str, QAction] = {}
        for name in LAYERS:
            action = self.menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name in SHOWN_AT_FIRST)
            action.triggered.connect(self._say_layers)
            self.layer_actions[name] = action
        self.menu.addSeparator()
        self._shading = QActionGroup(self)
        self._shading_menu = self.menu.addMenu("")
        for domain in (WORST, *DOMAINS):
            action = self._shading_menu.addAction(domain)
            action.setCheckable(True)
            action.setData(domain)
            action.setChecked(domain == WORST)
            self._shading.addAction(action)
        self._shading.triggered.connect(lambda action: self.shading_chosen.emit(action.data()))

    def toggle(self, tool: Tool) -> None:
        """Takes a tool up, or puts it down when it was up; an empty one puts any down."""
        up: Tool = "" if tool == "" or not self.by_tool[tool].isChecked() else tool
        for name, button in self.by_tool.items():
            button.setChecked(name == up)
        self.tool_chosen.emit(up)

    def open_menu(self) -> None:
        """Opens the menu of layers (as a popup: a tool button's own way blocks in a loop of its own)."""
        self.menu.popup(self.layers.mapToGlobal(QPoint(0, self.layers.height())))
        self.menu.setActiveAction(next(iter(self.layer_actions.values())))

    def show_layers(self, shown: frozenset[str]) -> None:
        """Marks in the menu what is shown."""
        for name, action in self.layer_actions.items():
            action.setChecked(name in shown)

    def retranslate(self, language: Language) -> None:
        """All words, in the language in force."""
        self.follow.setText(self.tr("Follow"))
        self.fit.setText(self.tr("Whole town"))
        self.tilt.setText(self.tr("Tilt"))
        self.by_tool["box"].setText(self.tr("Box"))
        self.by_tool["lasso"].setText(self.tr("Lasso"))
        self.layers.setText(self.tr("Layers") + " ▾")
        tips = (
            (self.follow, self.tr("Keep the picked unit in the middle (F)")),
            (self.fit, self.tr("Show the whole town (Home)")),
            (self.tilt, self.tr("Look from the side, or straight down again (T)")),
            (self.by_tool["box"], self.tr("Pick units in a box (B, or Shift and drag)")),
            (self.by_tool["lasso"], self.tr("Draw an area; an order goes to who is in it (L)")),
            (self.layers, self.tr("What the map shows (V)")),
        )
        for button, tip in tips:
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)
        names = {
            "fill": self.tr("Bands of the index"),
            "water": self.tr("Water"),
            "roads": self.tr("Roads"),
            "labels": self.tr("Names"),
            "premises": self.tr("Premises"),
            "units": self.tr("Units"),
            "incidents": self.tr("Incidents"),
        }
        for name, action in self.layer_actions.items():
            tier = name.partition("-")[2]
            action.setText(self.tr("Borders: %1").replace("%1", word(tier, language)) if tier else names[name])
        self._shading_menu.setTitle(self.tr("Colour areas by"))
        for action in self._shading.actions():
            domain = action.data()
            action.setText(self.tr("Worst of the six") if domain == WORST else word(domain, language))

    def rescale(self) -> None:
        """Sizes for the scale in force: small enough for a header."""
        self.row.setSpacing(theme.px(4))
        size = theme.font("small").pixelSize()
        self.setStyleSheet(f"QToolButton {{ font-size: {size}px; padding: {theme.px(2)}px {theme.px(8)}px; }}")

    def key_help(self) -> list[tuple[str, str]]:
        """The tools' keys and what they do, for the sheet of keys."""
        return [
            ("Home · T", f"{self.fit.text()} · {self.tilt.text()}"),
            ("F", self.follow.text()),
            ("B · L", f"{self.by_tool['box'].text()} · {self.by_tool['lasso'].text()}"),
            ("V", self.tr("Layers")),
        ]

    def keys(self, target: QWidget, extra: dict[str, Callable[[], None]]) -> None:
        """Gives a widget and all inside it the tools' keys, and the others that the panel needs."""
        keys: dict[str, Callable[[], None]] = {
            "Home": self.fit_asked.emit,
            "T": self.tilt.click,
            "F": self.follow.click,
            "B": self.by_tool["box"].click,
            "L": self.by_tool["lasso"].click,
            "V": self.open_menu,
            **extra,
        }
        for key, deed in keys.items():
            shortcut = QShortcut(QKeySequence(key), target)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _button(self, deed: Callable[[], None], *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(checkable)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(deed)
        self.row.addWidget(button)
        return button

    def _say_layers(self) -> None:
        self.layers_chosen.emit(frozenset(name for name, action in self.layer_actions.items() if action.isChecked()))
