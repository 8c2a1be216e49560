"""Semgrep: rules for any file. Those of its registry are not changed from here."""

from __future__ import annotations

from json import dumps

from aurora_lint.export.kinds import KINDS, PLACEHOLDERS, head

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def rules() -> str:
    """Give the rules."""
    parts = [head("semgrep"), "rules:\n"]
    for kind in KINDS:
        parts.append(
            f"  - id: {kind.id}\n"
            f"    message: {dumps(kind.says)}\n"
            f"    severity: {_SEVERITIES[kind.level]}\n"
            f"    languages: [regex]\n"
            f"    patterns:\n"
            f"      - pattern-regex: {dumps(kind.word)}\n"
            + "".join(
                f"      - pattern-not-regex: {dumps(_around(each))}\n" for each in PLACEHOLDERS
            )
            + f"    metadata:\n"
            f"      category: security\n"
            f"      vendor: Aurora Solar\n"
            f"      aurora-lint: {kind.code}\n"
        )
    return "".join(parts)


def _around(pattern: str) -> str:
    """Give the pattern of a word that holds one: what is not to match has to be as long."""
    return rf"\w*{pattern}\w*"
