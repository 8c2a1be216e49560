"""What is unpacked by isal is what zlib unpacks, and what is damaged to one is so to the other."""

import random
import zlib
from types import ModuleType

import pytest

from aurora_lint.packs import inflate

CHANCE = random.Random(11)


def streams(amount: int) -> list[tuple[bytes, int]]:
    """Give streams with the sizes that they say, most of them damaged in one way or another."""
    made = []
    for nth in range(amount):
        size = CHANCE.choice([0, 1, 100, 4_000, 40_000])
        letters = bytes(CHANCE.choices(range(97, 110), k=min(size, 2_000)))
        text = (letters * (size // 2_000 + 1))[:size]
        packed = bytearray(zlib.compress(text, CHANCE.choice([0, 1, 6, 9])))
        place = CHANCE.randrange(len(packed))
        if nth % 6 == 1:
            del packed[place:]
        elif nth % 6 == 2:
            packed[place] ^= 1 << CHANCE.randrange(8)
        elif nth % 6 == 3:
            packed += CHANCE.randbytes(20)  # what follows is another entry
        elif nth % 6 == 4:
            packed[-1 - place % 4] ^= 16  # the sum of what is unpacked
        elif nth % 6 == 5:
            packed[place % 2] = CHANCE.randrange(256)
        made.append((bytes(packed), size + (nth % 5 == 0) - (nth % 7 == 0 and size > 0)))
    return made


def unpacked(packed: bytes, size: int) -> bytes | None:
    try:
        return inflate.inflated(memoryview(packed), size)
    except (zlib.error, inflate.CODEC.error):
        return None


@pytest.mark.parametrize("bounded", [0, 1 << 18], ids=["long", "short"])
def test_both_say_the_same(monkeypatch: pytest.MonkeyPatch, bounded: int) -> None:
    isal = pytest.importorskip("isal.isal_zlib", reason="isal is not installed")
    monkeypatch.setattr(inflate, "_BOUNDED", bounded)
    given = streams(3_000)
    told = []
    for codec in (zlib, isal):
        monkeypatch.setattr(inflate, "CODEC", codec)
        told.append([unpacked(*each) for each in given])
    assert told[0] == told[1]
    assert 600 < told[0].count(None) < 2_700


def codecs() -> list[ModuleType]:
    return [zlib] if inflate.CODEC is zlib else [zlib, inflate.CODEC]


@pytest.mark.parametrize("codec", codecs(), ids=lambda each: each.__name__)
def test_no_more_is_unpacked_than_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, codec: ModuleType
) -> None:
    monkeypatch.setattr(inflate, "CODEC", codec)
    packed = memoryview(zlib.compress(bytes(1 << 20)))
    assert inflate.beginning(packed, 32) == bytes(32)
    assert inflate.inflated(packed, 1 << 20) == bytes(1 << 20)
    monkeypatch.setattr(inflate, "_BOUNDED", 0)
    with pytest.raises(inflate.DAMAGED):
        inflate.inflated(packed, 1000)
