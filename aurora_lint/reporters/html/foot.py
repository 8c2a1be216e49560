"""The end of the page: what was not read and why, notices, and the rules that found something."""

from __future__ import annotations

from collections import Counter

from aurora_lint.reporters.html.card import prose
from aurora_lint.reporters.html.markup import Markup, code, join, name, number, tag
from aurora_lint.reporters.rule_page import advice, summary
from aurora_lint.rules import EVERY
from aurora_lint.scan import Report
from aurora_lint.sources import Skipped

#: More paths than this that were skipped for one reason are only counted; the JSON has them all.
_LISTED = 200
#: More of them than this are behind a line that opens them.
_SHOWN = 10


def unread(reports: list[Report]) -> Markup | None:
    """Give the section on what was not read, and on what else there is to say."""
    skipped = [one for each in reports for one in each.skipped]
    notices = [one for each in reports for one in each.notices]
    if not skipped and not notices:
        return None
    reasons = dict.fromkeys(
        (each.error, each.reason) for each in sorted(skipped, key=lambda one: not one.error)
    )
    groups = [
        _group([each for each in skipped if (each.error, each.reason) == key]) for key in reasons
    ]
    return tag(
        "section",
        tag("h2", "Not read", id="unread-title") if skipped else None,
        groups,
        tag("h2", "Notices", id="notices-title") if notices else None,
        tag("ul", [tag("li", name(each)) for each in notices]) if notices else None,
        id="unread",
        tabindex="-1",
        aria_labelledby="unread-title" if skipped else "notices-title",
    )


def _group(alike: list[Skipped]) -> Markup:
    reason, is_error = alike[0].reason, alike[0].error
    paths = [tag("li", code(each.path)) for each in alike[:_LISTED] if each.path]
    more = len(alike) - _LISTED
    if more > 0:
        paths.append(tag("li", f"and {more:,} more: the JSON report has them all"))
    said = "Could not be read" if is_error else "Skipped"
    return tag(
        "details",
        tag("summary", f"{said}, {number(len(alike), 'path')}: ", name(reason)),
        tag("ul", paths),
        open=is_error or len(alike) <= _SHOWN,
        class_="group error" if is_error else "group",
    )


def rules(reports: list[Report]) -> Markup | None:
    """Give the section with the rules that found something: what each says, and what to do."""
    counts = Counter(one.code for each in reports for one in each.findings)
    if not counts:
        return None
    rows = [
        tag(
            "li",
            tag("h3", code(rule.code), " ", rule.name),
            tag("p", tag("strong", *prose(summary(rule))), " ", *prose(advice(rule))),
            tag("p", number(counts[rule.code], "finding"), class_="count"),
            id=rule.code,
            tabindex="-1",
        )
        for rule in sorted(EVERY, key=lambda each: each.code)
        if counts[rule.code]
    ]
    return tag(
        "section",
        tag("h2", "Rules", id="rules-title"),
        tag("ul", join(*rows), class_="rules"),
        id="rules",
        aria_labelledby="rules-title",
    )
