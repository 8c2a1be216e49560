"""Work spread over as many processes as there are processors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from aurora_lint import progress

#: So long, in seconds, one waits for the others before what is shown is brought up to date.
_PATIENCE = 0.1

Part = TypeVar("Part")
Result = TypeVar("Result")

#: What a process does with its parts: it has it from the process that it was split off from.
_work: list[Callable[[Any], Any]] = []


class ProcessEnded(Exception):
    """A process was ended from outside: what it was to look at was not looked at."""


def processors() -> int:
    """Give how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether processes can be forked: on macOS, and beside threads, that is not safe."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return "threading" not in sys.modules


def spread(
    work: Callable[[Part], Result],
    parts: Sequence[Part],
    jobs: int,
) -> Iterator[Result]:
    """Do the work for each part, and yield what it gives in the order of the parts.

    ``jobs`` are the processes at most; 0 stands for as many as there are processors. What the work
    gives must be fit to be pickled; where one process is enough, all is done here. Raises
    :class:`ProcessEnded`.
    """
    processes = min(jobs or processors(), len(parts))
    if processes < 2 or not can_fork():
        yield from map(work, parts)
        return
    from concurrent.futures import ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, get_context("fork"), _start, (work,))
    try:
        # One that is ended from outside makes all of them fail.
        for each in [pool.submit(_do, part) for part in parts]:
            while progress.is_shown() and not each.done():
                wait([each], _PATIENCE)
                progress.tick()
            yield each.result()
    except BrokenProcessPool:
        raise ProcessEnded("a process that was reading was ended from outside") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _start(work: Callable[[Any], Any]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that started this one
    _work[:] = [work]


def _do(part: Any) -> Any:
    return _work[0](part)
