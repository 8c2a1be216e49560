"""Ignore comments: ``aurora-lint: ignore[AUR301] reason until=2027-01-31``, in any language.

One at the end of a line is about that line, one on a line of its own about the next. It names the
rules, and gives a reason; what does not is no ignore comment, but something to be told about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from aurora_lint.codes import CODES
from aurora_lint.lines import Lines, decode

if TYPE_CHECKING:
    from datetime import date

#: What every ignore comment begins with.
MARK = b"aurora-lint:"

_IGNORE = re.compile(rb"[ \t]*ignore\b")
_TERMS = re.compile(r"\[([^\]]*)\](.*)", re.DOTALL)
#: However it is written: a last day that nobody reads would never come.
_UNTIL = re.compile(r"\buntil(?:\s*[=:]\s*|\s+(?=\d{4}-))(\S*?)[.,;)\]]*(?!\S)", re.IGNORECASE)
#: What opens a comment in some language, the longer ones first.
_OPENERS = (
    r"<#+", r"#+[\[=|*]?", r"//+[!*]?", r"/[*+]+!?", r"<!--", r"--+(?:\[=*\[)?", r";+", r"%+",
    r"!+", r"\*>", r"::", r"⍝", r"\bNB\.", r"\bdnl\b", r"@?\b[Rr][Ee][Mm]\b", r"\(\*+", r"\{-",
    r"\{\*", r"\{#", r"@\*", r"\{%-?\s*comment\s*-?%\}", r"\{\{!(?:--)?", r"\{\{/\*", r"<%--",
    r"<%#",
)  # fmt: skip
#: What closes one.
_CLOSERS = (
    r"--!?>", r"--%>", r"%>", r"%\}", r"-*\}\}", r"-\}", r"\*+[/)}]", r"#[}>]", r"[\]=|*]#", r"\+/",
    r"\*@", r"\]=*\]",
)  # fmt: skip
#: What ends a comment that code may follow on its line, by how it begins; the longer ones first.
_ENDS = tuple(
    (begins, re.compile(ends))
    for begins, ends in (
        ("/*", r"\*/"), ("/+", r"\+/"), ("<!--", r"--!?>"), ("<%--", "--%>"), ("<%", "%>"),
        ("{{", r"\}\}"), ("{%", r"\{%-?\s*endcomment\s*-?%\}"),
        ("{-", r"-\}"), ("{*", r"\*\}"), ("{#", r"#\}"),
        ("(*", r"\*\)"), ("@*", r"\*@"), ("#[", r"\]#"), ("#=", "=#"), ("#|", r"\|#"),
        ("<#", r"#+>"), ("--[", r"\]=*\]"),
        ('"', r'(?<!\\)"'),
    )
)  # fmt: skip
_ENDS_A_LIST = re.compile(r'(?<!\\)"\s*\]')
_OPENS = re.compile(rf"(?:{'|'.join(_OPENERS)})\s*\Z")
#: What goes on with a comment, or opens one, where nothing stands before it.
_OPENS_A_LINE = re.compile(r"\s*(?:\*|\.\.)\s*")
#: So near to its text what opens and closes a comment is looked for.
_NEAR = 60
#: Letters that open a comment in a few languages, and a string in all others.
_OPENS_SOMEWHERE = {
    "'": (".vb", ".vbs", ".bas", ".cls", ".frm", ".brs", ".vbhtml"),
    '"': (".vim", "vimrc"),
}
#: JSON has no comments: people write ``"//": "…"`` or ``"_comment": "…"``.
_IN_JSON = re.compile(r'"(?://|#|[_$]?comments?)[^"]*"\s*:\s*\[?\s*"\Z')
#: The string of JSON or of a notebook that a comment stands in is closed, too.
_CLOSES = re.compile(rf"(?:\s*(?:{'|'.join(_CLOSERS)}|\\n|[\"'],?|\]))*\s*\Z")
#: A line that holds no more than that, or what opens a comment.
_NOTHING = re.compile(r"[\s\"'\[{,]*\Z")
_NOTHING_BEHIND = re.compile(rf"(?:\s|\\n|[\"',;)}}\]]|{'|'.join(_CLOSERS)})*\Z")
_ONLY_CLOSES = re.compile(rf"\s*(?:{'|'.join(_CLOSERS)})\s*\Z")
#: So much is read of a comment, and of what stands before it on its line.
_LONGEST = 1000
_LETTER = re.compile(r"\w")

#: Comments of flake8 that name codes, and of detect-secrets.
_NOQA = re.compile(r"#\s*noqa\s*:\s*([A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)", re.IGNORECASE)
_ALLOWLIST = re.compile(
    r"(?:#|//|/\*|'|--|<!--|%|;)\s*pragma:\s?(?:allow|white)list[ -](nextline[ -])?secret\b",
    re.IGNORECASE,
)


class Comment(NamedTuple):
    """An ignore comment on ``line``, about the line ``about``; both count from 1.

    ``problem`` says why it does not count; empty where it does.
    """

    line: int
    about: int
    codes: tuple[str, ...] = ()
    reason: str = ""
    problem: str = ""


def comments(data: bytes, lines: Lines, path: str | None, today: date) -> list[Comment]:
    """Give the ignore comments in ``data``, whose lines these are; those that are over, too."""
    found: list[Comment] = []
    on_own_line: list[tuple[Comment, bool]] = []
    start = data.find(MARK)
    while start >= 0:
        match = _IGNORE.match(data, start + len(MARK))
        opened = match and _opened(lines.before(start), path)
        if match and opened is not None:
            line, _ = lines.place_in_bytes(start)
            text = decode(data[match.end() : min(lines.end(line), match.end() + _LONGEST)])
            before, opener = opened
            text, behind = _apart(text, opener)
            is_alone = bool(_NOTHING.match(before) and _NOTHING_BEHIND.match(behind))
            on_own_line.append((_read(text, line, today), is_alone))
        start = data.find(MARK, start + len(MARK))
    # From the last one up: comments that stand above each other are about the same line.
    about: dict[int, int] = {}
    for comment, is_alone in reversed(on_own_line):
        line = comment.line
        if is_alone:
            line += 1
            while line <= len(lines) and _ONLY_CLOSES.match(lines.beginning(line)):
                line += 1
            line = about.get(line, line)
            about[comment.line] = line
        found.append(comment._replace(about=line))
    return found[::-1]


def _opened(before: str, path: str | None) -> tuple[str, str] | None:
    """Give what stands before a comment on its line, and what opens it; None where nothing does."""
    if _OPENS_A_LINE.fullmatch(before):
        return "", ""
    for pattern in (_OPENS, _IN_JSON):
        if opens := pattern.search(before, max(0, len(before) - _NEAR)):
            return before[: opens.start()], opens[0]
    stripped = before.rstrip()
    endings = _OPENS_SOMEWHERE.get(stripped[-1:])
    if endings and path and path.lower().endswith(endings):
        return stripped[:-1], stripped[-1]
    return None


def _apart(text: str, opener: str) -> tuple[str, str]:
    """Give the text of a comment, and what follows it where something ends it on its line."""
    begins = re.sub(r"^#+(?=#)", "", opener)
    ends = next((each for known, each in _ENDS if begins.startswith(known)), None)
    if opener.startswith('"') and "[" in opener:
        ends = _ENDS_A_LIST
    match = ends.search(text) if ends else None
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def _read(text: str, line: int, today: date) -> Comment:
    terms = _TERMS.match(text)
    if not terms or not terms[1].strip():
        return Comment(line, line, problem="names no rule, as ignore[AUR301] does")
    codes = tuple(each.strip() for each in terms[1].split(","))
    for code in codes:
        if code not in CODES:
            return Comment(line, line, codes, problem=f"names {code!r}, which is no rule")
    closes = _CLOSES.search(terms[2], max(0, len(terms[2]) - _NEAR))
    rest = terms[2][: closes.start()] if closes else terms[2]
    until = _UNTIL.search(rest)
    reason = " ".join(_UNTIL.sub(" ", rest).split()).strip(" -–—:")
    if not _LETTER.search(reason):
        return Comment(line, line, codes, problem="gives no reason")
    return Comment(line, line, codes, reason, _over(until[1], today) if until else "")


def _over(until: str, today: date) -> str:
    from datetime import date

    try:
        last = date.fromisoformat(until)
    except ValueError:
        return f"has until={until}, which is no date as 2027-01-31"
    return f"was over after {until}" if last < today else ""


def of_other_tools(lines: Lines, first: int, last: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the comments of flake8 and detect-secrets on what stands from line to line.

    Each is its line, and the codes, or their beginnings, that it names.
    """
    for line in range(max(1, first - 1), last + 1):
        text = lines.beginning(line)
        allowed = _ALLOWLIST.search(text)
        if allowed and bool(allowed[1]) == (line < first):
            yield line, ("AUR",)
        named = _NOQA.search(text) if line >= first else None
        codes = tuple(each for each in re.split(r"[,\s]+", named[1].upper())) if named else ()
        if ours := tuple(each for each in codes if each.startswith("AUR")):
            yield line, ours
