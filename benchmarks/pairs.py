"""One run of a program and what it took, and several programs in turn.

The same machine differs by a factor of two from minute to minute: whatever is compared is run in
turn, and only the medians' ratios count.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent
#: What a console script does.
OURS = (
    sys.executable,
    "-c",
    "import re, sys; from aurora_lint.cli import main; sys.exit(main(sys.argv[1:]))",
)


class Used(NamedTuple):
    """What a run took: seconds, seconds of CPU with its children's, megabytes of the largest."""

    wall: float
    cpu: float
    memory: float


class TooLong(Exception):
    """A program was ended, as it took longer than it may."""


def prepare(scratch: Path) -> None:
    """Have this project run from here, with its bytecode kept, as an installed one has."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPATH"] = str(PROJECT)
    os.environ["PYTHONPYCACHEPREFIX"] = str(scratch / "bytecode")


def run(
    folder: Path, command: Sequence[str], longest: float = 3600, accepted: Sequence[int] = (0, 1)
) -> Used:
    """Run a command in a folder; what it prints is thrown away, and 1 says that it found keys."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    # The command leads a group of its own: its workers end with it.
    alarm = threading.Timer(longest, os.killpg, (process.pid, 9))
    alarm.start()
    try:
        _, status, used = os.wait4(process.pid, 0)
    finally:
        alarm.cancel()
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == -9 and wall >= longest:
        raise TooLong(command[0])
    if process.returncode not in accepted:
        raise RuntimeError(f"{' '.join(command)} in {folder} exits with {process.returncode}")
    return Used(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def in_turn(
    measures: dict[str, Callable[[], Used]], pairs: int, is_warm: bool = False
) -> dict[str, list[Used]]:
    """Run all in turn so many times; once before, too, where none has run yet."""
    taken: dict[str, list[Used]] = {name: [] for name in measures}
    for nth in range(is_warm, pairs + 1):
        for name, measure in measures.items():
            used = measure()
            if nth:
                taken[name].append(used)
    return taken


def median(runs: list[Used]) -> Used:
    """Give the medians of what several runs took."""
    return Used(*(statistics.median(each) for each in zip(*runs)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give a table in Markdown."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)
