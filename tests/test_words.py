"""Words are split from identifiers and never found inside others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_lint.sense import of_words
from aurora_lint.vocabulary import DEFAULT, named
from aurora_lint.words import split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("AuroraSandboxClient", "aurora sandbox client"),
        ("AURORA_SANDBOX_KEY", "aurora sandbox key"),
        ("aurora-sand.yaml", "aurora sand yaml"),
        ("APIKey", "api key"),
        ("sandboxURL2", "sandbox url"),
        ("e2e_tests", "e2e tests"),
        ("sandboxkey", "sandbox key"),
        ("prodapikey", "prod api key"),
        ("thirdparty", "third party"),
        ("thousand", "thousand"),
        ("latest", "latest"),
        ("product", "product"),
        ("contest", "contest"),
        ("deliver", "deliver"),
        ("productId", "product id"),
        ("attestation", "attestation"),
        ("greatest", "greatest"),
        ("keystone", "keystone"),
        ("développement", "d éveloppement"),
    ],
)
def test_split(text: str, words: str) -> None:
    assert split(text) == tuple(words.split())


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        ("AURORA_SANDBOX_KEY", "sandbox"),
        ("is_not_sandbox", "production"),
        ("non_prod_key", "sandbox"),
        ("nonprod", "sandbox"),
        ("pre_production", "sandbox"),
        ("PROD_KEY", "production"),
        ("staging", "sandbox"),
        ("not_staging", "production"),
        ("not_mocked", None),
        ("AURORA_API_KEY", None),
        ("thousand_products", None),
        ("developer_name", None),
        ("attested", None),
    ],
)
def test_sense(name: str, environment: str | None) -> None:
    assert of_words(split(name), DEFAULT).decides == environment


def test_phrases_match_in_a_row() -> None:
    assert named(split("thirdPartyKey"), DEFAULT.restricted) == ["third party"]
    assert not named(split("party_of_third"), DEFAULT.restricted)


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_can_be_split(text: str) -> None:
    assert all(word == word.lower() and word for word in split(text))
