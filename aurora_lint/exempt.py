"""What is not told of a key where it stands: the register allows it, or a comment says so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from aurora_lint.codes import Level
from aurora_lint.comments import MARK, Comment, comments, of_other_tools
from aurora_lint.finding import Exemption, Finding, Span
from aurora_lint.lines import Lines
from aurora_lint.policy import OFF, Policy
from aurora_lint.source import Source

if TYPE_CHECKING:
    from aurora_lint.keys import Key

#: Documents show comments to their readers: one that hides nothing is an example.
_DOCUMENTS = (".md", ".mdx", ".rst", ".txt", ".adoc", ".markdown", ".html")


def by_level(code: str, default: Level, policy: Policy) -> tuple[Level, tuple[Exemption, ...]]:
    """Give the level of a rule under a policy, and an exemption where that turns it off."""
    level = policy.level(code, default)
    if level == OFF:
        return default, (Exemption("level", (code,), "turned off"),)
    return level, ()  # type: ignore[return-value]


def after_rotation(finding: Finding, policy: Policy) -> Finding:
    """Give a finding of a history; of a key that the register says was rotated it is a note.

    Nobody can take it out of what is past; where a tip or the index has it, it is as grave as ever.
    """
    entry = policy.entry(finding.fingerprint or "")
    if not entry or not entry.rotated or entry.rotated > policy.today:
        return finding
    stay = finding.origin.stay
    is_there = finding.origin.type == "index" or (
        finding.path is not None and stay is not None and bool(stay.refs)
    )
    return finding if is_there else finding._replace(level="note")


class Exemptions:
    """What is exempt in one file, whose bytes as UTF-8 are ``data``."""

    def __init__(self, source: Source, data: bytes, lines: Lines, policy: Policy) -> None:
        self._path = source.path
        self._data, self._lines, self._policy = data, lines, policy

    @cached_property
    def _comments(self) -> list[Comment]:
        if self._data.find(MARK) < 0:
            return []
        return comments(self._data, self._lines, self._path, self._policy.today)

    @cached_property
    def _ignored(self) -> dict[int, dict[str, Exemption]]:
        """What is ignored on each line, by the rules."""
        ignored: dict[int, dict[str, Exemption]] = {}
        for each in self._comments:
            for code in each.codes if not each.problem else ():
                says = f"line {each.line}: {each.reason}"
                found = Exemption("comment", (code,), says)
                ignored.setdefault(each.about, {}).setdefault(code, found)
        return ignored

    def at(self, span: Span, key: Key | None) -> Iterator[Exemption]:
        """Yield the exemptions of what stands at ``span``: of a key, or of the name of one."""
        entry = key and self._policy.entry(key.fingerprint)
        if key and entry and not self.objection(key):
            says = f"registered{f' to {entry.whose}' if entry.whose else ''}"
            yield Exemption("register", entry.allow, says)
        for line in sorted(self._ignored.keys() & range(span.line, span.end_line + 1)):
            yield from self._ignored[line].values()
        if self._policy.is_hidden_by_others(f"{key.kind}-{key.environment}" if key else "by-name"):
            for line, codes in of_other_tools(self._lines, span.line, span.end_line):
                yield Exemption("other tool", codes, f"line {line}")

    def objection(self, key: Key | None) -> str:
        """Give why the register does not allow a key in this file; empty where it does."""
        entry = key and self._policy.entry(key.fingerprint)
        if not key or not entry:
            return ""
        return self._policy.objection(entry, key.kind, key.environment, self._path)

    def idle(self, findings: list[Finding]) -> Iterator[tuple[int, str]]:
        """Yield a line and what is to say of it for each comment that does not do what it says."""
        told: dict[int, set[str]] = {}
        for each in findings if self._comments else ():
            for line in range(each.span.line, each.span.end_line + 1):
                told.setdefault(line, set()).add(each.code)
        is_document = (self._path or "").lower().endswith(_DOCUMENTS)
        for comment in self._comments:
            if is_document and comment.about not in told:
                continue
            unused = [each for each in comment.codes if not _is_used(each, told, comment.about)]
            if comment.problem:
                yield comment.line, f"this ignore comment {comment.problem}: it hides nothing"
            elif unused and not is_document:
                codes = ", ".join(unused)
                yield comment.line, f"there is nothing to ignore for {codes}: remove it"


def _is_used(code: str, told: dict[int, set[str]], line: int) -> bool:
    """Whether a comment hides something; what a rule says of many files is not known here."""
    from aurora_lint.rules import CROSS_FILE

    codes = told.get(line, set())
    return code in codes or (bool(codes) and any(code == each.code for each in CROSS_FILE))
