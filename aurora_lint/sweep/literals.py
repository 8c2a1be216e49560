"""The byte strings of a first pass: fewer, and in each literal that betrays a key one of them.

A pass costs the same for one literal as for 64, and in less literals there is less to be found by
chance. What is found by these is looked at again by those of :mod:`aurora_lint.tables`.
"""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from aurora_lint.literals import MOST_LITERALS, OF_BYTES, OF_CODE, OF_TEXT

#: What several literals have in common, and little else has: one stands for them all.
_SHARED = (
    b"urora", b"URORA", b"_prod", b"_sand", b"prod_", b"sand_", b"-prod", b"-sand",
    b"'k',", b'"k",', b" k _ ", b"\\u006", b"%255", b"6b5f7", b"6B5F7", b"k\0_\0", b"k\0\0\0_",
    b"YTE5", b"dGZj", b"clgz", b"ExOX", b"hMTl", b"JYM0", b"yWDN", b"NNPX", b"VV64", b"227O",
)  # fmt: skip
#: A pointer of Git LFS is told apart from a file that is there.
_POINTER = b"//git-lfs."
#: No literal holds it, so that nothing is found across two files that stand behind each other.
SEPARATOR = 1


def _fewer() -> list[bytes]:
    """Give what all literals come down to."""
    every = [literal for _, literal in (*OF_BYTES, *OF_TEXT, *OF_CODE)]
    others = [each for each in every if not any(part in each for part in _SHARED)]
    # A literal within another one stands for that.
    return [
        _POINTER,
        *_SHARED,
        *(each for each in others if not any(one in each for one in others if one != each)),
    ]


#: The search deals literals out to so many heaps, by their numbers, and goes by what those of one
#: heap begin with. Where they begin alike it takes half of the time.
_HEAPS = 16


def _dealt(literals: list[bytes]) -> list[bytes]:
    """Give literals, which are sorted, in the order in which neighbours come to one heap."""
    size = -(-len(literals) // _HEAPS)
    heaps = [literals[start : start + size] for start in range(0, len(literals), size)]
    return [heap[nth] for nth in range(size) for heap in heaps if nth < len(heap)]


LITERALS = sorted(_fewer())
#: So few tables as hold them all, of about the same size.
_SIZE = -(-len(LITERALS) // -(-len(LITERALS) // MOST_LITERALS))
TABLES = tuple(_dealt(LITERALS[start : start + _SIZE]) for start in range(0, len(LITERALS), _SIZE))

#: Begins a prefix that code may go on with. In most code it begins other words.
_BEGINNINGS = frozenset(each for _, each in OF_CODE if each.endswith(b"k_"))
_WORDS = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz") - {*b"ps"}
#: For each literal the bytes behind it that make it another word: see ``candidates``.
OTHER_WORDS = tuple(
    tuple(_WORDS if each in _BEGINNINGS else frozenset[int]() for each in table) for table in TABLES
)

SEARCHES = tuple(
    BytesAhoCorasick(table, matchkind=MatchKind.LeftmostFirst).find_matches_as_indexes
    for table in TABLES
)
