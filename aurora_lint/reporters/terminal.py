"""Findings for a person at a terminal: by key, the worst first, with the line and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from aurora_lint.codes import LEVELS
from aurora_lint.finding import Excerpt, Finding
from aurora_lint.reporters import rule_page
from aurora_lint.reporters.text import origin, place
from aurora_lint.reporters.told import ordered
from aurora_lint.rules import EVERY
from aurora_lint.scan import Report

_ADVICE = {rule.code: rule_page.advice(rule) for rule in EVERY}
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
#: Narrower than this there is no room for a line of source.
_LEAST = 20
_CUT = "…"


def report(reports: list[Report]) -> Iterator[str]:
    """Yield the findings as text for standard output, a key after the other."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    alike: dict[str, list[tuple[Finding, Report]]] = {}
    for each in reports:
        for finding in ordered(each):
            alike.setdefault(finding.identity[0], []).append((finding, each))
    for nth, same in enumerate(sorted(alike.values(), key=_gravity)):
        with console.capture() as shown:
            if nth:
                console.print()
            for part in _key(same, console.width):
                console.print(part)
        yield shown.get()


def _gravity(same: list[tuple[Finding, Report]]) -> tuple[int, bool, bool, str]:
    first = min((one for one, _ in same), key=lambda one: LEVELS.index(one.level))
    return (
        LEVELS.index(first.level),
        first.environment != "production",
        first.kind != "standard",
        first.identity[0],
    )


def _key(same: list[tuple[Finding, Report]], width: int) -> Iterator[RenderableType]:
    first = same[0][0]
    places: dict[str, list[Finding]] = {}
    for finding, of in same:
        places.setdefault(place(finding, of) + origin(finding), []).append(finding)
    yield _head(first, len(places))
    for where, findings in places.items():
        yield _indented(Text(where, style="bold"), 2)
        for each in findings:
            said = Text.assemble(
                (f"{each.level} ", _STYLES[each.level]), (f"{each.code} ", "bold"), each.message
            )
            yield _indented(said, 4)
        excerpt = findings[0].excerpt
        if excerpt and width >= _LEAST + len(excerpt.text[excerpt.start : excerpt.end]):
            yield from _source(excerpt, str(findings[0].span.line), width)
    for code in sorted({one.code for one, _ in same}):
        yield _indented(Text(f"{code}: {_ADVICE[code]}", style="dim"), 2)


def _indented(text: Text, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns), expand=False)


def _head(first: Finding, places: int) -> Text:
    if not first.masked:
        return Text(first.named, style="bold reverse")
    several = f", {places:,} places" if places > 1 else ""
    return Text.assemble(
        (first.masked, "bold reverse"),
        f" {first.kind} {first.environment} key{several}",
        (f"\n  fingerprint {first.fingerprint}", "dim"),
    )


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
    yield Text.assemble(
        (f"    {number} │ ", "blue"), before, (about, "bold red"), after, no_wrap=True,
        overflow="crop",
    )  # fmt: skip
    yield Text.assemble((f"{gutter} │ ", "blue"), (mark, "red"), no_wrap=True, overflow="crop")


def _end(text: str, room: int) -> str:
    """Give as much of the end of a text as there is room for."""
    while text and cell_len(text) > room:
        text = text[1:]
    return text
