"""Processes that sweep a tree together: nothing is left out, and none is left behind."""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from aurora_lint.finding import Finding
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.source import Source
from aurora_lint.sources import Aside
from aurora_lint.sweep import sifter
from tests import repositories
from tests.command import Command
from tests.trees import LINE, forced, many, plain, swept

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "preadv"), reason="files are read one by one"),
    # The tests' own threads do nothing that a process would miss.
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def failed() -> None:
    raise MemoryError


@pytest.mark.parametrize("end", [lambda: os._exit(3), killed, failed, sys.exit])
def test_a_process_that_fails_leaves_nothing_out(
    end: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced(monkeypatch)
    many(tmp_path)
    own, policy = os.getpid(), Policy()

    def look(source: Source) -> tuple[list[Finding], list[Aside]]:
        if os.getpid() != own:
            end()
        return scan_whole(source, policy)

    assert swept(tmp_path, policy, 3, look=look) == plain(tmp_path, policy)
    assert_no_process_is_left()


def assert_no_process_is_left() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_what_goes_wrong_is_told_and_ends_all_processes(
    error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced(monkeypatch)
    many(tmp_path)
    own, begin = os.getpid(), time.monotonic()

    def look(source: Source) -> tuple[list[Finding], list[Aside]]:
        if os.getpid() != own:
            time.sleep(60)
        raise error

    with pytest.raises(error):
        swept(tmp_path, Policy(), 3, look=look)
    repositories.make(tmp_path)  # git, too, runs beside
    with pytest.raises(error):
        swept(tmp_path, Policy(), 3, look=look)
    assert_no_process_is_left()
    assert time.monotonic() - begin < 40


def test_no_more_processes_can_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced(monkeypatch)
    many(tmp_path)

    def failing() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", failing)
    open_before = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
    assert swept(tmp_path, Policy(), 3) == plain(tmp_path, Policy())
    assert not open_before or len(os.listdir("/proc/self/fd")) == open_before


def test_a_system_that_cannot_reads_one_by_one(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(tmp_path)
    before = command("check", tmp_path)
    monkeypatch.delattr(os, "preadv")
    assert sifter(Policy(), partial(scan_whole, policy=Policy())) is None
    assert command("check", tmp_path) == before


def test_paths_that_overlap_and_the_number_of_processes(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced(monkeypatch)
    many(tmp_path)
    whole = command("check", tmp_path)
    assert whole.code == 1
    for arguments in (
        ["--jobs", "1", tmp_path],
        ["--jobs", "3", tmp_path],
        [tmp_path, tmp_path / "5"],
        [tmp_path / "5" / "..", tmp_path, tmp_path / "10" / "a.py"],
    ):
        result = command("check", "--root", tmp_path, *map(str, arguments))
        assert (result.out, result.err) == (whole.out, whole.err), arguments
    apart = [tmp_path / str(n) for n in range(40)]
    assert command("check", "--root", tmp_path, *apart).err == whole.err


def test_two_names_of_one_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "ab").mkdir()
    for each, name in product(("a", "ab"), ("x.py", "y.py")):
        (tmp_path / each / name).write_bytes(LINE)
    result = command("check", "--root", tmp_path, *(tmp_path / each for each in ("ab", "a")))
    assert "4 findings in 4 files" in result.err
