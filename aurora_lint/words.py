"""Identifiers, file names and prose, split into the words they are made of."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(
    r"3rd|e2e"
    r"|[A-Z]+(?=[A-Z][a-z])"  # the API of APIKey
    r"|[A-Z]?[a-z]+"
    r"|[A-Z]+"
    r"|[^\W\d_]+"  # letters of other scripts
)

#: What names around keys are built of. A word written without a seam (``sandboxkey``) is taken
#: apart only where these make up all of it, so nothing is found inside ``latest`` or ``product``.
_PARTS = frozenset(
    "api app auth aurora base bearer case cases client conf config credential credentials "
    "creds data dev e2e env host is key keys live local mode non partner pre prod production "
    "read only restricted sandbox secret server service setting settings solar staging "
    "standard suite test testing tests third party token tokens unit url use user vendor web "
    "worker".split()
)
#: Words that nothing else ends in or begins with.
_NAMED = re.compile(
    r"(?:(\w+)(sandbox)|(sandbox)(?!es$|ed$|ing$)(\w+)|(?!re|co|over|under|pre|non)(\w{3,})(production))"
)
_SHORTEST_COMPOUND = 6
_LONGEST_COMPOUND = 40
#: As much of a text as is taken for a name.
_LONGEST = 1000


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[str, ...]:
    """Give the words of ``text`` in lower case: ``AuroraSandboxKey2`` → aurora, sandbox, key."""
    return tuple(
        part
        for word in _WORD.findall(text[:_LONGEST])
        for part in (_compound(word.lower()) or (word.lower(),))
    )


def _compound(word: str) -> tuple[str, ...]:
    """Take a seamless compound apart; empty where the known parts do not make up all of it."""
    if not _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND or word in _PARTS:
        return ()
    named = _NAMED.fullmatch(word)
    if named:
        return tuple(part for part in named.groups() if part)
    ways: list[tuple[str, ...] | None] = [(), *([None] * len(word))]
    for end in range(2, len(word) + 1):
        for start in range(end - 1):
            way = ways[start]
            if way is not None and word[start:end] in _PARTS:
                ways[end] = (*way, word[start:end])
                break
    return ways[-1] or ()
