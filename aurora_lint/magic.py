"""Which files hold other files, told by their first bytes.

This is asked of every file, so it costs a few look-ups and imports nothing.
"""

from __future__ import annotations

#: By two bytes, for one look-up: what the file may be, and the whole of what it must begin with.
_HEADS = {
    b"\x1f\x8b": ("gzip", (b"\x1f\x8b\x08",)),
    b"BZ": ("bzip2", tuple(b"BZh%d1AY&SY" % level for level in range(1, 10))),
    b"\xfd7": ("xz", (b"\xfd7zXZ\0",)),
    b"]\0": ("lzma", (b"]\0\0",)),
    b"x\x01": ("zlib", (b"x\x01",)),
    b"x\x5e": ("zlib", (b"x\x5e",)),
    b"x\x9c": ("zlib", (b"x\x9c",)),
    b"x\xda": ("zlib", (b"x\xda",)),
    b"PK": ("zip", (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK", b"PK00PK\x03\x04")),
    b"SQ": ("sqlite", (b"SQLite format 3\0",)),
    b"%P": ("pdf", (b"%PDF-",)),
    b"\xca\xfe": ("class", (b"\xca\xfe\xba\xbe",)),
}
#: The upper byte of the magic numbers of Python 3.8 and later, and the line end behind it.
_PYC = frozenset({b"\r\r\n", b"\x0e\r\n"})
#: The endings of programs that may carry a zip behind them, and of tar from before it had a mark.
ENDINGS = (".tar", ".exe", ".EXE", ".jar", ".pex", ".pyz", ".pyzw", ".run", ".sh")
#: What a zip ends with: its directory's end, and a comment.
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
#: The directory's size, where it takes eight bytes and stands elsewhere.
_LARGE = 0xFFFFFFFF
_END_REACH = 22 + 0xFFFF
#: For most files three bytes and a letter say that they are none of all these.
FIRST = frozenset(head[0] for head in _HEADS)
SECOND = frozenset(head[0] for head in _PYC)
OF_TAR, _USTAR = 257, b"ustar"
MARK_OF_TAR = _USTAR[0]
_LAST = frozenset(ending[-1] for ending in ENDINGS)


def is_container(data: bytes, path: str | None = None) -> bool:
    """Whether ``data``, a whole file called ``path``, may hold other files."""
    try:
        is_likely = data[0] in FIRST or data[1] in SECOND or data[OF_TAR] == MARK_OF_TAR
    except IndexError:
        is_likely = True  # so short that it costs nothing
    if is_likely or (path and path[-1] in _LAST):
        return kind(data, path) != ""
    return False


def kind(data: bytes, path: str | None = None) -> str:
    """Give what kind of container ``data``, a whole file called ``path``, is; else nothing."""
    if found := _HEADS.get(data[:2]):
        return found[0] if data.startswith(found[1]) and _is_likely(found[0], data) else ""
    if data[OF_TAR : OF_TAR + len(_USTAR)] == _USTAR:
        return "tar"
    if data[1:4] in _PYC and _is_likely("pyc", data):
        return "pyc"
    if path is None or not path.endswith(ENDINGS):
        return ""
    if path.endswith(".tar"):
        return "tar" if len(data) > 512 else ""
    return "zip" if _ends_in_directory(data) else ""


def _ends_in_directory(data: bytes) -> bool:
    """Whether a zip's directory ends the file: that is where it says it begins."""
    end = data.rfind(_END, max(0, len(data) - _END_REACH))
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    return size == _LARGE or (0 < size <= end and data.startswith(_ENTRY, end - size))


def _is_likely(name: str, data: bytes) -> bool:
    """Look once more where the first bytes are few, or those of another format too."""
    if name == "class":  # A program for several processors of a Mac begins alike.
        return len(data) > 10 and 45 <= int.from_bytes(data[6:8], "big") < 200
    if name == "pyc":
        number, flags = int.from_bytes(data[:2], "little"), int.from_bytes(data[4:8], "little")
        return len(data) > 16 and 3400 <= number < 3800 and flags < 4
    if name == "zlib":  # Text may begin with `x^`: the first block's kind is one of three.
        return len(data) > 6 and data[2] & 6 != 6
    return True
