"""How an entry is unpacked: by :mod:`isal` where it is installed, as it takes half the time.

``pip install 'aurora-lint[fast]'`` brings it. What :mod:`zlib` calls damaged is damaged to it, too.
"""

from __future__ import annotations

import zlib
from typing import Any


def _codec() -> Any:
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib
    return isal_zlib


CODEC = _codec()
#: What a damaged stream raises.
DAMAGED: tuple[type[Exception], ...] = (zlib.error, CODEC.error)
#: What is longer may unpack to more than memory holds, whatever it says: a thousand times as much.
_BOUNDED = 1 << 18


def beginning(packed: memoryview, size: int) -> bytes:
    """Unpack the first bytes of a stream."""
    data: bytes = CODEC.decompressobj().decompress(packed, size)
    return data


def inflated(packed: memoryview, size: int) -> bytes:
    """Unpack a stream that makes ``size`` bytes; one of :data:`DAMAGED` where it does not."""
    # With room for one byte more the stream's end is seen in the first call.
    data: bytes
    if len(packed) > _BOUNDED:
        data = CODEC.decompressobj().decompress(packed, size + 1)
    else:
        data = CODEC.decompress(packed, 15, size + 1)
    if len(data) != size:
        raise zlib.error("an entry has another size than it says")
    return data
