"""What an Aurora key is, and where keys stand in the bytes of a file.

The facts are the vendor's: ``sk_`` opens everything in one tenant, ``rk_`` a chosen part of it;
``sand_`` and ``prod_`` name the environment. The token's form is not documented: the page's
example and the keys seen in public code have 24 letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, NoReturn

from aurora_lint import boundary, token
from aurora_lint.candidates import candidates

Kind = Literal["standard", "restricted"]
Environment = Literal["production", "sandbox"]

_TOKEN = re.compile(rb"[A-Za-z0-9]*")
#: What follows a token that was cut short or masked: ``sk_prod_1234567890…``, ``****``, ``<id>``.
_CUT_SHORT = re.compile(rb"\*|\.\.\.|\xe2\x80\xa6|\xe2\x80\xa2|[<{$]")
#: A token ends where the prefix of another key begins: keys may stand side by side.
_IN_TEXT = re.compile(r"([sr]k_(?:prod|sand)_)((?:(?![sr]k_(?:prod|sand)_)[A-Za-z0-9]){10,99})")


class Key:
    """One key. It is the only holder of the secret, and it shows it to nobody by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def text(self) -> str:
        """The whole secret."""
        return self._text

    @property
    def kind(self) -> Kind:
        """What the key may do: everything in a tenant, or a chosen part."""
        return "standard" if self._text.startswith("sk_") else "restricted"

    @property
    def environment(self) -> Environment:
        """The environment that the key opens."""
        return "production" if self._text[3:8] == "prod_" else "sandbox"

    @property
    def masked(self) -> str:
        """The key as it may be shown: ``sk_prod_LXkn…wJgk``, at most a third of its token."""
        shown = min(4, (len(self._text) - 8) // 6)
        return f"{self._text[: 8 + shown]}…{self._text[-shown:]}"

    @property
    def fingerprint(self) -> str:
        """The first 32 hex digits of SHA-256 over the whole key's ASCII text."""
        from hashlib import sha256

        return sha256(self._text.encode("ascii")).hexdigest()[:32]

    def __repr__(self) -> str:
        return f"<Key {self.masked}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not written to disk or sent to another process")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class Sighting(NamedTuple):
    """A key seen in a source, by value or by a name that says whose it is.

    ``start`` and ``end`` are byte offsets, the end exclusive. ``doubt`` says why a value with
    the right prefix may be no key (AUR105). A sighting by ``name`` has no key.
    """

    start: int
    end: int
    key: Key | None = None
    name: str = ""
    doubt: str = ""
    spelling: str = "plain"


def find(data: bytes, cores: list[int] | None = None) -> Iterator[Sighting]:
    """Yield the keys in ``data``, in order; ``cores`` are the offsets of ``k_prod_`` and the like.

    They are looked for where they are left out.
    """
    for core in candidates(data).cores if cores is None else cores:
        sighting = _look(data, core - 1) if data[max(0, core - 1) : core] in (b"s", b"r") else None
        if sighting:
            yield sighting


def _look(data: bytes, start: int) -> Sighting | None:
    """Read the token behind the prefix at ``start``; None where it is no key at all."""
    match = _TOKEN.match(data, start + 8, start + 8 + token.LONGEST + 1)
    text = match[0].decode("ascii") if match else ""
    if len(text) > token.LENGTH and boundary.is_framed(data, start, 8 + token.LENGTH):
        text = text[: token.LENGTH]
    end = start + 8 + len(text)
    if not token.SHORTEST <= len(text) <= token.LONGEST or token.is_placeholder(text):
        return None
    if not boundary.starts_word(data, start) or not (
        boundary.ends_word(data, end) or boundary.is_framed(data, start, end - start)
    ):
        return None
    if len(text) != token.LENGTH and (token.is_word(text) or _CUT_SHORT.match(data, end)):
        return None
    key = Key(data[start:end].decode("ascii"))
    return Sighting(start, end, key, doubt=_doubt(text, bytes(data[end : end + 200])))


def _doubt(text: str, tail: bytes) -> str:
    if len(text) != token.LENGTH:
        return f"{len(text)} characters where a key has {token.LENGTH}"
    if token.looks_typed(text):
        return "its token looks typed by hand"
    if token.runs_on(tail):
        return "its token runs on as base64"
    return ""


def mask(text: str) -> str:
    """Give ``text`` with every key in it masked, well-formed or not."""
    return _IN_TEXT.sub(lambda match: Key(match[0]).masked, text)


def without(text: str) -> str:
    """Give ``text`` with every key in it left out: what a key says of itself is no address."""
    return _IN_TEXT.sub(" ", text)
