"""One entry as a card: what it is, what to do, and every place with what is told of it there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.finding import Excerpt, Finding
from aurora_lint.history.records import SCREENS
from aurora_lint.reporters.html.dates import Axis
from aurora_lint.reporters.html.entries import Entry, Place
from aurora_lint.reporters.html.markup import Markup, code, join, listed, name, number, tag
from aurora_lint.reporters.html.timeline import life, lives, told
from aurora_lint.reporters.rule_page import advice
from aurora_lint.reporters.text import short
from aurora_lint.rules import EVERY
from aurora_lint.source import Moment, Origin

#: What a place's state is called.
STATES: dict[str, str] = {"there": "Still there", "brought": "In a commit", "past": "In the past"}
#: More places than this of one key are behind a line that opens them.
_SHOWN = 20
#: As many services and third parties as are named in a card's first line.
_NAMES = 2
#: As many digits of a commit's id as tell it from all others, as git shows it in large histories.
_SHORT = 12
_IN_PROSE = re.compile(f"({'|'.join(map(re.escape, SCREENS.values()))}|``[^`]+``)")
#: What there is to do about these a key's record says.
_EXPOSURE = "AUR1"


def card(entry: Entry, axis: Axis | None, end: int, is_open: bool) -> Markup:
    """Give the card of an entry."""
    head = tag(
        "summary",
        tag("h3", code(entry.title), id=f"{entry.id}-title"),
        tag("span", *_tags(entry), class_="tags"),
        tag("span", *_gist(entry, end), class_="gist"),
    )
    body = tag(
        "div",
        lives(entry, axis) if axis else None,
        tag("div", _facts(entry, end), _steps(entry), class_="columns"),
        tag("h4", "Places"),
        _places(entry.places),
        class_="body",
    )
    return tag(
        "article",
        tag("details", head, body, open=is_open),
        class_=f"card {entry.environment or ''}",
        id=entry.id,
        data_kind=entry.kind or "unknown",
        data_environment=entry.environment or "unknown",
        aria_labelledby=f"{entry.id}-title",
    )


def _tags(entry: Entry) -> Iterator[Markup]:
    if entry.is_possible:
        yield tag("span", "Possible key", class_="tag")
    for said in (entry.environment, entry.kind):
        if said:
            yield tag("span", said.capitalize(), class_=f"tag {said}")
    if entry.state != "there" or any(each.first.origin.stay for each in entry.places):
        yield tag("span", STATES[entry.state], class_=f"tag {entry.state}")


def _gist(entry: Entry, end: int) -> Iterator[Markup]:
    """Yield what tells an entry from the others of a list whose cards are closed."""
    record, first = entry.record, entry.places[0].first
    if record and record.since:
        yield tag("span", told(life(record), end))
    if len(entry.places) > 1:
        yield tag("span", number(len(entry.places), "place"))
    else:
        yield tag("span", code(first.path or f"<{first.origin.type}>", "ends"))
    if record and record.owners:
        more = len(record.owners) - _NAMES
        yield tag(
            "span", listed(record.owners[:_NAMES]), f" and {more:,} more" if more > 0 else None
        )
    yield tag("span", ", ".join(sorted({each.code for each in entry.findings})))


def _facts(entry: Entry, end: int) -> Markup:
    facts: list[tuple[str, Markup | str]] = []
    record = entry.record
    if record:
        scope = "every action" if record.kind == "standard" else "a chosen part"
        doubt = "if it is a key, " if record.is_possible else ""
        opens = f"{doubt}{scope} of the {record.environment} API in one tenant"
        facts.append(("Opens", opens))
        facts.append(("Fingerprint", code(record.fingerprint)))
        facts.append(("Spelled", ", ".join(record.spellings)))
        if record.registered:
            facts.append(("Belongs to", name(record.registered)))
        if record.rotated:
            facts.append(("Rotated", record.rotated))
        if record.owners:
            facts.append(("Service or third party", listed(record.owners)))
        if record.since:
            facts.append(("Since", _moment(record.since)))
        if record.refs:
            facts.append(("Still in", listed([short(each) for each in record.refs])))
        elif record.until:
            facts.append(("Until", _moment(record.until)))
    else:
        facts.append(("Key", "read by this name; its value is not in what was scanned"))
    rows = [tag("div", tag("dt", term), tag("dd", said)) for term, said in facts]
    return tag("dl", rows, class_="facts")


def _moment(moment: Moment) -> Markup:
    by = join(" by ", name(moment.author)) if moment.author else None
    return join(moment.date[:10], by, ", commit ", code(moment.commit[:_SHORT]))


def _steps(entry: Entry) -> Markup:
    """Give what to do about a key, and what its places want besides."""
    steps = [
        tag("li", *prose(f"{each[:1].upper()}{each[1:]}."))
        for each in (entry.record.steps if entry.record else ())
    ]
    codes = {each.code for each in entry.findings}
    besides = [
        tag("p", _rule(rule.code), " ", *prose(advice(rule)))
        for rule in sorted(EVERY, key=lambda each: each.code)
        if rule.code in codes and not (entry.record and rule.code.startswith(_EXPOSURE))
    ]
    return tag(
        "div", tag("h4", "What to do"), tag("ol", steps) if steps else None, besides, class_="steps"
    )


def _rule(code: str) -> Markup:
    return tag("a", code, href=f"#{code}", class_="rule")


def prose(said: str) -> Iterator[Markup]:
    """Yield a text with the vendor's screens as links, and code in double backticks as code."""
    for part in _IN_PROSE.split(said):
        if part in SCREENS.values():
            yield tag("a", part, href=part, rel="noreferrer noopener")
        elif part.startswith("``"):
            yield code(part.strip("`"))
        else:
            yield join(part)


def _places(places: tuple[Place, ...]) -> Markup:
    shown = tag("ol", map(_place, places[:_SHOWN]), class_="places")
    if len(places) <= _SHOWN:
        return shown
    more = number(len(places) - _SHOWN, "more place")
    rest = tag("ol", map(_place, places[_SHOWN:]), class_="places", start=str(_SHOWN + 1))
    return join(shown, tag("details", tag("summary", more), rest, class_="more"))


def _place(place: Place) -> Markup:
    one = place.first
    return tag(
        "li",
        tag("p", _where(place), class_="where"),
        tag("p", _life(one.origin), class_="when") if _life(one.origin) else None,
        _line(one.span.line, one.excerpt) if one.excerpt else None,
        tag("ul", map(_finding, place.findings), class_="findings"),
        data_owner=place.owner or "-",
        data_state=place.state,
    )


def _where(place: Place) -> Markup:
    one = place.first
    at = f":{one.span.line}:{one.span.column}"
    path = f"{one.path}{at}" if one.path is not None else f"<{one.origin.type}>{at}"
    spelled = tag("span", one.spelling, class_="tag") if one.spelling != "plain" else None
    root = join(name(place.root), " \u203a ") if place.root else None
    return join(root, code(path, "path"), " " if spelled else None, spelled)


def _life(origin: Origin) -> Markup | None:
    """Say of which commit a place is, how long it was there, and where it still is."""
    known = origin.commit or origin.object
    said = join(origin.type.capitalize(), *([" ", code(known[:_SHORT])] if known else []))
    stay = origin.stay
    if not stay:
        return said if origin.type != "worktree" else None
    parts: list[Markup | str] = [said]
    if stay.since:
        parts += [" of ", stay.since.date[:10]]
        parts += [" by ", name(stay.since.author)] if stay.since.author else []
    if stay.refs:
        parts += [", still in ", listed([short(each) for each in stay.refs])]
    elif stay.until:
        parts += [", until ", _moment(stay.until)]
    return join(parts)


def _line(line: int, excerpt: Excerpt) -> Markup:
    text, start, end = excerpt
    return tag(
        "pre",
        tag("span", str(line), class_="number", aria_hidden="true"),
        tag("code", text[:start], tag("mark", text[start:end]), text[end:]),
        dir="ltr",
    )


def _finding(finding: Finding) -> Markup:
    evidence = [
        said for each in finding.evidence if (said := each.describe()) not in finding.message
    ]
    shown = ", ".join(evidence)
    place = "Evidence, where the key is used: " if finding.is_used else "Evidence: "
    return tag(
        "li",
        _rule(finding.code),
        " ",
        tag("span", finding.level, class_=f"level {finding.level}"),
        " ",
        tag("span", finding.message, dir="auto"),
        tag("span", place, tag("bdi", shown), class_="evidence") if shown else None,
        data_code=finding.code,
        data_level=finding.level,
    )
