"""What members are called. A name is never more than a name: nothing is written or opened by it."""

from __future__ import annotations

from aurora_lint.source import Source

#: Longer than what a person would call a file.
_LONGEST = 1024
#: A compressed file's ending, and what its content's name ends with.
_ENDINGS = {
    ".gz": "", ".bz2": "", ".xz": "", ".lzma": "", ".zz": "", ".zlib": "", ".z": "",
    ".tgz": ".tar", ".taz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tlz": ".tar",
    ".svgz": ".svg",
}  # fmt: skip


def member(source: Source, name: str, data: bytes) -> Source:
    """Give the member of ``source`` that is called ``name``: ``lib/app.zip!conf/app.yml``."""
    return source._replace(data=data, path=inside(source, name))


def inside(source: Source, name: str) -> str:
    """Give the path of the member ``name`` of ``source``."""
    return f"{source.path or ''}!{name}"


def decoded(raw: bytes, fallback: str = "utf-8") -> str:
    """Give a member's name as text: UTF-8 where it can be that, else what ``fallback`` makes."""
    raw = raw[:_LONGEST]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(fallback, "surrogateescape")


def unpacked(path: str | None) -> str:
    """Give the name of what a compressed file called ``path`` holds: ``dump.sql`` of its gzip."""
    name = (path or "").rpartition("!")[2].rpartition("/")[2]
    for ending, instead in _ENDINGS.items():
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + instead
    return name or "content"


def is_compressed(path: str | None) -> bool:
    """Whether a file called ``path`` is a compressed one by its name."""
    return (path or "").lower().endswith(tuple(_ENDINGS))
