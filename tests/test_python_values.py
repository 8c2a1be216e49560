"""Keys in Python that are not written in one piece: found where they are whole, and only there."""

import ast

import pytest

from aurora_lint.pieces.python.values import Value, values
from tests.keygen import key
from tests.python_idioms import FOUND, SILENT, Idiom

KEYS = [key("sk_prod"), key("rk_sand", 4)]


def found(source: str) -> list[Value]:
    return list(values(ast.parse(source), source.encode()))


@pytest.mark.parametrize("secret", KEYS, ids=["base62", "hex"])
@pytest.mark.parametrize("idiom", FOUND, ids=lambda idiom: idiom.name)
def test_a_key_is_found_once_where_it_is_whole(idiom: Idiom, secret: str) -> None:
    (value,) = found(idiom.source(secret))
    assert value.key.text == secret
    assert secret in value.text
    assert (value.node.lineno, value.node.col_offset) == idiom.place(secret)


@pytest.mark.parametrize("secret", KEYS, ids=["base62", "hex"])
@pytest.mark.parametrize("idiom", SILENT, ids=lambda idiom: idiom.name)
def test_what_is_no_key_or_can_be_read_as_it_stands(idiom: Idiom, secret: str) -> None:
    assert found(idiom.source(secret)) == []


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ('KEY = "<:8>" + "<8:>"', ["<:8>", "<8:>"]),
        ('auth = "Bearer " + "<:8>" + "<8:>" + "; charset"', ["<:8>", "<8:>"]),
        ('P = {"live": "<:8>", "other": "else_"}\nKEY = P["live"] + "<8:>"', ["<:8>", "<8:>"]),
        ('KEY = "<reversed :>"[::-1]', ["<reversed :>"]),
        ('KEY = "<:3>" + "<3:8>" "<8:>"', ["<:3>", "<3:>", "<3:8>", "<8:>"]),
        ('import base64\nKEY = base64.b64decode("<base64 :>").decode()', ["<base64 :>"]),
    ],
)
def test_the_parts_are_the_literals_that_the_key_was_made_of(source: str, parts: list[str]) -> None:
    secret = KEYS[0]
    (value,) = found(Idiom("", source).source(secret))
    assert set(value.parts) == {Idiom("", part).source(secret) for part in parts}


@pytest.mark.parametrize(
    ("text", "doubt"), [('"<:8>" + "<8:24>"', "16 characters"), ('"<:8>" + "<8:>" + "00"', "26")]
)
def test_an_unusual_token_is_found_with_its_doubt(text: str, doubt: str) -> None:
    (value,) = found(Idiom("", f"KEY = {text}").source(KEYS[0]))
    assert value.doubt.startswith(doubt)


def test_the_beginning_of_a_longer_key_is_silent() -> None:
    text = 'HEAD = "<:8>" + "<8:20>"\nKEY = HEAD + "<20:>"\n'
    (value,) = found(Idiom("", text).source(KEYS[0]))
    assert value.key.text == KEYS[0]
    assert value.node.lineno == 2


def test_each_branch_has_its_key() -> None:
    live, other = KEYS
    text = f'KEY = "{live[:8]}" + "{live[8:]}" if live else "{other[:8]}" + "{other[8:]}"\n'
    assert [value.key.text for value in found(text)] == [live, other]
    text = f'P = "{live[:8]}" if live else "{other[:8]}"\nT = "{live[8:]}" if live else "x"\n'
    assert {value.key.text for value in found(f"{text}KEY = P + T\n")} == {
        live, other[:8] + live[8:],
    }  # fmt: skip


def test_unknown_parts_are_no_characters() -> None:
    (value,) = found(Idiom("", 'a = f"{user}:" + ("<:8>" + "<8:>")[:99] + rest').source(KEYS[0]))
    assert value.text == KEYS[0]
    (value,) = found(Idiom("", 'a = user + ":<:8>" + "<8:>" + ":" + rest').source(KEYS[0]))
    assert value.text == f"\0:{KEYS[0]}:\0"


def test_the_tree_of_another_file_does_no_harm() -> None:
    tree = ast.parse("\n" * 50 + f'KEY = "{KEYS[0]}"\n')
    assert [value.key.text for value in values(tree, b"")] == [KEYS[0]]


def test_there_are_enough_idioms() -> None:
    assert len(FOUND) >= 120
    assert len(SILENT) >= 60
    for idioms in (FOUND, SILENT):
        assert len({idiom.name for idiom in idioms}) == len(idioms)
