"""Something has a key's prefix and an unusual token.

A token of another length than 24 (10 to 99 letters and digits), one that a hand has typed, or
one that runs on as base64. The vendor may change the length of its tokens. Placeholders
(``xxxx…``, ``YOUR_KEY``) and words (``sk_prod_configuration``) are passed over.

Look on the API Tokens screen whether it is a key. If it is, treat it as one; if it is not, say so
in an ignore comment, or write a placeholder that nobody takes for a key.

Bad::

    # client.py
    AURORA_API_KEY = "sk_prod_1234abc4321cba"

Good::

    # client.py
    AURORA_API_KEY = "sk_prod_YOUR_KEY"
"""

from __future__ import annotations

from aurora_lint.rule import Answer, Case, Rule


def _ask(case: Case) -> Answer | None:
    sighting = case.sighting
    if sighting.key and sighting.doubt:
        return Answer(f"possible key {case.masked}: {sighting.doubt}")
    return None


RULE = Rule("AUR105", "possible-key", "note", "exposure", _ask, __doc__ or "")
