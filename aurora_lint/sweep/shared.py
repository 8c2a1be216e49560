"""What processes share that sift one list: a board where names wait; each tells what it saw."""

from __future__ import annotations

import marshal
import os
from mmap import mmap
from select import select
from typing import TYPE_CHECKING

from aurora_lint import progress
from aurora_lint.processes import Forked

if TYPE_CHECKING:
    from aurora_lint.sweep.sieve import Sieve

#: So many bytes of names are on the board at most; what finds no place is sifted where it is made.
_SIZE = 1 << 26
#: In the pipe stand a stretch's number, and where on the board its names begin and end.
_NUMBER = 4
_ENTRY = 3 * _NUMBER
#: So long, in seconds, one waits for another before what is shown is brought up to date.
_PATIENCE = 0.1


class Board:
    """Names in memory that all processes see, and a pipe that says where; the first takes them."""

    def __init__(self) -> None:
        """OSError where the system has no room for it."""
        self._names = mmap(-1, _SIZE)
        self._end = 0
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)

    def put(self, number: int, names: list[bytes]) -> bool:
        """Put up a stretch of names; false where there is no more room."""
        data = b"\0".join(names)
        start, end = self._end, self._end + len(data)
        if end > _SIZE:
            return False
        self._names[start:end] = data
        try:
            os.write(
                self._writer,
                b"".join(each.to_bytes(_NUMBER, "little") for each in (number, start, end)),
            )
        except BlockingIOError:
            return False
        self._end = end
        return True

    def finish(self) -> None:
        """Say that nothing more is put up: whoever finds nothing is done then."""
        if self._writer >= 0:
            os.close(self._writer)
            self._writer = -1

    def close(self) -> None:
        """Take the board down."""
        self.finish()
        os.close(self._reader)
        self._names.close()

    def take(self, sieve: Sieve, size: int) -> list[int]:
        """Sift one stretch of ``size`` files after the other until none is left; give which."""
        taken = []
        while entry := os.read(self._reader, _ENTRY):
            number, start, end = (
                int.from_bytes(entry[at : at + _NUMBER], "little")
                for at in range(0, _ENTRY, _NUMBER)
            )
            sieve.sift(self._names[start:end].split(b"\0"), number * size)
            taken.append(number)
        return taken


class Worker(Forked):
    """A process that takes from the board, and says at its end what it saw."""

    def __init__(self, board: Board, sieve: Sieve, size: int) -> None:
        """OSError where there may be no more processes."""

        def does(writer: int) -> None:
            board.finish()
            _write(writer, _told(sieve, board.take(sieve, size)))

        super().__init__(does)

    def told(self, sieve: Sieve) -> list[int]:
        """Add what the process saw to a sieve; give which stretches that was.

        None where it did not come to its end.
        """
        while progress.is_shown() and not select([self.reader], [], [], _PATIENCE)[0]:
            progress.tick()
        with open(self.reader, "rb", buffering=0, closefd=False) as file:
            said = file.readall()
        try:
            # Nobody but a process of ours can write there, and what is cut short is not read.
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


def _told(sieve: Sieve, taken: list[int]) -> bytes:
    left = [place for place, looked in sieve.rest.items() if looked is None]
    looked = {place: looked for place, looked in sieve.rest.items() if looked}
    pickled = b""
    if looked:
        import pickle

        pickled = pickle.dumps(looked)
    return marshal.dumps((taken, sieve.files, sieve.size, left, pickled))


def _write(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
