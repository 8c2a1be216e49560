"""Reports to make pages of: of a repository with a past, and of one whose every name is hostile."""

import base64
from hashlib import sha1, sha256
from pathlib import Path

from aurora_lint.address import Label
from aurora_lint.finding import Excerpt, Finding, Span
from aurora_lint.keys import Key
from aurora_lint.scan import Report
from aurora_lint.source import WORKTREE, Moment, Origin, Stay
from aurora_lint.sources import Skipped
from tests import repositories
from tests.keygen import key

STANDARD, OLD, SANDBOX = key("sk_prod"), key("sk_prod", 3), key("sk_sand", 5)
RESTRICTED, POSSIBLE = key("rk_prod", 7), key("sk_prod", 9)[:-3]
ALL = (STANDARD, OLD, SANDBOX, RESTRICTED, POSSIBLE)
#: The day of the report in tests.
EPOCH = "1798761600"

#: What tries to leave the place where it is put, to steer it, or to be too much for it.
HOSTILE = [
    "</script><script>window.ran = 1</script>",
    '" onmouseover="window.ran = 1" x="',
    "'><img src=x onerror='window.ran = 1'>",
    "<!--",
    "-->",
    "]]>",
    "</style><style>body{display:none}</style>",
    "</title>",
    "javascript:window.ran=1",
    "&lt;b&gt; &amp; &#60;",
    "%s {{7*7}} ${7*7} ::error::",
    "a\nb\r\tc\x00\x1b[31m\x85",
    "\u202egnp.exe \u2066\u200b\ufeff",
    "\u2028\u2029\ud800\udc80\uffff",
    "\u05e9\u05dc\u05d5\u05dd/\u0645\u0644\u0641.py",
    "a.zip!b",
    "x" * 10_000,
    "",
]


def history(top: Path) -> Path:
    """Make a repository in which keys came and went, and some still are."""
    repositories.make(top)
    for nth, files in enumerate((
        {"app/settings.py": line(OLD), "sandbox/a.py": line(SANDBOX)},
        {"app/settings.py": line(STANDARD), "k8s/secret.yml": encoded(STANDARD),
         "ci/build.sh": f"curl -H 'Bearer {STANDARD}'\n"},
        {"services/billing/a.py": line(RESTRICTED), "partners/acme/a.py": line(RESTRICTED)},
        {"notes.py": line(POSSIBLE), "tests/sandbox/b.py":
         f'import os\nK = os.environ["AURORA_PROD_API_KEY"]\n{line(SANDBOX)}'},
    ), start=1):  # fmt: skip
        repositories.write(top, files)
        repositories.git(top, "add", "-A")
        repositories.git(top, "commit", "-q", "-m", "a", "--date", f"2025-0{nth}-01T12:00:00+0000")
    return top


def line(text: str) -> str:
    return f'AURORA_API_KEY = "{text}"\n'


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def finding(text: str, nth: int = 0, **changed: object) -> Finding:
    """Give a finding every text of which is ``text``."""
    made = Key(STANDARD)
    return Finding(
        code="AUR101",
        name="standard-production-key",
        level="error",
        path=f"partners/{text}/x.py",
        span=Span(nth + 1, 2, nth + 1, 34),
        message=f"message {text}",
        kind="standard",
        environment="production",
        masked=made.masked,
        fingerprint=sha256(str(nth).encode()).hexdigest()[:32],
        spelling="plain",
        evidence=(Label("branch", text, 3), Label("name", text, 4, written=text)),
        origin=WORKTREE,
        is_used=bool(nth % 2),
        excerpt=Excerpt(f"a = {made.masked}", 4, 4 + len(made.masked)),
    )._replace(**changed)  # type: ignore[arg-type]


def origin(text: str, nth: int) -> Origin:
    """Give an origin of a history whose authors and branches are called ``text``."""
    commit = sha1(str(nth).encode(), usedforsecurity=False).hexdigest()
    since = Moment(commit, text, "2025-01-01T00:00:00+00:00", 1735689600 + nth * 86400)
    is_past, is_undated = nth % 3 == 1, nth % 5 == 4
    return Origin("commit", commit, commit, Stay(
        None if is_undated else since, since if is_past else None, () if is_past else (text,)
    ))  # fmt: skip


def hostile(texts: list[str] = HOSTILE) -> Report:
    """Give a report in which all that somebody may have named is one of ``texts``."""
    findings = []
    for nth, text in enumerate(texts):
        findings += [
            finding(text, nth, origin=origin(text, nth)),
            finding(text, nth, origin=origin(text, nth), path=None),
            finding(text, nth, code="AUR304", name="by-name", level="warning", kind=None,
                    environment=None, masked=None, fingerprint=None, named=text, excerpt=None),
        ]  # fmt: skip
    skipped = [Skipped(text, text, error=nth % 2 == 0) for nth, text in enumerate(texts)]
    return Report(Path("/x") / texts[0], findings, 3, 4, skipped, 5, 1, texts)
