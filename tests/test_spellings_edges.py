"""A text is read in stretches: wherever one ends, each key is told once and whole."""

import base64
from collections.abc import Callable

import pytest

from aurora_lint.engine import scan
from aurora_lint.source import Source
from tests.keygen import key

ONE, OTHER = key("sk_prod", 2), key("sk_prod", 3)


def _as(form: str) -> Callable[[str], bytes]:
    return lambda text: "".join(form.format(byte) for byte in text.encode()).encode()


def _underscores(escape: str) -> Callable[[str], bytes]:
    return lambda text: text.replace("_", escape).encode()


WAYS: dict[str, Callable[[str], bytes]] = {
    r"\x5f": _underscores(r"\x5f"),
    r"\x73\x6b": _as("\\x{:02x}"),
    r"\u0073": _as("\\u{:04x}"),
    r"\163": _as("\\{:03o}"),
    "%5F": _underscores("%5F"),
    "%73": _as("%{:02X}"),
    "&#115;": _as("&#{};"),
    "=73": _as("={:02X}"),
    "115, ": _as("{}, "),
    "0x73, a line": _as("    0x{:02x},\n"),
    "73:6b": _as("{:02x}:"),
    "hex": _as("{:02x}"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 in lines": lambda text: base64.encodebytes(text.encode()),
    "base64 in base64": lambda text: base64.b64encode(base64.b64encode(text.encode())),
    "base32": lambda text: base64.b32encode(text.encode()),
    "utf-16": lambda text: b"\1\2\3" + text.encode("utf-16-le"),
    "utf-32": lambda text: b"\1\2\3" + text.encode("utf-32-be"),
    "backwards": lambda text: text[::-1].encode(),
}


def _told(data: bytes) -> list[tuple[str, str | None]]:
    return sorted((each.code, each.masked) for each in scan(Source(data, "notes.txt")))


@pytest.mark.parametrize("way", WAYS)
def test_two_keys_at_every_distance(way: str) -> None:
    expected = sorted({_told(text.encode())[0] for text in (ONE, OTHER)})
    for distance in [*range(1, 1400, 13), 2000, 4000]:
        text = f"{ONE}{' ' * distance}{OTHER}{' z' * 900}"
        found = _told(b"= " + WAYS[way](text))
        assert sorted(set(found)) == expected, distance


@pytest.mark.parametrize("distance", range(1, 1400, 13))
def test_a_plain_key_behind_an_escape(distance: int) -> None:
    found = _told(f'"k\\x5f{" " * distance}{ONE}{" z" * 900}"'.encode())
    assert found == _told(ONE.encode())


@pytest.mark.parametrize("start", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"a\0b\0", b"\0a\0b"])
@pytest.mark.parametrize("more", range(4))
def test_what_looks_like_a_mark_hides_no_key(start: bytes, more: int) -> None:
    """Two bytes at the beginning of a file of any kind may pass for the mark of UTF-16."""
    texts = [(ONE.encode(), "plain")]
    if b"\0" not in start:
        texts.append((base64.b64encode(f"KEY={ONE}".encode()), "base64"))
    for text, spelling in texts:
        found = scan(Source(start + b" " + text + b" " * more, "a.txt"))
        assert [(each.code, each.spelling) for each in found] == [("AUR101", spelling)]
