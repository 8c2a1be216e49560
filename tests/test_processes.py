"""Work that is spread over processes comes back in order, whole, or with what went wrong."""

import os
import time
from collections.abc import Iterator

import pytest

from aurora_lint import processes
from aurora_lint.git.spawn import GitError
from aurora_lint.processes import ProcessEnded, spread


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    before = open_files()
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert open_files() == before


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0


def test_results_come_in_the_order_of_the_parts() -> None:
    def work(part: int) -> tuple[int, int, bytes]:
        time.sleep(0.02 * (part % 3 == 0))
        return part, os.getpid(), b"x" * part * 10_000

    told = list(spread(work, range(60), 3))
    assert [each[0] for each in told] == list(range(60))
    assert [len(each[2]) for each in told] == [part * 10_000 for part in range(60)]
    assert len({each[1] for each in told} - {os.getpid()}) == 3


@pytest.mark.parametrize("amount", [0, 1])
def test_what_is_not_worth_it_is_done_here(amount: int) -> None:
    assert list(spread(lambda _: os.getpid(), range(amount), 4)) == [os.getpid()] * amount


def test_an_error_is_raised_where_its_part_would_come() -> None:
    def work(part: int) -> int:
        if part == 5:
            raise GitError(f"part {part}")
        return part

    results = spread(work, range(50), 2)
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(GitError, match="part 5"):
        next(results)


@pytest.mark.parametrize("code", [0, 9])
def test_a_process_that_ends_is_told(code: int) -> None:
    def work(part: int) -> int:
        if part == 7:
            os._exit(code)
        return part

    with pytest.raises(ProcessEnded):
        list(spread(work, range(20), 2))


def test_what_can_not_be_pickled_is_not_lost_in_silence() -> None:
    with pytest.raises(ProcessEnded):
        list(spread(lambda part: lambda: part, range(9), 2))


def test_who_stops_reading_ends_all() -> None:
    def work(part: int) -> int:
        time.sleep(60 * (part > 1))
        return part

    begin = time.monotonic()
    results = spread(work, range(9), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begin < 40


@pytest.mark.parametrize("allowed", [0, 1])
def test_no_more_processes_can_be_started(monkeypatch: pytest.MonkeyPatch, allowed: int) -> None:
    fork = os.fork
    started: list[int] = []

    def limited() -> int:
        if len(started) == allowed:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", limited)
    assert list(spread(lambda part: part * 2, range(30), 4)) == list(range(0, 60, 2))
