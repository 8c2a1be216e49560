"""Random bytes, base64, escapes, code and damaged archives through a scan: no key may come of them.

``python benchmarks/fuzz_spellings.py 1000000 [SEED]`` prints how many cases ran, how long the
slowest took, and what was found: anything but nothing is an error. Literals that betray a key are
strewn in, so that the readers behind them run.
"""

import base64
import gzip
import io
import random
import sys
import time
import zipfile
from collections.abc import Callable

from aurora_lint.inside import scan_whole
from aurora_lint.literals import OF_BYTES, OF_CODE, OF_TEXT
from aurora_lint.policy import Policy
from aurora_lint.source import Source

#: Without the prefix as it stands: with it, 24 random letters are a key.
LITERALS = [literal for family, literal in (*OF_BYTES, *OF_TEXT, *OF_CODE) if family != "plain"]
#: No letters among them make a token.
PIECES = [
    '"sk_"', '"prod_"', "'_'", '"rk"', "x", "+", "+", "+", ",", "[", "]", "(", ")", ".join(", "%",
    "[::-1]", ".format(", "chr(95)", "f'{x}'", "\n", "\nx = ", " if ", " else ", "for y in ", ": ",
    "b64decode(", "bytes([115, 107, 95])", "*", "3", "lambda: ", "{}", "'a-B2'",
    ".replace('-', '_')",
]  # fmt: skip


def bytes_of(chance: random.Random, size: int) -> tuple[str, bytes]:
    return "a.bin", strewn(chance, chance.randbytes(size))


def base64_of(chance: random.Random, size: int) -> tuple[str, bytes]:
    form = chance.choice([base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes])
    return "a.yml", b"x: " + strewn(chance, form(chance.randbytes(size)))


def text_of(chance: random.Random, size: int) -> tuple[str, bytes]:
    signs = b"abk_ps%&#;=\\xu0567\"'{}()+., \n"
    text = bytes(chance.choice(signs) for _ in range(size // 4))
    return chance.choice(["a.js", "a.php", "a.md", "a.sh", "a.json"]), strewn(chance, text)


def python_of(chance: random.Random, size: int) -> tuple[str, bytes]:
    pieces = [chance.choice(PIECES) for _ in range(size // 40)]
    return "a.py", strewn(chance, "".join(pieces).encode())


def archive_of(chance: random.Random, size: int) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(zipfile.ZipInfo("a.yml"), chance.randbytes(size))
    packed = gzip.compress(buffer.getvalue(), mtime=0)
    data = bytearray(chance.choice([buffer.getvalue(), packed]))
    for _ in range(chance.randrange(5)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return "a.zip", bytes(data)


def strewn(chance: random.Random, data: bytes) -> bytes:
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(LITERALS) + data[place:]
    return data


MAKERS: list[Callable[[random.Random, int], tuple[str, bytes]]] = [
    bytes_of, base64_of, text_of, python_of, archive_of,
]  # fmt: skip


def main(cases: int, seed: int) -> int:
    chance = random.Random(seed)
    slowest, found, policy = 0.0, 0, Policy()
    begin = time.monotonic()
    for number in range(cases):
        path, data = MAKERS[number % len(MAKERS)](chance, chance.randrange(1, 1500))
        start = time.monotonic()
        findings, _ = scan_whole(Source(data, path), policy)
        slowest = max(slowest, time.monotonic() - start)
        for finding in findings:
            if finding.code != "AUR105":
                found += 1
                print(f"case {number} of seed {seed}: {finding.code} {finding.spelling} in {path}")
    print(f"{cases:,} cases in {time.monotonic() - begin:.0f} s, the slowest {slowest:.3f} s")
    print(f"{found} keys found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
