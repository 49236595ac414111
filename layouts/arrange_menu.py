"""The menu of where things stand: of a panel, by its context menu or a key, and of scenes; and its dialogs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from layouts.arranger import Arranger
from layouts.arranging import SIDES
from layouts.monitor_window import MonitorWindow
from layouts.own_scenes import name_fault
from layouts.reading_cards import ReadingCards
from layouts.window import CockpitWindow, scene_name
from widgets.panel import Panel
from widgets.scene_form import SceneForm


class ArrangeMenu(QObject):
    """Builds the menus and opens the dialogs.

    Args:
        desk: has the panels and their names.
        arranger: does what is chosen.
        cards: the test cards.

    Attributes:
        dialog: the dialog that stands open, None while there is none.
    """

    def __init__(self, desk: CockpitWindow, arranger: Arranger, cards: ReadingCards) -> None:
        super().__init__(desk)
        self._desk, self._arranger = desk, arranger
        self.dialog: QWidget | None = None
        self.cards = cards
        for panel in desk.panels.values():
            panel.menu_opening.connect(partial(self._offer, panel))
        desk.arrange_asked.connect(self.open_at)
        arranger.told.connect(self.tell)

    def open_at(self, panel: Panel | None) -> QMenu | None:
        """Opens the menu of a panel below its title; without one nothing happens."""
        if panel is None:
            return None
        menu = QMenu(panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer(panel, menu)
        menu.popup(panel.header.mapToGlobal(QPoint(0, panel.header.height())))
        return menu

    def of_scenes(self, menu: QMenu) -> None:
        """Puts in what can be done with the scene as a whole."""
        arranger = self._arranger
        for scene in self._desk.scenes:
            text = scene_name(scene) + (f"\t{scene.key}" if scene.key else "")
            action = menu.addAction(text, partial(self._desk.scene_asked.emit, scene.name))
            action.setCheckable(True)
            action.setChecked(scene.name == arranger.scene.name)
        menu.addSeparator()
        save = menu.addAction(self.tr("Save as a scene of your own…"), self.ask_name)
        bring = menu.addAction(self.tr("Import a scene…"), self.ask_import)
        menu.addAction(self.tr("Export this scene…"), self.ask_export)
        words = self.tr("Reset this scene") if arranger.ships else self.tr("Delete this scene")
        reset = menu.addAction(words, arranger.reset)
        reset.setEnabled(arranger.changed_here and not arranger.locked)
        for changing in (save, bring):
            changing.setEnabled(not arranger.locked)
        menu.addSeparator()
        menu.addAction(self.tr("Test card"), self.cards.show)
        lock = menu.addAction(self.tr("Lock the wall: nothing can be moved"))
        lock.setCheckable(True)
        lock.setChecked(arranger.locked)
        lock.toggled.connect(arranger.lock)

    # -- dialogs ---------------------------------------------------------------------------------------------------

    def ask_name(self) -> None:
        """Asks for the name of a new scene."""
        names = [name for scene in self._desk.scenes for name in (scene.name, scene.zh, scene.en)]
        form = SceneForm(self._arranger.free_keys(), partial(name_fault, taken=names), self._host())
        form.named.connect(self._arranger.save_as)
        self._open(form)

    def ask_export(self) -> None:
        """Asks where the scene goes."""
        dialog = self._files(self.tr("Export this scene"), QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._arranger.scene.name}.toml")
        dialog.fileSelected.connect(lambda file: self._arranger.export(Path(file)))
        self._open(dialog)

    def ask_import(self) -> None:
        """Asks which file it is."""
        dialog = self._files(self.tr("Import a scene"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self._arranger.bring_in(Path(file)))
        self._open(dialog)

    def tell(self, words: str) -> None:
        """Says what was done, or why not, where the person looks."""
        box = QMessageBox(self._host())
        box.setWindowTitle(self.tr("Arrange"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words)
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        box.button(QMessageBox.StandardButton.Close).setText(self.tr("Close"))
        self._open(box)

    def tell_faults(self) -> None:
        """Says which scenes of one's own were left out at the start, and why."""
        if self._arranger.faults:
            head = self.tr("These scenes of your own are left out until they are mended:")
            self.tell("\n".join([head, "", *self._arranger.faults]))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _offer(self, panel: Panel, menu: QMenu) -> None:
        if menu.actions():
            menu.addSeparator()
        menu.addAction(self.tr("Fill the monitor, or back") + "\tF10", partial(self._arranger.fill, panel))
        others = {name: one.accessibleName() for name, one in self._desk.panels.items() if one is not panel}
        swap = menu.addMenu(self.tr("Swap with"))
        move = menu.addMenu(self.tr("Put"))
        for name, words in others.items():
            swap.addAction(words, partial(self._arranger.swap, panel.name, name))
            sides = move.addMenu(words)
            for side, text in zip(SIDES, self._sides(words), strict=True):
                sides.addAction(text, partial(self._arranger.move, panel.name, name, side))
        for below in (swap, move):
            below.setEnabled(not self._arranger.locked)
        self.of_scenes(menu.addMenu(self.tr("Scenes")))

    def _sides(self, name: str) -> tuple[str, ...]:
        return (
            self.tr("left of {panel}").format(panel=name),
            self.tr("right of {panel}").format(panel=name),
            self.tr("above {panel}").format(panel=name),
            self.tr("below {panel}").format(panel=name),
            self.tr("in the place of {panel}, behind tabs").format(panel=name),
        )

    def _host(self) -> QWidget:
        window = self._desk.window().windowHandle()
        active = next((one for one in self._desk.shortcuts if one.isActiveWindow()), None)
        return active if isinstance(active, MonitorWindow) or window is None else self._desk

    def _files(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self._host(), title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(mode)
        dialog.setNameFilter(self.tr("Scenes (*.toml)"))
        dialog.setDefaultSuffix("toml")
        return dialog

    def _open(self, dialog: SceneForm | QFileDialog | QMessageBox) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
