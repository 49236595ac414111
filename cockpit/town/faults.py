"""What is wrong with a town folder: each fault with its file, its line and the mend."""

from __future__ import annotations

from cockpit.errors import TownFault


class Faults:
    """Collects faults, so that a clerk sees all of them at once and not one at a time."""

    MOST_A_FILE = 50
    """A file with more faults than this is wrong in one way, not in fifty."""

    def __init__(self) -> None:
        self._found: list[tuple[str, int, str]] = []
        self._counts: dict[str, int] = {}

    def add(self, file: str, line: int | None, wrong: str, mend: str) -> None:
        """Notes a fault.

        Args:
            file: path inside the folder.
            line: from 1; None where it is not known.
            wrong: what is wrong, in Chinese.
            mend: what to do about it, in Chinese.
        """
        count = self._counts[file] = self._counts.get(file, 0) + 1
        if count > self.MOST_A_FILE:
            return
        where = file if line is None else f"{file}:{line}"
        text = f"{where}：{wrong}；{mend}"
        if all(text != other for _, _, other in self._found):
            self._found.append((file, line or 0, text))

    @property
    def lines(self) -> list[str]:
        """A text for each fault, by file and line."""
        texts = [text for _, _, text in sorted(self._found, key=lambda fault: fault[:2])]
        for file, count in sorted(self._counts.items()):
            if count > self.MOST_A_FILE:
                texts.append(f"{file}：另有 {count - self.MOST_A_FILE} 处未列出；先改上面的，再检查一次")
        return texts

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_any(self) -> None:
        """Raises TownFault when anything was noted."""
        if self._found:
            raise TownFault(self.lines)
