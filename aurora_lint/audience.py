"""Whether an address says that a restricted key belongs there.

The vendor advises one restricted key for each third party and each micro-service: so where the
path or a name says partner, integration, worker, browser, CI or export job.
"""

from __future__ import annotations

import re

from aurora_lint.address import Address, Label
from aurora_lint.judge import UNKNOWN, Verdict
from aurora_lint.policy import RESTRICTED
from aurora_lint.vocabulary import Vocabulary, named
from aurora_lint.words import split

#: Files that a build service reads, by their whole path.
_CI = re.compile(
    r"^(?:\.github/(?:workflows|actions)/.+|\.circleci/.+|\.buildkite/.+|\.woodpecker(?:/.+|\.ya?ml)"
    r"|\.gitlab-ci\.ya?ml|\.gitlab/ci/.+|\.travis\.ya?ml|\.drone\.ya?ml|appveyor\.ya?ml"
    r"|azure-pipelines[\w.-]*\.ya?ml|\.azure-pipelines/.+|bitbucket-pipelines\.ya?ml"
    r"|cloudbuild\.ya?ml|buildspec\.ya?ml|(?:.+/)?Jenkinsfile[\w.-]*|ci/.+)$"
)
#: Folders that hold one service each, at the top of a repository only: deeper they are a layer.
_SERVICES = re.compile(r"^(?:services|functions|lambdas|workers|microservices)/[^/]+/.+", re.I)
_TESTS = frozenset({"test", "tests", "testing", "testcase", "spec", "specs", "e2e", "unit"})
_INTEGRATION = frozenset({"integration", "integrations"})
#: Words that are a folder of foreign code in a path, and a thing that happens in a function.
_NOT_IN_PATHS = frozenset({"vendor"})
_VERBS = frozenset({"report", "export", "limited", "scoped", "browser", "worker"})


def judge(address: Address, path: str | None, vocabulary: Vocabulary) -> Verdict:
    """Judge whom the key at ``address`` is for: restricted, or unknown."""
    tested = any(_TESTS & set(split(label.text)) for label in address if label.role == "path")
    for label in reversed(address):
        if label.role == "policy" and label.text.startswith(RESTRICTED):
            return Verdict(RESTRICTED, label)
        if _names_audience(label, tested, vocabulary):
            return Verdict(RESTRICTED, label)
    if path and (_CI.match(path) or _SERVICES.match(path)):
        return Verdict(RESTRICTED, Label("path", path))
    return UNKNOWN


def _names_audience(label: Label, tested: bool, vocabulary: Vocabulary) -> bool:
    if label.negated or label.role not in _READ:
        return False
    words = split(label.text)
    found = set(named(words, vocabulary.restricted))
    if tested or _TESTS & set(words):
        found -= _INTEGRATION
    if label.role == "path":
        found -= _NOT_IN_PATHS
    if label.role in ("function", "call"):
        found -= _VERBS
    if label.role == "call" and not label.text.rpartition(".")[2][:1].isupper():
        found -= vocabulary.restricted - _ALWAYS
    return bool(found)


_READ = frozenset({"path", "section", "class", "function", "name", "call"})
#: What says so even in the name of a function that is called.
_ALWAYS = frozenset({"partner", "third party", "restricted", "readonly", "read only"})
