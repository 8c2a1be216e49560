"""The text of office documents, paragraph by paragraph.

An editor may split one word over several runs: ``<w:t>sk_prod_ab</w:t></w:r><w:r><w:t>cd…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Word, Excel and PowerPoint: text stands in elements of its own, what else there is is layout.
_RUNS = re.compile(
    rb"<(?:\w+:)?(?:t|delText|instrText)(?:\s[^<>]*)?(?<!/)>(?P<text>[^<]*)"
    rb"|(?P<end></(?:\w+:)?(?:p|si|is)>|<(?:\w+:)?(?:br|cr)\b)"
    rb"|(?P<tab><(?:\w+:)?tab\b)"
)
_HAS_RUNS = (b"<w:t", b"<a:t", b"<t>", b"<t ")
#: OpenDocument: all that is no tag is text.
_TEXT = re.compile(
    rb"(?P<text>[^<]+)|(?P<end></text:(?:p|h)>|<text:line-break\b[^<>]*>)"
    rb"|(?P<tab><text:(?:tab|s)\b[^<>]*>)|<[^<>]*>?"
)
_HAS_TEXT = (b"<text:p", b"<text:h")


def text(xml: bytes) -> bytes:
    """Give the text in a member of a document, a line a paragraph; nothing where it has none."""
    if any(mark in xml for mark in _HAS_RUNS):
        return b"".join(_pieces(_RUNS, xml)).strip(b"\n")
    if any(mark in xml for mark in _HAS_TEXT):
        return b"".join(_pieces(_TEXT, xml)).strip(b"\n")
    return b""


def _pieces(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[bytes]:
    for match in pattern.finditer(xml):
        if match.lastgroup == "text":
            yield match["text"]
        elif match.lastgroup:
            yield b"\n" if match.lastgroup == "end" else b"\t"
