"""A sweep of many files gives what reading them one by one gives, whatever they are."""

import os
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aurora_lint.literals import MOST_LITERALS, OF_BYTES, OF_CODE, OF_TEXT
from aurora_lint.policy import Policy
from aurora_lint.sweep import sieve
from aurora_lint.sweep.literals import LITERALS, OTHER_WORDS, SEPARATOR, TABLES
from tests import repositories, spellings
from tests.python_idioms import FOUND, read
from tests.trees import CONTENTS, FILES, KEY, LINE, SMALL, forced, made, plain, swept

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "preadv"), reason="files are read one by one"),
    # The tests' own threads do nothing that a process would miss.
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]


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


@pytest.fixture(params=[1, 3], ids=["one process", "three processes"])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Processes for trees that are too small for them."""
    forced(monkeypatch)
    return int(request.param)


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
    policy = Policy().with_excluded(excluded)
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


@pytest.mark.parametrize(
    "spelled",
    [
        KEY.encode(),
        b64encode(KEY.encode()),
        (",  ".join(map(str, KEY.encode())) + ",").encode(),
        KEY.replace("_", "%5F").encode(),
        KEY.encode("utf-16-le"),
    ],
    ids=["plain", "base64", "numbers", "percent", "utf-16"],
)
def test_a_key_at_each_place_of_a_file_that_does_not_fit(
    spelled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sieve, "SIZE", 512)
    for before in range(300, 560):
        (tmp_path / f"{before}.txt").write_bytes(b"." * before + spelled + b"." * 800)
    found = swept(tmp_path, Policy(), 1)
    assert len(found.findings) == 260
    assert found == plain(tmp_path, Policy())


def test_a_large_file_that_holds_nothing_is_never_in_memory_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sieve, "SIZE", 1 << 14)
    monkeypatch.setattr(sieve, "_LAP", 16)
    (tmp_path / "a.log").write_bytes(b"GET /_product?id=107, 0x6b, 1\n" + b"x\n" * (1 << 15))
    (tmp_path / "b.iso").write_bytes(b"\0" * (1 << 16))
    (tmp_path / "c.txt").write_bytes(b"x\n" * 9999 + b"Code Aurora prod_" + b"x\n" * 9999)
    before = plain(tmp_path, Policy())
    monkeypatch.delattr(sieve, "read")
    assert swept(tmp_path, Policy(), 1) == before


def test_each_spelling_is_found(tmp_path: Path, jobs: int) -> None:
    for nth, row in enumerate(spellings.SPELLINGS):
        file = tmp_path / str(nth) / row.file
        file.parent.mkdir()
        file.write_bytes(row.make(KEY))
    found = swept(tmp_path, Policy(), jobs)
    assert found == plain(tmp_path, Policy())
    assert len(found.findings) > 50


def test_code_that_joins_a_key_is_told_as_by_every_door(tmp_path: Path, jobs: int) -> None:
    """The literals of a sweep are others than those of the engine: none may pass over a key."""
    code = [*read("code.txt"), *read("code_silent.txt")]
    named = [(each.name.partition(": ")[0], each) for each in code]
    python = [("a.py", each) for each in (*FOUND, *read("python_silent.txt"))]
    for nth, (name, idiom) in enumerate([*named, *python]):
        file = tmp_path / str(nth) / name
        file.parent.mkdir(parents=True)
        file.write_text(idiom.source(KEY))
    told = swept(tmp_path, Policy(), jobs)
    assert told == plain(tmp_path, Policy())
    assert len(told.findings) > 200


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
        for policy in (Policy(), Policy().with_excluded(("vendor/", "b/"))):
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
