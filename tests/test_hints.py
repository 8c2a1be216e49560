"""A delta as it is unpacked says no less than what it inserts does."""

from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurora_lint.history.batch import Deltas, closer
from aurora_lint.history.clues import CUT, DEEP, PLAIN, READ, WANTED, held, inherited
from aurora_lint.history.cuts import inserts
from aurora_lint.literals import CORES, OF_CODE, OF_TEXT
from aurora_lint.packs.delta import COPIES, LONGEST, REACH, seams
from tests.test_packs import copy, number

_TO_READ = READ | DEEP | CUT
#: What an object can hold of a prefix beside a piece.
BASES = [0, *{held(each): None for each in WANTED}]
LITERALS = [each for _, each in (*OF_TEXT, *OF_CODE)] + [each for one in PLAIN for each, _ in one]
FILLING = st.integers(0, 300).map(lambda size: b"x" * size)
BEGINNINGS = [kind + each.piece for each in inserts() if each.is_begun for kind in (b"s", b"r")]
ENDINGS = [each.piece for each in inserts() if each.is_ended]
INSERT = st.one_of(
    st.tuples(FILLING, st.sampled_from(BEGINNINGS)),
    st.tuples(st.sampled_from(ENDINGS), FILLING),
    st.tuples(st.sampled_from([each.piece for each in inserts()])),
    st.tuples(FILLING, st.sampled_from([*LITERALS, *CORES]), FILLING),
).map(b"".join)
COPY = st.tuples(st.integers(1, 0xFFFFFF), st.integers(1, 0xFFFF))


def written(inserted: bytes) -> bytes:
    """Give the instructions for an insert, as every known writer of packs cuts it."""
    parts = [inserted[nth : nth + LONGEST] for nth in range(0, len(inserted), LONGEST)]
    return b"".join(bytes([len(each)]) + each for each in parts)


def hinted(delta: bytes, place: int) -> int:
    bits = array("Q", [0])
    batch = Deltas(bits)
    batch.add_delta(0, delta, place)
    batch.search()
    return bits[0]


@given(st.lists(st.tuples(INSERT, COPY), min_size=1, max_size=4), st.booleans())
@example([(b"sk_prod" + b"x", (1, 1))], True)
@example([(b"x" * 123 + b"k_prod_", (1, 1))], True)
@example([(b"x" * 250 + b"k_prod_", (1, 1))], False)
def test_no_less_is_said(steps: list[tuple[bytes, tuple[int, int]]], is_copied: bool) -> None:
    head = number(1000) + number(1000)
    delta = head + b"".join(copy(*place) + written(text) for text, place in steps)
    delta += copy(1, 1) if is_copied else b""
    whole, quick = closer(delta, len(head)), hinted(delta, len(head))
    for base in BASES:
        if inherited(whole, base) & _TO_READ:
            assert inherited(quick, base) & _TO_READ


def test_little_more_is_said() -> None:
    """What a prefix has in common with other words is no hint where no delta cuts it."""
    for text in (b"the method_ of a command_, a period_.", b"a sand_castle", b"task_s of disk_p"):
        delta = number(50) + number(50) + copy(1, 9) + written(text + b" as a text") + copy(20, 9)
        bits = hinted(delta, 2)
        assert all(
            inherited(bits, base) & _TO_READ == inherited(0, base) & _TO_READ for base in BASES
        )


@pytest.mark.parametrize("size", [128, 131, 254, 255, 600])
def test_seams_are_told(size: int) -> None:
    text = bytes(nth % 26 + 97 for nth in range(size))
    delta = number(size) + number(size) + copy(5, 5) + written(text) + copy(1, 9)
    place = len(number(size)) * 2
    for seam in range(LONGEST, size, LONGEST):
        around = text[seam - REACH : seam + REACH]
        assert any(each.startswith(around) for each in seams(delta, place) or ())
    assert all(b"\x7f" not in each for each in seams(delta, place) or ())


def test_no_seam_where_something_is_copied() -> None:
    delta = number(200) + number(200) + written(b"x" * LONGEST) + copy(1, 9)
    assert delta[4 + 1 + LONGEST] >= COPIES
    assert seams(delta, 4) == []


def test_bytes_that_look_like_seams_take_no_memory() -> None:
    size = 1 << 20
    text = bytes([LONGEST]) * size + b" k_prod_"
    delta = number(size) + number(size) + copy(5, 5) + written(text)
    place = 2 * len(number(size))
    assert seams(delta, place) is None
    assert hinted(delta, place) & READ


def test_no_literal_reaches_over_a_seam_further_than_is_told() -> None:
    assert max(map(len, LITERALS)) < REACH
