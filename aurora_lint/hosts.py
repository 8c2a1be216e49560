"""The vendor's hosts, and the environment each belongs to."""

from __future__ import annotations

import re

from aurora_lint.vocabulary import PRODUCTION, SANDBOX

_HOST = re.compile(r"(?<![\w.-])((?:[a-z0-9-]+\.)*)aurorasolar\.com(?![\w-]|\.\w)", re.IGNORECASE)
#: Hosts that answer for production; ``www``, ``docs`` and ``help`` answer for neither.
_PRODUCTION = frozenset({"api", "v2", "app"})


def find(text: str) -> list[tuple[str, str]]:
    """Give the hosts named in ``text`` that belong to an environment: (host, environment)."""
    found = []
    for match in _HOST.finditer(text):
        name = match[1].rstrip(".").lower()
        if "sandbox" in name.replace(".", "-").split("-"):
            found.append((match[0].lower(), SANDBOX))
        elif name in _PRODUCTION:
            found.append((match[0].lower(), PRODUCTION))
    return found


def environment(text: str) -> str | None:
    """Give the environment of the hosts in ``text``; None where there is none or both."""
    said = {where for _, where in find(text)}
    return said.pop() if len(said) == 1 else None
