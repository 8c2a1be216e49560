"""What an address says: of the environment, and of the audience a key is meant for.

The innermost label that names an environment decides. A host used with the key outweighs the
names around it. Labels that are equally near and differ decide nothing. Comments and docstrings
are asked last. What no label says stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from aurora_lint import condition, hosts, prose
from aurora_lint.address import Address, Label
from aurora_lint.address.path import is_template
from aurora_lint.sense import CONFLICT, LIVE, NOTHING, Sense, any_of, of_words
from aurora_lint.vocabulary import PRODUCTION, SANDBOX, Vocabulary, only_names_environment
from aurora_lint.words import split

#: Names do not reach past these: what stands outside of them is another step of the code.
_WALLS = frozenset(
    {"platform", "path", "policy", "class", "function", "branch", "guard", "section"}
)
#: Where a label that names both environments ends the search. Elsewhere it is passed over:
#: ``test_production_client`` in ``tests/`` is a test still.
_FINAL = frozenset({"name", "branch", "section", "call"})

_KEYWORD = re.compile(r"^(?:if|elif|while|unless|assert|match|case|when|class|def)\s+")
#: Words that say nothing in a path: ``ci/`` holds build scripts, ``stubs/`` type stubs.
_NOT_IN_PATHS = frozenset({"ci", "stub", "stubs", "fake", "dummy"})
#: Words that name an environment in the name of a configuration only: `settings/live.py`.
_IN_CONFIGURATION = frozenset({"local", "live", "stage", "debug"})
_SETTINGS_OF_CI = re.compile(r"ci\.(?:js|ts|json|exs|rb|py|toml|conf|env|properties)")
#: What a file's name ends in, after its own words.
_ENDINGS = frozenset(
    "py pyi yml yaml json toml ini cfg xml properties js ts rb php sh tf tfvars md txt template "
    "example sample dist c cpp cs go h html ino java jsx kt mjs rs scala swift tsx vue".split()
)
#: With these a file is a configuration: `local_settings.py`, not a page on local numbers.
_CONFIGURATION = frozenset(
    "local live stage debug env settings setting config configuration conf docker compose values "
    "secrets application app appsettings override overrides base stack deploy development".split()
)
#: An importer of flash tests is none itself: inside of a class's name these are its subject.
_SUBJECTS = frozenset({"test", "tests"})
_OF_TESTS = frozenset(
    "app base case client config data env environment fixture helper helpers key keys mixin mode "
    "runner server settings setup suite user utils".split()
)
#: After one of these a file's name says which profile it is of: `application-local-mysql.yml`.
_PROFILED = frozenset({"application", "appsettings", "bootstrap", "config", "settings", "env"})
#: Verbs at the head of a call: ``test_connection(key)``.
_VERBS = frozenset({"test", "local", "stub", "mock", "fake", "demo", "preview"})


#: How code is built and run; a staging server runs it as in production.
_RUNTIME = re.compile(r"\W*(?:NODE|RAILS|RACK|MIX|PASSENGER_APP|BABEL)_ENV\b", re.IGNORECASE)


class Verdict(NamedTuple):
    """What an address says, and the label that decided: the evidence shown to the user."""

    says: str | None = None
    label: Label | None = None


UNKNOWN = Verdict()


def environment(address: Address, vocabulary: Vocabulary) -> Verdict:
    """Judge which environment the code at ``address`` belongs to."""
    spoken: Verdict = UNKNOWN
    built: Verdict = UNKNOWN
    remarks = [label for label in address if label.role == "comment"]
    steps = [label for label in address if label.role != "comment"]
    for _, group in groupby(reversed(steps), key=lambda label: label.level):
        labels = list(group)
        host = _decide((label for label in labels if label.role == "host"), vocabulary)
        if host.says and host.says != CONFLICT:
            return host
        if spoken.says and any(label.role in _WALLS for label in labels):
            return spoken
        said = _decide((label for label in labels if label.role != "host"), vocabulary)
        if said.says == CONFLICT:
            if not spoken.says and said.label and said.label.role in _FINAL:
                return UNKNOWN
        elif said.label and not spoken.says:
            if said.says == PRODUCTION and _RUNTIME.match(said.label.text):
                built = built if built.says else said
                continue
            if said.label and said.label.role in _WALLS:
                return said
            spoken = said
    spoken = spoken if spoken.says else built
    return spoken if spoken.says else _last_resort(remarks, vocabulary)


def _last_resort(remarks: list[Label], vocabulary: Vocabulary) -> Verdict:
    for _, group in groupby(reversed(remarks), key=lambda label: label.level):
        said = _decide(group, vocabulary)
        if said.says and said.says != CONFLICT:
            return said
    return UNKNOWN


def _decide(labels: Iterable[Label], vocabulary: Vocabulary) -> Verdict:
    """Give what equally near labels say together, with the last of them that speaks."""
    said = [Verdict(_sense(label, vocabulary).yes, label) for label in labels]
    together = any_of([verdict.says for verdict in said])
    if together is None:
        return UNKNOWN
    speaking = [verdict.label for verdict in said if verdict.says]
    return Verdict(together, speaking[-1])


def _sense(label: Label, vocabulary: Vocabulary) -> Sense:
    text = label.text
    if label.role in ("branch", "guard"):
        sense = condition.read(_KEYWORD.sub("", text), vocabulary)
        return sense.flipped() if label.negated else sense
    if label.role == "policy":
        setting = text.split("-", 1)[0]
        return Sense(setting, None) if setting in (SANDBOX, PRODUCTION) else NOTHING
    if label.role == "host":
        return Sense(hosts.environment(text), None)
    if label.role == "setting":
        host = hosts.environment(text)
        return Sense(host, None) if host else condition.read(text, vocabulary, True)
    return _READERS.get(label.role, _of_name)(_KEYWORD.sub("", text), vocabulary)


def _of_name(text: str, vocabulary: Vocabulary) -> Sense:
    return of_words(split(text), vocabulary, production=LIVE)


def _of_path(text: str, vocabulary: Vocabulary) -> Sense:
    words = split(text)
    if text == "stage":
        return Sense(SANDBOX, None)
    is_file = "." in text
    if is_file and words[1:2] == ("ci",) and words[0] in _PROFILED:
        return Sense(SANDBOX, None)  # application-ci.yml
    if _SETTINGS_OF_CI.fullmatch(text):
        return Sense(SANDBOX, None)
    words = tuple(word for word in words if word not in _NOT_IN_PATHS)
    while is_file and words and words[-1] in _ENDINGS:
        words = words[:-1]
    if len(words) > 2 and words[-1] in ("demo", "demos") and not only_names_environment(words):
        words = words[:-1]  # MoonPhaseDemo.ino shows how something is used
    # `.env.production.local` is production, on one machine.
    others = tuple(word for word in words if word not in _IN_CONFIGURATION)
    sense = of_words(others, vocabulary)
    if sense != NOTHING or not (is_file or "local" in words):
        return sense
    if not (_CONFIGURATION.issuperset(words) or _names_profile(words)):
        return NOTHING
    if is_template(text):
        return NOTHING  # .env.local.example is for whoever copies it
    if {"stage", "debug"}.intersection(words):
        return Sense(SANDBOX, None)
    if _names_profile(words):
        words = words[:2]
    return of_words(words, vocabulary, production=LIVE)


def _names_profile(words: tuple[str, ...]) -> bool:
    return len(words) > 1 and words[0] in _PROFILED and words[1] in _IN_CONFIGURATION


def _of_function(text: str, vocabulary: Vocabulary) -> Sense:
    return of_words(split(text), vocabulary)


def _of_class(text: str, vocabulary: Vocabulary) -> Sense:
    words = split(text)
    return of_words(
        tuple(
            word
            for place, word in enumerate(words)
            if word not in _SUBJECTS or _is_at_edge(words, place) or words[place + 1] in _OF_TESTS
        ),
        vocabulary,
        production=LIVE,
    )


def _is_at_edge(words: tuple[str, ...], place: int) -> bool:
    return place in (0, len(words) - 1)


def _of_call(text: str, vocabulary: Vocabulary) -> Sense:
    """Read the name of what is called, its last part first: ``mock.patch``, ``SandboxClient``."""
    parts = text.split(".")
    for nth in range(len(parts) - 1, -1, -1):
        words = split(parts[nth])
        is_method = nth > 0 and nth == len(parts) - 1  # predicate.test(…)
        if parts[nth][:1].islower() and words[:1] and words[0] in _VERBS:
            words = words[1:] if len(words) > 1 or is_method else words
        sense = of_words(words, vocabulary)
        if sense != NOTHING:
            return sense
    return NOTHING


_READERS = {
    "path": _of_path,
    "function": _of_function,
    "call": _of_call,
    "class": _of_class,
    "comment": prose.of_comment,
    "text": prose.of_heading,
}
