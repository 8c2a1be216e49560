"""Where a variable is used that a key is set to: what is followed, and what is not."""

import time

import pytest

from aurora_lint.engine import scan
from aurora_lint.source import Source
from tests.keygen import key

KEY = key("sk_prod", 1)

FOLLOWED = {
    "a.js": 'const k_ey = "KEY";\nconnect(new Sandbox(k_ey));\n',
    "a.go": 'secret := "KEY"\nif env == "staging" {\n\tdial(secret)\n}\n',
    "A.java": (
        'class A {\n  String secret = "KEY";\n  void a() { if (sandbox) { go(this.secret); } }\n}\n'
    ),
    "a.php": '<?php\n$secret = "KEY";\nif (!$isProduction) { go($secret); }\n',
    "a.sh": (
        'SECRET="KEY"\ncurl -H "Authorization: Bearer $SECRET" https://api-sandbox.aurorasolar.com/x\n'
    ),
    "a.rb": 'secret = "KEY"\nSolar::Sandbox.new(secret)\n',
    "a.kt": 'val secret = "KEY"\nval a = if (staging) secret else null\n',
}
NOT_FOLLOWED = {
    "set twice": ("a.js", 'let s_et = "KEY";\ns_et = other();\nnew Sandbox(s_et);\n'),
    "a property of another": ("a.js", 'const token = "KEY";\nnew Sandbox(other.token);\n'),
    "a parameter": ("a.js", 'const token = "KEY";\nfunction f(token) { new Sandbox(token); }\n'),
    "an entry's name": ("a.js", 'const token = "KEY";\nnew Sandbox({ token: read() });\n'),
    "a text": ("a.js", 'const token = "KEY";\nnew Sandbox("token");\n'),
    "a comment": ("a.js", 'const token = "KEY";\n// new Sandbox(token)\n'),
    "another scope": ("a.js", 'function f() { const token = "KEY"; }\nnew Sandbox(token);\n'),
    "part of the value": ("a.js", 'const token = sign("KEY");\nnew Sandbox(token);\n'),
    "a mapping": ("a.yml", 'token: "KEY"\nsandbox:\n  name: token\n'),
}


def codes(path: str, code: str) -> set[str]:
    data = code.replace("KEY", KEY).encode()
    return {finding.code for finding in scan(Source(data, path))}


@pytest.mark.parametrize("path", FOLLOWED)
def test_followed(path: str) -> None:
    assert {"AUR301", "AUR303"} & codes(path, FOLLOWED[path])


@pytest.mark.parametrize("case", NOT_FOLLOWED)
def test_not_followed(case: str) -> None:
    assert codes(*NOT_FOLLOWED[case]) == {"AUR101"}


def test_the_evidence_is_the_use() -> None:
    code = f'const token = "{KEY}";\n\nconnect(new Sandbox(token));\n'
    (found,) = (each for each in scan(Source(code.encode(), "a.js")) if each.code == "AUR301")
    assert found.span.line == 1
    assert found.evidence[0].line == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape",
    [
        'const token{n} = "{key}"; use(token{n}, token{n});\n',
        'const token = "{key}"; use(token);\n',
        'function f{n}() {{ const token = "{key}"; use(token); }}\n',
    ],
)
def test_growth(shape: str) -> None:
    def cost(size: int) -> float:
        text = "".join(shape.format(n=n, key=key("sk_prod", 2 * n + 1)) for n in range(size))
        start = time.process_time()
        assert len(scan(Source(text.encode(), "a.js"))) >= size
        return time.process_time() - start

    assert cost(400) < 10 * cost(100)
