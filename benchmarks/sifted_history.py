"""Does sifting packs find what undoing every delta finds? Keys planted awkwardly, and counted.

``python benchmarks/sifted_history.py REPOSITORY [--commits N] [--seed N]``: in a clone, commits
plant keys in the files of its HEAD and change them: rotated in place, another kind or environment,
made of another vendor's, mistyped and mended, moved, put together by a deletion, encoded. The clone
is repacked, and its objects are looked at twice. Prints the keys, the blobs and the messages that
either way finds, and exits with 1 where sifting misses a key.
"""

from __future__ import annotations

import argparse
import base64
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from aurora_lint.engine import scan  # noqa: E402
from aurora_lint.git.objects import read  # noqa: E402
from aurora_lint.git.repository import Repository  # noqa: E402
from aurora_lint.history.look import Look, look  # noqa: E402
from aurora_lint.source import Source  # noqa: E402
from tests.keygen import key  # noqa: E402

#: Larger files are left alone: the stream that is imported holds every version whole.
_LARGEST = 100_000
#: So many commits a file: where a key has been before, all versions are read anyway.
_COMMITS_A_FILE = 4
KINDS = ("sk_prod", "rk_prod", "sk_sand", "rk_sand")


def git(top: Path, *arguments: str, given: bytes | None = None) -> bytes:
    done = subprocess.run(
        ["git", *arguments], cwd=top, input=given, capture_output=True, check=True
    )
    return done.stdout


class Planter:
    """The files that are changed, as they are now, and how they are changed next."""

    def __init__(self, files: dict[str, bytes], seed: int) -> None:
        self.files = files
        self.chance = random.Random(seed)
        self._count = 0
        #: For each file the secrets in it, as they are written there.
        self.held: dict[str, list[bytes]] = {name: [] for name in files}

    def key(self) -> bytes:
        self._count += 1
        return key(self.chance.choice(KINDS), self._count).encode()

    def step(self) -> str:
        """Change one file; give its name."""
        name = self.chance.choice(list(self.files))
        held = self.held[name]
        if not held or self.chance.random() < 0.25:
            self._add(name, self.chance.choice(WAYS)(self))
        else:
            old = self.chance.choice(held)
            new = self.chance.choice(CHANGES)(self, old)
            self.files[name] = self.files[name].replace(old, new, 1)
            held.remove(old)
            if new:
                held.append(new)
        return name

    def _add(self, name: str, text: bytes) -> None:
        data = self.files[name]
        lines = data.split(b"\n")
        place = self.chance.randrange(len(lines) + 1)
        before = self.chance.choice(
            [b"AURORA_API_KEY = '", b"key: ", b"  token=", b"", b'"bearer", "']
        )
        # Behind a letter or a digit it would be no key.
        lines.insert(place, before + text + self.chance.choice([b"'", b"", b'",', b" # old"]))
        self.files[name] = b"\n".join(lines)
        self.held[name].append(text)

    def cut(self, text: bytes) -> bytes:
        """Break a text in two where the next change joins it again."""
        place = self.chance.randrange(1, 9)
        return text[:place] + self.chance.choice([b"\n", b" ", b"-", b"' + '"]) + text[place:]


def _other_prefix(planter: Planter, old: bytes) -> bytes:
    return planter.chance.choice(KINDS).encode() + old[7:] if old[7:8] == b"_" else planter.key()


def _rejoined(planter: Planter, old: bytes) -> bytes:
    return b"".join(old.replace(b"' + '", b"").replace(b"-", b"").split())


def _mistyped(planter: Planter, old: bytes) -> bytes:
    place = planter.chance.randrange(0, 8)
    return old[:place] + old[place + 1 : place + 2] + old[place : place + 1] + old[place + 2 :]


WAYS: list[Callable[[Planter], bytes]] = [
    lambda planter: planter.key(),
    lambda planter: planter.key(),
    lambda planter: planter.cut(planter.key()),
    lambda planter: planter.key().replace(b"_prod_", b"_live_").replace(b"_sand_", b"_test_"),
    lambda planter: base64.b64encode(b"user:" + planter.key()),
    lambda planter: planter.key().hex().encode(),
]
CHANGES: list[Callable[[Planter, bytes], bytes]] = [
    lambda planter, old: planter.key(),
    lambda planter, old: old[:8] + planter.key()[8:],
    _other_prefix,
    _other_prefix,
    _rejoined,
    _rejoined,
    _mistyped,
    lambda planter, old: planter.cut(old),
    lambda planter, old: old.replace(b"_live_", b"_prod_").replace(b"_test_", b"_sand_"),
    lambda planter, old: b"",
    lambda planter, old: base64.b64encode(b"user:" + planter.key()),
    lambda planter, old: planter.key().hex().encode(),
]


def plant(top: Path, commits: int, seed: int) -> None:
    """Commit the changes and pack everything anew."""
    listed = git(top, "ls-tree", "-r", "-z", "-l", "HEAD").split(b"\0")[:-1]
    chance = random.Random(seed)
    names = []
    for each in listed:
        facts, _, name = each.partition(b"\t")
        size = facts.split()[-1]
        if facts.startswith(b"100644") and size.isdigit() and 500 < int(size) < _LARGEST:
            names.append(name.decode("utf-8", "surrogateescape"))
    wanted = min(len(names), commits // _COMMITS_A_FILE)
    names = [each for each in chance.sample(names, wanted) if '"' not in each]
    files = {name: git(top, "cat-file", "blob", f"HEAD:{name}") for name in names}
    planter = Planter({name: data for name, data in files.items() if b"\0" not in data}, seed)
    parts = []
    for nth in range(commits):
        name = planter.step()
        message = f"use {planter.key().decode()}" if nth % 50 == 0 else "a change"
        data = planter.files[name]
        parts += [
            f"commit refs/heads/planted\ncommitter P <p@example.org> {1700000000 + nth} +0000\n",
            f"data {len(message)}\n{message}\n",
            "" if nth else "from HEAD^0\n",
            f"M 100644 inline {name}\ndata {len(data)}\n",
            data,
            "\n",
        ]
    stream = b"".join(each if isinstance(each, bytes) else each.encode() for each in parts)
    # Loose objects first: so it is git's repacking that makes deltas of them.
    git(top, "-c", "fastimport.unpackLimit=1000000", "fast-import", "--quiet", given=stream)
    git(top, "repack", "-a", "-d", "-q")


def held(repository: Repository, seen: Look) -> tuple[set[str], set[str]]:
    """Give the keys that a look leads to, by fingerprint, and the objects that hold them."""
    keys: set[str] = set()
    objects: set[str] = set()
    for each in read(repository, seen.of("keyed", "said", "said commit")):
        found = {one.fingerprint for one in scan(Source(each.data, None)) if one.fingerprint}
        keys |= found
        objects |= {each.id} if found else set()
    return keys, objects


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("repository")
    parser.add_argument("--commits", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "clone"
        git(Path(), "clone", "--quiet", "--bare", arguments.repository, str(top))
        plant(top, arguments.commits, arguments.seed)
        repository = Repository(top)
        found = []
        for title, is_thorough in (("sifted", False), ("thorough", True)):
            begin = time.perf_counter()
            seen = look(repository, is_thorough, is_cached=False)
            seconds = time.perf_counter() - begin
            keys, objects = held(repository, seen)
            found.append((keys, objects))
            print(
                f"{title}: {seen.objects:,} objects in {seconds:.1f} s, "
                f"{len(keys):,} keys in {len(objects):,} objects"
            )
    (keys, objects), (all_keys, all_objects) = found
    missed, gone = all_keys - keys, all_objects - objects
    print(f"sifting misses {len(missed)} keys and {len(gone)} objects: {sorted(gone)[:20]}")
    sys.exit(1 if missed or keys - all_keys or objects - all_objects else 0)


if __name__ == "__main__":
    main()
