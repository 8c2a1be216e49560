"""Trees of files that hold all kinds of things, and both ways to check one."""

import os
import zipfile
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import strategies as st

from aurora_lint.finding import Finding
from aurora_lint.inside import scan_whole
from aurora_lint.policy import Policy
from aurora_lint.scan import Report, report
from aurora_lint.source import Source
from aurora_lint.sources import Aside, tree
from aurora_lint.sweep import sifter, workers
from tests.keygen import key

Look = Callable[[Source], tuple[list[Finding], list[Aside]]]

KEY = key("sk_prod")
LINE = f"aurora: {KEY}\n".encode()
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 1\n" % (b"0" * 64)


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


def many(top: Path) -> None:
    made(top, {(b"%d" % n, b"a.py"): "key" if n % 5 == 0 else "bare" for n in range(40)})
