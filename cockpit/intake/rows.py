"""A file as rows of cells, read as it streams. Whatever the bytes are, each line becomes a row or a reason.

Source: RFC 4180 (CSV), jsonlines.org (JSON Lines).
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal

import msgspec

from cockpit.intake.faults import Fault, ImportFault

LINE_LIMIT = 65_536
"""Bytes of a line, and characters of a row that goes over several lines; a message of the protocol is no longer."""

JOINED_LIMIT = 20
"""Lines that a quoted cell may go over before its quote counts as never closed."""

Format = Literal["csv", "jsonl"]
Column = int | str


class FileShape(msgspec.Struct, frozen=True):
    """How the file is to be read.

    Attributes:
        format: CSV or JSON Lines.
        encoding: ``utf-8``, ``utf-8-sig`` or ``gb18030``; a byte-order mark is skipped in any of them.
        delimiter: one character between cells.
        quote: one character round cells, or empty where the file knows no quotes.
        header: whether the first line names the columns.
        names: names of the columns of a file without a header.
        columns: how many cells each row has, 0 where nothing but the columns in use is asked for.
    """

    format: Format = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    header: bool = True
    names: tuple[str, ...] = ()
    columns: int = 0


class RawRow(msgspec.Struct, frozen=True):
    """A row: the line on which it begins (from 1), its cells, and what makes it the same row as another."""

    line: int
    cells: list[str]
    content: str


class BadRow(msgspec.Struct, frozen=True):
    """What could not be read as a row: its line, a code of ``report.REASONS``, and what was found."""

    line: int
    code: str
    detail: str = ""


class _Line(msgspec.Struct, frozen=True):
    number: int
    text: str


class Rows:
    """The rows of a file; iterate once.

    Args:
        path: the file.
        shape: how to read it.
        wanted: every column that the mapping uses, by name or number.

    Raises:
        ImportFault: the file cannot be opened or is UTF-16, its header cannot be read, a wanted column is not there.
    """

    def __init__(self, path: Path, shape: FileShape, wanted: tuple[Column, ...]) -> None:
        self.path = path
        self.shape = shape
        self._pushed: deque[_Line | BadRow] = deque()
        self._line = 0
        self._expected = self._least = 0
        self._paths: list[list[str]] = []
        try:
            self._stream: BinaryIO = path.open("rb")
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise self._fault(
                0, f"无法打开：{why}；请检查路径和权限", f"cannot be opened: {why}; check path and rights"
            ) from error
        try:
            self._index = self._columns(wanted)
        except ImportFault:
            self.close()
            raise

    def close(self) -> None:
        """Lets the file go."""
        self._stream.close()

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def index_of(self, column: Column) -> int:
        """Where in ``cells`` a wanted column stands."""
        return self._index[column]

    def __iter__(self) -> Iterator[RawRow | BadRow]:
        csv_file = self.shape.format == "csv"
        while (line := self._next()) is not None:
            if isinstance(line, BadRow):
                yield line
            elif "\0" in line.text:
                yield BadRow(line.number, "nul", str(line.text.index("\0") + 1))
            elif line.text.strip():
                yield self._csv_row(line) if csv_file else self._json_row(line)

    # -- lines ---------------------------------------------------------------------------------------------------

    def _next(self) -> _Line | BadRow | None:
        if self._pushed:
            return self._pushed.popleft()
        raw = self._stream.readline(LINE_LIMIT + 1)
        if not raw:
            return None
        self._line += 1
        if len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
            length = len(raw)
            while (more := self._stream.readline(LINE_LIMIT)) and not more.endswith(b"\n"):
                length += len(more)
            return BadRow(self._line, "too_long", str(length + len(more)))
        try:
            text = raw.decode(self.shape.encoding)
        except UnicodeDecodeError:
            return BadRow(self._line, "encoding", self.shape.encoding)
        if self._line == 1:
            text = text.removeprefix("\ufeff")
        return _Line(self._line, text.rstrip("\r\n"))

    # -- columns -------------------------------------------------------------------------------------------------

    def _columns(self, wanted: tuple[Column, ...]) -> dict[Column, int]:
        start = self._stream.read(2)
        if start in (b"\xff\xfe", b"\xfe\xff"):
            raise self._fault(1, "文件是 UTF-16 编码；请另存为 UTF-8", "the file is UTF-16; save it as UTF-8")
        self._stream.seek(0)
        if self.shape.format == "jsonl":
            self._paths = [str(column).split(".") for column in wanted]
            return {column: place for place, column in enumerate(wanted)}
        names = self._header() if self.shape.header else list(self.shape.names)
        self._expected = len(names) or self.shape.columns
        found: dict[Column, int] = {}
        for column in wanted:
            if isinstance(column, int) and (not self._expected or column <= self._expected):
                found[column] = column - 1
            elif isinstance(column, str) and column in names:
                found[column] = names.index(column)
            else:
                listed = ", ".join(names) or str(self._expected)
                raise self._fault(
                    1, f"没有 {column!r} 这一列；文件的列：{listed}", f"has no column {column!r}; its columns: {listed}"
                )
        self._least = max(found.values(), default=0) + 1
        return found

    def _header(self) -> list[str]:
        line = self._next()
        row = self._cells(line) if isinstance(line, _Line) else line
        if row is None:
            raise self._fault(0, "文件是空的，没有表头", "the file is empty: it has no header")
        if isinstance(row, BadRow):
            raise self._fault(
                1,
                f"表头读不出来（{row.code} {row.detail}）；请检查编码和分隔符",
                f"the header cannot be read ({row.code} {row.detail}); check encoding and delimiter",
            )
        return [name.strip() for name in row]

    # -- rows ----------------------------------------------------------------------------------------------------

    def _csv_row(self, line: _Line) -> RawRow | BadRow:
        cells = self._cells(line)
        if isinstance(cells, BadRow):
            return cells
        if not any(cell and not cell.isspace() for cell in cells):
            return BadRow(line.number, "blank")
        wrong = self._wrong_count(cells)
        if wrong:
            return BadRow(line.number, "columns", wrong)
        return RawRow(line.number, cells, "\x1f".join(cells))

    def _wrong_count(self, cells: list[str]) -> str:
        """Empty where the row has its cells; blank ones too many at the end are dropped."""
        if self._expected:
            while len(cells) > self._expected and not cells[-1].strip():
                cells.pop()
            return "" if len(cells) == self._expected else f"{len(cells)} ≠ {self._expected}"
        return "" if len(cells) >= self._least else f"{len(cells)} < {self._least}"

    def _cells(self, line: _Line) -> list[str] | BadRow:
        quote = self.shape.quote
        if not quote or quote not in line.text:
            return line.text.split(self.shape.delimiter)
        text = line.text
        joined: list[_Line] = []
        why = ""
        while not why:
            try:
                cells = next(csv.reader([text], delimiter=self.shape.delimiter, quotechar=quote, strict=True))
                if not joined or (self._expected and not self._wrong_count(cells)):
                    return cells
                why = "columns"
            except csv.Error as error:
                why = "" if "unexpected end of data" in str(error) else str(error)
            if not why:
                more = self._next() if len(joined) < JOINED_LIMIT and len(text) <= LINE_LIMIT else None
                if isinstance(more, _Line) and "\0" not in more.text:
                    joined.append(more)
                    text += "\n" + more.text
                else:
                    why = "unclosed"
                    self._pushed.extendleft([more] if more is not None else [])
        self._pushed.extendleft(reversed(joined))
        return BadRow(line.number, "quotes", why)

    def _json_row(self, line: _Line) -> RawRow | BadRow:
        try:
            record = msgspec.json.decode(line.text)
            if not isinstance(record, dict):
                return BadRow(line.number, "json", type(record).__name__)
            content = msgspec.json.encode(record, order="deterministic").decode()
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            return BadRow(line.number, "json", str(error))
        cells = [_text(_at(record, path)) for path in self._paths]
        if any("\0" in cell for cell in cells):
            return BadRow(line.number, "nul")
        return RawRow(line.number, cells, content)

    def _fault(self, line: int, zh: str, en: str) -> ImportFault:
        return ImportFault([Fault(str(self.path), line, "", zh, en)])


def _at(record: Any, path: list[str]) -> Any:
    """The value at a dotted path; a number steps into a list. None where there is nothing."""
    for part in path:
        if isinstance(record, dict):
            record = record.get(part)
        elif isinstance(record, list) and part.isdecimal() and int(part) < len(record):
            record = record[int(part)]
        else:
            return None
    return record


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    return msgspec.json.encode(value).decode()
