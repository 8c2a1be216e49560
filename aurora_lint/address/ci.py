"""What a build service reads: evidence of the audience, and of the environment where it tests."""

from __future__ import annotations

import re

#: Files that a build service reads, by their whole path.
_PATH = re.compile(
    r"(?:\.github/(?:workflows|actions|scripts)/.+|\.ci/.+|\.circleci/.+|\.buildkite/.+"
    r"|\.semaphore/.+|\.woodpecker(?:/.+|\.ya?ml)|\.gitlab-ci\.ya?ml|\.gitlab/ci/.+|\.travis\.ya?ml"
    r"|\.drone\.ya?ml|appveyor\.ya?ml|azure-pipelines[\w.-]*\.ya?ml|\.azure-pipelines/.+"
    r"|codeship-(?:services|steps)\.ya?ml|bitbucket-pipelines\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml"
    r"|(?:.+/)?Jenkinsfile[\w.-]*|ci/.+)"
)
_TESTS = re.compile(
    rb"\b(?:pytest|tox|nox|unittest|rspec|phpunit|jest|vitest|cypress|playwright|ctest|mocha"
    rb"|(?:npm|yarn|pnpm|bun|go|cargo|mvn|gradlew?|dotnet|manage\.py|make|rake|composer|swift|mix)"
    rb"(?: [\w:./-]+)? (?:tests?|check)(?:[:\w-]*))\b",
    re.IGNORECASE,
)
_DEPLOYS = re.compile(
    rb"\b(?:deploy|publish|release|upload-artifact|terraform apply|kubectl|helm (?:upgrade|install)"
    rb"|twine|docker push|cdk|serverless|rsync|scp)",
    re.IGNORECASE,
)


def is_ci(path: str) -> bool:
    """Whether a build service reads the file at ``path``, relative to the repository's top."""
    return _PATH.fullmatch(path) is not None


def only_tests(data: bytes) -> bool:
    """Whether the steps in ``data`` run tests, and nothing that could touch production."""
    return _TESTS.search(data) is not None and not _DEPLOYS.search(data)
