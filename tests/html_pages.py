"""Pages of the HTML reporter, parsed as a browser parses them."""

from pathlib import Path
from typing import Any

import pytest

from aurora_lint.reporters import html
from aurora_lint.scan import Report
from tests.command import Command

html5lib = pytest.importorskip("html5lib", reason="what is read as HTML wants html5lib")


class Page:
    """A page that was parsed without an error."""

    def __init__(self, text: str) -> None:
        self.text = text
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
        )
        tree = parser.parse(text)
        assert parser.errors == []
        self.elements: list[Any] = list(tree.iter())

    def all(self, tag: str, class_: str = "") -> list[Any]:
        return [
            each for each in self.elements
            if called(each) == tag and (not class_ or class_ in each.get("class", "").split())
        ]  # fmt: skip

    def one(self, tag: str, class_: str = "") -> Any:
        (found,) = self.all(tag, class_)
        return found

    def by_id(self, name: str) -> Any:
        (found,) = [each for each in self.elements if each.get("id") == name]
        return found


def called(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "a comment"


def said(node: Any) -> str:
    return "".join(node.itertext())


def page(*reports: Report) -> Page:
    return Page("".join(html.report(list(reports))))


def checked(command: Command, top: Path, *options: str) -> Page:
    """Give the page of a command, of ``check`` where none is named."""
    result = command(*(options or ("check",)), "--format", "html", at=top)
    assert result.code in (0, 1), result.err
    return Page(result.out)
