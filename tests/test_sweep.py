"""A sweep of many files gives what reading them one by one gives, whatever they are."""

import os
import signal
import sys
import time
import zipfile
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aurora_lint.finding import Finding
from aurora_lint.inside import scan_whole
from aurora_lint.literals import OF_BYTES, OF_CODE, OF_TEXT
from aurora_lint.policy import Policy
from aurora_lint.scan import Report, report
from aurora_lint.source import Source
from aurora_lint.sources import Skipped, tree
from aurora_lint.sweep import sieve, sifter, workers
from aurora_lint.sweep.literals import LITERALS, OTHER_WORDS, SEPARATOR, TABLES
from aurora_lint.tables import MOST_LITERALS
from tests import repositories, spellings
from tests.command import Command
from tests.keygen import key

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "preadv"), reason="files are read one by one"),
    # The tests' own threads do nothing that a process would miss.
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]

Look = Callable[[Source], tuple[list[Finding], list[Skipped]]]

KEY = key("sk_prod")
LINE = f"aurora: {KEY}\n".encode()
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 1\n" % (b"0" * 64)


class TestLiterals:
    """What the first pass looks for."""

    def test_each_literal_that_betrays_a_key_holds_one(self) -> None:
        for _, literal in (*OF_BYTES, *OF_TEXT, *OF_CODE):
            assert any(each in literal for each in LITERALS), literal

    def test_no_table_is_slow(self) -> None:
        assert all(len(table) <= MOST_LITERALS for table in TABLES)
        assert all(len(each) >= 4 for each in LITERALS)

    def test_nothing_is_found_across_two_files(self) -> None:
        assert not any(SEPARATOR in each for each in LITERALS)

    def test_no_literal_begins_in_another_word(self) -> None:
        """What is passed over must not have hidden what overlaps it."""
        for table, others in zip(TABLES, OTHER_WORDS):
            for word, ends in zip(table, others):
                hidden = {
                    each
                    for each in table
                    for size in range(1, len(word))
                    if len(each) > size and word.endswith(each[:size]) and each[size] in ends
                }
                assert not hidden, (word, hidden)


def plain(top: Path, policy: Policy, in_submodules: bool = False) -> Report:
    look = partial(scan_whole, policy=policy)
    return report(tree.sources(top, top, in_submodules), top, policy, look)


def swept(
    top: Path,
    policy: Policy,
    jobs: int,
    in_submodules: bool = False,
    look: Look | None = None,
) -> Report:
    look = look or partial(scan_whole, policy=policy)
    sift = sifter(policy, look, jobs)
    return report(tree.sources(top, top, in_submodules, sift), top, policy, look)


@pytest.fixture(params=[1, 3], ids=["one process", "three processes"])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Processes for trees that are too small for them."""
    forced(monkeypatch)
    return int(request.param)


def forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "can_fork", lambda: hasattr(os, "fork"))
    monkeypatch.setattr(workers, "_FILES", -1)
    monkeypatch.setattr(workers, "_STRETCH", 2)


def zipped(data: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", data)
    return file.getvalue()


#: So large is the buffer in these tests.
SMALL = 2048
CONTENTS: dict[str, bytes] = {
    "nothing": b"",
    "bare": b"x = 1\n",
    "key": LINE,
    "only a key": KEY.encode(),
    "begins": LINE + b"x" * 100,
    "ends": b"x" * 100 + b"\n" + KEY.encode(),
    "a NUL at each end": b"\0" + LINE + b"\0",
    "binary": bytes(range(256)) + LINE,
    "utf-16": LINE.decode().encode("utf-16"),
    "utf-16 without a mark": LINE.decode().encode("utf-16-be"),
    "utf-32": LINE.decode().encode("utf-32"),
    "base64 in utf-16": b64encode(KEY.encode()).decode().encode("utf-16"),
    "base64 in utf-32": b64encode(KEY.encode()).decode().encode("utf-32-be"),
    "another coding": b"# coding: raw_unicode_escape\n" + KEY.replace("ro", r"\u0072o").encode(),
    "replaced": b'"a sk_ENV_%s".replace("ENV", "prod")\n' % KEY[8:].encode(),
    "a script": b"#!/bin/python\n'a sk_ENV_%s'.replace('ENV', 'prod')\n" % KEY[8:].encode(),
    "wide and short": b"\xff\xfea",
    "pointer": POINTER,
    "zip": zipped(LINE),
    "bare zip": zipped(b"x"),
    "broken zip": zipped(LINE)[:40],
    "pieces": f'a = "sk_" "{KEY[3:]}"\n'.encode(),
    "name": b'import aurora_solar\nk = os.environ["AURORA_PROD_KEY"]\n',
    "words": b"struct sk_buff *b;\nu16 x_prod, prod_y, prod;\n0x6b, 107, 0\n",
    "escapes": KEY.replace("_", r"\x5f").encode(),
    "tail of one": b"=sk",
    "head of one": b"\n" + KEY[2:].encode(),
    "a part": b"x" * 30 + KEY.encode()[:6],
    "the other part": KEY.encode()[6:] + b"\n",
    "as large as the buffer": b"x" * SMALL,
    "a byte less": b"x" * (SMALL - 1),
    "two less": b"x" * (SMALL - 2),
    "a byte more": b"x" * (SMALL + 1),
    "large": b"an ordinary line\n" * 700,
    "large, with a key": b"an ordinary line\n" * 700 + LINE + b"y\n" * 300,
    "large, with a key at its end": b"an ordinary line\n" * 700 + KEY.encode(),
    "large zip": zipped(os.urandom(SMALL) + LINE),
    "large utf-16": ("x\n" * SMALL + LINE.decode()).encode("utf-16"),
}
NAMES = st.sampled_from(
    [b"a.py", b"b.c", b"c.txt", b"d.sh", b"e.h", b"f.exe", b"\xff.yaml", b"n\n.md"]
)
FOLDERS = st.sampled_from([b"", b"x", b"x/y", b"tests", b"-", b"x.d", b"vendor", b".hidden"])
FILES = st.dictionaries(st.tuples(FOLDERS, NAMES), st.sampled_from(sorted(CONTENTS)), max_size=14)


def made(top: Path, files: dict[tuple[bytes, bytes], str]) -> None:
    for (folder, name), content in files.items():
        here = os.path.join(os.fsencode(top), folder)
        os.makedirs(here, exist_ok=True)
        with open(os.path.join(here, name), "wb") as file:
            file.write(CONTENTS[content])


def fresh(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    made_ = folder / str(len(list(folder.iterdir())))
    made_.mkdir()
    return made_


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=FILES, excluded=st.sampled_from([(), ("vendor/",), ("*.c", "!b.c")]))
def test_any_tree(
    files: dict[tuple[bytes, bytes], str],
    excluded: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    jobs: int,
) -> None:
    monkeypatch.setattr(sieve, "SIZE", SMALL)
    top = fresh(tmp_path)
    made(top, files)
    policy = Policy({"exclude": excluded})
    assert swept(top, policy, jobs) == plain(top, policy)


def test_all_contents_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    made(tmp_path, {(b"%03d" % n, b"a.py"): each for n, each in enumerate(CONTENTS)})
    made(tmp_path, {(b"%03d" % n, b"a.c"): each for n, each in enumerate(CONTENTS)})
    for size in (600, SMALL, sieve.SIZE):
        monkeypatch.setattr(sieve, "SIZE", size)
        found = swept(tmp_path, Policy(), jobs)
        assert found == plain(tmp_path, Policy())
    assert len(found.findings) > 20


def test_a_key_at_each_place_of_a_file_that_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sieve, "SIZE", 256)
    for before in range(160, 300):
        (tmp_path / f"{before}.txt").write_bytes(b"." * before + KEY.encode() + b"." * 400)
    found = swept(tmp_path, Policy(), 1)
    assert len(found.findings) == 140
    assert found == plain(tmp_path, Policy())


def test_each_spelling_is_found(tmp_path: Path, jobs: int) -> None:
    for nth, row in enumerate(spellings.SPELLINGS):
        file = tmp_path / str(nth) / row.file
        file.parent.mkdir()
        file.write_bytes(row.make(KEY))
    found = swept(tmp_path, Policy(), jobs)
    assert found == plain(tmp_path, Policy())
    assert len(found.findings) > 50


def test_what_is_no_file(tmp_path: Path, jobs: int) -> None:
    top = tmp_path / "top"
    top.mkdir()
    os.mkfifo(top / "pipe")
    (top / "link").symlink_to(f"/secrets/{KEY}")
    (top / "dangling").symlink_to("nowhere")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.py").write_bytes(LINE)
    (top / "to a folder").symlink_to(tmp_path / "other")
    (top / "loop").symlink_to("loop")
    (top / ".git").mkdir()
    (top / ".git" / "config").write_bytes(LINE)
    (top / "sub" / ".git").mkdir(parents=True)
    (top / "sub" / ".git" / "b").write_bytes(LINE)
    (top / "sub" / "empty").mkdir()
    (top / "a.py").write_bytes(LINE)
    (top / ".git").rename(top / "git")  # it is no repository
    found = swept(top, Policy(), jobs)
    assert found == plain(top, Policy())
    assert [each.reason for each in found.skipped] == ["not a regular file"]
    (top / "git").rename(top / "x.git")
    assert swept(top / "sub" / ".git", Policy(), jobs) == plain(top / "sub" / ".git", Policy())


def test_a_repository(tmp_path: Path, jobs: int) -> None:
    other = repositories.make(tmp_path / "other")
    made(other, {(b"", b"a.py"): "key"})
    repositories.commit(other, {"b.py": "x = 1\n"})
    top = repositories.make(tmp_path / "top")
    add = ("-c", "protocol.file.allow=always", "submodule", "add", "-q")
    for name in ("sub", "b", "zz"):
        repositories.git(top, *add, str(other), name)
    made(top, {(folder, b"a.py"): "key" for folder in (b"", b"c", b"tests", b"vendor", b"o/p")})
    made(top, {(b"lfs", b"b.bin"): "pointer", (b"o", b"e.py"): "nothing", (b"o", b"z"): "bare"})
    repositories.commit(top, {".gitignore": "ignored/\n", "gone.py": "x", "now a folder": "x"})
    repositories.commit(top, {"swapped/a.py": "x", "a link": "x", "a pipe": "x"})
    (top / "gone.py").unlink()
    (top / "now a folder").unlink()
    (top / "swapped" / "a.py").unlink()
    (top / "swapped").rmdir()
    (top / "swapped").symlink_to("c")
    (top / "a link").unlink()
    (top / "a link").symlink_to(KEY)
    (top / "a pipe").unlink()
    os.mkfifo(top / "a pipe")
    made(top, {(b"now a folder", b"x.py"): "key", (b"new", b"x.py"): "key"})
    made(top, {(b"ignored", b"x.py"): "key"})
    repositories.commit(repositories.make(top / "nested"), {"b.py": LINE.decode()})
    for in_submodules in (False, True):
        for policy in (Policy(), Policy({"exclude": ("vendor/", "b/")})):
            found = swept(top, policy, jobs, in_submodules)
            assert found == plain(top, policy, in_submodules)
    reasons = {each.reason for each in found.skipped}
    assert reasons >= {"excluded", "not in the working tree", "a repository of its own"}
    assert len(found.findings) > 8
    assert swept(top / "c", Policy(), jobs) == plain(top / "c", Policy())
    assert swept(top / "ignored", Policy(), jobs) == plain(top / "ignored", Policy())


@pytest.mark.parametrize("change", [-3, 5])
def test_a_file_that_shrinks_or_grows_while_it_is_read(
    change: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read anew: whatever it holds then is looked at, and counted."""
    (tmp_path / "a.py").write_bytes(LINE)
    (tmp_path / "b.py").write_bytes(b"x = 1\n")
    real = os.lseek
    monkeypatch.setattr(os, "lseek", lambda *given: max(0, real(*given) - change))
    found = swept(tmp_path, Policy(), 1)
    assert found == plain(tmp_path, Policy())
    assert len(found.findings) == 1


@pytest.mark.parametrize("size", [SMALL, 10 * SMALL])
def test_a_disk_that_is_damaged(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_bytes(b"x" * size + LINE)
    (tmp_path / "b.py").write_bytes(LINE)
    monkeypatch.setattr(sieve, "SIZE", SMALL + 100)

    def failing(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "preadv", failing)
    assert swept(tmp_path, Policy(), 1) == plain(tmp_path, Policy())


def many(top: Path) -> None:
    made(top, {(b"%d" % n, b"a.py"): "key" if n % 5 == 0 else "bare" for n in range(40)})


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

    def look(source: Source) -> tuple[list[Finding], list[Skipped]]:
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

    def look(source: Source) -> tuple[list[Finding], list[Skipped]]:
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
