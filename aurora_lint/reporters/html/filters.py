"""The controls: what may be asked for. Without scripts they are not shown, and all cards are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aurora_lint.finding import LEVELS, Finding
from aurora_lint.reporters.html.card import STATES
from aurora_lint.reporters.html.entries import Entry, Place
from aurora_lint.reporters.html.markup import Markup, tag

#: What a key or a place says that is of no service, as the cards have it.
_NOBODY = "-"
_UNKNOWN = "unknown"


def filters(entries: list[Entry]) -> Markup | None:
    """Give the form; of what all findings have in common there is nothing to choose."""
    if not entries:
        return None
    every = list(_every(entries))
    search = tag("input", type="search", id="q", name="q", autocomplete="off", spellcheck="false")
    fields = [
        tag("div", tag("label", "Search", for_="q"), search, class_="field"),
        _boxes("environment", "Environment", ("production", "sandbox", _UNKNOWN),
               {one.environment or _UNKNOWN for one, _, _ in every}),
        _boxes("kind", "Kind", ("standard", "restricted", _UNKNOWN),
               {one.kind or _UNKNOWN for one, _, _ in every}),
        _boxes("level", "Level", LEVELS, {found.level for _, _, found in every}),
        _boxes("state", "State", STATES, {place.state for _, place, _ in every}, STATES),
        _choice("rule", "Rule", sorted({(found.code, found.name) for _, _, found in every})),
        _choice("owner", "Service or third party", sorted({
            (place.owner or _NOBODY, "") for _, place, _ in every})),
        tag("p", tag("button", "Clear the filters", type="reset"), class_="buttons"),
    ]  # fmt: skip
    heading = tag("summary", tag("h2", "Filters"), tag("span", id="active", class_="count"))
    folded = tag("details", heading, tag("div", fields, class_="fields"), id="fold", open=True)
    return tag("form", folded, id="filters", aria_label="Filters", hidden=True)


def _every(entries: list[Entry]) -> Iterator[tuple[Entry, Place, Finding]]:
    for one in entries:
        for place in one.places:
            for found in place.findings:
                yield one, place, found


def _boxes(
    field: str,
    legend: str,
    order: Iterable[str],
    there: Iterable[str],
    called: Mapping[str, str] | None = None,
) -> Markup | None:
    values = [each for each in order if each in set(there)]
    if len(values) < 2:
        return None
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name=field, value=each),
            tag("span", (called or {}).get(each, each.capitalize())),
            tag("span", data_count=f"{field}={each}", class_="count"),
        )
        for each in values
    ]
    return tag("fieldset", tag("legend", legend), boxes)


def _choice(field: str, label: str, values: list[tuple[str, str]]) -> Markup | None:
    if len(values) < 2:
        return None
    options = [
        tag("option", "none named" if value == _NOBODY else f"{value} {named}".strip(), value=value)
        for value, named in values
    ]
    every = tag("option", "All", value="")
    return tag(
        "div",
        tag("label", label, for_=field),
        tag("select", every, options, id=field, name=field),
        class_="field",
    )
