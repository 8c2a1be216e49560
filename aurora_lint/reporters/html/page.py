"""The page as a whole: one file that asks nothing of anywhere, and runs nothing but its script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files

from aurora_lint.history.records import Record
from aurora_lint.reporters.html import dates, foot, head
from aurora_lint.reporters.html.card import card
from aurora_lint.reporters.html.entries import entries
from aurora_lint.reporters.html.filters import filters
from aurora_lint.reporters.html.markup import Markup, join, tag
from aurora_lint.reporters.html.timeline import MANY, axis_of, timeline
from aurora_lint.scan import Report

#: With more cards than this all are closed at first, so that the page is a list.
_OPEN = 12


def page(reports: list[Report], known: Iterable[Record] | None = None) -> Iterator[str]:
    """Yield the page, in pieces and in ASCII; ``known`` are the keys' records, where made."""
    found = entries(reports, known)
    end = dates.today()
    axis = axis_of(found, end)
    style, script = _asset("report.css"), _asset("report.js")
    yield from _opening(reports, style, script)
    yield head.head(reports, found, dates.day(end)) + "\n"
    yield '<div class="frame">\n'
    if controls := filters(found):
        yield tag("aside", controls, aria_label="Filters") + "\n"
    yield '<main id="main" tabindex="-1">\n'
    if axis and sum(bool(each.record) for each in found) > 1:
        yield timeline(found, axis) + "\n"
    keys = [each for each in found if each.record]
    names = [each for each in found if not each.record]
    if found:
        yield tag("div", tag("p", id="status", role="status"), _buttons(), class_="status") + "\n"
    for id_, title, some in (("keys", "Keys", keys), ("names", "Read by name", names)):
        if some:
            many = ' class="many"' if len(some) > MANY else ""
            yield f'<section id="{id_}"{many} aria-labelledby="{id_}-title">'
            yield tag("h2", title, id=f"{id_}-title") + "\n"
            for each in some:
                yield card(each, axis, end, len(found) <= _OPEN) + "\n"
            yield "</section>\n"
    yield tag("p", "No finding matches the filters.", id="none", hidden=True) + "\n"
    for section in (foot.unread(reports), foot.rules(reports)):
        if section:
            yield section + "\n"
    yield "</main>\n</div>\n"
    yield tag("footer", tag("p", _FOOT)) + "\n"
    yield f"<script>{script}</script>\n</body>\n</html>\n"


_FOOT = (
    "Keys are masked: no whole key is in this file. A fingerprint is the first 32 hex digits of "
    "SHA-256 over the key; aurora-lint fingerprint tells that of a key you have."
)


def _opening(reports: list[Report], style: str, script: str) -> Iterator[str]:
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    partial = "Not whole: " if head.unread(reports) else ""
    yield '<!DOCTYPE html>\n<html lang="en">\n'
    yield "<head>\n"
    yield from (
        each + "\n"
        for each in (
            tag("meta", charset="utf-8"),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("meta", name="robots", content="noindex"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("link", rel="icon", href="data:,"),
            tag("title", partial + head.title(reports)),
        )
    )
    yield f"<style>{style}</style>\n</head>\n<body>\n"
    yield tag("a", "Skip to the keys", href="#main", class_="skip") + "\n"


def _buttons() -> Markup:
    says = {"open": "Open all", "close": "Close all", "print": "Print"}
    buttons = [tag("button", says[each], type="button", data_do=each) for each in says]
    return tag("span", join(*buttons), class_="buttons", id="buttons", hidden=True)


def _asset(name: str) -> str:
    return files("aurora_lint.reporters.html").joinpath(name).read_text(encoding="ascii")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode('ascii')).digest()).decode('ascii')}"
