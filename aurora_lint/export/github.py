"""GitHub's secret scanning: custom patterns, for a repository's, an organisation's or an
enterprise's settings, where each is typed into a form with these fields.
"""

from __future__ import annotations

import json

from aurora_lint.export.kinds import HEAD, KINDS, PLACEHOLDERS

_BEFORE, _AFTER = r"\A|[^0-9A-Za-z_]", r"\z|[^0-9A-Za-z_]"


def rules() -> str:
    """Give the patterns as JSON, a field of the form each. Its test string is yours to write."""
    document = {
        "about": " ".join(HEAD).format(tool="github"),
        "patterns": [
            {
                "pattern_name": kind.name,
                "secret_format": kind.pattern,
                "before_secret": _BEFORE,
                "after_secret": _AFTER,
                "must_not_match": [_plain(each) for each in PLACEHOLDERS],
            }
            for kind in KINDS
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _plain(pattern: str) -> str:
    """Give a pattern without an option for its case: the form takes none."""
    if not pattern.startswith("(?i:"):
        return pattern
    words = pattern.removeprefix("(?i:").removesuffix(")").split("|")
    cased = ("".join(f"[{sign.upper()}{sign}]" for sign in word) for word in words)
    return "|".join(cased)
