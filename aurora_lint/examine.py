"""From candidates to findings: read each sighting's address, judge it, ask the rules.

Kept apart from the engine, so that a file without a candidate loads none of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurora_lint import audience, judge, keys, names
from aurora_lint.address.reader import AddressReader
from aurora_lint.finding import Finding, Span
from aurora_lint.keys import Candidates, Sighting
from aurora_lint.policy import Policy
from aurora_lint.rule import Answer, Case, Rule
from aurora_lint.rules import RULES
from aurora_lint.source import Source

if TYPE_CHECKING:
    import ast


def examine(
    source: Source,
    data: bytes,
    starts: Candidates,
    policy: Policy | None,
    tree: ast.Module | None,
) -> list[Finding]:
    """Give the findings for what stands at ``starts`` in ``data``, the source's bytes as UTF-8."""
    policy = policy or Policy()
    sightings = [*keys.find(data, starts.prefixes), *names.find(data, starts.names, source.path)]
    reader = AddressReader(source, data, policy, tree)
    return [
        finding
        for sighting in sorted(sightings, key=lambda each: each.start)
        for finding in _judge(sighting, source, reader, policy)
    ]


def _judge(
    sighting: Sighting, source: Source, reader: AddressReader, policy: Policy
) -> list[Finding]:
    address = reader.read(sighting.start, sighting.end)
    case = Case(
        sighting,
        judge.environment(address, policy.vocabulary),
        audience.judge(address, source.path, policy.vocabulary),
    )
    answers: dict[str, tuple[Rule, Answer]] = {}
    for rule in RULES:
        if rule.question not in answers and (answer := rule.ask(case)):
            answers[rule.question] = rule, answer
    span = Span(*reader.lines.place(sighting.start), *reader.lines.place(sighting.end))
    return [_finding(rule, answer, case, source, span) for rule, answer in answers.values()]


def _finding(rule: Rule, answer: Answer, case: Case, source: Source, span: Span) -> Finding:
    key = case.sighting.key
    return Finding(
        code=rule.code,
        name=rule.name,
        level=rule.level,
        path=source.path,
        span=span,
        message=keys.mask(answer.message),
        kind=key.kind if key else None,
        environment=key.environment if key else "production",
        masked=key.masked if key else None,
        fingerprint=key.fingerprint if key else None,
        spelling=case.sighting.spelling,
        evidence=(answer.label,) if answer.label else (),
        origin=source.origin,
    )
