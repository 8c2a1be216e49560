"""What the core finds in a file, kept in the form that detect-secrets' detectors hand out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from aurora_lint import engine, policy
from aurora_lint.candidates import candidates
from aurora_lint.finding import Finding
from aurora_lint.lines import Lines
from aurora_lint.root import relative, root_of
from aurora_lint.source import Source, is_code, readable

_FILES_KEPT = 16


class Sight(NamedTuple):
    """A finding: what its hash is made of, and what is to be seen of it on its line.

    That is the key itself, or the name of one (AUR304). A key in another spelling is known by its
    fingerprint; one that runs over several lines shows nothing.
    """

    code: str
    line: int
    identity: str
    shown: str


class Sights(NamedTuple):
    """What was found in one text, and the text's lines where anything was."""

    found: tuple[Sight, ...] = ()
    lines: tuple[str, ...] = ()


def of_file(filename: str) -> Sights:
    """Scan a file on disk, once for each version of it.

    Raises :class:`OSError` and :class:`aurora_lint.policy.PolicyError`.
    """
    status = os.stat(filename)
    return _of_version(os.path.abspath(filename), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=_FILES_KEPT)
def _of_version(path: str, _modified: int, _size: int) -> Sights:
    data = Path(path).read_bytes()
    source = Source(data, path)
    if not candidates(readable(source), is_code(source)):
        return Sights()
    root = root_of(Path(path))
    name, rules = relative(Path(path), root), policy.load(root)
    return Sights() if rules.excludes(name or "") else _scan(Source(data, name), rules)


def of_text(text: str) -> Sights:
    """Scan text that is in no file."""
    return _scan(Source(text.encode("utf-8", "surrogatepass"), None), None)


def of_lines(filename: str, lines: Iterable[Any]) -> Sights:
    """Scan what detect-secrets was handed: ``lines`` of a whole file, or those a diff adds to one.

    A whole file is read from disk, as some of its lines never get here. Each of ``lines`` is its
    number and its text; a fork has more.
    """
    numbered = {number: str(text).rstrip("\r\n") for number, text, *_ in lines}
    last = max(numbered, default=0)
    if not os.path.isfile(filename):
        return of_text("\n".join(numbered.get(number, "") for number in range(1, last + 1)))
    sights = of_file(filename)
    if len(numbered) == last:
        return sights
    return sights._replace(found=tuple(each for each in sights.found if each.line in numbered))


def _scan(source: Source, rules: policy.Policy | None) -> Sights:
    found = [each for each in engine.scan(source, rules) if not each.is_exempt_in_hosts]
    if not found:
        return Sights()
    lines = Lines(readable(source))
    return Sights(
        tuple(_sight(finding, lines) for finding in found),
        tuple(lines.text(number) for number in range(1, len(lines) + 1)),
    )


def _sight(finding: Finding, lines: Lines) -> Sight:
    span, shown = finding.span, ""
    if span.line == span.end_line:
        shown = lines.text(span.line)[span.column - 1 : span.end_column - 1]
    identity = shown if finding.spelling == "plain" else finding.fingerprint
    return Sight(finding.code, span.line, identity or finding.message, shown)
