"""Whether an address says that a restricted key belongs there.

The vendor advises one restricted key for each third party and each micro-service: so where the
path or a name says partner, integration, worker, browser, CI or export job.
"""

from __future__ import annotations

import re

from aurora_lint.address import Address, Label, ci
from aurora_lint.judge import UNKNOWN, Verdict
from aurora_lint.policy import RESTRICTED, RESTRICTING
from aurora_lint.vocabulary import Vocabulary, named
from aurora_lint.words import split

#: Folders that hold one service each, at the top of a repository only (deeper they are a layer),
#: and those of the platforms that run functions.
_SERVICES = re.compile(
    r"^(?:services|functions|lambdas|workers|microservices)/[^/]+/.+"
    r"|(?:^|/)(?:netlify|supabase|firebase|cloudflare|cloud|edge|azure|gcp|aws|composer)[\w-]*"
    r"[/_-]functions/.+"
    r"|^(?:infra|infrastructure|deploy)/functions/.+"
    # The configuration of what such a platform runs.
    r"|(?:^|/)(?:wrangler\.[\w.]+|netlify\.toml|serverless(?:\.\w+)?\.ya?ml|\.dev\.vars[\w.]*)$"
    r"|(?:^|/)functions/(?:main\.py|index\.[jt]s|handler\.\w+)$",
    re.IGNORECASE,
)
#: What is sent to every visitor's browser.
_SHIPPED = re.compile(
    r"(?:^|/)(?:public|static|assets|www|wwwroot|htdocs)/(?:.*/)?[^/]+\.(?:m?js|ts|coffee|html?|css|map)$"
    r"|(?:^|/)dist/(?:.*/)?[^/]*(?:bundle|browser|umd|client|chunk|widget|embed|[.-][0-9a-f]{6,})[^/]*\.(?:m?js|map)$"
    r"|(?:^|/)dist/(?:.*/)?[^/]*\.(?:html?|css)$"
    # What is built into an app: Android's resources, Flutter, components of a page.
    r"|(?:^|/)src/\w+/res/(?:values|xml|raw)[\w-]*/[^/]+$|^(?!.*(?:server|backend)).*\blib/.*\.dart$|\.(?:vue|svelte)$"
    r"|(?:^|/)app/src/\w+/(?:java|kotlin)/|(?:^|/)src/(?:environments/)?environment[\w.]*\.ts$"
    r"|^(?!Sources/|(?:.*/)?Package\.swift|.*server).*\.swift$"
    r"|(?:^|/)src/(?:common|ios|android)Main/|(?:^|/)[\w.-]*(?:-sw|service-?worker)[\w.-]*\.[jt]s$"
    r"|(?:^|/)(?:AndroidManifest\.xml|[\w-]*Info\.plist|google-services\.json[\w.-]*|amplifyconfiguration\.json)$"
    r"|\.xcconfig$|(?:^|/)client/(?:src|app|public)/|(?:^|/)app/(?:javascript|frontend)/",
    re.IGNORECASE,
)
_TESTS = frozenset("test tests testing testcase spec specs e2e unit migrations".split())
#: What a bundler for browsers puts in the place of the environment.
_BUNDLED = "import.meta.env"
#: Words that are a folder of foreign code in a path.
_NOT_IN_PATHS = frozenset({"vendor", "vendors", "suppliers"})
#: A table of vendors is of those whose keys we hold.
_OURS = frozenset({"vendor", "vendors", "supplier", "suppliers"})
#: Whoever is named by these gets a restricted key, in a test too.
_WHOEVER = frozenset(
    "partner partners vendor vendors contractor contractors reseller resellers supplier "
    "suppliers restricted readonly rk".split()
) | {"third party", "third parties", "3rd party", "3rd parties", "read only", "least privilege"}
#: Words that mean nothing else, wherever they stand in a path or a name.
_PLAIN = frozenset(
    "wasm lambda lambdas serverless faas microservice microservices restricted readonly rk vite "
    "gatsby".split()
)
#: What may follow the other words, for these to be what it is for.
_HEADS = frozenset(
    "app apps client clients bundle service services job jobs worker workers task tasks "
    "function functions key keys token tokens secret secrets credential credentials api auth "
    "bearer aurora solar handler handlers src extension settings config main portal prod "
    "production sand sandbox".split()
)
#: What a path ends in, and what introduces a name of code.
_ENDING = re.compile(r"(?<=\w)\.\w{1,5}$|^(?:class|def)\s+")
_HEADS_OF_CODE = frozenset(
    "settings config configuration key keys env fixture helper helpers".split()
)


#: The settings of the test environment are no test.
_SETTINGS = re.compile(r"^\.?env\b|\.(?:env|ya?ml|json|toml|ini|cfg|conf|properties|xml|tfvars)$")
_DOCUMENTS = re.compile(r"\.(?:md|mdx|rst|adoc|markdown)$", re.IGNORECASE)


def judge(address: Address, path: str | None, vocabulary: Vocabulary) -> Verdict:
    """Judge whom the key at ``address`` is for: restricted, or unknown."""
    tested = any(
        _TESTS & set(split(label.text))
        for label in address
        if label.role == "path" and not _SETTINGS.search(label.text)
    )
    documented = path is not None and _DOCUMENTS.search(path) is not None
    called = False
    for label in reversed(address):
        if label.role == "policy" and label.text.startswith(RESTRICTING):
            return Verdict(RESTRICTED, label)
        called = called or label.role == "call"
        if label.role == "platform" and not tested:
            return Verdict(RESTRICTED, label)
        if _BUNDLED in label.text and label.role != "comment":
            return Verdict(RESTRICTED, label)
        if _names_audience(label, tested or documented, called, vocabulary):
            return Verdict(RESTRICTED, label)
    if path and (
        ci.is_ci(path) or _SERVICES.search(path) or (_SHIPPED.search(path) and not tested)
    ):
        return Verdict(RESTRICTED, Label("path", path))
    return UNKNOWN


def _names_audience(label: Label, tested: bool, called: bool, vocabulary: Vocabulary) -> bool:
    if label.negated or label.role not in _READ:
        return False
    words = split(_ENDING.sub("", label.text))
    found = set(named(words, vocabulary.restricted))
    found = {each for each in found if each not in _AT_THE_END or words[-1:] == (each.split()[-1],)}
    if label.role == "section":
        found -= _OURS
    if label.role == "path":
        found -= _NOT_IN_PATHS
        found |= {"ci"} & set(words) if "." not in label.text else set()
    if (tested and label.role != "name") or _TESTS & set(words):
        # A test of the export job is a test.
        found &= _WHOEVER
    if label.role == "call" and not label.text.rpartition(".")[2][:1].isupper():
        found &= _WHOEVER
    if label.role == "name" and called:
        # It is the name of what the call gives, not of the key: `report = get(…, key)`.
        found &= _WHOEVER
    return any(word not in words or _is_used_for(words, word, label) for word in found)


def _is_used_for(words: tuple[str, ...], word: str, label: Label) -> bool:
    """Whether a word is what something is for: ``mobile_app``, not ``browser_use_demo``."""
    place = words.index(word)
    following = words[place + 1 :]
    role = label.role
    if role == "function" and place and word in _PLATFORMS:
        return False  # get_or_create_ios_app
    if word in _PLAIN or (word in _WHOEVER and role != "name") or _HEADS.intersection(following):
        return True
    if not following:
        return (role, word) not in _NOT_AT_THE_END
    # export_projects.py, def export_projects(): verbs with their object.
    is_file = role == "path" and "." in label.text
    verbs = ("export", "report") if is_file else ("export",) if role == "function" else ()
    return place == 0 and word in verbs and not _HEADS_OF_CODE.intersection(following)


#: A key to read with, not what reads one: `READ_API_KEY`, but not `READ_KEY_ONCE`.
_AT_THE_END = frozenset({"read key", "read token", "read api key"})
_PLATFORMS = frozenset({"android", "browser", "ios", "mobile"})
_READ = frozenset({"path", "section", "class", "function", "name", "call"})
#: A view of a report, a payment by mobile: what such code is called after, not what runs it.
_NOT_AT_THE_END = frozenset(
    (role, word)
    for role, words in {
        "function": "report reports reporting browser mobile",
        "class": "mobile browser android ios report",
    }.items()
    for word in words.split()
)
