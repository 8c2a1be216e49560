"""How long keys have been there, drawn: a row a key, and in its card a row a place."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.history.records import Record
from aurora_lint.reporters.html.dates import Axis, axis, lasted
from aurora_lint.reporters.html.entries import Entry, Place
from aurora_lint.reporters.html.markup import Markup, code, join, number, tag
from aurora_lint.source import Moment, Stay

#: With more rows than this a browser draws only those in sight.
MANY = 100
#: As many rows as are drawn for the places of one key; the places themselves say it all.
_ROWS = 12
#: Beyond this, in percent, a date would not fit beside its mark.
_ROOM = 82
#: How high a row is, and the bar in it.
_ROW, _BAR = 16, 6


def axis_of(entries: list[Entry], end: int) -> Axis | None:
    """Give the axis of all keys of a history; None where nothing has a date."""
    return axis([each for one in entries for stay in _stays(one) for each in _moments(stay)], end)


def timeline(entries: list[Entry], axis: Axis) -> Markup:
    """Give the section with a row for each key."""
    keys = [(each, life(each.record)) for each in entries if each.record]
    rows = (
        _row(tag("a", code(each.title), href=f"#{each.id}"), stay, each, axis, each.id)
        for each, stay in keys
    )
    legend = (
        _legend("production", "there", "Production"),
        _legend("sandbox", "there", "Sandbox"),
        _legend("", "past", "No longer there"),
    )
    many = " many" if len(keys) > MANY else ""
    return tag(
        "section",
        tag("h2", "Timeline", id="timeline-title"),
        tag("p", *legend, class_="legend"),
        tag(
            "div",
            tag("div", _marks(axis), tag("ol", rows), class_="lives"),
            class_=f"scroll{many}",
            tabindex="0",
            role="region",
            aria_label="Timeline of all keys",
        ),
        id="timeline",
        aria_labelledby="timeline-title",
    )


def lives(entry: Entry, axis: Axis) -> Markup | None:
    """Give a row for each place of an entry; None where none has a date."""
    placed = [(each, each.first.origin.stay) for each in entry.places]
    dated = [(each, stay) for each, stay in placed if stay and stay.since]
    if not dated:
        return None
    rows = (_row(_called(each), stay, entry, axis) for each, stay in dated[:_ROWS])
    more = f"and {number(len(dated) - _ROWS, 'more place')}" if len(dated) > _ROWS else None
    return join(
        tag("div", _marks(axis), tag("ol", rows), class_="lives"),
        tag("p", more, class_="when") if more else None,
    )


def _row(label: Markup, stay: Stay, entry: Entry, axis: Axis, of: str | None = None) -> Markup:
    drawn = tag(
        "svg",
        _bar(stay, axis),
        class_=entry.environment,
        height=str(_ROW),
        role="img",
        aria_label=told(stay, axis.last),
    )
    return tag("li", label, drawn, data_of=of)


def _called(place: Place) -> Markup:
    one = place.first
    return code(f"<{one.origin.type}>" if one.path is None else one.path, "ends")


def life(record: Record) -> Stay:
    """Give how long a key was anywhere."""
    return Stay(record.since, record.until, record.refs)


def told(stay: Stay, end: int) -> str:
    """Say since when and until when, and how many days that is."""
    if not stay.since:
        return "date not known"
    since, until = stay.since.date[:10], stay.until.date[:10] if stay.until else ""
    days = lasted(stay, end)
    span = f", {number(days, 'day')}" if days else ""
    if stay.refs:
        return f"since {since}, still there{span}"
    if not until:
        return f"seen on {since}"
    return f"on {since}" if since == until else f"{since} to {until}{span}"


def _stays(entry: Entry) -> list[Stay]:
    found = (each.first.origin.stay for each in entry.places)
    return list(dict.fromkeys(each for each in found if each))


def _moments(stay: Stay) -> Iterator[Moment]:
    yield from (each for each in (stay.since, stay.until) if each)


def _legend(environment: str, state: str, says: str) -> Markup:
    drawn = tag("rect", x="1", y="5", width="22", height=str(_BAR), rx="3")
    shown = tag("svg", drawn, width="24", height=str(_ROW), aria_hidden="true")
    return tag("span", shown, says, class_=f"{environment} {state}")


def _marks(axis: Axis) -> Markup:
    """Give the axis: a line and a date for each mark, behind the rows."""
    marks = axis.marks()
    lines = (tag("line", x1=f"{at}%", x2=f"{at}%", y1="0", y2="100%") for at, _ in marks)
    dates = (tag("text", said, x=f"{at}%", y="11", dx="3") for at, said in marks if at < _ROOM)
    now = tag("line", x1=f"{axis.now}%", x2=f"{axis.now}%", y1="0", y2="100%", class_="now")
    return tag("svg", *lines, now, *dates, class_="marks", aria_hidden="true")


def _bar(stay: Stay, axis: Axis) -> Markup | None:
    """Give the bar of one stay; it ends open, with an arrow, where the key is still there."""
    if not stay.since:
        return None
    start = axis.place(stay.since)
    is_there = bool(stay.refs)
    if not is_there and not stay.until:
        dot = tag("circle", cx=f"{start}%", cy=str(_ROW // 2), r="3.5")
        return tag("g", dot, class_="past")
    end = axis.place(stay.until) if stay.until and not is_there else axis.now
    bar = tag(
        "rect",
        x=f"{min(start, end)}%",
        y=str((_ROW - _BAR) // 2),
        width=f"{max(abs(end - start), 0.6):.2f}%",
        height=str(_BAR),
        rx="3",
    )
    if not is_there:
        return tag("g", bar, class_="past")
    arrow = tag("svg", tag("path", d="M-3 3 L7 8 L-3 13 Z"), x=f"{end}%", overflow="visible")
    return tag("g", bar, arrow, class_="there")
