"""What is a key, what only looks like one, and where a word ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_lint import keys, token
from tests.keygen import filled, key

KEY = key("sk_prod")
PREFIXES = ["sk_prod", "sk_sand", "rk_prod", "rk_sand"]


def found(data: bytes) -> list[keys.Sighting]:
    return list(keys.find(data))


def certain(data: bytes) -> list[str]:
    return [each.key.text for each in found(data) if each.key and not each.doubt]


@pytest.mark.parametrize(
    "before",
    [
        "", " ", '"', "'", "`", "=", ":", "/", "@", "(", "[", "{", ">", ",", ";", "|", "-", ".",
        "$", "Bearer ", "\n", "\t", "\r\n", "\0", "\x1b[31m", "\x1b[1;31m", "\x1b[0K", "\ufeff",
        "密钥", "é",
        r"\n", r"\t", r"\r", r"\\n", r"\0", r"\"", r"\x3d", r"\x3D", r"\u003d", r"\u003D", r"\075",
        r"\U0000003d", r"\033[31m", r"\e[0;1m", r"\x1b[m", r"\u001b[32m", "[31m", "%3D", "%3d",
        "%20", "%253D", "%22", "%0A", "%C2%A0", "%c2%a0", "=3D", "=20", "&quot;", "&#61;", "<b>",
    ],
)  # fmt: skip
def test_a_key_begins_after(before: str) -> None:
    data = before.encode() + KEY.encode()
    (sighting,) = found(data)
    assert data[sighting.start : sighting.end].decode() == KEY
    assert not sighting.doubt


@pytest.mark.parametrize(
    "before",
    ["a", "Z", "0", "_", "ta", "ma", "flask_", "de", "x=de", "%de", "\\ta", "n", r"\x5f", "%5F",
     r"\u0041", "=41", r"\101", "arr[m"],
)  # fmt: skip
def test_a_key_is_no_part_of_another_word(before: str) -> None:
    assert not found(f"{before}{KEY}".encode())


@pytest.mark.parametrize("after", ["a", "Z", "9", "_", "_x"])
def test_a_key_does_not_go_on(after: str) -> None:
    assert KEY not in certain(f"{KEY}{after}".encode())


@pytest.mark.parametrize(
    "after",
    ["", '"', "'", "\n", "\0", ",", ";", ")", "\\n", "%0A", "%22", "\x1b[0m", "&", "@host", ":",
     ".", "/v2/tenants", "/v2/Projects", "+from+production", "/Abc1", "/tenants/1234/projects", "-",
     " +", "é", "密", "=", "\\", "#", "+"],
)  # fmt: skip
def test_a_key_ends_before(after: str) -> None:
    assert certain(f"{KEY}{after}".encode()) == [KEY]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sk_prod_1234abc4321cba", "14 characters where a key has 24"),
        (filled("@sk_prod:letters@"), "its token looks typed by hand"),
        (filled("@sk_prod:digits@"), "its token looks typed by hand"),
        (filled("@rk_sand:pairs@"), "its token looks typed by hand"),
        (filled("@rk_sand:block@"), "its token looks typed by hand"),
        (filled("@rk_sand:triples@"), "its token looks typed by hand"),
        (key("sk_prod", 3, length=10), "10 characters where a key has 24"),
        (key("sk_prod", 3, length=23), "23 characters where a key has 24"),
        (key("sk_prod", 3, length=25), "25 characters where a key has 24"),
        (key("sk_prod", 3, length=99), "99 characters where a key has 24"),
        (KEY + "+Zk9qLm2Xw/7Yb==", "its token runs on as base64"),
        (KEY + "/Zk9qLm2Xw7Yb", "its token runs on as base64"),
        (KEY + "/abc+defghi=", "its token runs on as base64"),
    ],
)
def test_a_possible_key(text: str, why: str) -> None:
    (sighting,) = found(f'x = "{text}"'.encode())
    assert sighting.doubt == why


@pytest.mark.parametrize(
    "text",
    [
        "sk_prod_",
        "sk_prod_short",
        "sk_prod_" + "x" * 24,
        "sk_prod_" + "X" * 32,
        "sk_prod_YOUR_KEY",
        "sk_prod_yourapikeygoeshere12345",
        filled("@sk_prod:goes-here@"),
        "sk_prod_<your key>",
        "sk_prod_${AURORA_TOKEN}",
        "sk_prod_****************",
        "sk_prod_1234567890****",
        "sk_prod_1234567890...",
        "sk_prod_1234567890…",
        filled("@sk_prod:example@"),
        filled("@sk_prod:four@"),
        "sk_prod_0000000000000000",
        "sk_prod_configuration",
        "sk_prod_CONFIGURATION",
        key("sk_prod", 3, length=9),
        key("sk_prod", 3, length=100),
        "sk_live_" + KEY[8:],
        "sk_test_" + KEY[8:],
        "SK_PROD_" + KEY[8:],
        "sk-prod-" + KEY[8:],
    ],
)
def test_silent(text: str) -> None:
    assert not found(f'x = "{text}"'.encode())


def test_the_vendors_own_example_is_a_key() -> None:
    assert certain(b"Bearer sk_prod_LXknKczQYkniVtMpRYs8wJgk")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_a_key_says(prefix: str) -> None:
    made = keys.Key(key(prefix))
    assert made.kind == {"s": "standard", "r": "restricted"}[prefix[0]]
    assert made.environment == {"prod": "production", "sand": "sandbox"}[prefix[3:]]
    assert made.masked.startswith(f"{prefix}_")
    assert len(made.fingerprint) == 32


@given(st.sampled_from(PREFIXES), st.integers(1, 500), st.integers(10, 99))
def test_no_view_of_a_key_shows_it(prefix: str, seed: int, length: int) -> None:
    made = keys.Key(key(prefix, seed, length=length))
    for view in (repr(made), str(made), f"{made}", made.masked, repr(keys.Sighting(0, 1, made))):
        assert made.text not in view
    hidden = set(made.masked) & {"…"}
    assert hidden
    assert len(made.masked.replace("…", "")) - 8 <= length / 3


@pytest.mark.slow
@given(
    st.binary(max_size=60), st.sampled_from(PREFIXES), st.integers(1, 99), st.binary(max_size=60)
)
def test_any_bytes_may_stand_around_a_key(
    before: bytes, prefix: str, seed: int, after: bytes
) -> None:
    text = key(prefix, seed)
    data = before + b" " + text.encode() + b" " + after
    assert text in certain(data)


@pytest.mark.slow
@given(st.binary(max_size=300))
def test_random_bytes_hold_no_key(data: bytes) -> None:
    assert not found(data)


@pytest.mark.slow
@given(st.text(alphabet="0123456789abcdef", min_size=24, max_size=24))
def test_hexadecimal_is_a_key_unless_typed(text: str) -> None:
    """No entropy test: a token is passed over for its few letters, doubted for its order alone."""
    assert bool(found(f"sk_prod_{text}".encode())) == (len(set(text)) >= 5)
    assert bool(certain(f"sk_prod_{text}".encode())) == (
        len(set(text)) >= 5 and not token.looks_typed(text)
    )


@pytest.mark.slow
def test_random_tokens_are_keys() -> None:
    """In 50,000 tokens of each alphabet at most 4 are taken for typed, none for a placeholder."""
    import random
    import string

    for alphabet in ("0123456789abcdef", string.ascii_letters + string.digits):
        source = random.Random(alphabet)
        doubted = 0
        for _ in range(50_000):
            text = "".join(source.choices(alphabet, k=24))
            assert not token.is_placeholder(text)
            doubted += token.looks_typed(text)
        assert doubted <= 4


@pytest.mark.parametrize("between", ["", "a", ",", "_"])
def test_keys_side_by_side_are_both_masked(between: str) -> None:
    """Run together they are no keys to anybody's eyes but a thief's."""
    both = [key("sk_prod", 1), key("rk_sand", 2)]
    for text in (between.join(both), between.join([*both, *both])):
        shown = keys.mask(f"{text}\n")
        assert all(each not in shown and each[8:] not in shown for each in both)
        assert all(each not in keys.without(text) for each in both)
