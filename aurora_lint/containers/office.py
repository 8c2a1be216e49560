"""The text of office documents, paragraph by paragraph.

An editor may split one word over several runs: ``<w:t>sk_prod_ab</w:t></w:r><w:r><w:t>cd…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.containers import naming
from aurora_lint.containers.budget import Budget
from aurora_lint.source import Source

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


def has_text(xml: bytes) -> bool:
    """Whether a document's text may stand in ``xml``."""
    return any(mark in xml for mark in (*_HAS_RUNS, *_HAS_TEXT))


def members(source: Source, budget: Budget) -> Iterator[Source]:
    """Yield the text of a part of a document, a line a paragraph; nothing where it has none."""
    xml = source.data
    pattern = _RUNS if any(mark in xml for mark in _HAS_RUNS) else _TEXT
    if text := b"".join(_pieces(pattern, xml)).strip(b"\n"):
        budget.spend(len(text), naming.inside(source, "text"))
        yield naming.member(source, "text", text)


def _pieces(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[bytes]:
    for match in pattern.finditer(xml):
        if match.lastgroup == "text":
            yield match["text"]
        elif match.lastgroup:
            yield b"\n" if match.lastgroup == "end" else b"\t"
