"""Several processes sift one list: each takes the next stretch of it as soon as it is done.

They are started while the list is still made. The names wait in memory that all of them see, and a
pipe says where, so that whoever is free takes the next ones. Each process says at its end what it
saw. What one that failed had taken is done again by the one that asked: no file is left out, and
what went wrong happens where it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from aurora_lint import progress
from aurora_lint.processes import can_fork
from aurora_lint.sources import Bare, Looked, Sifted
from aurora_lint.sweep.shared import Board, Worker
from aurora_lint.sweep.sieve import Sieve

#: A stretch has so many files: few, so that nobody waits long for the last.
_STRETCH = 128
#: After so many files or bytes it is worth the while to start processes.
_FILES, _BYTES = 500, 16_000_000


def sift(sieve: Sieve, names: Iterable[list[bytes]], jobs: int) -> Sifted:
    """Sift the files of all ``names`` with up to ``jobs`` processes."""
    can_share = jobs > 1 and can_fork()
    left = enumerate(_stretches(names))
    every: list[list[bytes]] = []
    for nth, stretch in left:
        if can_share and (nth * _STRETCH > _FILES or sieve.size > _BYTES):
            for again in _share(sieve, chain([(nth, stretch)], left), every, jobs):
                sieve.sift(every[again], again * _STRETCH)
            break
        progress.expect(len(stretch))
        every.append(stretch)
        sieve.sift(stretch, nth * _STRETCH)
    rest: list[tuple[bytes, Looked | None]] = [
        (every[place // _STRETCH][place % _STRETCH], sieve.rest[place])
        for place in sorted(sieve.rest)
    ]
    return Sifted(Bare(sieve.files, sieve.size), rest)


def _stretches(names: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """Give the names in lists of equal length; only the last is shorter."""
    held: list[bytes] = []
    for each in names:
        held += each
        if len(held) >= _STRETCH:
            cut = len(held) - len(held) % _STRETCH
            for start in range(0, cut, _STRETCH):
                yield held[start : start + _STRETCH]
            held = held[cut:]
    if held:
        yield held


def _share(
    sieve: Sieve, left: Iterable[tuple[int, list[bytes]]], every: list[list[bytes]], jobs: int
) -> list[int]:
    """Sift the stretches that are ``left`` with other processes; add them to ``every``.

    Gives the numbers of those that have still to be sifted.
    """
    first = len(every)
    done: set[int] = set()
    workers: list[Worker] = []
    board = None
    try:
        try:
            board = Board()
            while len(workers) < jobs - 1:
                workers.append(Worker(board, sieve.another(), _STRETCH))
        except OSError:  # there may be no more processes
            pass
        for nth, stretch in left:
            every.append(stretch)
            progress.expect(len(stretch))
            if not board or not workers or not board.put(nth, stretch):
                sieve.sift(stretch, nth * _STRETCH)
                done.add(nth)
        if board:
            board.finish()
            done.update(board.take(sieve, _STRETCH))
        for worker in workers:
            done.update(worker.told(sieve))
    finally:
        for worker in workers:
            worker.stop()
        if board:
            board.close()
    return [nth for nth in range(first, len(every)) if nth not in done]
