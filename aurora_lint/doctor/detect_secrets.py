"""What hides keys from detect-secrets: filters, a baseline without our detectors, its comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from aurora_lint import keys
from aurora_lint.comments import of_other_tools
from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint, of
from aurora_lint.lines import Lines

_CONFIGURED = (".pre-commit-config.yaml", "tox.ini", "Makefile", "noxfile.py")
_NAME = ".secrets.baseline"
_REGEX = "detect_secrets.filters.regex."
_OURS = "aurora-detect-secrets"
_AUDIT = "aurora-lint detect-secrets audit shows it"


def check(ground: Ground) -> Iterator[Hint]:
    """Yield what hides keys from detect-secrets, where it is used here."""
    tracked = list(ground.named(r"(?:.*/)?\.?[\w.-]*secrets\.baseline"))
    # One that is not committed counts for who has it here.
    baselines = tracked or [each for each in (_NAME,) if ground.text(each)]
    is_used = bool(baselines) or ground.mentions("detect-secrets", *_CONFIGURED)
    for path in baselines:
        yield from _of_baseline(ground, path)
    if is_used:
        yield from _of_comments(ground)


def _of_baseline(ground: Ground, path: str) -> Iterator[Hint]:
    try:
        document: dict[str, Any] = json.loads(ground.text(path))
        plugins = {str(each["name"]) for each in document["plugins_used"]}
        filters = {str(each["path"]): each for each in document.get("filters_used", ())}
        filters |= _before_1_0(document.get("exclude"))
        results: dict[str, list[dict[str, Any]]] = document["results"]
        known = {
            (name.replace("\\", "/").removeprefix("./"), str(each["hashed_secret"])): each
            for name, found in results.items()
            for each in found
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        cure = "make it anew: aurora-lint detect-secrets scan"
        yield Hint("detect-secrets-unread", False, path, 0, "this baseline can't be read", cure)
        return
    if not any(each.startswith("Aurora") for each in plugins) and not ground.mentions(
        _OURS, ".pre-commit-config.yaml"
    ):
        yield Hint(
            "detect-secrets-plugins",
            bool(ground.keys),
            path,
            0,
            "detect-secrets runs without aurora-lint's detectors, which take these keys for "
            "Stripe's or for nothing",
            "make the baseline by aurora-lint detect-secrets scan, and use its hook",
        )
    yield from _of_filters(ground, path, filters)
    for each in ground.keys:
        entry = known.get((each.path or "", each.hashed_secret))
        if entry and entry.get("is_secret") is False:
            said = f"is no secret by an audit that {path} records"
            yield of(each, "detect-secrets-audited", said, f"if it is one, {_AUDIT} again")
        elif entry and "is_secret" not in entry:
            said = f"is known to {path}, and nobody has looked at it"
            yield of(each, "detect-secrets-unaudited", said, f"look at it: {_AUDIT}")


def _before_1_0(exclude: Any) -> dict[str, Any]:
    """Give the filters as versions before 1.0, and forks of them, write them."""
    names = {"files": "should_exclude_file", "lines": "should_exclude_line"}
    found = exclude if isinstance(exclude, dict) else {}
    return {
        _REGEX + names[each]: {"pattern": [pattern]}
        for each, pattern in found.items()
        if each in names and pattern
    }


def _of_filters(ground: Ground, path: str, filters: dict[str, Any]) -> Iterator[Hint]:
    """Yield the keys that the filters of a baseline keep from detect-secrets."""
    cure = f"narrow the pattern in {path}"
    for pattern in _patterns(filters, "should_exclude_file"):
        for each in ground.keys:
            if pattern.search(each.path or ""):
                said = f"is in a file that {path} excludes by {pattern.pattern!r}"
                yield of(each, "detect-secrets-files", said, cure)
    for pattern in _patterns(filters, "should_exclude_line"):
        for each in ground.keys:
            if pattern.search(_line(ground, each.path or "", each.span.line)):
                said = f"is on a line that {path} excludes by {pattern.pattern!r}"
                yield of(each, "detect-secrets-lines", said, cure)
    for pattern in _patterns(filters, "should_exclude_secret"):
        for each in ground.keys:
            data = ground.text(each.path or "").encode("utf-8", "surrogatepass")
            shown = [one.key for one in keys.find(data) if one.key]
            if any(one.masked == each.masked and pattern.search(one.text) for one in shown):
                said = f"is a secret that {path} excludes by {pattern.pattern!r}"
                yield of(each, "detect-secrets-secrets", said, cure)


def _patterns(filters: dict[str, Any], name: str) -> Iterable[re.Pattern[str]]:
    for written in filters.get(_REGEX + name, {}).get("pattern", ()):
        try:
            yield re.compile(str(written))
        except re.error:
            continue


def _line(ground: Ground, path: str, line: int) -> str:
    return Lines(ground.text(path).encode("utf-8", "surrogatepass")).text(line)


def _of_comments(ground: Ground) -> Iterator[Hint]:
    for each in ground.keys:
        lines = Lines(ground.text(each.path or "").encode("utf-8", "surrogatepass"))
        for line, codes in of_other_tools(lines, each.span.line, each.span.end_line):
            if codes == ("AUR",):
                said = f"is hidden from detect-secrets by the pragma on line {line}"
                cure = "take the comment away; an audit remembers what is no secret"
                yield of(each, "detect-secrets-pragma", said, cure)
