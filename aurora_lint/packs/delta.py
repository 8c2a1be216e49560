"""What a delta brings: the bytes that it inserts, between those that it copies from its base."""

from __future__ import annotations

#: Where the bytes before, and those behind, are copied: in no text do these stand.
CUT_END, CUT_BEGIN = b"\xf8\xf9\xfa", b"\xfb\xfc\xfd"
_CUT = CUT_END + CUT_BEGIN
#: An instruction that copies begins with this byte or a higher one; the others insert as many bytes
#: as they say, and this many at the most.
COPIES, LONGEST = 128, 127
#: So much is told of what is on either side of a seam.
REACH = 32
_COPIES = bytes([COPIES])
#: How far it is to the next instruction, by the first byte of one that copies.
_STEPS = bytes(1 + bin(byte & 127).count("1") for byte in range(256))


def lengths(delta: bytes) -> tuple[int, int]:
    """Give the size of what a delta makes, and where its instructions begin.

    IndexError where it ends before.
    """
    place = 0
    while delta[place] & 128:
        place += 1
    place += 1
    size = shift = 0
    while delta[place] & 128:
        size |= (delta[place] & 127) << shift
        shift += 7
        place += 1
    return size | delta[place] << shift, place + 1


def inserted(delta: bytes, place: int) -> bytes:
    """Give what a delta inserts, with a mark where it copies; ``place`` is its first instruction.

    What is inserted on end is joined: an instruction holds 127 bytes at the most.
    """
    parts: list[bytes] = []
    add, steps, end = parts.append, _STEPS, len(delta)
    is_cut = False
    while place < end:
        byte = delta[place]
        if byte > 127:
            place += steps[byte]
            is_cut = True
        else:
            if is_cut:
                add(_CUT)
                is_cut = False
            first = place + 1
            place = first + byte
            add(delta[first:place])
    if is_cut:
        add(_CUT)
    return b"".join(parts)


def seams(delta: bytes, place: int) -> list[bytes] | None:
    """Give what is inserted where a long insert meets the next one; ``place`` is as above.

    Where an insert is as long as it can be is seen without its instruction being read; whatever
    else has the same byte may be told, too. None where that is more than there can be of them.
    """
    told: list[bytes] = []
    most = len(delta) // REACH
    at = delta.find(LONGEST, place)
    while at >= 0:
        seam = at + 1 + LONGEST
        if delta[seam : seam + 1] < _COPIES:
            told.append(delta[seam - REACH : seam] + delta[seam + 1 : seam + 1 + REACH])
            if len(told) > most:
                return None
        at = delta.find(LONGEST, at + 1)
    return told
