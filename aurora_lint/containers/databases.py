"""SQLite databases, a table at a time: in the file itself the values of a row stand side by side.

The schema may be hostile. So ordinary tables are read and nothing else, no function is called,
and no more work is done than the file's size can ask for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget, LimitPassed, Unread, gather
from aurora_lint.source import Source
from aurora_lint.sources import Skipped

if TYPE_CHECKING:
    from sqlite3 import Connection

#: Both are 2 where there is a log beside the file, which a copy in memory can't have.
_FORMAT = slice(18, 20)
_WITHOUT_LOG = b"\x01\x01"
#: The machine's steps for each byte of the file: a row takes a few bytes, and some steps a column.
_STEPS, _STEPS_FREE, _BETWEEN = 10, 1_000_000, 10_000
#: Not ``trusted_schema=OFF``: no schema with a ``CHECK (json_valid(…))``, as Django writes it, can
#: be read with that. What it forbids is never asked for, and :func:`_allows` allows no function.
_SAFE = "PRAGMA query_only=ON; PRAGMA cell_size_check=ON"
#: Columns of virtual tables are ``hidden`` 1, those that are computed when they are read 2.
_STORED = (0, 3)
#: Control characters of a blob, but tabs and line ends, are blanks.
_BLANKED = bytes(0x20 if byte < 0x20 and byte not in b"\t\r\n" else byte for byte in range(256))
_DAMAGED = "a damaged SQLite database"


def members(source: Source, budget: Budget) -> Iterator[Source | Skipped]:
    """Yield each table as text, a JSON object a row; Unread where the database is damaged.

    Of a damaged table the rows are yielded that could be read, and then the tables behind it.
    """
    try:
        import sqlite3
    except ImportError:
        raise Unread("this Python was built without sqlite3", error=True) from None
    # What SQLite says of an error may quote from the database, even what is no text.
    try:
        with _opened(source.data) as connection:
            for name in _tables(connection):
                lines, fault = gather(_rows(connection, name), budget, source.path or "")
                if lines:
                    yield naming.member(source, name, b"\n".join(lines))
                if isinstance(fault, LimitPassed):
                    raise fault
                if fault:
                    yield fault.at(naming.inside(source, name))
    except (sqlite3.Error, UnicodeError, MemoryError):
        raise Unread(_DAMAGED) from None
    except OSError as error:
        raise Unread(f"no room for a copy of it: {error.strerror}", error=True) from None


@contextmanager
def _opened(data: bytes) -> Iterator[Connection]:
    """Open a copy of a database, in memory where Python can, and allow no more than reading it."""
    import sqlite3

    if data[_FORMAT] != _WITHOUT_LOG:
        data = data[: _FORMAT.start] + _WITHOUT_LOG + data[_FORMAT.stop :]
    with ExitStack() as stack:
        in_memory = _in_memory()
        name = ":memory:" if in_memory else _copy(data, stack.enter_context(TemporaryDirectory()))
        connection = stack.enter_context(closing(sqlite3.connect(name, uri=True)))
        if in_memory:
            connection.deserialize(data)
        connection.text_factory = _decoded
        connection.executescript(_SAFE)
        connection.set_authorizer(_allows)
        connection.set_progress_handler(_Steps(len(data)), _BETWEEN)
        yield connection


def _in_memory() -> bool:
    """Whether this Python can open a database that is no file: from 3.11 on most can."""
    import sqlite3

    return hasattr(sqlite3.Connection, "deserialize")


def _copy(data: bytes, folder: str) -> str:
    file = Path(folder, "copy.sqlite")
    file.write_bytes(data)
    return f"{file.as_uri()}?immutable=1"


class _Steps:
    """Stops what takes more steps than the file's size explains: pages may point in a circle."""

    def __init__(self, size: int) -> None:
        self.left = size * _STEPS + _STEPS_FREE

    def __call__(self) -> bool:
        self.left -= _BETWEEN
        return self.left < 0


def _allows(
    action: int, first: str | None, _: str | None, __: str | None, inner: str | None
) -> int:
    """Allow to read tables and to ask for their columns: no function, and nothing by a view."""
    import sqlite3

    allowed = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) and inner is None
    asks_columns = action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo"
    return sqlite3.SQLITE_OK if allowed or asks_columns else sqlite3.SQLITE_DENY


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _tables(connection: Connection) -> list[str]:
    """Name the ordinary tables. Their schema is SQLite's own text, whatever the user typed."""
    schema = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return [
        name
        for name, sql in schema
        if isinstance(name, str) and str(sql)[:13].upper() == "CREATE TABLE "
    ]


def _rows(connection: Connection, table: str) -> Iterator[bytes]:
    """Yield the rows of ``table``, without what is null; Unread where they can't be read on."""
    import sqlite3

    try:
        called = _quoted(table)
        described = connection.execute(f"PRAGMA main.table_xinfo({called})")
        columns = [name for _, name, *_, hidden in described if hidden in _STORED]
        listed = ", ".join(map(_quoted, columns))
        # An index may be one over an expression, and what it holds is in the table too.
        for row in connection.execute(f"SELECT {listed} FROM main.{called} NOT INDEXED"):  # noqa: S608
            values = {
                column: _value(value) for column, value in zip(columns, row) if value is not None
            }
            if values:
                yield json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogateescape")
    except (sqlite3.Error, sqlite3.Warning, ValueError, MemoryError):
        # ValueError, and Warning in Python 3.10: a name that SQL text can't hold. MemoryError: what
        # a record of a damaged size is to SQLite, before it asks for any memory.
        raise Unread(_DAMAGED) from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _value(value: object) -> object:
    """Give a blob as text. What is no text in it would take six characters a byte."""
    return _decoded(value.translate(_BLANKED)) if isinstance(value, bytes) else value
