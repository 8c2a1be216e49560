"""Which environment a condition lets through, read from its text in any language.

``env == "production"`` holds in production and fails in the sandbox; ``not sandbox``,
``mode != 'live'``, ``env in ("dev", "test")``, ``!isProd && !isLive`` likewise. The same grammar
reads a setting: ``debug: true``, ``environment = "sandbox"``. What it cannot read says nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from aurora_lint import condition_tokens as tokens
from aurora_lint.sense import BOTH, NOTHING, Sense, agree, any_of, of_words
from aurora_lint.vocabulary import DEFAULT, Vocabulary
from aurora_lint.words import split

#: Nouns that may follow the environment's name in a flag. After any other noun the name is a
#: thing that belongs to the environment (``test_results``, ``dev_server``), not the switch.
_FLAG_NOUNS = frozenset(
    "mode enabled env environment environ flag on active run running build account tenant "
    "stage only api setting settings".split()
)
_SWITCHES = frozenset(
    "env environ environment environments enviroment enviornment ambiente entorno environnement "
    "umgebung mode stage tier profile deployment deploy realm "
    "phase target config configuration settings node rails namespace profiles active "
    "flavor flavour".split()
)
_SAID_IN_CONDITIONS = frozenset({"debug", "stage"})
_SAID_IN_VALUES = frozenset({"live"})
#: Variables that anything is called: in a loop, a regular expression.
_ANYTHING = re.compile(r"\$?tests?", re.IGNORECASE)
_HOST = re.compile(r"[\w\-]+(?:\.[\w\-]+)+(?::\d+)?")
#: How deep brackets may nest, and how many words a value has: a longer one is prose.
_DEPTH = 50
_LONGEST = 5


class _Operand(NamedTuple):
    """A value in a condition: its identifiers in order, its strings, whether it ends in a call."""

    names: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    is_called: bool = False

    @property
    def constant(self) -> str:
        """The text of an operand that is one literal, in lower case; empty for any other."""
        texts = self.names + self.strings
        return texts[0].lower() if len(texts) == 1 else ""


@lru_cache(maxsize=4096)
def read(text: str, vocabulary: Vocabulary = DEFAULT, is_setting: bool = False) -> Sense:
    """Give the environments in which the condition in ``text`` holds and fails.

    A setting that is off says less than a branch that is not taken: ``TESTING = False`` stands
    in the settings that all environments share.
    """
    prefixed = tokens.PREFIXED.fullmatch(text)
    if prefixed:
        text = f"{prefixed[2]} {'==' if prefixed[1] == 'eq' else '!='} {prefixed[3]}"
    reader = _Reader(text, vocabulary.with_broad(_SAID_IN_CONDITIONS, is_narrow=is_setting))
    try:
        sense = reader.either(0)
    except _Unreadable:
        return NOTHING
    return sense if reader.at_end else NOTHING


class _Unreadable(Exception):
    """The text is no condition that this grammar knows."""


class _Reader:
    """A recursive-descent reader: either, both, no, comparison, operand."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._tokens = tokens.read(text)
        self._place = 0
        self._vocabulary = vocabulary

    @property
    def at_end(self) -> bool:
        return self._place >= len(self._tokens)

    @property
    def _kind(self) -> str:
        return "" if self.at_end else self._tokens[self._place][0]

    def _take(self) -> str:
        text = self._tokens[self._place][1]
        self._place += 1
        return text

    def either(self, depth: int) -> Sense:
        if depth > _DEPTH:
            raise _Unreadable
        parts = [self._both(depth)]
        while self._kind == "either":
            self._take()
            parts.append(self._both(depth))
        if len(parts) == 1:
            return parts[0]
        return Sense(agree([part.yes for part in parts]), any_of([part.no for part in parts]))

    def _both(self, depth: int) -> Sense:
        parts = [self._part(depth)]
        while self._kind == "both":
            self._take()
            parts.append(self._part(depth))
        if len(parts) == 1:
            return parts[0]
        return Sense(any_of([part.yes for part in parts]), agree([part.no for part in parts]))

    def _part(self, depth: int) -> Sense:
        """Read one part of a chain; one that cannot be read says nothing, and the others do."""
        begin = self._place
        try:
            return self._no(depth)
        except _Unreadable:
            self._place = begin
            self._skip_part()
            return NOTHING

    def _skip_part(self) -> None:
        level = 0
        while not self.at_end and (level or self._kind not in ("either", "both", "close")):
            level += {"open": 1, "close": -1}.get(self._kind, 0)
            self._take()

    def _no(self, depth: int) -> Sense:
        turns = 0
        while self._kind == "no":
            self._take()
            turns += 1
        sense = self._comparison(depth)
        return sense.flipped() if turns % 2 else sense

    def _comparison(self, depth: int) -> Sense:
        left = self._operand(depth)
        if self._kind != "compare":
            return left if isinstance(left, Sense) else self._truth(left)
        operator = " ".join(self._take().split())
        right = self._operand(depth)
        if self._kind == "compare":
            raise _Unreadable
        if isinstance(left, Sense) or isinstance(right, Sense):
            return NOTHING
        if operator.lower().lstrip("-") in ("in", "not in", "contains", "match"):
            sense = self._member(left, right)
        else:
            sense = self._equal(left, right)
        return sense.flipped() if operator.lower() in tokens.DIFFERS else sense

    def _operand(self, depth: int) -> _Operand | Sense:
        names: list[str] = []
        strings: list[str] = []
        is_called = False
        while self._kind in ("word", "string", "open", "other"):
            kind, text = self._kind, self._take()
            if kind == "word" or (kind == "string" and tokens.is_variable(text)):
                names.append(text)
            elif kind == "string":
                strings.append(tokens.unquoted(text))
            elif kind == "open":
                is_called = bool(names) and text == "("
                inner = self._group(depth, bare=not names and not strings)
                if isinstance(inner, Sense):
                    return inner
                names += inner.names if not names or names[-1] in tokens.CONVERSIONS else ()
                strings += inner.strings
            elif text in tokens.UNREADABLE:
                raise _Unreadable
        if not names and not strings:
            raise _Unreadable
        return _Operand(tuple(names), tuple(strings), is_called)

    def _group(self, depth: int, bare: bool) -> _Operand | Sense:
        """Read a bracket: a condition of its own, or the strings and names in it."""
        begin = self._place
        level, operators = 1, False
        names: list[str] = []
        strings: list[str] = []
        while level:
            if self.at_end:
                raise _Unreadable
            kind, text = self._kind, self._take()
            level += {"open": 1, "close": -1}.get(kind, 0)
            operators = operators or kind in ("either", "both", "no", "compare")
            if kind == "word":
                names.append(text)
            elif kind == "string":
                strings.append(tokens.unquoted(text))
            elif kind == "other" and bare and text in tokens.UNREADABLE:
                raise _Unreadable
        if not (bare and operators):
            return _Operand(tuple(names), tuple(strings))
        end, self._place = self._place, begin
        sense = self.either(depth + 1)
        if self._place != end - 1:
            raise _Unreadable
        self._place = end
        return sense

    def _equal(self, left: _Operand, right: _Operand) -> Sense:
        """Read ``left == right``: the value speaks; a true or false one lets the other speak."""
        for value, other in ((right, left), (left, right)):
            if value.constant in tokens.NULL:
                return NOTHING
            if value.constant in (tokens.TRUE if value is right else {"true"}):
                return self._truth(other)
            if value.constant in (tokens.FALSE if value is right else {"false"}):
                return self._truth(other).flipped()
        if right.strings and not right.names:
            return self._value(right)
        if left.strings and not left.names:
            return self._value(left)
        # A flag that is compared with a flag tells of neither.
        return NOTHING if self._truth(left) != NOTHING else self._value(right)

    def _member(self, left: _Operand, right: _Operand) -> Sense:
        """Read ``env in ("dev", "test")`` and ``"sandbox" in url``."""
        if left.strings and not left.names:
            return self._value(left)
        return self._value(right)

    def _value(self, value: _Operand) -> Sense:
        """Give the sense of a value that something is compared with; several must agree."""
        if value.strings:
            senses = [self._phrase(text) for text in value.strings]
        elif value.names:
            senses = [self._last_that_speaks(value.names, values=True)]
        else:
            return NOTHING
        together = agree([sense.yes for sense in senses])
        # What is none of several environments of one kind is of the other kind.
        return Sense(together, any_of([sense.no for sense in senses]) if together else None)

    def _truth(self, operand: _Operand) -> Sense:
        """Give the sense of an operand that is itself true or false: ``settings.SANDBOX``."""
        said = [self._flag(text) for text in operand.strings if len(split(text)) <= _LONGEST]
        spoken = [sense for sense in said if sense != NOTHING]
        if spoken:
            return spoken[0] if len(set(spoken)) == 1 else BOTH
        names = operand.names
        if (names and _ANYTHING.fullmatch(names[0])) or (names and operand.is_called):
            # A variable that anything is called, and what it is asked; a method `test(…)`.
            names = tuple(name for name in names if not _ANYTHING.fullmatch(name))
        for name in reversed(names):
            sense = self._flag(name)
            if sense != NOTHING:
                return sense
        return NOTHING

    def _flag(self, name: str) -> Sense:
        sense = self._words(name, values=True)
        if sense.decides is None or _is_flag(split(name), self._vocabulary):
            return sense
        return NOTHING

    def _phrase(self, text: str) -> Sense:
        if len(split(text)) > _LONGEST:
            return NOTHING
        if not _HOST.fullmatch(text):
            return self._words(text, values=True)
        for part in text.split("."):
            sense = self._words(part, values=True)
            if sense != NOTHING:
                return sense
        return NOTHING

    def _last_that_speaks(self, names: tuple[str, ...], values: bool) -> Sense:
        for name in reversed(names):
            sense = self._words(name, values)
            if sense != NOTHING:
                return sense
        return NOTHING

    def _words(self, text: str, values: bool) -> Sense:
        return of_words(
            split(text),
            self._vocabulary,
            production=_SAID_IN_VALUES if values else frozenset(),
        )


def _is_flag(words: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether an identifier switches something: nothing but flag nouns follows what it names."""
    speaking = vocabulary.sandbox | vocabulary.strong_production | _SAID_IN_VALUES
    last = max((place for place, word in enumerate(words) if word in speaking), default=-1)
    return words[:1] == ("is",) or all(word in _FLAG_NOUNS for word in words[last + 1 :])


def is_switch(name: str) -> bool:
    """Whether a setting of this name chooses an environment: ``AURORA_ENV``, ``mode``."""
    words = split(name)
    return bool(words) and words[-1] in _SWITCHES
