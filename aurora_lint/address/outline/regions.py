"""Stretches of a file that a template's or a preprocessor's condition encloses.

``{{ if … }}``, ``{% if … %}``, ``<% if … %>``, ``@if(…)`` and ``#if …`` cut through the text of
any language, so they are read on their own, line for line, and not as a part of its outline.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aurora_lint.address import Label
from aurora_lint.lines import Lines, decode

_MARKED = re.compile(
    rb"\{\{[-~]?\s*(?P<braces>[#/^]?\s*(?:if|else|end|unless|with|range|block|define|each)\b[^{}]{0,400}?)[-~]?\}\}"
    rb"|\{%[-~+]?\s*(?P<percent>(?:if|elif|elsif|elseif|else|endif|unless|endunless|case|when|endcase)\b[^%]{0,400}?)[-~+]?%\}"
    rb"|<%[-_]?\s*(?P<angle>\}?\s*(?:if|elsif|else|end|unless|for|while|case|when)\b[^%]{0,400}?|[^<>%]{0,200}\bdo(?:\s*\|[^|%]{0,40}\|)?\s{0,9}|\s{0,9}\}\s{0,9})[-_]?%>"
    rb"|^[ \t]*\#[ \t]*(?P<hash>(?:if|ifdef|ifndef|elif|elifdef|elseif|else|endif)\b[^\r\n]*)"
    rb"|^[ \t]*@(?P<at>(?:if|elseif|else|endif|production|endproduction|env|endenv|unless"
    rb"|endunless)\b[^\r\n{]*)$"
    rb"|^//[ \t]*(?:go:build|\+build)[ \t]+(?P<tag>[^\r\n]+)"
    rb"|^[ \t]*(?P<make>(?:ifeq|ifneq|ifdef|ifndef)\b[^\r\n]*|else[^\r\n]*|endif\b[^\r\n]*)$",
    re.MULTILINE | re.DOTALL,
)
_HEAD = re.compile(r"\}?\s*[#/^]?\s*(\w+)\s*(.*)", re.DOTALL)
_MIDDLES = frozenset("else elif elsif elseif elifdef when".split())
_MAKE = re.compile(r"\(?\s*[\"']?([^,\"']+)[\"']?\s*[, ]\s*[\"']?([^,\"')]*)[\"']?\s*\)?$")
_LONGEST = 500
#: More conditions than this are a table, or an attack.
_MOST = 50


class Region(NamedTuple):
    """The bytes from ``start`` to ``end``, and the conditions that hold and fail there."""

    start: int
    end: int
    labels: tuple[Label, ...]


class _Open:
    """A condition whose end is still to come, with what its earlier branches ruled out."""

    __slots__ = ("family", "label", "ruled_out", "start")

    def __init__(self, family: str, start: int, label: Label | None) -> None:
        self.family = family
        self.start = start
        self.label = label
        self.ruled_out: list[Label] = []

    def region(self, end: int) -> Region:
        here = [self.label] if self.label else []
        return Region(self.start, end, (*self.ruled_out, *here))


def find(data: bytes, lines: Lines, is_make: bool, is_hashed: bool) -> list[Region]:
    """Give the regions of ``data``, in the order in which they begin.

    ``is_hashed`` is false where ``#if`` is a comment; ``is_make`` is true for a makefile.
    """
    regions: list[Region] = []
    stack: list[_Open] = []
    for found in _MARKED.finditer(data):
        family = found.lastgroup or ""
        if (family == "make" and not is_make) or (family == "hash" and not is_hashed):
            continue
        written = " ".join(decode(found[family][:_LONGEST]).split())
        if family == "tag":
            tagged = Label("branch", f"if {written}", lines.place_in_bytes(found.start())[0])
            regions.append(Region(found.start(), len(data), (tagged,)))
            continue
        head = _HEAD.match(written)
        closes = written.startswith(("end", "/", "}")) and not (head and head[1] in _MIDDLES)
        if closes or (head and head[1] in _MIDDLES):
            places = range(len(stack) - 1, -1, -1)
            top = next((n for n in places if stack[n].family == family), None)
            if top is None:
                continue
            opened = stack.pop(top)
            regions.append(opened.region(found.start()))
            if closes:
                continue
            again = _Open(family, found.end(), _label(written, lines, found.start()))
            again.ruled_out = (opened.ruled_out + _opposite(opened.label))[-_MOST:]
            stack.append(again)
        else:
            stack.append(_Open(family, found.end(), _label(written, lines, found.start())))
    regions += [each.region(len(data)) for each in stack if each.family != "angle"]
    return sorted(region for region in regions if region.labels)


def _opposite(label: Label | None) -> list[Label]:
    return [label._replace(negated=not label.negated)] if label else []


def _label(written: str, lines: Lines, start: int) -> Label | None:
    """Give a condition as the judge reads it; None where there is none."""
    head = _HEAD.match(written)
    if not head:
        return None
    word, text = head[1], head[2].strip().rstrip("{:").strip()
    text = text.removeprefix("if ").strip()
    if word in ("production", "env"):
        text, word = (f"env == {text}" if word == "env" else "production"), "if"
    if word in ("ifeq", "ifneq") or (word == "else" and text.startswith(("ifeq", "ifneq"))):
        negated = "ifneq" in written
        compared = _MAKE.match(text.removeprefix("ifeq").removeprefix("ifneq").strip())
        text = f"{compared[1]} == '{compared[2]}'" if compared else ""
    else:
        negated = word in ("ifndef", "unless") or written.startswith("^")
    if not text or word in (
        "end",
        "range",
        "with",
        "each",
        "block",
        "define",
        "for",
        "while",
        "case",
    ):
        return None
    line = lines.place_in_bytes(start)[0]
    return Label("branch", f"if {text}", line, negated, written="" if negated else written)
