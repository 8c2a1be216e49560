"""The byte strings that betray a key, in each way to spell one that keeps a run of its prefix.

All four prefixes share ``k_prod_`` or ``k_sand_``; the letter before is read where one is found.
"""

from __future__ import annotations

CORES = (b"k_prod_", b"k_sand_")
#: Key names (``AURORA_PROD_KEY``) are looked for in the same pass: see :mod:`aurora_lint.names`.
VENDOR = (b"aurora", b"Aurora", b"AURORA")

#: An alphabet for each number of bits that a letter stands for.
LETTERS = {
    6: b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    5: b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
}
#: Enough of base64 to know it by, where a line ends within a literal.
_HALF = 4

Literal = tuple[str, bytes]
#: A table may hold so many, each of at least four bytes: see :mod:`aurora_lint.tables`.
MOST_LITERALS = 64


def skipped(before: int, bits: int) -> int:
    """Give how many letters of a group a text that begins ``before`` bytes into it shares."""
    return -(-before * 8 // bits)


def lettered(text: bytes, before: int, bits: int) -> bytes:
    """Give the letters that ``text`` alone decides where it begins ``before`` bytes into a group.

    A letter stands for 6 ``bits`` in base64, whose group is 3 bytes, and for 5 in base32 with 5.
    """
    number = int.from_bytes(text, "big")
    size = (before + len(text)) * 8
    ends = range(skipped(before, bits) + 1, size // bits + 1)
    return bytes(LETTERS[bits][number >> (size - end * bits) & (1 << bits) - 1] for end in ends)


def _based(texts: tuple[bytes, ...], bits: int, group: int) -> tuple[Literal, ...]:
    return tuple(
        (f"base{1 << bits} {before}", lettered(text, before, bits))
        for text in texts
        for before in range(group)
    )


_BASE64 = _based(CORES, 6, 3)
_HEX = tuple(core.hex().encode() for core in CORES)

#: What any file may hold: (family, literal).
OF_BYTES: tuple[Literal, ...] = (
    *(("plain", core) for core in CORES),
    *(("name", name) for name in VENDOR),
    *_BASE64,
    *_based(tuple(literal for _, literal in _BASE64), 6, 3),
    *((f"head of {family}", literal[:_HALF]) for family, literal in _BASE64),
    *((f"tail of {family}", literal[-_HALF:]) for family, literal in _BASE64),
    *_based(CORES, 5, 5),
    *(("base16 0", digits) for low in _HEX for digits in (low, low.upper())),
    *(("reversed", core[:-1][::-1]) for core in CORES),
    ("rot13", b"x_cebq"),
    ("rot13", b"x_fnaq"),
    *(("utf-16", b"\0".join(core[n : n + 1] for n in range(7))) for core in CORES),
    *(("utf-32", b"\0\0\0".join(core[n : n + 1] for n in range(7))) for core in CORES),
)

#: Escapes: of an underscore, of the letter before it, of the one behind it. That of an underscore
#: alone is much else, too, and counts only behind a letter of a prefix.
_ESCAPES = {
    "underscore escaped": rb"\x5f \x5F \u005 \137 \u{5 \x{5 {137} \U0000005",
    "underscore percent": rb"%255f %255F",
    "underscore html": rb"#95; #095; #x5f; #x5F; #X5F; lowbar; UnderBar;",
    "escaped": rb"\x6b_ \x6B_ \u006b_ \u006B_ k_\x7 k_\u007 k_\16 k\_prod\_ k\_sand\_",
    "percent": rb"k%5f k%5F d%5f d%5F 6b%5f 6B%5F 64%5f 64%5F %6b_ %6B_ k_%7",
    "html": rb"#107;_ k_&#",
    "quoted-printable": rb"k=5F d=5F 6B=5F 64=5F",
}
#: The letters ``k_`` as numbers: in decimal, in hexadecimal, as bytes of a dump.
_NUMBERS = b"(107)|107,|0x6b,|0x6B,|0X6B,|6b 5f 7|6B 5F 7|6b:5f|6B:5F".split(b"|")

#: What only a text holds: (family, literal). Shorter ones than four bytes make the search slow.
OF_TEXT: tuple[Literal, ...] = (
    *((family, escape) for family, escapes in _ESCAPES.items() for escape in escapes.split()),
    *(("numbers", number) for number in _NUMBERS),
)

#: What a prefix begins with, as code holds it that goes on with ``"prod_``: it is much else, too.
_BEGINNINGS = (
    b"""\"sk\"|'sk'|`sk`|\"rk\"|'rk'|`rk`|\"sk_|'sk_|`sk_|\"rk_|'rk_|`rk_| sk_| rk_|=sk_|=rk_"""
    b"|[sk |[rk |(sk |(rk |{sk |{rk |=sk\n|=rk\n|=sk;|=rk;"
).split(b"|")
#: Other pieces of a prefix as code holds them that puts a key together. A prefix has a joint where
#: it was cut, and what is left of it is told by its quotation mark; or it is in the other case,
#: has other signs between its parts, or stands letter by letter.
OF_ENVIRONMENTS = (
    b"""\"_prod|'_prod|\"_sand|'_sand|\"prod_|'prod_|\"sand_|'sand_"""
    b"|`_prod|`_sand|`prod_|`sand_|}_prod|}_sand|)_prod|)_sand"
).split(b"|")
IN_OTHER_SIGNS = [
    *(b"K_PROD", b"K_SAND"),
    *(b"k%c%s" % (sign, word) for sign in b"- .,:/|" for word in (b"prod", b"sand")),
]
_LETTER_BY_LETTER = b"""'k', '_'|'k','_'|"k", "_"|"k","_"| k _ p| k _ s""".split(b"|")

#: What only code holds: (family, literal).
OF_CODE: tuple[Literal, ...] = (
    *(("beginning", piece) for piece in _BEGINNINGS),
    *(("piece", piece) for piece in (*OF_ENVIRONMENTS, *IN_OTHER_SIGNS, *_LETTER_BY_LETTER)),
)
