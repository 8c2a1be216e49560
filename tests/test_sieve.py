"""Packs sifted: what is found without undoing a delta is what is found by undoing all of them."""

import base64
import gzip
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from aurora_lint import processes
from aurora_lint.candidates import candidates
from aurora_lint.git.repository import Repository
from aurora_lint.history import look, looking, sieve
from aurora_lint.history.cache import Cache
from aurora_lint.history.cuts import cuts
from aurora_lint.literals import CORES
from aurora_lint.packs.delta import CUT_BEGIN, CUT_END
from aurora_lint.packs.index import Unreadable
from aurora_lint.packs.store import store
from tests import repositories
from tests.command import Command
from tests.keygen import key
from tests.repositories import git

KEY = key("sk_prod", 1)
TOKEN = KEY[8:]


@pytest.fixture(autouse=True)
def every_pack_is_sifted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "FEW", 0)


def around(text: str) -> str:
    """A file in which a text stands, long enough for git to make a delta of its next version."""
    chance = random.Random(7)
    lines = [f"setting_{nth} = {chance.random()}" for nth in range(120)]
    lines[60] = f'key = "{text}"'
    return "\n".join(lines) + "\n"


def history(top: Path, texts: Sequence[str | bytes], name: str = "a.txt") -> Path:
    """A repository in which a file has had these contents, and is gone."""
    repositories.make(top)
    for text in texts:
        (top / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        git(top, "add", "-A")
        git(top, "commit", "-q", "--allow-empty", "-m", "a change")
    git(top, "rm", "-q", name)
    git(top, "commit", "-q", "-m", "no more of it")
    git(top, "repack", "-a", "-d", "-f", "-q", "--depth=50")
    return top


def sorted_(top: Path, is_thorough: bool) -> dict[str, list[str]]:
    seen = look.look(Repository(top), is_thorough, is_cached=False)
    return {sort: seen.of(sort) for sort in ("keyed", "said", "said commit")}


def has_deltas(top: Path) -> bool:
    (pack,) = store(Repository(top)).packs
    return any(entry.base for entry in pack.entries(0, len(pack), bytearray()))


CHANGES = {
    "a key that comes": ("", KEY),
    "a key that is rotated": (KEY, "sk_prod_" + key("sk_prod", 3)[8:]),
    "another environment": ("sk_sand_" + TOKEN, KEY),
    "another kind": ("rk_prod_" + TOKEN, KEY),
    "another vendor's": ("sk_test_" + TOKEN, KEY),
    "another vendor's of production": ("sk_live_" + TOKEN, KEY),
    "a prefix that comes": (TOKEN, KEY),
    "a letter that was left out": ("sk_pod_" + TOKEN, KEY),
    "two letters that changed places": ("sk_pord_" + TOKEN, KEY),
    "a sign that was mended": ("sk-prod_" + TOKEN, KEY),
    "the other sign": ("sk_prod-" + TOKEN, KEY),
    "a token behind its prefix": ("sk_prod", KEY),
    "a prefix that was written out": ("sk_production_", KEY),
    "a part of the prefix": ("sk_p", KEY),
    "in base64": ("", base64.b64encode(f"user:{KEY}".encode()).decode()),
    "in base64, rotated": (
        base64.b64encode(f"u:{key('sk_prod', 3)}".encode()).decode(),
        base64.b64encode(f"u:{KEY}".encode()).decode(),
    ),
    "in hexadecimal": ("", KEY.encode().hex()),
    "backwards": ("", KEY[::-1]),
    "escaped": ("", KEY.replace("_", "\\x5f")),
    "a name": ("", 'os.environ["AURORA_SOLAR_PROD_API_KEY"]'),
    "a name that was another's": (
        'os.environ["AURORA_SOLAR_API_KEY"]',
        'os.environ["AURORA_SOLAR_PROD_API_KEY"]',
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_backwards", [False, True])
def test_a_key_that_comes_in_a_delta(tmp_path: Path, change: str, is_backwards: bool) -> None:
    texts = [*map(around, CHANGES[change])]
    top = history(tmp_path, texts[::-1] if is_backwards else texts)
    assert has_deltas(top)
    told = sorted_(top, is_thorough=False)
    assert told == sorted_(top, is_thorough=True)
    assert told["keyed"]


@pytest.mark.parametrize("split", range(1, 8))
def test_a_prefix_of_which_a_piece_is_copied(tmp_path: Path, split: int) -> None:
    for nth, text in enumerate(("x" * 8 + TOKEN, KEY[:split])):
        top = history(tmp_path / str(nth), [around(text), around(KEY)])
        assert sorted_(top, is_thorough=False)["keyed"]


def test_what_is_made_from_a_cut_prefix_is_read_too(tmp_path: Path) -> None:
    versions = [around("sk_test_" + TOKEN), around(KEY)]
    versions += [around(KEY) + f"more = {nth}\n" for nth in range(20)]
    top = history(tmp_path, versions)
    told = sorted_(top, is_thorough=False)
    assert told == sorted_(top, is_thorough=True)
    assert len(told["keyed"]) == 21


def test_many_keys_that_come_and_go(tmp_path: Path) -> None:
    chance = random.Random(1)
    lines = [f"line {chance.random()}" for _ in range(300)]
    texts: list[str | bytes] = []
    for nth in range(120):
        place = chance.randrange(300)
        lines[place] = chance.choice([key("rk_prod", 2 * nth + 1), f"line {nth}", "k_", "sk_prod"])
        texts.append("\n".join(lines))
    top = history(tmp_path, texts)
    assert sorted_(top, is_thorough=False) == sorted_(top, is_thorough=True)


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-32"),
        lambda text: b"\0\1\2" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", " ").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
    ],
)
def test_in_any_encoding(tmp_path: Path, form: Callable[[str], bytes]) -> None:
    top = history(tmp_path, [form(around("")), form(around(KEY)), form(around(""))])
    told = sorted_(top, is_thorough=False)
    assert told == sorted_(top, is_thorough=True)
    assert len(told["keyed"]) == 1


def test_bases_that_lie_behind(tmp_path: Path) -> None:
    top = history(tmp_path, [around(str(nth)) for nth in range(9)] + [around(KEY), around("")])
    git(top, "-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-f", "-q")
    told = sorted_(top, is_thorough=False)
    assert told == sorted_(top, is_thorough=True)
    assert len(told["keyed"]) == 1


def test_several_processes_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = history(tmp_path, [around(str(nth)) for nth in range(30)] + [around(KEY), around("")])
    expected = look.look(Repository(top), False, is_cached=False)
    monkeypatch.setattr(sieve, "_PART", 100)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    assert look.look(Repository(top), False, is_cached=False, jobs=3) == expected


def test_a_process_that_is_ended(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    top = history(tmp_path, [around(str(nth)) for nth in range(30)])
    monkeypatch.setattr(sieve, "_PART", 100)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    monkeypatch.setattr(sieve, "sift", lambda *_: os._exit(9))
    result = command("check", "--history", "--jobs", "2", at=top)
    assert (result.code, result.out) == (2, "")
    assert "ended from outside" in result.err


def test_what_only_a_deletion_puts_together(command: Command, tmp_path: Path) -> None:
    """It is found at a branch's tip, and with ``--thorough`` everywhere."""
    # Both pieces of the prefix are so short that much else is like them.
    sandbox = "sk_sand_" + TOKEN
    texts = [around(f"{sandbox[:4]}\n{sandbox[4:]}"), around(sandbox)]
    top = history(tmp_path, texts)
    assert sorted_(top, is_thorough=True)["keyed"]
    found = command.json("check", "--history", "--thorough", "--no-cache", at=top).findings
    assert {each["code"] for each in found} >= {"AUR102"}
    git(top, "reset", "-q", "--hard", "HEAD~1")
    found = command.json("check", "--history", "--no-cache", at=top).findings
    assert {each["code"] for each in found} >= {"AUR102"}


@pytest.mark.parametrize("place", [1, 2, 4, 5, 6, 7])
def test_a_deletion_at_other_places(tmp_path: Path, place: int) -> None:
    top = history(tmp_path, [around(f"{KEY[:place]}\n{KEY[place:]}"), around(KEY)])
    told = sorted_(top, is_thorough=False)
    assert told == sorted_(top, is_thorough=True)
    assert told["keyed"]


def test_archives_and_joined_keys_at_tags(command: Command, tmp_path: Path) -> None:
    top = repositories.make(tmp_path)
    (top / "dump.gz").write_bytes(gzip.compress(f'KEY = "{KEY}"\n'.encode()))
    (top / "a.js").write_text(f"const p = 'sk_prod_';\nconst k = p + '{TOKEN}';\n")
    repositories.commit(top, {})
    git(top, "tag", "v1")
    git(top, "rm", "-q", "dump.gz", "a.js")
    repositories.commit(top, {"b.py": "x = 1\n"})
    git(top, "repack", "-a", "-d", "-q")
    found = command.json("check", "--history", at=top).findings
    assert {each["path"] for each in found} == {"dump.gz!dump", "a.js"}


def test_a_later_thorough_look_reads_what_was_sifted(command: Command, tmp_path: Path) -> None:
    sandbox = "sk_sand_" + TOKEN
    texts = [around(f"{sandbox[:4]}\n{sandbox[4:]}"), around(sandbox)]
    top = history(tmp_path, texts)
    first = command.json("check", "--history", at=top)
    again = command.json("check", "--history", at=top)
    assert again.findings == first.findings
    assert "read before" in again.err
    thorough = command.json("check", "--history", "--thorough", at=top)
    assert any(each["code"] == "AUR102" for each in thorough.findings)
    # What is known for sure stays known.
    last = command.json("check", "--history", at=top)
    assert any(each["code"] == "AUR102" for each in last.findings)


def test_a_pack_whose_last_entry_has_no_end(command: Command, tmp_path: Path) -> None:
    """Git is asked then, which has its own words for what it can't read."""
    top = history(tmp_path, [around(str(nth)) for nth in range(9)] + [around(KEY), around("")])
    (file,) = (top / ".git" / "objects" / "pack").glob("*.pack")
    data = file.read_bytes()
    (pack,) = store(Repository(top)).packs
    file.chmod(0o644)
    file.write_bytes(data[: pack.index.begins[-1]].ljust(len(data), b"\xff"))
    (pack,) = store(Repository(top)).packs
    with pytest.raises(Unreadable):
        list(pack.entries(0, len(pack), bytearray()))
    result = command("check", "--history", "--no-cache", at=top)
    assert (result.code, result.out, "internal error" in result.err) == (2, "", False)
    assert "git" in result.err


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_pack_is_never_clean(command: Command, tmp_path: Path, seed: int) -> None:
    top = history(tmp_path, [around(str(nth)) for nth in range(9)] + [around(KEY), around("")])
    (file,) = (top / ".git" / "objects" / "pack").glob("*.pack")
    data = bytearray(file.read_bytes())
    (pack,) = store(Repository(top)).packs
    entries = list(pack.entries(0, len(pack), bytearray()))
    entry = random.Random(seed).choice(entries)
    data[entry.begin] ^= 0xFF  # the first byte of what is packed says how
    file.chmod(0o644)
    file.write_bytes(data)
    result = command("check", "--history", "--no-cache", at=top)
    assert (result.code, "Traceback" in result.err) == (2, False)


def test_what_is_remembered_of_packs(tmp_path: Path) -> None:
    top = history(tmp_path, [around(str(nth)) for nth in range(9)] + [around(KEY), around("")])
    repositories.commit(top, {"loose.py": "x = 1\n"})
    repository = Repository(top)
    seen = look.look(repository, False)
    assert Cache(repository).read() == seen.seen
    again = look.look(repository, False)
    assert (again.seen, again.size) == (seen.seen, 0)
    assert again.known == again.objects == seen.objects
    # Packed anew: what is known is known by its id.
    git(top, "repack", "-a", "-d", "-f", "-q")
    packed = look.look(repository, False)
    assert (packed.known, packed.size) == (seen.objects, 0)
    assert packed.of("keyed") == seen.of("keyed")
    assert len(Cache(repository).read().blocks) == 1


def test_the_cuts_of_a_prefix_are_shown() -> None:
    """Each piece of a prefix that an insert can end or begin with shows, but for single letters."""
    literals = {literal for literal, _ in cuts()}
    for core in CORES:
        for place in range(1, len(core)):
            assert any((CUT_BEGIN + core[place:]).startswith(each) for each in literals)
            assert any((b"s" + core[:place] + CUT_END).endswith(each) for each in literals)
        assert not candidates(core[:-1]).cores
