"""Verdicts that once were wrong: each with the code that people would expect."""

import pytest

from aurora_lint.address import Label
from aurora_lint.engine import scan
from aurora_lint.keys import Key
from aurora_lint.source import Source
from tests.keygen import key

PRODUCTION, SANDBOX = key("sk_prod"), key("sk_sand")


def verdict(text: str, path: str = "app/a.py") -> list[str]:
    """Give the codes beyond the exposure, for P a production and S a sandbox key in ``text``."""
    filled = text.replace("<P>", PRODUCTION).replace("<S>", SANDBOX)
    found = scan(Source(filled.encode(), path))
    return [finding.code for finding in found if finding.code > "AUR2"]


@pytest.mark.parametrize(
    "text",
    [
        'if env == "production":\n    f()\n    # key = "<P>"\nelse:\n    f()\n',
        'NO_EXPIRY_SANDBOX_KEY = "<S>"\n',
        'never_expires_production_key = "<P>"\n',
        'if env.find("prod") == -1:\n    k = "<S>"\n',
        'if is_prod < 1:\n    k = "<S>"\n',
        'if is_sandbox == is_test:\n    k = "<P>"\n',
        'if (is_production  # sandbox\n    and x):\n    k = "<P>"\n',
        'match event:\n    case Test(name=x):\n        k = "<P>"\n',
        'match event:\n    case str() as production:\n        k = "<S>"\n',
        'log("test", "<P>")\n',
        'url.replace("sandbox", "<P>")\n',
        'copy("sandbox", "production", "<P>")\n',
        'if env == "production":\n    progress.skip()\nk = "<P>"\n',
        'def test_x():\n    pass\n\ndef run():\n    assert a\n    k = "<P>"\n',
        'for test in tests:\n    use("<P>")\n',
        'time_to_live_key = "<S>"\n',
        'k = "<P>"  # noqa: S105 sandbox\n',
        'DEBUG = True\nk = "<P>"\n',
        'DATABASE_HOST = "localhost"\nk = "<P>"\n',
        'def test_x():\n    assert client.env == "production"\n    k = "<S>"\n',
    ],
)
def test_silent(text: str) -> None:
    assert verdict(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('if env == "production":\n    f()\nelse:\n    f()\n    # key = "<P>"\n', "AUR301"),
        ('if False == is_prod:\n    k = "<P>"\n', "AUR301"),
        ('if env not in ("dev", "local"):\n    k = "<S>"\n', "AUR302"),
        ('match env:\n    case "dev" | "qa" if x:\n        k = "<P>"\n', "AUR301"),
        (
            'match env:\n    case "prod":\n        f()\n    case _:\n        k = "<P>"\n',
            "AUR301",
        ),
        ('connect("sandbox", host, "<P>")\n', "AUR301"),
        ('f("<P>", Environment.SANDBOX)\n', "AUR301"),
        ('while env == "sandbox":\n    k = "<P>"\n', "AUR301"),
        ('if env != "production":\n    sys.exit(1)\nk = "<S>"\n', "AUR302"),
        ('setenv("AURORA_STAGING_KEY", "<P>")\n', "AUR301"),
        ('k = {True: "<S>", False: "x"}[is_production]\n', "AUR302"),
        ('k = ("x", "<S>")[is_production]\n', "AUR302"),
        ('k = {"production": "x"}.get(env, "<P>")\n', "AUR301"),
        ('k = sandbox and "<P>" or "x"\n', "AUR301"),
    ],
)
def test_told(text: str, code: str) -> None:
    assert verdict(text) == [code]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("settings/live.py", []),
        ("config/.env.production.local", []),
        ("config/.env.example", []),
        ("src/latest/contest/thousand.py", []),
        ("usr/local/bin/run", []),
        ("settings/local.py", ["AUR301"]),
        ("config/stage.py", ["AUR301"]),
        ("app/services/billing.py", []),
        ("services/billing/app.py", ["AUR201"]),
        ("vendor/acme/lib.py", []),
        ("tests/integration/app.py", ["AUR301"]),
        ("integrations/acme/app.py", ["AUR201"]),
        ("public/js/app.js", ["AUR201"]),
        ("partners/sandbox/a.py", ["AUR201", "AUR301"]),
        (".github/workflows/deploy.yml", ["AUR201"]),
    ],
)
def test_paths(path: str, codes: list[str]) -> None:
    assert verdict('token = "<P>"\n', path) == codes


def test_a_build_file_that_only_tests_is_a_sandbox() -> None:
    tests, deploys = "run: pytest\n", "run: pytest\nrun: ./deploy.sh\n"
    assert verdict(tests + "token: <P>\n", ".github/workflows/a.yml") == ["AUR201", "AUR301"]
    assert verdict(deploys + "token: <P>\n", ".github/workflows/a.yml") == ["AUR201"]


def evidence(text: str) -> list[Label]:
    found = scan(Source(text.replace("<P>", PRODUCTION).encode(), "app/a.py"))
    return [label for finding in found for label in finding.evidence]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('connect("<P>", "sandbox")\n', '"sandbox"'),
        ('while env == "sandbox":\n    k = "<P>"\n', 'while env == "sandbox"'),
        ('match env:\n    case "sandbox":\n        k = "<P>"\n', 'case "sandbox"'),
        ('if env == "sandbox":\n    k = "<P>"\n', 'if env == "sandbox"'),
    ],
)
def test_evidence_is_what_stands_in_the_file(text: str, shown: str) -> None:
    (label,) = evidence(text)
    assert label.shown == shown
    assert shown in text.splitlines()[label.line - 1]


@pytest.mark.parametrize("path", ["a.py", "a.js", "a.rb", "a.yml", ".env"])
@pytest.mark.parametrize("beside", ["rk_prod", "sk_sand"])
def test_a_key_says_nothing_of_the_key_beside_it(path: str, beside: str) -> None:
    own = key("sk_prod", 3)
    text = f'PAIR = ("{key(beside, 5)}", "{own}")\n'
    found = scan(Source(text.encode(), path))
    assert [each.code for each in found if each.masked == Key(own).masked] == ["AUR101"]
