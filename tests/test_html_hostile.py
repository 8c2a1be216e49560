"""The HTML report against those whose names, messages and files are in it."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from aurora_lint.engine import scan
from aurora_lint.history.records import SCREENS
from aurora_lint.scan import Report
from aurora_lint.source import Source
from tests.command import Command
from tests.html_pages import called, checked, page, said
from tests.html_reports import ALL, EPOCH, HOSTILE, history, hostile
from tests.keygen import key

#: What the reporter writes.
ELEMENTS = set(
    "html head meta title style link body a header p h1 h2 h3 h4 section ul ol li div dl dt dd "
    "table caption thead tbody tr th td strong span bdi code aside form details summary fieldset "
    "legend label input select option button main svg line text rect circle path g article pre "
    "mark footer script".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name rel href class id role tabindex aria-label "
    "aria-labelledby aria-hidden hidden open type value for autocomplete spellcheck scope start "
    "dir data-of data-do data-kind data-environment data-owner data-state data-code data-level "
    "data-count x y x1 x2 y1 y2 dx width height rx cx cy r d overflow".split()
)


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return history(tmp_path_factory.mktemp("html") / "app")


def test_nothing_comes_from_elsewhere_and_only_its_own_script_runs(
    command: Command, top: Path
) -> None:
    for shown in (checked(command, top, "check", "--history"), page(hostile())):
        metas = {each.get("http-equiv"): each.get("content") for each in shown.all("meta")}
        policy = dict(each.split(" ", 1) for each in metas["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        for element, directive in (("script", "script-src"), ("style", "style-src")):
            text = said(shown.one(element))
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert policy[directive] == f"'sha256-{digest}'"
            assert text in shown.text  # as it is, and not as the parser mends it
        style = said(shown.one("style"))
        assert not re.search(r"url\(|@import|@font-face|expression", style)
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|eval|Function\(|fetch|XMLHttp|import\b|src\b",
            said(shown.one("script")),
        )


@pytest.mark.parametrize("which", ["hostile", "none", "many roots"])
def test_elements_and_attributes_are_those_that_we_write(which: str) -> None:
    shown = {
        "hostile": lambda: page(hostile()),
        "none": lambda: page(Report(Path("/x/clean"), [], 0, 0, [])),
        "many roots": lambda: page(hostile(HOSTILE[:3]), hostile(HOSTILE[3:6])),
    }[which]()
    ids = [each.get("id") for each in shown.elements if each.get("id")]
    assert sorted(ids) == sorted(set(ids))
    for each in shown.elements:
        assert called(each) in ELEMENTS
        assert {key.rpartition("}")[2] for key in each.attrib} <= ATTRIBUTES
        if href := each.get("href"):
            assert href in {"data:,", *SCREENS.values()} or href[1:] in ids, href
        for label in (each.get("aria-labelledby"), each.get("for")):
            assert label is None or label in ids
    assert len(shown.all("script")) == len(shown.all("style")) == 1


def test_hostile_names_stay_text() -> None:
    shown = page(hostile())
    text = "\n".join(said(each) for each in shown.all("body"))
    for each in HOSTILE[:11]:
        assert f"message {each}" in text
        assert f"partners/{each}/x.py" in text
    assert "a\\nb\\r\\tc\\x00\\x1b[31m\\x85" in text
    assert "\\u202egnp.exe \\u2066\\u200b\\ufeff" in text
    assert "\\u2028\\u2029\\ud800\\udc80\\uffff" in text
    assert "(10,014 characters)" in text
    assert "x" * 600 not in text
    shown.text.encode("ascii")
    assert all(char == "\n" or char.isprintable() for char in shown.text)


def test_names_reorder_nothing_around_them() -> None:
    """What can be in letters that run from right to left has an element that isolates it."""
    text = HOSTILE[14]
    shown = page(hostile([text]))
    for each in shown.elements:
        own = [each.text or "", *(child.tail or "" for child in each)]
        if any("\u05e9" in part for part in own) and called(each) not in ("title", "option", "h1"):
            is_step = called(each) == "li" and said(each).startswith(("Make ", "Tell ", "Read "))
            is_apart = called(each) == "bdi" or each.get("dir") in ("ltr", "auto")
            assert is_apart or is_step, said(each)


def spelled(text: str) -> list[str]:
    data = text.encode()
    return [
        text, base64.b64encode(data).decode(), base64.b64encode(b"x:" + data).decode(), data.hex(),
        quote(text).replace("_", "%5F"), "".join(f"%{byte:02x}" for byte in data), text[::-1],
        "".join(f"\\x{byte:02x}" for byte in data), "".join(f"&#{byte};" for byte in data),
        data.decode("utf-16-le" if len(data) % 2 == 0 else "latin-1"),
    ]  # fmt: skip


@pytest.mark.parametrize("nth", range(10))
def test_no_key_is_in_it_however_it_is_spelled(nth: int) -> None:
    secret = key("sk_prod", 21)
    text = spelled(secret)[nth]
    shown = page(hostile([f"a {text} b", text]))
    assert secret[8:] not in shown.text
    assert text not in shown.text
    plain = "\n".join(said(each) for each in shown.all("body")).encode()
    for data in (shown.text.encode(), plain):
        assert not [one for one in scan(Source(data, "report.html")) if one.fingerprint]


def test_no_key_is_in_reports_of_the_command(command: Command, top: Path) -> None:
    for options in (["check"], ["check", "--history"], ["keys"]):
        text = checked(command, top, *options).text
        assert not any(each in text or each[8:] in text for each in ALL)
        assert not [one for one in scan(Source(text.encode(), "a.html")) if one.fingerprint]
