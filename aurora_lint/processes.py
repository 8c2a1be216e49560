"""Work spread over as many processes as there are processors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from aurora_lint import progress

#: So long, in milliseconds, one waits for the others before what is shown is brought up to date.
_PATIENCE = 100

Part = TypeVar("Part")
Result = TypeVar("Result")

#: So many numbers have room in a pipe at once.
_MOST_PARTS = 10_000
#: What a process says begins with its part's number and with how many bytes follow.
_NUMBER, _LENGTH = 4, 8
_HEAD = _NUMBER + _LENGTH
_AT_ONCE = 1 << 20
_SIGKILL = 9
_ENDED = "a process that was reading was ended from outside"


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
    gives or raises must be fit to be pickled; where one process is enough, all is done here. Raises
    :class:`ProcessEnded`, and what the work raises.
    """
    processes = min(jobs or processors(), len(parts))
    if processes < 2 or len(parts) > _MOST_PARTS or not can_fork():
        yield from map(work, parts)
        return
    workers: list[_Worker] = []
    numbers, writer = os.pipe()
    try:
        with open(writer, "wb", buffering=0) as file:
            file.write(b"".join(each.to_bytes(_NUMBER, "big") for each in range(len(parts))))
        try:
            while len(workers) < processes:
                workers.append(_Worker(work, parts, numbers))
        except OSError:  # there may be no more processes
            if not workers:
                yield from map(work, parts)
                return
        yield from _in_order(workers, len(parts))
    finally:
        os.close(numbers)
        for worker in workers:
            worker.stop()


def _in_order(workers: list[_Worker], amount: int) -> Iterator[Any]:
    """Yield the results for all parts, each as soon as it and those before it are there."""
    from select import POLLIN, poll

    done: dict[int, tuple[bool, Any]] = {}
    reading = {worker.reader: worker for worker in workers}
    waiting = poll()
    for reader in reading:
        waiting.register(reader, POLLIN)
    for number in range(amount):
        while number not in done:
            if not reading:
                raise ProcessEnded(_ENDED)
            for reader, _ in waiting.poll(_PATIENCE if progress.is_shown() else None):
                if not reading[reader].read(done):
                    waiting.unregister(reader)
                    del reading[reader]
            progress.tick()
        is_done, result = done.pop(number)
        if not is_done:
            raise result
        yield result


class Forked:
    """A process that was split off from this one, and the pipe by which it tells what it did."""

    def __init__(self, does: Callable[[int], None]) -> None:
        """Split one off that ``does`` its work, given the end of the pipe to write to.

        OSError where there may be no more processes.
        """
        self.reader, writer = os.pipe()
        try:
            self.process = os.fork()
        except OSError:
            os.close(self.reader)
            os.close(writer)
            raise
        if self.process:
            os.close(writer)
            return
        try:  # Whatever happens here ends here.
            does(writer)
            os._exit(0)
        finally:
            os._exit(1)

    def stop(self) -> None:
        """End the process, if it has not."""
        os.close(self.reader)
        if self.process:
            os.kill(self.process, _SIGKILL)
            os.waitpid(self.process, 0)


class _Worker(Forked):
    """A process that does the parts whose numbers it takes from a pipe, and tells by another."""

    def __init__(self, work: Callable[[Any], Any], parts: Sequence[Any], numbers: int) -> None:
        """OSError where there may be no more processes."""
        self._said = bytearray()

        def does(writer: int) -> None:
            import signal

            # It is for the process that started this one.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            with open(writer, "wb") as file:
                while number := os.read(numbers, _NUMBER):
                    told = _told(work, parts[int.from_bytes(number, "big")])
                    file.write(number + len(told).to_bytes(_LENGTH, "big"))
                    file.write(told)
                    file.flush()

        super().__init__(does)

    def read(self, done: dict[int, tuple[bool, Any]]) -> bool:
        """Read what there is; ``done`` gets the results by number, and whether they are any.

        Gives whether there may be more. Raises :class:`ProcessEnded`.
        """
        import pickle

        read = os.read(self.reader, _AT_ONCE)
        if not read:
            process, self.process = self.process, 0
            if os.waitpid(process, 0)[1]:
                raise ProcessEnded(_ENDED)
            return False
        said = self._said
        said += read
        while len(said) >= _HEAD:
            end = _HEAD + int.from_bytes(said[_NUMBER:_HEAD], "big")
            if len(said) < end:
                break
            # Nobody but a process of ours can write there.
            done[int.from_bytes(said[:_NUMBER], "big")] = pickle.loads(said[_HEAD:end])  # noqa: S301
            del said[:end]
        return True


def _told(work: Callable[[Any], Any], part: Any) -> bytes:
    """Do a part; give whether it could be done, and what came of it, pickled."""
    import pickle

    try:
        told = True, work(part)
    except Exception as error:  # it is raised where all comes together
        told = False, error
    return pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
