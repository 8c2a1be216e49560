"""The line that a report shows: it is the file's own, and holds no key and no piece of one."""

import base64

import pytest

from aurora_lint.engine import scan
from aurora_lint.finding import Finding
from aurora_lint.source import Source
from tests.keygen import key
from tests.python_idioms import Idiom, read

STANDARD, OTHER = key("sk_prod", 1), key("rk_sand", 3)


def found(text: str | bytes, path: str = "app.py") -> list[Finding]:
    return scan(Source(text.encode() if isinstance(text, str) else text, path))


def shown(finding: Finding) -> tuple[str, str]:
    """Give a finding's line, and what of it the finding is about."""
    assert finding.excerpt
    text, start, end = finding.excerpt
    return text, text[start:end]


def test_a_plain_key() -> None:
    (finding,) = found(f'x = 1\n    AURORA_API_KEY = "{STANDARD}"  # häßlich\n', "a.txt")
    masked = finding.masked
    assert shown(finding) == (f'AURORA_API_KEY = "{masked}"  # häßlich', masked)


def test_the_neighbour_is_masked_too() -> None:
    first, second = found(f"{STANDARD} {OTHER}\n", "a.txt")
    both = f"{first.masked} {second.masked}"
    assert shown(first) == (both, first.masked)
    assert shown(second) == (both, second.masked)


def test_another_spelling() -> None:
    encoded = base64.b64encode(STANDARD.encode()).decode()
    (finding,) = found(f"key: {encoded} # old\n", "a.yaml")
    assert shown(finding) == (f"key: {finding.masked} # old", finding.masked)


def test_pieces_that_code_joins() -> None:
    finding, *_ = found(f'a = "{STANDARD[8:]}"; key = "sk_" + "prod_" + a\n')
    text, about = shown(finding)
    assert about == finding.masked
    assert text == f'a = "…"; key = {finding.masked}'


def test_a_name() -> None:
    text = 'import aurora_solar\nkey = os.environ["AURORA_PROD_API_KEY"]\n'
    (finding,) = found(text, "settings/sandbox.py")
    assert shown(finding) == ('key = os.environ["AURORA_PROD_API_KEY"]', "AURORA_PROD_API_KEY")


def test_a_long_line_is_cut() -> None:
    (finding,) = found(f"{'a ' * 5000}{STANDARD}{' b' * 5000}", "a.min.js")
    text, about = shown(finding)
    assert about == finding.masked
    assert len(text) < 160
    assert text.startswith("…")
    assert text.endswith("…")


def test_what_the_window_cuts_is_not_shown() -> None:
    """Half a key at the edge of what is read would be no key to any mask."""
    for distance in range(560, 640):
        for finding in found(f"{OTHER} {'-' * distance} {STANDARD}", "a.txt"):
            for hidden in (OTHER[8:], STANDARD[8:]):
                assert finding.excerpt
                assert hidden[:8] not in finding.excerpt.text
                assert hidden[-8:] not in finding.excerpt.text


def test_what_steers_a_terminal_is_escaped() -> None:
    (finding,) = found(f"\x1b[31m\t\u202e{STANDARD}\r\nnext", "a.txt")
    text, _ = shown(finding)
    assert text == rf"\x1b[31m \u202e{finding.masked}"


def test_binary_shows_nothing() -> None:
    (finding,) = found(b"\0\1" + STANDARD.encode() + b"\0", "a.bin")
    assert finding.excerpt is None


#: Every way that people write it, as it is read by who looks at the excerpt.
TELLING = [STANDARD[8:16], STANDARD[-8:], STANDARD[-8:][::-1], STANDARD[8:16].encode().hex()]


@pytest.mark.parametrize("idiom", read("python.txt"), ids=lambda idiom: idiom.name)
def test_no_idiom_of_python_shows_a_piece_of_a_key(idiom: Idiom) -> None:
    text = idiom.source(STANDARD)
    for each in found(text, "a.py"):
        assert each.excerpt is None or not any(piece in each.excerpt.text for piece in TELLING)


@pytest.mark.parametrize("idiom", read("code.txt"), ids=lambda idiom: idiom.name)
def test_no_idiom_of_another_language_shows_a_piece_of_a_key(idiom: Idiom) -> None:
    findings = found(idiom.source(STANDARD), idiom.name.partition(": ")[0])
    assert findings
    for each in findings:
        assert each.excerpt is None or not any(piece in each.excerpt.text for piece in TELLING)


def test_most_idioms_are_shown() -> None:
    idioms = read("code.txt")
    findings = [
        each
        for idiom in idioms
        for each in found(idiom.source(STANDARD), idiom.name.partition(": ")[0])
    ]
    assert sum(each.excerpt is not None for each in findings) > 0.9 * len(findings)
