"""Several processes sift one list: each takes the next stretch of it as soon as it is done.

They are forked, so that they need nothing but the number of a stretch, and each says at its end
what it saw in which. What a process that failed had taken is done again, by the one that asked: no
file is left out, and what went wrong happens where it is told.
"""

from __future__ import annotations

import marshal
import os
import sys

from aurora_lint.sources import Sifted
from aurora_lint.sweep.sieve import Sieve

#: A stretch of the list has so many files at least: few, so that nobody waits long for the last.
_STRETCH = 128
#: There are so many stretches at most: the pipe that their numbers wait in holds them all.
_MOST, _WIDTH = 4_000, 4
#: After so many files or bytes it is worth the while to start processes.
_FILES, _BYTES = 500, 16_000_000
_SIGKILL = 9


def sift(sieve: Sieve, size: int, jobs: int) -> Sifted:
    """Sift a list of ``size`` files with up to ``jobs`` processes."""
    stretch = max(_STRETCH, -(-size // _MOST))
    left = list(range(0, size, stretch))
    can_share = jobs > 1 and can_fork()
    while left and not (can_share and (sieve.seen > _FILES or sieve.size > _BYTES)):
        first = left.pop(0)
        sieve.sift(first, first + stretch)
    if len(left) > 1:
        left = _share(sieve, left, stretch, jobs)
    for first in left:
        sieve.sift(first, first + stretch)
    return sieve.sifted


def can_fork() -> bool:
    """Whether processes can be forked: on macOS, and beside threads, that is not safe."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return "threading" not in sys.modules


def _share(sieve: Sieve, firsts: list[int], stretch: int, jobs: int) -> list[int]:
    """Sift the stretches that begin at ``firsts``; give those that a process took and failed at."""
    waiting, writer = os.pipe()
    os.write(writer, b"".join(first.to_bytes(_WIDTH, "little") for first in firsts))
    os.close(writer)
    workers: list[tuple[int, int]] = []
    done: set[int] = set()
    try:
        for _ in range(min(jobs, len(firsts)) - 1):
            try:
                workers.append(_start(sieve, waiting, stretch))
            except OSError:  # there may be no more processes
                break
        done.update(_take(sieve, waiting, stretch))
        for _, reader in workers:
            done.update(_taken(sieve, reader))
    except BaseException:
        for process, _ in workers:
            os.kill(process, _SIGKILL)
        raise
    finally:
        os.close(waiting)
        for process, reader in workers:
            os.close(reader)
            os.waitpid(process, 0)
    return [first for first in firsts if first not in done]


def _take(sieve: Sieve, waiting: int, stretch: int) -> list[int]:
    """Sift one stretch after the other until none is left; give where those began."""
    taken = []
    while number := os.read(waiting, _WIDTH):
        first = int.from_bytes(number, "little")
        sieve.sift(first, first + stretch)
        taken.append(first)
    return taken


def _start(sieve: Sieve, waiting: int, stretch: int) -> tuple[int, int]:
    """Start a process that takes stretches; give it, and where it says what it saw."""
    reader, writer = os.pipe()
    parent = os.getpid()
    try:
        process = os.fork()
    except OSError:
        os.close(reader)
        raise
    finally:
        if os.getpid() == parent:
            os.close(writer)
    if process:
        return process, reader
    try:  # Whatever happens here ends here.
        own = sieve.another()
        taken = _take(own, waiting, stretch)
        _write(writer, _told(own, taken))
        os._exit(0)
    finally:
        os._exit(1)


def _told(sieve: Sieve, taken: list[int]) -> bytes:
    left = [nth for nth, looked in sieve.rest.items() if looked is None]
    looked = {nth: looked for nth, looked in sieve.rest.items() if looked}
    pickled = b""
    if looked:
        import pickle

        pickled = pickle.dumps(looked)
    return marshal.dumps((taken, sieve.files, sieve.size, left, pickled))


def _write(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _taken(sieve: Sieve, reader: int) -> list[int]:
    """Add what a process saw; give the stretches it took, none where it did not come to its end."""
    with open(reader, "rb", buffering=0, closefd=False) as file:
        said = file.readall()
    try:
        # It is our own process that wrote this, and a part of it is none.
        taken, files, size, left, pickled = marshal.loads(said)  # noqa: S302
    except (EOFError, ValueError, TypeError):
        return []
    sieve.files += files
    sieve.size += size
    sieve.rest.update(dict.fromkeys(left))
    if pickled:
        import pickle

        sieve.rest.update(pickle.loads(pickled))  # noqa: S301
    return list(taken)
