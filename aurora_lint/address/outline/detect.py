"""Which language a file is in: by its name and its beginning, the same on every machine."""

from __future__ import annotations

import re
from functools import lru_cache

from aurora_lint.address.outline.languages import (
    BY_ENDING,
    DOCKER,
    FISH,
    GROOVY,
    HOCON,
    JSON,
    LINES,
    NGINX,
    PAGES,
    PERL,
    PHP,
    POWERSHELL,
    PYTHON,
    RUBY,
    SCRIPT,
    SHELL,
    TAGS,
)
from aurora_lint.address.outline.syntax import Syntax

#: What follows the ending of the language itself: ``values.yaml.gotmpl``, ``a.json.example``.
_ADDED = re.compile(
    r"\.(?:example|sample|template|tmpl|tpl|dist|default|orig|bak|old|j2|jinja2?|gotmpl|erb|ejs|in"
    r"|enc|local|backup|copy|txt)$"
)
#: A configuration in brackets, as nginx and Typesafe's write it.
_IN_BRACKETS = re.compile(rb"^[ \t]*[\w.\-\"/~ ]+[ \t]*[{][ \t]*$", re.MULTILINE)


@lru_cache(maxsize=1024)
def by_name(path: str) -> Syntax | None:
    """Give the syntax that a file's name tells; None for Python and for what no name tells."""
    name = path.rpartition("/")[2].lower()
    if name.endswith((".blade.php", ".html.php")):
        return PAGES
    while True:
        ending = name.rpartition(".")[2]
        if ending in BY_ENDING:
            return BY_ENDING[ending]
        shorter = _ADDED.sub("", name)
        if shorter == name:
            break
        name = shorter
    if name.startswith(("dockerfile", "containerfile")):
        return DOCKER
    if name.startswith("jenkinsfile"):
        return GROOVY
    return None


def of(path: str | None, head: bytes) -> Syntax:
    """Give the syntax of a file by its name, or by how it begins; lines where neither tells."""
    known = by_name(path) if path else None
    if known and known is not LINES:
        return known
    if head.startswith(b"#!"):
        first = head.split(b"\n", 1)[0]
        for program, syntax in _PROGRAMS:
            if program in first:
                return syntax
    start = head.lstrip()[:5]
    if not known:
        if start[:1] == b"{" and start[:2] not in (b"{{", b"{%"):
            return JSON
        if start.lower() in (b"<?xml", b"<!doc", b"<html"):
            return TAGS if start[1:2] == b"?" else PAGES
        if start == b"<?php":
            return PHP
    if _IN_BRACKETS.search(head):
        return NGINX if b";" in head else HOCON
    return LINES


_PROGRAMS = (
    (b"python", PYTHON),
    (b"node", SCRIPT),
    (b"deno", SCRIPT),
    (b"bun", SCRIPT),
    (b"ruby", RUBY),
    (b"perl", PERL),
    (b"php", PHP),
    (b"pwsh", POWERSHELL),
    (b"fish", FISH),
    (b"sh", SHELL),
)
#: What the fences of a document and the attributes of a script call the languages.
_CALLED = {
    "javascript": "js", "typescript": "ts", "python": "py", "python3": "py", "ruby": "rb",
    "shell": "sh", "console": "sh", "shell-session": "sh", "curl": "sh", "golang": "go",
    "rust": "rs", "csharp": "cs", "c#": "cs", "kotlin": "kt", "powershell": "ps1", "pwsh": "ps1",
    "terraform": "tf", "elixir": "ex", "perl": "pl", "docker": "dockerfile", "objc": "m",
    "objective-c": "m", "visualbasic": "vb", "ini": "ini", "properties": "ini", "dotenv": "ini",
    "env": "ini", "node": "js", "nodejs": "js", "react": "jsx",
}  # fmt: skip


def called(name: str) -> Syntax:
    """Give the syntax that people call ``name``; lines where it is none of the known."""
    name = name.lower()
    return BY_ENDING.get(_CALLED.get(name, name), LINES)
