"""Commands at a real terminal, and what is to be seen on its screen."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyte

_ROWS = 500
#: Keys that are pressed reach the process of which it is the own terminal.
_OWN = "import fcntl, sys, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)"


class Seen(NamedTuple):
    """What a command wrote to its terminal, what is left on the screen, and its exit code."""

    written: str
    screen: list[str]
    is_cursor_shown: bool
    code: int


def run(
    *arguments: str | Path,
    at: Path,
    columns: int = 100,
    before: str = "",
    environment: dict[str, str] | None = None,
    output: Path | None = None,
    once: tuple[str, Callable[["subprocess.Popen[bytes]", int], object]] | None = None,
) -> Seen:
    """Run a command of aurora-lint; ``before`` is Python that runs in its process beforehand.

    Its standard output goes to the file ``output`` where that is given. ``once`` a text is to be
    seen, something is done with the process and its terminal, once.
    """
    code = f"{_OWN}\n{before}\nfrom aurora_lint.cli import main\nsys.exit(main(sys.argv[1:]))"
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")
    }
    terminal, inside = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, columns, 0, 0))
    with open(output or os.devnull, "wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=at, stdin=inside, stdout=file if output else inside, stderr=inside,
            start_new_session=True,
            env={**kept, "TERM": "xterm-256color", **(environment or {})},
        )  # fmt: skip
    os.close(inside)
    written = b""
    while data := _read(terminal):
        written += data
        if once and once[0].encode() in written:
            once[1](process, terminal)
            once = None
    os.close(terminal)
    screen = pyte.Screen(columns, _ROWS)
    pyte.ByteStream(screen).feed(written)
    lines = [line.rstrip() for line in screen.display]
    while lines and not lines[-1]:
        lines.pop()
    text = written.decode("utf-8", "replace")
    return Seen(text, lines, not screen.cursor.hidden, process.wait())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # so Linux says that the other side is closed
        return b""
