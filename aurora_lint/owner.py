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
    "base build client clients common compose config configuration constants core dist docker docs "
    "env fixtures helpers index init k keys layers lib main migrations mocks modules node readme "
    "registry scripts secrets settings shared src template templates test tests types util utils "
    "prod production staging sandbox sand dev backup s v".split()
)
#: Modules of a framework's app, and what is done with a record: none is a party's name.
_OF_APPS = frozenset(
    "admin api apps controller controllers create delete edit forms handler handlers list model "
    "models new permissions routes schema schemas serializers service services show signals tasks "
    "update urls view views".split()
)
#: Who makes the keys: a folder called after it holds the team's own code, and no third party's.
_VENDOR = frozenset({"aurora", "solar", "aurorasolar", "sdk", "rest"})
#: What the words of a service say beside it: `service_account`, `service-worker`, `config`.
_NO_SERVICE = frozenset({"account", "accounts", "test", "tests", "config", "handler", "worker"})


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
            nobody = _FOR_ALL | _OF_APPS | (_VENDOR if collects in _PARTIES else frozenset())
            if not nobody.issuperset(split(following)):
                return "/".join(names[: depth + 2])
            if not is_folder:
                return None
        elif _is_one(words, is_top and bool(folders)):
            return "/".join(names[: depth + 1])
    return None


def _is_one(words: tuple[str, ...], may_serve: bool) -> bool:
    """Whether a folder or a file is called after one party, or after one service."""
    if len(words) < 2 or {words[0], words[-1]} <= _SERVICE | _PARTY:
        return False
    ends = {words[0], words[-1]}
    rest = set(words) - _SERVICE - _PARTY
    if rest <= _FOR_ALL | _OF_APPS | _NO_SERVICE:
        return False
    return (bool(ends & _PARTY) and not rest <= _FOR_ALL | _OF_APPS | _VENDOR) or (
        may_serve and bool(ends & _SERVICE)
    )
