"""Settings written as conditions: ``sandbox = True``, ``environment = 'production'``.

So one reader of conditions tells what they say, in whatever language they were written.
"""

from __future__ import annotations

import re

from aurora_lint import hosts
from aurora_lint.condition import is_switch
from aurora_lint.spellings.masking import without
from aurora_lint.words import split

#: What the names of settings are made of whose value is the API's address: ``AURORA_API_URL``.
_ADDRESS = frozenset(
    "aurora solar api base root url uri host hostname endpoint end point service server domain "
    "origin address hosts auth rest gateway http https ws wss websocket".split()
)
_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off", "1", "0"})
_URL = re.compile(r"\b(?:https?|wss?)://([^\s/\"'?#]+)")
#: Databases and caches live there too: only an address of the web says where a key is sent.
_LOCAL = re.compile(r"localhost|127\.0\.0\.1")
#: A debug flag stands in the settings that all environments share, and in every example.
#: What a setting is by default says nothing of what it is here.
_DEBUG = re.compile(r"\W*(?:(?:[\w.]+_)?debug\b|default)", re.IGNORECASE)
_FILLED = re.compile(r"\$\{|\$\(|\{\{|<%|\$\w+|%\w+%|#\{")
#: A URL as long as this is a text that holds one.
_LONGEST = 300
#: What an argument without a name looks like where it names an environment.
_ARGUMENT = re.compile(r"(?!stage\b)[\w.\-]{2,60}")


_JOINT = re.compile(r"[^\w.]+")


def _named(name: str) -> str:
    """Write a setting's name as one identifier: ``on-profile`` is no subtraction."""
    return _JOINT.sub("_", name).strip("_")


def of_text(name: str, text: str) -> str:
    """Write ``name`` set to a text; empty where it is no setting that could name an environment."""
    if len(text) > _LONGEST or without(text) != text:
        return ""  # what holds a key chooses no environment
    if _FILLED.search(text):
        return ""  # nobody knows with what, and a default is for where nothing else is said
    if hosts.find(text) or is_address(name):
        url = _URL.search(text)
        if not url and _LOCAL.search(text):
            return ""
        return f"{_named(name)} = {(url[1] if url else text)!r}"
    return f"{_named(name)} = {text!r}" if is_switch(name) else ""


def of_flag(name: str, text: str) -> str:
    """Write ``name`` set to a text that is true or false; empty where it is neither."""
    text = text.lstrip("$")
    return f"{_named(name)} = {text}" if text.lower() in _FLAGS else ""


def of_path(name: str, path: str) -> str:
    """Write ``name`` set to what a dotted name stands for: ``Env.PROD``."""
    return f"{_named(name)} = {path}" if path and (is_switch(name) or is_address(name)) else ""


def of_argument(text: str) -> str:
    """Write an argument without a name that could be an environment's; empty where it is none."""
    return f"environment = {text!r}" if _ARGUMENT.fullmatch(text) else ""


def is_address(name: str) -> bool:
    """Whether a setting of this name holds the address of an API."""
    words = split(name)
    return bool(words) and _ADDRESS.issuperset(words)


def speaks_in_block(said: str) -> bool:
    """Whether a setting among statements speaks for those beside it."""
    return not _LOCAL.search(said) and not _DEBUG.match(said)
