"""A key bound to a name is judged where the name is used, too."""

import time

import pytest

from aurora_lint.engine import scan
from aurora_lint.source import Source
from tests.keygen import filled, key


def codes(text: str, path: str = "app/client.py") -> list[str]:
    return [finding.code for finding in scan(Source(filled(text).encode(), path))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('KEY = "@sk_prod:1@"\nif sandbox:\n    client = Aurora(KEY)\n', "AUR301"),
        ('KEY = "@sk_sand:1@"\nif production:\n    client = Aurora(KEY)\n', "AUR302"),
        ('KEY = "@sk_prod:1@"\nclass SandboxClient:\n    key = KEY\n', "AUR301"),
        (
            "class Client:\n"
            "    def __init__(self):\n"
            '        self.key = "@sk_prod:1@"\n'
            "    def sandbox_client(self):\n"
            "        return Aurora(self.key)\n",
            "AUR301",
        ),
        (
            'TOKEN = "@sk_prod:1@"\n'
            'headers = {"Authorization": f"Bearer {TOKEN}"}\n'
            'requests.get("https://api-sandbox.aurorasolar.com/tenants", headers=headers)\n',
            "AUR303",
        ),
        (
            'def get_key():\n    return "@sk_prod:1@"\n\n'
            "class SandboxSettings:\n    key = get_key()\n",
            "AUR301",
        ),
        ('KEYS = {"main": "@sk_prod:1@"}\nif env == "staging":\n    run(KEYS["main"])\n', "AUR301"),
        ('def call(key="@sk_prod:1@"):\n    if ENV == "dev":\n        Aurora(key)\n', "AUR301"),
        ('KEY = "@sk_prod:1@"\ndef run():\n    PARTNER_KEY = KEY\n', "AUR201"),
    ],
)
def test_use_is_judged(text: str, expected: str) -> None:
    assert expected in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        'KEY = "@sk_prod:1@"\nclient = Aurora(KEY)\nfor test in tests:\n    test(KEY)\n',
        'KEY = "@sk_prod:1@"\nif production:\n    client = Aurora(KEY)\n',
        'KEY = "@sk_prod:1@"\ndef run_sandbox(KEY):\n    return Aurora(KEY)\n',
        'def f():\n    KEY = "@sk_prod:1@"\ndef sandbox(KEY):\n    return Aurora(KEY)\n',
        'KEYS = {"main": "@sk_prod:1@", "other": o}\nif sandbox:\n    run(KEYS["other"])\n',
        # The name has another value where it is used.
        'KEY = "@sk_prod:1@"\nif sandbox:\n    KEY = load()\n    client = Aurora(KEY)\n',
        # What a call gives back is not the key.
        'client = Aurora("@sk_prod:1@")\nif sandbox:\n    client.list()\n',
    ],
)
def test_other_names_say_nothing(text: str) -> None:
    assert codes(text) == ["AUR101"]


def test_both_keys_in_their_own_branch() -> None:
    text = (
        'A = "@sk_prod:1@"\nB = "@sk_sand:1@"\n'
        "if production:\n    c = Aurora({})\nelse:\n    c = Aurora({})\n"
    )
    assert sorted(codes(text.format("A", "B"))) == ["AUR101", "AUR102"]
    assert sorted(codes(text.format("B", "A"))) == ["AUR101", "AUR102", "AUR301", "AUR302"]


def test_finding_stands_at_the_literal_and_shows_the_use() -> None:
    text = filled('KEY = "@sk_prod:1@"\n\nif sandbox:\n    client = Aurora(KEY)\n').encode()
    found = {finding.code: finding for finding in scan(Source(text, "app.py"))}["AUR301"]
    assert (found.span.line, found.evidence[0].line) == (1, 3)


SHAPES = {
    "one name": 'k = "{key}"\n',
    "in functions": 'def f{n}():\n    k = "{key}"\n    return Aurora(k)\n',
    "used once each": 'K{n} = "{key}"\nc{n} = Aurora(K{n})\n',
    "read, never bound": 'call(k, "{key}")\n',
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_cost_grows_with_the_number_of_keys(shape: str) -> None:
    costs = []
    for size in (100, 400):
        text = "".join(SHAPES[shape].format(n=n, key=key("sk_prod", n)) for n in range(size))
        source = Source(text.encode(), "app.py")
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            scan(source)
            best = min(best, time.process_time() - begin)
        costs.append(best)
    assert costs[1] < 10 * costs[0]
