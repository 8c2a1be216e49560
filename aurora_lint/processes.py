"""Work spread over as many processes as there are processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

#: What a process does with its parts: it has it from the process that it was split off from.
_work: list[Callable[[Any], Any]] = []


class ProcessEnded(Exception):
    """A process was ended from outside: what it was to look at was not looked at."""


def processors() -> int:
    """Give how many processes pay; one where a process can't be split in two."""
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Part], Result],
    parts: Sequence[Part],
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Result]:
    """Do the work for each part, and yield what it gives in the order of the parts.

    ``meanwhile`` is done in this process. What the work gives must be fit to be pickled; where
    there is one processor or one part, all is done here. Raises :class:`ProcessEnded`.
    """
    processes = min(processors(), len(parts))
    if processes < 2:
        meanwhile()
        yield from map(work, parts)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, get_context("fork"), _start, (work,))
    try:
        results = pool.map(_do, parts)
        meanwhile()
        yield from results
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
