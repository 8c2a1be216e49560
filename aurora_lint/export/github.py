"""GitHub's secret scanning: custom patterns of a repository, an organisation or an enterprise.

The fields are those of its REST API, which takes all of them at once; its form calls them
"Pattern name", "Secret format", "Before secret", "After secret", "Additional match requirements".
"""

from __future__ import annotations

import json
import re

from aurora_lint.export.kinds import ESCAPES, HEAD, KINDS, PLACEHOLDERS

_START, _END = rf"\A|[^0-9A-Za-z_]|{ESCAPES}", r"\z|[^0-9A-Za-z_]"
_ANY_CASE = re.compile(r"\(\?i:([a-z|]+)\)")


def rules() -> str:
    """Give the patterns as JSON. A test string is yours to write: it would be a key."""
    document = {
        "about": " ".join(HEAD).format(tool="github"),
        "patterns": [
            {
                "name": kind.name,
                "pattern": kind.pattern,
                "start_delimiter": _START,
                "end_delimiter": _END,
                "must_not_match": [_ANY_CASE.sub(_spelled, each) for each in PLACEHOLDERS],
            }
            for kind in KINDS
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _spelled(words: re.Match[str]) -> str:
    """Give words in any case without the option for it: Hyperscan's are not taken here."""
    return f"(?:{re.sub('[a-z]', lambda sign: f'[{sign[0].upper()}{sign[0]}]', words[1])})"
