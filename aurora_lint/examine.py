"""From candidates to findings: read each sighting's address, judge it, ask the rules.

Kept apart from the engine, so that a file without a candidate loads none of this.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from hashlib import sha1
from itertools import accumulate
from typing import TYPE_CHECKING

from aurora_lint import audience, judge, keys, names, spellings
from aurora_lint.address.reader import AddressReader, is_parsed_safely
from aurora_lint.candidates import Candidates
from aurora_lint.excerpt import Excerpts
from aurora_lint.exempt import Exemptions, by_level
from aurora_lint.finding import Finding, Span
from aurora_lint.keys import Sighting
from aurora_lint.pieces import Joined, in_notebook, in_outline, in_python, may_begin
from aurora_lint.policy import Policy
from aurora_lint.rule import Answer, Case, Rule
from aurora_lint.rules import RULES
from aurora_lint.source import Source, is_code, wide_encoding
from aurora_lint.spellings.masking import mask

if TYPE_CHECKING:
    import ast


def examine(
    source: Source,
    data: bytes,
    found: Candidates,
    policy: Policy | None,
    tree: ast.Module | None,
    unread: list[str] | None = None,
    idle: list[tuple[int, str]] | None = None,
) -> list[Finding]:
    """Give the findings for what is ``found`` in ``data``, the source's bytes as UTF-8.

    ``unread`` gets what of the source could not be looked at, and why; ``idle`` the lines of
    ignore comments that hide nothing, and what to say of them.
    """
    policy = policy or Policy()
    reader = AddressReader(source, data, policy, tree)
    sightings = [
        *_keys(source, data, found, reader, unread),
        *names.find(data, found.names, source.path),
    ]
    excerpts = Excerpts(data, reader.lines, sightings, reader.without_pieces)
    exemptions = Exemptions(source, data, reader.lines, policy)
    findings = [
        finding
        for sighting in sorted(sightings, key=lambda each: each.start)
        for finding in _judge(sighting, source, reader, policy, excerpts, exemptions)
    ]
    if idle is not None:
        idle += exemptions.idle(findings)
    return findings


def _keys(
    source: Source,
    data: bytes,
    found: Candidates,
    reader: AddressReader,
    unread: list[str] | None,
) -> list[Sighting]:
    """Give the keys in ``data``, in whatever spelling."""
    plain = list(keys.find(data, found.cores))
    spelled = list(spellings.find(data, found, plain))
    encoded = {sighting.key for sighting in spelled}
    for sighting, parts in _joined(source, found, reader, data, unread):
        if sighting.key not in encoded:  # code decodes what has been decoded here
            spelled.append(sighting)
        reader.hide(parts)
    # Where a key goes on in another way, what stands plain before that is a part of it.
    plain = [each for each in plain if not each.doubt] + _outside(
        spelled, [each for each in plain if each.doubt]
    )
    if encoding := wide_encoding(source.data):
        plain = [each._replace(spelling=encoding[:6]) for each in plain]
    return plain + spelled


def _joined(
    source: Source,
    found: Candidates,
    reader: AddressReader,
    data: bytes,
    unread: list[str] | None,
) -> Iterator[Joined]:
    """Yield the keys that code puts together."""
    if not is_code(source) or not (found.is_pieced or found.cores or found.spelled):
        return
    path = source.path or ""
    if reader.tree:
        yield from in_python(reader.tree, data, reader.lines, unread)
    elif not path.endswith(".ipynb") and not may_begin(data):
        return
    elif not reader.outline:
        if unread is not None:
            unread.append("its code was not worked out: it is too large")
    elif path.endswith(".ipynb"):
        yield from in_notebook(reader.outline, data, is_parsed_safely)
    else:
        yield from in_outline(reader.outline, data, path, unread)


def _outside(wholes: list[Sighting], parts: list[Sighting]) -> list[Sighting]:
    """Give those ``parts`` that are within none of the ``wholes``."""
    ordered = sorted((whole.start, whole.end) for whole in wholes)
    starts = [start for start, _ in ordered]
    reach = list(accumulate((end for _, end in ordered), max, initial=0))
    return [part for part in parts if part.end > reach[bisect_right(starts, part.start)]]


def _judge(
    sighting: Sighting,
    source: Source,
    reader: AddressReader,
    policy: Policy,
    excerpts: Excerpts,
    exemptions: Exemptions,
) -> list[Finding]:
    case = _case(sighting, source, reader, policy)
    case = case._replace(objection=exemptions.objection(case.key))
    answers: dict[str, tuple[Rule, Answer]] = {}
    for rule in RULES:
        if rule.question not in answers and (answer := rule.ask(case)):
            answers[rule.question] = rule, answer
    span = Span(*reader.lines.place(sighting.start), *reader.lines.place(sighting.end))
    if not answers:
        return []
    excerpt, exempt = excerpts.around(sighting), tuple(exemptions.at(span, sighting.key))
    findings = []
    for rule, answer in answers.values():
        level, off = by_level(rule.code, rule.level, policy)
        finding = _finding(rule, answer, case, source, span)
        findings.append(finding._replace(level=level, excerpt=excerpt, exemptions=(*off, *exempt)))
    return findings


def _case(sighting: Sighting, source: Source, reader: AddressReader, policy: Policy) -> Case:
    """Judge a sighting where it stands; where that says nothing against it, where it is used."""
    words, path = policy.vocabulary, source.path
    address = reader.read(sighting.start, sighting.end)
    environment = judge.environment(address, words)
    restricted = audience.judge(address, path, words)
    home = sighting.key.environment if sighting.key else None
    if home is None or (environment.says not in (None, home) and restricted.says):
        return Case(sighting, environment, restricted)
    around = {label._replace(level=0) for label in address}
    for use in reader.uses(sighting.start):
        # What stands around both places has been heard.
        further = tuple(label for label in use if label._replace(level=0) not in around)
        if environment.says in (None, home):
            used = judge.environment(use, words)
            says_more = used.label and used.label._replace(level=0) not in around
            environment = used if says_more and used.says != home else environment
        restricted = restricted if restricted.says else audience.judge(further, None, words)
    return Case(sighting, environment, restricted, frozenset(around))


def _finding(rule: Rule, answer: Answer, case: Case, source: Source, span: Span) -> Finding:
    key = case.sighting.key
    return Finding(
        code=rule.code,
        name=rule.name,
        level=rule.level,
        path=source.path,
        span=span,
        message=mask(answer.message),
        kind=key.kind if key else None,
        environment=key.environment if key else "production",
        masked=key.masked if key else None,
        fingerprint=key.fingerprint if key else None,
        spelling=case.sighting.spelling,
        evidence=(answer.label,) if answer.label else (),
        origin=source.origin,
        is_used=case.is_of_use(answer.label),
        named=case.sighting.name,
        hashed_secret=_hashed(case.sighting),
    )


def _hashed(sighting: Sighting) -> str:
    """Give the SHA-1 that detect-secrets would keep of a sighting, by its own or by our plugin."""
    key = sighting.key
    secret = key.text if key and sighting.spelling == "plain" else key and key.fingerprint
    return sha1((secret or sighting.name).encode("utf-8"), usedforsecurity=False).hexdigest()
