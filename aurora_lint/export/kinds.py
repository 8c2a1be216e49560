"""The four kinds of keys, as the rules of other scanners name and find them."""

from __future__ import annotations

from typing import NamedTuple

from aurora_lint import __version__
from aurora_lint.codes import Level
from aurora_lint.reporters import rule_page
from aurora_lint.rules import RULES
from aurora_lint.token import LENGTH, LONG_WORDS, SHORT_WORDS

#: What a key begins with, by the rule that tells of it.
_PREFIXES = {"AUR101": "sk_prod_", "AUR102": "sk_sand_", "AUR103": "rk_prod_", "AUR104": "rk_sand_"}
_RUNS = "|".join(f"{digit}{{8}}" for digit in "0123456789")
#: What stands where a real token would: the same words as ours, as far as every dialect has them.
PLACEHOLDERS = (
    f"[xX]{{8}}|{_RUNS}",
    f"(?i:{LONG_WORDS})",
    f"(?i:{SHORT_WORDS})[A-Za-z0-9]*(?i:{SHORT_WORDS})",
)
#: A byte as two hexadecimal digits, where it is no letter, digit or ``_`` of ASCII.
_NO_WORD = "(?:[0-289ABab][0-9A-Fa-f]|3[A-Fa-f]|40|5[B-Eb-e]|60|7[B-Fb-f])"
#: What a letter or digit before a key may belong to: the escapes of ``boundary.py`` that are seen
#: in text, and a terminal's colour. It is part of the match: no dialect but one looks back.
_WRITTEN = rf"\\[abefnrtv0]|\\x{_NO_WORD}|\[[0-9;]+m"
ESCAPES = rf"{_WRITTEN}|(?:%(?:25)*|\\u00){_NO_WORD}"
#: The stock rules for Stripe's keys take these for theirs, too.
NOT_STRIPE = "^[sr]k_prod_"
#: A key of any kind, which a stock rule for any credential takes for its own as well.
ANY = rf"^[sr]k_(?:prod|sand)_[A-Za-z0-9]{{{LENGTH}}}$"
#: Stripe's keys are live or for tests.
STRIPE = r"\b((?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,99})\b"


class Kind(NamedTuple):
    """A kind of key: ``pattern`` is of the key itself, in what all dialects of patterns share."""

    code: str
    id: str
    name: str
    says: str
    level: Level
    prefix: str

    @property
    def pattern(self) -> str:
        """What a key of this kind looks like, without what stands around it."""
        return f"{self.prefix}[A-Za-z0-9]{{{LENGTH}}}"

    @property
    def word(self) -> str:
        """The same as a word of its own, which is the only group."""
        return rf"(?:\b|{ESCAPES})({self.pattern})\b"

    @property
    def once(self) -> str:
        """The same for one that decodes ``%3D`` and ``\\u003d`` itself: it would tell twice."""
        return rf"(?:\b|{_WRITTEN})({self.pattern})\b"


KINDS = tuple(
    Kind(
        rule.code,
        f"aurora-solar-{rule.name}",
        f"Aurora Solar {rule.name.replace('-', ' ')}",
        f"{rule_page.summary(rule)} {rule_page.advice(rule)}",
        rule.level,
        _PREFIXES[rule.code],
    )
    for rule in RULES
    if rule.code in _PREFIXES
)

HEAD = (
    f"Rules for Aurora Solar's API keys, by aurora-lint {__version__}: aurora-lint export {{tool}}",
    "They see a key as it stands. That it is in the wrong place, or in another spelling, or put",
    "together by code, aurora-lint check tells.",
)


def head(tool: str) -> str:
    """Give the remark that the rules for a tool begin with."""
    return "".join(f"# {line.format(tool=tool)}\n" for line in HEAD)
