"""Spellings without end: the cost grows with the file, and a place is read once."""

import base64
import time
from collections.abc import Callable

import pytest

from aurora_lint.engine import scan
from aurora_lint.source import Source
from aurora_lint.spellings import lettered
from tests.keygen import key

KEYS = [key("sk_prod", 2 * seed + 1) for seed in range(64)]


def _keys(size: int) -> bytes:
    return " ".join(KEYS[n % len(KEYS)] for n in range(size)).encode()


SHAPES: dict[str, Callable[[int], bytes]] = {
    "keys.txt": lambda size: base64.b64encode(_keys(size)),
    "lines.txt": lambda size: base64.encodebytes(_keys(size)),
    "cores.txt": lambda size: base64.b64encode(b"k_prod_" * size * 2),
    "twice.txt": lambda size: base64.b64encode(base64.b64encode(b"k_prod_" * size)),
    "percent.txt": lambda size: b"k%5F" * size * 5,
    "slashes.txt": lambda size: (b"k\\x5f" + b"\\" * 700) * (size // 8),
    "numbers.txt": lambda size: b"107, 95, " * size * 3,
    "wide.bin": lambda size: b"\1" + "k_prod_".encode("utf-16-le") * size * 2,
    "begun.sh": lambda size: b'A=sk_prod_\nB=$A"x"\n' * size,
    "sums.js": lambda size: b"x = " + b'"sk_" + ' * size * 4 + b'"prod_";\n',
    "lists.js": lambda size: b"x = [" + b'["sk", "sk", "sk", "sk"],\n' * size + b'"prod_"];\n',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_cost_grows_with_the_file(name: str) -> None:
    def cost(size: int) -> float:
        data = SHAPES[name](size)
        return min(once(data) for _ in range(3))

    def once(data: bytes) -> float:
        start = time.process_time()
        scan(Source(data, name))
        return time.process_time() - start

    cost(8)  # imports
    assert cost(800) < 12 * max(cost(200), 0.01)


def test_a_key_in_a_long_text_is_told_once() -> None:
    text = base64.b64encode(b"x" * 9000 + b" " + KEYS[0].encode() + b" " + b"y" * 9000)
    found = [each for each in scan(Source(b"a: " + text, "a.yml")) if each.code == "AUR101"]
    assert [each.spelling for each in found] == ["base64"]
    assert found[0].span.column > 9000
    twice = base64.b64encode(_keys(400))
    found = [each for each in scan(Source(twice, "a.txt")) if each.code == "AUR101"]
    assert len(found) == 400


def test_one_spelling_hides_no_other() -> None:
    lines = [base64.b64encode(each.encode()).decode() for each in KEYS]
    text = "".join(f"x: {line}\n{'n' * nth}y:\n" for nth, line in enumerate(lines))
    found = scan(Source(text.encode(), "a.yml"))
    assert sum(each.code == "AUR101" for each in found) == len(KEYS)
    escaped = f'a: "{KEYS[0][:20]}\\x{ord(KEYS[0][20]):02x}{KEYS[0][21:]}"\n'
    for shift in range(8):
        text = " " * shift + escaped + "z" * 5000 + " k\\x5f\n"
        assert "AUR101" in {each.code for each in scan(Source(text.encode(), "a.txt"))}


@pytest.mark.parametrize("name", ["cores.txt", "lines.txt", "twice.txt"])
def test_a_text_full_of_hits_is_not_decoded_for_each(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    decode = lettered._decode

    def counted(text: bytes, base: lettered._Base) -> bytes:
        sizes.append(len(text))
        return decode(text, base)

    monkeypatch.setattr(lettered, "_decode", counted)
    data = SHAPES[name](400)
    scan(Source(data, name))
    assert len(data) < sum(sizes) < 30 * len(data)
