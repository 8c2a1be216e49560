"""detect-secrets' ``.secrets.baseline``: what an audit there found to be no secret.

An entry that nobody has looked at accepts nothing: it only says that a scanner saw something.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from aurora_lint.baseline.entry import BaselineError
from aurora_lint.finding import Finding

#: How our detectors' types end; any other tool's type says nothing of a rule of ours.
_CODE = re.compile(r"\((AUR\d{3})\)\Z")
#: What another detector's type accepts: that the text is there, and not how it is used.
_EXPOSED = "AUR1"


class Audited(NamedTuple):
    """What was found to be no secret: path, SHA-1, and the code or the beginning of codes."""

    accepted: frozenset[tuple[str, str, str]]

    def accepts(self, finding: Finding) -> bool:
        """Whether a finding is of what an audit accepted."""
        where = finding.path or "", finding.hashed_secret
        return (*where, finding.code) in self.accepted or (
            finding.code.startswith(_EXPOSED) and (*where, _EXPOSED) in self.accepted
        )


def read_audited(text: str) -> Audited:
    """Read detect-secrets' baseline; raises :class:`BaselineError` where it is none."""
    try:
        document = json.loads(text)
        results: dict[str, list[dict[str, Any]]] = document["results"]
        accepted = {
            (_path(name), str(each["hashed_secret"]), _code(str(each["type"])))
            for name, found in results.items()
            for each in found
            if each.get("is_secret") is False
        }
    except RecursionError:
        raise BaselineError("it is nested too deeply") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BaselineError(
            "it is no baseline of detect-secrets, and none of aurora-lint"
        ) from None
    return Audited(frozenset(accepted))


def _path(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")


def _code(kind: str) -> str:
    match = _CODE.search(kind)
    return match[1] if match else _EXPOSED
