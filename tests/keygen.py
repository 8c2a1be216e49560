"""Keys for tests: made, never typed, the same on every run."""

import hashlib
import re
import string
from pathlib import Path

from aurora_lint import token
from aurora_lint.keys import Key
from aurora_lint.reporters.rule_page import FINGERPRINT_MARK, MARK

_BASE62 = string.ascii_letters + string.digits
_HEX = string.digits + "abcdef"


def key(prefix: str, seed: int = 1, alphabet: str | None = None, length: int = 24) -> str:
    """Make a key of ``prefix`` (``sk_prod``); odd seeds are base 62, even ones hexadecimal."""
    letters = alphabet or (_BASE62 if seed % 2 else _HEX)
    for attempt in range(1000):
        digest = hashlib.shake_256(f"{prefix} {seed} {attempt}".encode()).digest(length * 2)
        made = "".join(letters[byte % len(letters)] for byte in digest[:length])
        if not token.is_placeholder(made) and not token.looks_typed(made):
            return f"{prefix}_{made}"
    raise AssertionError("no key can be made of that")


#: Tokens of the right length that are none, by the names that marks give them: ``@sk_prod:xs@``.
SHAPES = {
    "letters": string.ascii_lowercase[:24],
    "digits": (string.digits * 3)[:24],
    "hex": (_HEX * 2)[:24],
    "pairs": "a1b2c3d4e5f6" * 2,
    "block": "deadbeef" * 3,
    "triples": "".join(f"{each.upper()}{each}{n}" for n, each in enumerate("abcdefgh", start=1)),
    "goes-here": "YourBearerTokenGoesHere1",
    "example": "exampleexample12345678ab",
    "four": "aaaabbbbccccdddd" + "aaaabbbb",
    "xs": "x" * 24,
    "capital-xs": "X" * 24,
    "zeros": "0" * 24,
}
_ANY_MARK = re.compile(rf"{MARK.pattern}|@([sr]k_(?:prod|sand)):({'|'.join(SHAPES)})@")


def filled(text: str) -> str:
    """Give ``text`` with each mark replaced: ``@sk_prod:1@`` by a key, ``@sk_prod:xs@`` by none."""
    text = FINGERPRINT_MARK.sub(lambda mark: Key(key(mark[1], int(mark[2]))).fingerprint, text)
    return _ANY_MARK.sub(
        lambda mark: key(mark[1], int(mark[2])) if mark[1] else f"{mark[3]}_{SHAPES[mark[4]]}", text
    )


def fill_tree(source: Path, target: Path) -> None:
    """Copy the folder ``source`` to ``target``, marks in its files filled in."""
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(filled_bytes(path.read_bytes()))


def filled_bytes(data: bytes) -> bytes:
    for pattern in (FINGERPRINT_MARK.pattern, _ANY_MARK.pattern):
        data = re.sub(pattern.encode(), lambda mark: filled(mark[0].decode()).encode(), data)
    return data
