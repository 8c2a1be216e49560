"""How far long work has come, for a person who waits: shown after a second, gone at the end.

The work says what it does by :func:`begin`, :func:`expect` and :func:`add`, which do nothing where
nobody watches. What forked processes add is seen, too: each has a place of its own in memory that
all share. No thread and no signal is used, as neither goes well with forks: what is shown is
brought up to date when the process that was asked adds something, or waits for the others.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress

#: Nobody has to be told of what takes no longer, in seconds; and so often what is shown changes.
_PATIENCE, _EVERY = 1.0, 0.1
#: So many processes have a place of their own; two of more share one, and count less than there is.
_PLACES = 256
#: So many columns a bar has, and so many a terminal in which there is room for one.
_BAR, _WIDE = 24, 96


class _Watch:
    """What is shown to whoever watches."""

    def __init__(self) -> None:
        from mmap import mmap

        self._counts = memoryview(mmap(-1, 2 * 8 * _PLACES)).cast("Q")
        self._place = self._forks = 0
        self._before = 0, 0
        self._what, self._total = "", 0
        self._began = time.monotonic()
        self._next = self._began + _PATIENCE
        self._shown: Progress | None = None
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self._fork, after_in_child=self._move)

    def _fork(self) -> None:
        self._forks += 1

    def _move(self) -> None:
        self._place = self._forks % _PLACES
        self._shown, self._next = None, float("inf")

    def begin(self, what: str, total: int) -> None:
        """Go on to another kind of work, on ``total`` things where that is known."""
        self._what, self._total = what, total
        self._before = self._counted()
        self._began = time.monotonic()
        if self._shown:
            self._shown.reset(self._shown.task_ids[0])
        self.tick()

    def expect(self, amount: int) -> None:
        """Say that there is more to do."""
        self._total += amount

    def add(self, amount: int, size: int) -> None:
        """Count what is done."""
        self._counts[2 * self._place] += amount
        self._counts[2 * self._place + 1] += size
        if time.monotonic() > self._next:
            self.tick()

    def tick(self) -> None:
        """Show how far it has come, if it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        if not self._shown:
            self._shown = _bar()
            self._shown.start()
            # Rich hides it, and whoever ends us by a signal would never see it again.
            self._shown.console.show_cursor(True)
        done, size = (
            each - before for each, before in zip(self._counted(), self._before, strict=True)
        )
        rate = size / max(now - self._began, _EVERY)
        self._shown.update(
            self._shown.task_ids[0],
            description=self._what,
            completed=done,
            total=max(self._total, done) if self._total else None,
            said=_said(done, self._total, size, rate, _room(self._shown, self._what)),
            visible=True,
            refresh=True,
        )

    def _counted(self) -> tuple[int, int]:
        return sum(self._counts[::2]), sum(self._counts[1::2])

    def stop(self) -> None:
        """Take away what is shown."""
        if self._shown:
            self._shown.stop()
            self._shown = None
        self._next = float("inf")


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        *([BarColumn(bar_width=_BAR)] if console.width >= _WIDE else []),
        TextColumn("{task.fields[said]}", markup=False),
        TimeRemainingColumn(compact=True),
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,  # which may be a file
    )
    bar.add_task("", total=None, said="", visible=False)
    return bar


def _room(bar: Progress, what: str) -> int:
    """Give how many columns there are for what is said of the work, beside all else."""
    width = bar.console.width
    return width - len(what) - (_BAR + 1 if width >= _WIDE else 0) - len(" 00:00:00 ")


def _said(done: int, total: int, size: int, rate: float, room: int) -> str:
    """Say how much is done, as there is room for: ``1,200 of 78,000, 12.3 MB, 40.1 MB/s``."""
    said = f"{done:,} of {total:,}" if total > done else f"{done:,}" if done else ""
    for more in (f", {size / 1e6:,.1f} MB", f", {rate / 1e6:,.1f} MB/s") if size else ():
        if len(said) + len(more) > room:
            break
        said += more
    return said


_watch: _Watch | None = None


@contextmanager
def shown(is_wanted: bool) -> Iterator[None]:
    """Show on standard error how far the work within has come, where that is a terminal."""
    global _watch
    stream: Any = sys.stderr
    if not is_wanted or _watch or not stream.isatty():
        yield
        return
    watch = _watch = _Watch()
    try:
        yield
    finally:
        _watch = None
        watch.stop()


def begin(what: str, total: int = 0) -> None:
    """Say what is being done now, as ``reading objects``, on how many things; 0 is unknown."""
    if _watch:
        _watch.begin(what, total)


def expect(amount: int) -> None:
    """Say that so many things more are to be done."""
    if _watch:
        _watch.expect(amount)


def add(amount: int, size: int = 0) -> None:
    """Say that so many things more are done, of ``size`` bytes together."""
    if _watch:
        _watch.add(amount, size)


def is_shown() -> bool:
    """Whether somebody watches, so that who waits should :func:`tick`."""
    return _watch is not None


def tick() -> None:
    """Bring up to date what is shown: others may have done more."""
    if _watch:
        _watch.tick()
