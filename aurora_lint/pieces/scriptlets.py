"""Code that stands between marks in the text of a page, where an outline sees only text.

``<% … %>`` of ERB, EJS and JSP, ``<?php … ?>``, and what an Astro component begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aurora_lint.address.outline.languages import BY_ENDING
from aurora_lint.address.outline.outline import Outline

#: What is between marks, up to the next mark where one has no end.
_MARKED = re.compile(rb"<%[=!-]?((?:(?!%>|<%).)*)|<\?(?:php\b|=)((?:(?!\?>|<\?).)*)", re.DOTALL)
_FRONT = re.compile(rb"\A---\r?\n((?:(?!---).)*)", re.DOTALL)
#: The language between the marks, by the ending of the page's name.
_LANGUAGES = {"erb": "rb", "ejs": "js", "jsp": "java", "jspx": "java", "php": "php", "astro": "ts"}


def find(data: bytes, path: str) -> Iterator[Outline]:
    """Yield the outlines of the code in a page, in order."""
    ending = path.rpartition(".")[2].lower()
    language = _LANGUAGES.get(ending)
    if not language:
        return
    for found in (_FRONT if ending == "astro" else _MARKED).finditer(data):
        start, end = found.span(found.lastindex or 0)
        yield Outline(data, start, end, BY_ENDING[language])
