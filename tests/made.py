"""Findings and reports made by hypothesis: whatever a reporter may be handed, and more hostile."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from hypothesis import strategies as st

from aurora_lint.address import Label, Role
from aurora_lint.finding import LEVELS, Excerpt, Finding, Span
from aurora_lint.rules import EVERY
from aurora_lint.scan import Report
from aurora_lint.source import Moment, Origin, Stay
from aurora_lint.sources import Skipped
from tests.keygen import key

ROOT = Path("/nowhere/at all")
KEYS = [key(prefix, seed) for prefix in ("sk_prod", "rk_sand") for seed in (1, 2)]
#: What breaks a format, or a reader of it.
ODD = [
    "\n", "\r\n", "%", "%0A", "::", "::error::x", "##[stop-commands]x", ",", ":", "=", "]]>", "&",
    "<script>alert(1)</script>", "[x](1)", "[x](https://example.org)", "{0}", "{{", "\u202e",
    "\x1b[31m", "\0", "\udcff", "\ud800", "a.zip!b", "!", "é", "𝔸", "\u2028", "'", '"', "\\",
    *KEYS,
]  # fmt: skip

texts = st.lists(st.sampled_from(ODD) | st.text(max_size=5), max_size=6).map("".join)
long_texts = texts | st.just("a" * 10_000)
paths = st.none() | (texts.map(lambda each: each.strip("/")).filter(bool) | st.just("d/" * 5_000))
ids = st.none() | st.text("0123456789abcdef", min_size=40, max_size=40)
lines = st.integers(1, 2**31 - 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    line, column = draw(lines), draw(lines)
    down = draw(st.integers(0, 3))
    end = draw(lines) if down else column + draw(st.integers(0, 100))
    return Span(line, column, line + down, end)


moments = st.builds(Moment, ids.map(str), texts, st.just("2026-03-02T10:00:00+01:00"), lines)
stays = st.builds(Stay, st.none() | moments, st.none() | moments, st.lists(texts).map(tuple))
types = st.sampled_from(
    ["worktree", "index", "stdin", "commit", "message", "tag", "note", "stash", "dangling"]
)
labels = st.builds(
    Label, st.sampled_from(get_args(Role)), long_texts, st.integers(0, 2**31 - 1), st.booleans()
)
excerpts = texts.map(lambda each: Excerpt(f"k = {KEYS[0][:12]}… {len(each)}", 4, 17))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    rule = draw(st.sampled_from(EVERY))
    return Finding(
        code=rule.code,
        name=rule.name,
        level=draw(st.sampled_from(LEVELS)),
        path=draw(paths),
        span=draw(spans()),
        message=draw(long_texts) or "a key",
        kind=draw(st.sampled_from(["standard", "restricted", None])),
        environment=draw(st.sampled_from(["production", "sandbox", None])),
        masked=draw(st.sampled_from(["sk_prod_LXkn…wJgk", None])),
        fingerprint=draw(st.sampled_from(["0" * 32, None])),
        spelling="plain",
        evidence=tuple(draw(st.lists(labels, max_size=2))),
        origin=draw(st.builds(Origin, types, ids, ids, st.none() | stays)),
        is_used=draw(st.booleans()),
        named=draw(texts),
        excerpt=draw(st.none() | excerpts),
    )


skipped = st.builds(Skipped, texts, texts, st.booleans())


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    return [
        Report(
            root=ROOT / str(n),
            findings=draw(st.lists(findings(), max_size=4)),
            files=1,
            bytes=1,
            skipped=draw(st.lists(skipped, max_size=3)),
            notices=draw(st.lists(texts, max_size=2)),
        )
        for n in range(draw(st.integers(0, 2)))
    ]


def finding(
    code: str = "AUR101", path: str | None = "a.py", line: int = 1, **more: object
) -> Finding:
    """Make a plain finding of a rule."""
    rule = next(each for each in EVERY if each.code == code)
    made = Finding(
        code, rule.name, rule.level, path, Span(line, 8, line, 40), "a key is in the clear",
        "standard", "production", "sk_prod_LXkn…wJgk", "0" * 32, "plain", (), Origin("worktree"),
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def report(*found: Finding, **more: object) -> Report:
    """Make a report of these findings."""
    return Report(ROOT, list(found), 1, 1, [])._replace(**more)  # type: ignore[arg-type]
