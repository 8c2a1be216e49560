"""What is scanned: the bytes of one whole file, and where they came from."""

from __future__ import annotations

import re
from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"
#: A mark of UTF-32 begins as one of UTF-16 does.
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WIDE_STARTS = (b"\xff\xfe", b"\xfe\xff")
#: What all keys have in one piece.
_IN_ONE_PIECE = (b"k_prod_", b"k_sand_")
#: PEP 263: the coding line of a Python file, in its first two lines.
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.MULTILINE)
_UTF_8 = frozenset({"utf-8", "utf8", "utf_8"})

#: How far into a file its first two lines are looked for.
_HEAD = 1000
#: An encoding that changes these would hide a key from whoever reads the bytes.
_ASCII = bytes(range(0x20, 0x7F))


class Moment(NamedTuple):
    """A commit or a tag, who wrote it, and when: in ISO 8601, and in seconds since 1970."""

    commit: str
    author: str
    date: str
    seconds: int


class Stay(NamedTuple):
    """How long something was in a history, and the refs whose tips have it still.

    ``until`` is the commit that took it away; None where some tip has it, and where none ever had.
    """

    since: Moment | None = None
    until: Moment | None = None
    refs: tuple[str, ...] = ()


class Origin(NamedTuple):
    """Where a source was read: a ``type`` of the JSON contract, and what names it further.

    In a history ``object`` is the blob, the commit or the tag, and ``stay`` how long it was there.
    """

    type: str
    commit: str | None = None
    object: str | None = None
    stay: Stay | None = None


WORKTREE = Origin("worktree")
INDEX = Origin("index")
STDIN = Origin("stdin")


class Source(NamedTuple):
    """One whole file. ``path`` is relative to the scanned root, with ``/``; None where unnamed."""

    data: bytes
    path: str | None
    origin: Origin = WORKTREE


#: The languages in which a key may be put together, by the endings of their files' names.
CODE = frozenset(
    "as ash astro bas bash bashrc bat bats bicep bzl c cc cjs cmd coffee command cpp cr cs cshtml "
    "csx cts cxx d dart ddl dml dockerfile containerfile ejs env envrc erb erl es6 ex exs "
    "fastfile fish fs fsi fsx ftl gd gemfile gemspec go gnumakefile gradle groovy gs h hbs hcl "
    "hpp hrl hs htm html hx inc "
    "ini ipynb java jenkinsfile jl js json json5 jsonc jsonnet jsp jspx jsx ksh kt kts less "
    "libsonnet lua m mak makefile mjs mk mm mts mustache nginx nim nomad php phtml pkr pl pm "
    "podfile podspec profile properties proto ps1 psd1 psm1 psql py pyi pyw pyx qml r rake "
    "rakefile razor rb rprofile rs ru sage sbt sc scala scss sh sol sql star svelte swift t tac "
    "tf tfvars thrift tool ts tsx twig v vagrantfile vb vbs vue wsgi xhtml yaml yml zig zsh zshrc "
    "cff cfg conf css eyaml glsl hocon pgsql raml sls".split()
)
#: How the names of such files begin that end in anything.
_BEGINS = (".env", "containerfile", "dockerfile", "jenkinsfile")


def is_code(source: Source) -> bool:
    """Whether what a source's strings make together may be read off it."""
    name = (source.path or "").rpartition("/")[2].lower()
    return name.rpartition(".")[2] in CODE or name.startswith(_BEGINS) or is_python(source)


def is_python(source: Source) -> bool:
    """Whether a source is Python, by its name or its first line."""
    if source.path and source.path.endswith((".py", ".pyi", ".pyw")):
        return True
    first = bytes(source.data[:80]).split(b"\n", 1)[0]
    return first.startswith(b"#!") and b"python" in first


def wide_encoding(data: bytes) -> str:
    """Give the encoding of a text in UTF-16 or UTF-32; empty where it is in none of them.

    Two bytes that look like a mark may begin a file of any kind. Without a zero no letter of a key
    is in such a text, and no key in one piece ever is: what has one is read as it is.
    """
    encoding = _marked(data)
    hides = encoding and (b"\0" not in data or any(each in data for each in _IN_ONE_PIECE))
    return "" if hides else encoding


def _marked(data: bytes) -> str:
    """Give the encoding by a mark; without one by the zeros among the first letters."""
    if not data.startswith(_WIDE_STARTS) and data.find(b"\0", 0, 4) < 0:
        return ""
    head = bytes(data[:4])
    for mark, encoding in _WIDE_MARKS:
        if head.startswith(mark):
            return encoding
    zeros = [byte == 0 for byte in head]
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else ""


def readable(source: Source) -> bytes:
    """Give the source's bytes as UTF-8 without a mark, so that offsets count what a reader sees.

    Only Python files declare another encoding; where theirs is unknown or wrong they are read
    as Latin-1, as flake8 does, and where it is none that keeps ASCII. Other bytes pass as they are.
    """
    data = source.data
    if encoding := wide_encoding(data):
        try:
            return bytes(data).decode(encoding).encode("utf-8")
        except UnicodeError:
            return data  # no text after all
    if data.startswith(_BOM):
        return data[len(_BOM) :]
    second = data.find(b"\n", 0, _HEAD) + 1
    end = data.find(b"\n", second, _HEAD)
    head = data[: end if end >= 0 else _HEAD]
    is_declared = b"coding" in head
    if (data.isascii() and not is_declared) or not is_python(source):
        return data
    cookie = _COOKIE.search(b"\n".join(head.splitlines()[:2])) if is_declared else None
    encoding = cookie[1].decode("ascii", "replace").lower() if cookie else "utf-8"
    try:
        if _ASCII.decode(encoding) != _ASCII.decode("ascii"):
            encoding = "latin-1"
        text = bytes(data).decode(encoding)
    except (LookupError, UnicodeError):
        text = bytes(data).decode("latin-1")
    else:
        if encoding in _UTF_8:
            return data
    return text.encode("utf-8", "surrogatepass")
