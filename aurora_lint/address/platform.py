"""What code runs on, where that says for whom its key is: a visitor's browser, a phone."""

from __future__ import annotations

import re
from typing import NamedTuple

from aurora_lint.address import Label
from aurora_lint.lines import decode

#: As much of a file as is searched.
_LONGEST = 100_000


class _Sign(NamedTuple):
    platform: str
    path: re.Pattern[str]
    text: re.Pattern[bytes]


_SIGNS = (
    _Sign(
        "mobile app",
        re.compile(r"\.(?:swift|m|mm)$"),
        re.compile(rb"^\s*(?:import|#import\s+<|@import)\s*(?:UIKit|SwiftUI)\b", re.MULTILINE),
    ),
    _Sign(
        "mobile app",
        re.compile(r"\.(?:java|kt)$"),
        re.compile(
            rb"^\s*import\s+(?:androidx?|com\.facebook\.react)\.|\bBuildConfig\.(?:DEBUG|FLAVOR)\b",
            re.MULTILINE,
        ),
    ),
    _Sign(
        "mobile app",
        re.compile(r"\.(?:[jt]sx?|dart|cs|xaml)$"),
        re.compile(
            rb"[\"'](?:react-native|@ionic/[\w-]+|@capacitor/core|expo-[\w-]+|expo)[\"']"
            rb"|\bimport [\"']package:flutter/"
            rb"|^\s*using (?:Xamarin\.(?:Forms|Essentials)|Microsoft\.Maui|Android\.App|UIKit)\b",
            re.MULTILINE,
        ),
    ),
    _Sign(
        "serverless function",
        re.compile(r"\.(?:java|kt|scala|cs|fs)$"),
        re.compile(
            rb"\bcom\.amazonaws\.services\.lambda\.|\bcom\.google\.cloud\.functions\."
            rb"|\bAmazon\.Lambda\.Core\b|\bILambdaContext\b|\bcom\.microsoft\.azure\.functions\."
            rb"|\[(?:Function|FunctionName)\(|\[(?:Timer|Http|Queue|Blob|ServiceBus)Trigger\b"
        ),
    ),
    _Sign(
        "build service",
        re.compile(r"(?:\.(?:sh|bash|zsh|ps1|mk|rake)|akefile)$"),
        re.compile(
            rb"\b(?:CIRCLE|TRAVIS|BITBUCKET|BUILDKITE|APPVEYOR|SEMAPHORE|CI_COMMIT|CI_PIPELINE|CI_JOB"
            rb"|GITHUB_REF|GITHUB_RUN|GITHUB_HEAD|GITHUB_EVENT)_[A-Z]\w*"
            rb"|\b(?:GITHUB_(?:REF|SHA|ACTIONS|ENV|WORKFLOW)|BUILD_SOURCEBRANCH(?:NAME)?"
            rb"|JENKINS_(?:URL|HOME)|DRONE_(?:BRANCH|BUILD_\w+|COMMIT\w*|TAG))\b"
        ),
    ),
    _Sign(
        "serverless function",
        re.compile(r"\.(?:[jt]s|mjs|rb|go)$"),
        re.compile(
            rb"\bdef \w+\(event:, *context:\)|\bexports\.handler\s*="
            rb"|\bexport (?:const|async function) handler\b"
            rb"|\blambda\.Start\(|\bAPIGatewayProxy|\bfunctions\.https\.on(?:Request|Call)\b"
            rb"|\baddEventListener\([\"']fetch[\"']|\basync fetch\(request\b|\bDeno\.serve\("
        ),
    ),
    _Sign(
        "browser",
        re.compile(r"(?:^|/)(?:src|components)/(?!(?:.*/)?(?:app|pages|api|server)/).*\.[jt]sx$"),
        re.compile(rb"(?:\breturn\b|=>)\s*\(?\s*<[A-Za-z]"),
    ),
    _Sign(
        "browser",
        re.compile(r"(?:^|/)(?:webpack|vite|rollup)[\w.-]*\.[cm]?[jt]s$"),
        re.compile(rb"\b(?:DefinePlugin|EnvironmentPlugin)\b|\bdefine\s*:"),
    ),
    _Sign(
        "browser",
        re.compile(
            r"\.(?:[jt]sx?|mjs|html?|php|erb|ejs|coffee|cshtml|aspx?|jsp|hbs|twig|pug|jinja2?)$"
        ),
        re.compile(
            rb"\bdocument\.(?:getElementById|querySelector|addEventListener|createElement|cookie)\b"
            rb"|\bwindow\.(?:location|document|addEventListener|onload|localStorage)\b|\$\(document\)"
            rb"|\bimport\.meta\.env\b|\b(?:useState|useEffect)\s*\(|\bReactDOM\b"
            rb"|\bfrom\s*[\"'](?:react-dom(?:/client)?|react-native|vue|@angular/core|svelte)[\"']"
        ),
    ),
)


def read(path: str | None, data: bytes) -> Label | None:
    """Give what the code in ``data`` runs on; None where nothing in it says so."""
    for sign in _SIGNS:
        if path and sign.path.search(path):
            found = sign.text.search(data[:_LONGEST])
            if found:
                line = data.count(b"\n", 0, found.start(0)) + 1
                return Label("platform", sign.platform, line, written=decode(found[0].strip()))
    return None
