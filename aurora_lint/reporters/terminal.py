"""Findings for a person at a terminal: by key, the worst first, with the line and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from aurora_lint.codes import LEVELS
from aurora_lint.finding import Excerpt, Finding
from aurora_lint.reporters import rule_page
from aurora_lint.reporters.text import origin, place, printable
from aurora_lint.reporters.told import ordered
from aurora_lint.rules import EVERY
from aurora_lint.scan import Report

_RULES = {rule.code: rule for rule in EVERY}
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
#: The note on something that may be no key.
_POSSIBLE = "AUR105"
#: Narrower than this there is no room for a line of source, nor for words beside each other.
_LEAST = 20
_CUT = "…"


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the findings as text for standard output, a key after the other."""
    alike: dict[str, list[tuple[Finding, Report]]] = {}
    for each in reports:
        for finding in ordered(each):
            alike.setdefault(finding.identity[0], []).append((finding, each))
    screen = _Screen()
    for nth, same in enumerate(sorted(alike.values(), key=_gravity)):
        if nth:
            yield "\n"
        yield from _key(same, screen)


class _Screen:
    """Lays out parts of a report as the terminal shows them."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, markup=False, emoji=False)
        self.width = self._console.width
        #: A rule's advice is laid out once, however many keys there are.
        self.advice: Callable[[str], str] = cache(self._advice)

    def lines(self, *lines: Text, indent: int = 0) -> str:
        """Give lines as they are: a long one goes on as one line, to be clicked on and copied."""
        with self._console.capture() as shown:
            for each in lines:
                self._console.print(Text(" " * indent) + each, soft_wrap=True)
        return shown.get()

    def words(self, text: Text, indent: int) -> str:
        """Give a text in lines that break between words; a word that is too long is left whole."""
        lines = text.divide(_breaks(text.plain, max(self.width - indent, _LEAST)))
        for each in lines:
            each.rstrip()
        return self.lines(*lines, indent=indent)

    def _advice(self, code: str) -> str:
        rule = _RULES[code]
        return self.words(Text(f"{code} {rule.name}: {rule_page.advice(rule)}", style="dim"), 2)


def _gravity(same: list[tuple[Finding, Report]]) -> tuple[int, bool, bool, str]:
    first = min((one for one, _ in same), key=lambda one: LEVELS.index(one.level))
    return (
        LEVELS.index(first.level),
        first.environment != "production",
        first.kind != "standard",
        first.identity[0],
    )


def _key(same: list[tuple[Finding, Report]], screen: _Screen) -> Iterator[str]:
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding, of in same:
        places.setdefault((place(finding, of), origin(finding)), []).append(finding)
    yield _head([one for one, _ in same], len(places), screen)
    for (where, since), findings in places.items():
        yield screen.lines(Text(where, style="bold"), indent=2)
        if since:
            yield screen.words(Text(since.strip()), 4)
        for each in findings:
            yield screen.words(_said(each), 4)
        excerpt = next((each.excerpt for each in findings if each.excerpt), None)
        if excerpt and screen.width >= _LEAST + cell_len(excerpt.text[excerpt.start : excerpt.end]):
            yield screen.lines(*_source(excerpt, str(findings[0].span.line), screen.width))
    for code in sorted({one.code for one, _ in same}):
        yield screen.advice(code)


def _head(same: list[Finding], places: int, screen: _Screen) -> str:
    first = same[0]
    several = f", {places:,} places" if places > 1 else ""
    if not first.masked:
        return screen.lines(Text.assemble((printable(first.named), "bold reverse"), several))
    possible = "possible " if all(each.code == _POSSIBLE for each in same) else ""
    said = f" {possible}{first.kind} {first.environment} key{several}"
    return screen.words(Text.assemble((first.masked, "bold reverse"), said), 0) + screen.lines(
        Text(f"fingerprint {first.fingerprint}", style="dim"), indent=2
    )


def _said(finding: Finding) -> Text:
    """Give what a rule says, with the evidence where that is not all of it."""
    more = ""
    for each in finding.evidence:
        if each.describe() in finding.message:
            continue
        if each.shown not in finding.message:
            more += f", because of {each.describe()}"
        elif each.line:
            more += f" (line {each.line})"
    return Text.assemble(
        (f"{finding.level} ", _STYLES[finding.level]),
        (f"{finding.code} ", "bold"),
        finding.message,
        more,
    )


def _breaks(text: str, room: int) -> list[int]:
    """Give where the lines of a text begin that have no more words than there is room for."""
    breaks, start = [], 0
    for word in re.finditer(r"\S+", text):
        if word.start() > start and cell_len(text[start : word.end()]) > room:
            start = word.start()
            breaks.append(start)
    return breaks


def _source(excerpt: Excerpt, number: str, width: int) -> Iterator[Text]:
    """Yield the line of source, cut to what there is room for, and below it what it is about."""
    gutter = " " * (4 + len(number))
    room = width - len(gutter) - 4
    before, about, after = (
        excerpt.text[: excerpt.start],
        excerpt.text[excerpt.start : excerpt.end],
        excerpt.text[excerpt.end :],
    )
    spare = room - cell_len(about)
    if cell_len(before) > spare:
        before = _CUT + _end(before, max(0, spare // 2))
    if cell_len(before + about + after) > room:
        left = max(0, room - cell_len(before + about) - 1)
        after = set_cell_size(after, left).rstrip() + _CUT if left else ""
    mark = " " * cell_len(before) + "^" * cell_len(about)
    yield Text.assemble((f"    {number} │ ", "blue"), before, (about, "bold red"), after)
    yield Text.assemble((f"{gutter} │ ", "blue"), (mark, "red"))


def _end(text: str, room: int) -> str:
    """Give as much of the end of a text as there is room for."""
    while text and cell_len(text) > room:
        text = text[1:]
    return text
