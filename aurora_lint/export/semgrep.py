"""Semgrep: rules for any file. Those of its registry are not changed from here."""

from __future__ import annotations

from json import dumps

from aurora_lint.export.kinds import ESCAPES, KINDS, PLACEHOLDERS, Kind, head

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
            f"      - pattern-regex: {dumps(_word(kind))}\n"
            + "".join(
                f"      - pattern-not-regex: {dumps(_around(kind, each))}\n"
                for each in PLACEHOLDERS
            )
            + f"    metadata:\n"
            f"      category: security\n"
            f"      vendor: Aurora Solar\n"
            f"      aurora-lint: {kind.code}\n"
        )
    return "".join(parts)


def _word(kind: Kind) -> str:
    """Give a pattern that matches the key alone: what is shown is the whole match, no group."""
    return rf"(?:\b|{ESCAPES})\K{kind.pattern}\b"


def _around(kind: Kind, pattern: str) -> str:
    """Give the pattern of a key that holds another: what is not to match has to be as long."""
    return rf"{kind.prefix}[A-Za-z0-9]*(?:{pattern})[A-Za-z0-9]*"
