"""The environments in which a condition holds and fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_lint.condition import read

SANDBOX, PRODUCTION = ("sandbox", "production"), ("production", "sandbox")
NOTHING = (None, None)


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ('env == "production"', PRODUCTION),
        ('"production" == env', PRODUCTION),
        ("env != 'production'", SANDBOX),
        ("mode !== 'live'", SANDBOX),
        ("not sandbox", PRODUCTION),
        ("not not sandbox", SANDBOX),
        ("settings.SANDBOX", SANDBOX),
        ("self.config.is_sandbox()", SANDBOX),
        ('env in ("dev", "test")', SANDBOX),
        ('env not in ("dev", "test")', PRODUCTION),
        ("env in ['prod']", PRODUCTION),
        ('env in ("dev", "prod")', NOTHING),
        ('env in ("dev", "eu")', NOTHING),
        ('"sandbox" in url', SANDBOX),
        ("env in SANDBOX_ENVIRONMENTS", SANDBOX),
        ("!isProd && !isLive", SANDBOX),
        ("is_production and key", ("production", None)),
        ("is_production or force", (None, "sandbox")),
        ('env == "dev" or env == "test"', SANDBOX),
        ('env == "dev" or env == "prod"', (None, "conflict")),
        ('not (env == "production" or env == "live")', SANDBOX),
        ('os.environ.get("ENV", "production") == "sandbox"', SANDBOX),
        ('os.getenv("SANDBOX", "0") == "1"', SANDBOX),
        ('os.getenv("SANDBOX", "0") != "1"', PRODUCTION),
        ("env is Env.PRODUCTION", PRODUCTION),
        ("env == Environment.PROD", PRODUCTION),
        ('env.lower().startswith("prod")', PRODUCTION),
        ("settings.TESTING is False", PRODUCTION),
        ('(env == "prod") and (retries > 3)', ("production", None)),
        ('[ "$ENV" != "production" ]', SANDBOX),
        ("[[ $ENV == prod ]]", PRODUCTION),
        ('getattr(settings, "SANDBOX", False)', SANDBOX),
        ("bool(int(os.environ.get('IS_PROD', 0)))", PRODUCTION),
        ('env == "staging"', SANDBOX),
        ("settings.DEBUG", SANDBOX),
        ("debug: true", SANDBOX),
        ("use_mock", ("sandbox", None)),
        ("is_production=False", SANDBOX),
        ('mode => "sandbox"', SANDBOX),
        ('environment = "live"', PRODUCTION),
        ("test_results", NOTHING),
        ("production_key", NOTHING),
        ("sandbox_key is None", NOTHING),
        ('region == "eu"', NOTHING),
        ("user.contest", NOTHING),
        ("x if y else z", NOTHING),
        ("", NOTHING),
        ("((((", NOTHING),
        ("env == ", NOTHING),
        ("a == b == 'prod'", NOTHING),
    ],
)
def test_read(text: str, senses: tuple[str | None, str | None]) -> None:
    assert tuple(read(text)) == senses


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        ("sandbox = True", "sandbox"),
        ("sandbox = False", "production"),
        ("is_production = False", "sandbox"),
        ("TESTING = True", "sandbox"),
        ("TESTING = False", None),
        ("debug: false", None),
        ("environment = 'staging'", "sandbox"),
    ],
)
def test_a_setting_that_is_off_says_less(text: str, environment: str | None) -> None:
    assert read(text, is_setting=True).decides == environment


@pytest.mark.slow
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    read(text)


@pytest.mark.slow
@given(st.lists(st.sampled_from(("not ( ) [ ] and or == != in 'prod' sandbox env , . :").split())))
def test_any_tokens_can_be_read(parts: list[str]) -> None:
    read(" ".join(parts))


def test_nesting_is_bounded() -> None:
    assert read("(" * 5000 + "sandbox or x" + ")" * 5000) == NOTHING
    assert read("not " * 5000 + "sandbox")[0] == "sandbox"
