"""The head of the page: what was found, in what, and whether that was all there is to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aurora_lint import __version__
from aurora_lint.finding import LEVELS
from aurora_lint.reporters.html.entries import Entry
from aurora_lint.reporters.html.markup import Markup, code, join, listed, name, number, tag
from aurora_lint.scan import Report, hidden
from aurora_lint.sources import Skipped

#: As many paths that could not be read as are named in the warning; below they are all listed.
_NAMED = 10
#: As many services and third parties as are named in the figures.
_OWNERS = 5
#: What findings are called that are not told, by the reason.
_HIDDEN = {
    "baseline": "in the baseline",
    "ignored": "ignored by a comment",
    "registered": "allowed by the register",
    "turned_off": "turned off",
}
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def title(reports: list[Report]) -> str:
    """Give the page's title."""
    names = ", ".join(dict.fromkeys(each.root.name for each in reports if each.root.name))
    return f"Aurora API keys in {names}" if names else "Aurora API keys"


def head(reports: list[Report], entries: list[Entry], today: str) -> Markup:
    """Give the banner of the page."""
    errors = unread(reports)
    return tag(
        "header",
        tag("p", f"aurora-lint {__version__}, {today}", class_="made"),
        tag("h1", title(reports)),
        _warning(errors) if errors else None,
        tag("p", _verdict(entries, bool(errors)), class_="verdict"),
        tag("div", _matrix(entries), _figures(reports, entries), class_="sums"),
    )


def unread(reports: list[Report]) -> list[Skipped]:
    """Give what should have been read and was not."""
    return [one for each in reports for one in each.skipped if one.error]


def _warning(errors: list[Skipped]) -> Markup:
    named = [tag("li", code(each.path), ": ", name(each.reason)) for each in errors[:_NAMED]]
    more = tag("li", f"and {len(errors) - _NAMED:,} more") if len(errors) > _NAMED else None
    return tag(
        "section",
        tag("h2", "This scan is not whole", id="not-whole"),
        tag("p", "There may be keys that this report does not show. What could not be read:"),
        tag("ul", named, more),
        class_="alarm",
        aria_labelledby="not-whole",
    )


def _verdict(entries: list[Entry], is_partial: bool) -> str:
    where = " in what was read" if is_partial else ""
    if not entries:
        return f"Nothing was found{where}."
    keys = [each for each in entries if each.record and not each.is_possible]
    names = [each for each in entries if not each.record]
    said = f"{number(len(keys), 'key') if keys else 'No key'} found{where}"
    if keys:
        said += _of_production(keys)
    besides = []
    if possible := len(entries) - len(keys) - len(names):
        besides.append(number(possible, "possible key"))
    if names:
        besides.append(f"{number(len(names), 'key')} read by name")
    return f"{said}. Besides: {' and '.join(besides)}." if besides else f"{said}."


def _of_production(keys: list[Entry]) -> str:
    production = [each for each in keys if each.environment == "production"]
    if not production:
        return ", none of them for production"
    said = f", {len(production):,} of them for production"
    past = sum(each.state == "past" for each in production)
    return f"{said}: {len(production) - past:,} still there, {past:,} in the past" if past else said


def _matrix(entries: list[Entry]) -> Markup | None:
    """Give how many keys of each kind open which environment, and how many are still there."""
    keys = [each for each in entries if each.record]
    if not keys:
        return None
    columns = ("production", "sandbox")
    has_past = any(each.state == "past" for each in keys)
    heads = [tag("th", each.capitalize(), scope="col") for each in columns]
    rows = []
    for kind in ("standard", "restricted", "possible"):
        own = [each for each in keys if ("possible" if each.is_possible else each.kind) == kind]
        cells = [[each for each in own if each.environment == column] for column in columns]
        if own or kind != "possible":
            head = tag("th", kind.capitalize(), scope="row")
            rows.append(tag("tr", head, [tag("td", _cell(each, has_past)) for each in cells]))
    return tag(
        "table",
        tag("caption", "Keys"),
        tag("thead", tag("tr", tag("td"), heads)),
        tag("tbody", rows),
    )


def _cell(keys: list[Entry], has_past: bool) -> Markup:
    there = sum(each.state != "past" for each in keys)
    said = tag("span", f"{there:,} still there") if has_past and keys else None
    return join(tag("strong", f"{len(keys):,}"), said)


def _figures(reports: list[Report], entries: list[Entry]) -> Markup:
    figures = [
        tag("div", tag("dt", term), tag("dd", said))
        for term, said in (*_scanned(reports), *_told(reports, entries))
    ]
    return tag("dl", figures, class_="figures")


def _scanned(reports: list[Report]) -> Iterator[tuple[str, Markup | str]]:
    objects = sum(each.objects for each in reports)
    known = sum(each.known for each in reports)
    size = _size(sum(each.bytes for each in reports))
    files = number(sum(each.files for each in reports), "file")
    read = f"{known:,} of them read before, {size} now" if known else size
    if objects:
        yield "Scanned", f"the history: {number(objects, 'object')} of git, {read}"
    else:
        yield "Scanned", f"{files}, {size}"
    errors = len(unread(reports))
    yield "Read whole", tag("strong", f"no, {errors:,} not read: see above") if errors else "yes"
    skipped = sum(len(each.skipped) for each in reports) - errors
    if skipped:
        yield "Skipped", tag("a", number(skipped, "path"), href="#unread")
    if notices := sum(len(each.notices) for each in reports):
        yield "Notices", tag("a", f"{notices:,}", href="#unread")


def _told(reports: list[Report], entries: list[Entry]) -> Iterator[tuple[str, Markup | str]]:
    levels = Counter(one.level for each in reports for one in each.findings)
    parts = [number(levels[each], each) for each in LEVELS if levels[each]]
    yield "Findings", f"{levels.total():,}" + (f": {', '.join(parts)}" if parts else "")
    if not_told := [f"{count:,} {_HIDDEN[why]}" for why, count in hidden(reports).items() if count]:
        yield "Not shown", ", ".join(not_told)
    if owners := sorted({one for each in entries if each.record for one in each.record.owners}):
        more = f" and {len(owners) - _OWNERS:,} more" if len(owners) > _OWNERS else None
        yield "Services and third parties", join(listed(owners[:_OWNERS]), more)


def _size(count: int) -> str:
    """Give a number of bytes as people read it: ``478 bytes``, ``291.4 MB``."""
    value, unit = float(count), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else number(count, "byte")
