"""Whose a path is: the third party or the service that a folder or a file is called after.

The vendor advises a restricted key for each third party and each micro-service.
"""

from __future__ import annotations

from aurora_lint.words import split

#: Folders that hold one service each, at the top of a repository only: deeper they are a layer.
_SERVICES = frozenset({"services", "microservices", "functions", "lambdas", "workers"})
#: Folders that hold what one third party each is given, wherever they stand.
_PARTIES = frozenset(
    {"partners", "contractors", "resellers", "integrations", "connectors"}
    | {"third party", "third parties"}
)
#: What the folder or the file of a single one is called, at the top, and anywhere.
_SERVICE = frozenset({"service", "microservice", "lambda", "worker"})
_PARTY = frozenset({"partner", "contractor", "reseller", "integration", "connector"})
#: What such folders hold for all of them.
_FOR_ALL = frozenset(
    "base client clients common config configuration constants core env helpers index init keys "
    "lib main readme registry secrets settings shared template templates types util utils".split()
)


def owner(path: str) -> str | None:
    """Give the part of ``path`` that names a third party or a service; None where none is named."""
    *folders, name = path.partition("!")[0].split("/")
    names = [*folders, name.lstrip(".").partition(".")[0]]
    for depth, each in enumerate(names):
        words, is_top = split(each), depth == 0
        collects = " ".join(words)
        following = names[depth + 1] if depth + 1 < len(names) else ""
        is_folder = depth + 1 < len(folders)
        if following and (collects in _PARTIES or (is_top and is_folder and collects in _SERVICES)):
            if not _FOR_ALL.issuperset(split(following)):
                return "/".join(names[: depth + 2])
        elif len(words) > 1 and {words[0], words[-1]} & (_PARTY | (_SERVICE if is_top else set())):
            return "/".join(names[: depth + 1])
    return None
