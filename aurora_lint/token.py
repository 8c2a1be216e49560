"""What the opaque part of a key looks like: a token, or something that stands in its place.

There is no entropy test: real tokens seen in public code are 24 characters of lowercase hex,
and a floor on entropy drops half of those.
"""

import re

LENGTH = 24
SHORTEST = 10
LONGEST = 99

#: Words that say "put yours here".
_PLACEHOLDER = re.compile(
    r"x{4}|your|example|placeholder|change_?me|replace|insert|redact|dummy|sample|goes|fake|todo",
    re.IGNORECASE,
)
#: In a token of the right length chance writes words, too: any one of those above about once in
#: 8,000 tokens of 24 base-62 characters. There it takes a long word or two short ones, in one
#: case or capitalised: by chance less than once in a million.
LONG_WORDS = "example|placeholder|changeme|replace|insert|redacted|sample"
SHORT_WORDS = "your|token|secret|bearer|here|goes|dummy|fake|todo|apikey"
_LONG = re.compile(rf"[xX]{{8}}|(?i:{LONG_WORDS})")
_SHORT = re.compile(rf"(?i:{SHORT_WORDS})")

_LONGEST_RUN = 6


def is_placeholder(token: str) -> bool:
    """Whether a person wrote ``token`` where a real one would go, whatever its length."""
    if len(set(token)) < 5:
        return True
    if len(token) != LENGTH:
        return _PLACEHOLDER.search(token) is not None
    long = [word for word in _LONG.findall(token) if _is_written(word)]
    short = [word for word in _SHORT.findall(token) if _is_written(word)]
    return bool(long) or len(short) >= 2


def _is_written(word: str) -> bool:
    """Whether a word is in one case, or begins with a capital."""
    return word in (word.lower(), word.upper(), word.capitalize())


def is_word(token: str) -> bool:
    """Whether ``token`` is a word of one case (``configuration``), as in an identifier."""
    return token.isalpha() and (token.islower() or token.isupper())


def looks_typed(token: str) -> bool:
    """Whether a hand made ``token``: a run along the alphabet or digits, or one block repeated.

    A run is six neighbours up or down (``abcdef``, ``987654``). Runs of shorter or interleaved
    steps (``1234abcd1234``, ``a1b2c3``) count together, when they make up half of the token: by
    chance a hexadecimal token does this about once in 100,000.
    """
    codes = [ord(char) for char in token.lower()]
    for stride in (1, 2, 3):
        steps = [after - before for before, after in zip(codes, codes[stride:])]
        for direction in (1, -1):
            if 2 * steps.count(direction) >= len(steps):
                return True
            if stride == 1 and _longest(steps, direction) >= _LONGEST_RUN - 1:
                return True
    halves = range(1, len(token) // 2 + 1)
    return any(token == token[:size] * (len(token) // size) for size in halves)


def _longest(steps: list[int], step: int) -> int:
    """Give the length of the longest run of ``step`` in ``steps``."""
    longest = current = 0
    for each in steps:
        current = current + 1 if each == step else 0
        longest = max(longest, current)
    return longest


_BASE64_TAIL = re.compile(rb"[+/]([A-Za-z0-9]*)([A-Za-z0-9+/]*)(={0,2})")
_SHORTEST_TAIL = 8


def runs_on(tail: bytes) -> bool:
    """Whether the bytes behind a token are more of one base64 text, not a path or a query.

    ``/v2/Projects`` after a key in an address is a path, ``+from+production`` a query: base64
    shows itself by padding, or at once by upper case, lower case and digits mixed.
    """
    match = _BASE64_TAIL.match(tail)
    if not match:
        return False
    if match[3] and len(match[0]) > _SHORTEST_TAIL:
        return True
    text = match[1].decode("ascii")
    mixed = (str.isupper, str.islower, str.isdigit)
    return len(text) >= _SHORTEST_TAIL and all(any(map(test, text)) for test in mixed)
