"""Decompression of one stream, a piece at a time, so that no bomb gets past the budget."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple, Protocol

from aurora_lint.containers.budget import Budget, LimitPassed, Unread

#: So much goes in and comes out at a time: what isn't used up is copied at each step.
_IN = 1 << 16
_OUT = 1 << 20
#: What xz may ask for; its strongest preset asks for 65 MiB.
_MEMORY = 256 << 20
_WINDOWS = {"gzip": 31, "zlib": 15, "deflate": -15}


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class Unpacked(NamedTuple):
    """What came out, the offset at which the stream ended, and what ended it early, if anything."""

    data: bytes
    end: int
    fault: Unread | LimitPassed | None


def unpack(
    codec: str, data: bytes, span: tuple[int, int], budget: Budget, path: str, header: bytes = b""
) -> Unpacked:
    """Unpack one stream of ``codec`` that stands at ``span`` in ``data``, a ``header`` before it.

    Codecs are ``gzip``, ``zlib``, ``deflate``, ``bzip2``, ``xz`` and ``lzma``.
    """
    out = BytesIO()
    at, stop = span
    fault: Unread | LimitPassed | None = None
    try:
        stream, errors = _open(codec)
        rest = header
        while not stream.eof:
            if not rest and getattr(stream, "needs_input", True):
                rest = data[at : min(at + _IN, stop)]
                at += len(rest)
            try:
                made = stream.decompress(rest, min(_OUT, budget.left + 1))
            except errors:
                raise Unread(f"damaged {codec} data") from None
            rest = getattr(stream, "unconsumed_tail", b"")
            budget.spend(len(made), path)
            out.write(made)
            if not (made or rest or stream.eof) and at >= stop:
                raise Unread(f"{codec} data cut short")
        at -= len(stream.unused_data)
    except (Unread, LimitPassed) as early:
        fault = early
    return Unpacked(out.getvalue(), at, fault)


def _open(codec: str) -> tuple[_Stream, tuple[type[Exception], ...]]:
    """Give a decompressor and its errors; Unread where this Python was built without it."""
    try:
        if codec == "bzip2":
            import bz2

            return bz2.BZ2Decompressor(), (OSError,)
        if codec in ("xz", "lzma"):
            import lzma

            form = lzma.FORMAT_XZ if codec == "xz" else lzma.FORMAT_ALONE
            return lzma.LZMADecompressor(form, memlimit=_MEMORY), (lzma.LZMAError,)
        import zlib

        return zlib.decompressobj(_WINDOWS[codec]), (zlib.error,)
    except ImportError:
        raise Unread(f"this Python was built without {codec}", error=True) from None
