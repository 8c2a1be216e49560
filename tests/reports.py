"""Reports for tests of reporters: real scans, and findings whose every text is hostile."""

from pathlib import Path

from aurora_lint.address import Label
from aurora_lint.finding import Excerpt, Finding, Span
from aurora_lint.keys import Key
from aurora_lint.scan import Report
from aurora_lint.source import Moment, Origin, Stay
from aurora_lint.sources import Skipped
from tests.keygen import key

KEY = Key(key("sk_prod", 1))

#: Names that people or attackers give to files, branches and themselves.
HOSTILE = (
    "new\nline.py", "a\r\nb", "%0A%25::error::x", "a]]>b", "<script>alert(1)</script>", "\u202eabc",
    "\udcff", "\x1b[31m", "\0", "\x0b\ufffe", "=HYPERLINK(1)", "a" * 10_000, '"quoted",',
    "a.zip!b/c", "&amp;", KEY.text, "ä 日本 \U0001f511", "\u2028",
)  # fmt: skip


def finding(text: str = "a.py", **changes: object) -> Finding:
    """Make a finding with ``text`` in every field that comes from a repository."""
    moment = Moment("1" * 40, text, "2026-03-02T10:00:00+00:00", 1_772_445_600)
    one = Finding(
        code="AUR301",
        name="production-key-in-sandbox-path",
        level="error",
        path=text,
        span=Span(3, 9, 3, 41),
        message=f"production key in a sandbox code path: {Label('path', text).describe()}",
        kind=KEY.kind,
        environment=KEY.environment,
        masked=KEY.masked,
        fingerprint=KEY.fingerprint,
        spelling="plain",
        evidence=(Label("path", text), Label("branch", text, 2, True)),
        origin=Origin("commit", "1" * 40, "2" * 40, Stay(moment, moment, (f"refs/heads/{text}",))),
        excerpt=Excerpt(f"K = {KEY.masked} # é", 4, 4 + len(KEY.masked)),
    )
    return one._replace(**changes)  # type: ignore[arg-type]


def report(findings: list[Finding], *unread: str) -> Report:
    skipped = [Skipped(each, f"broken: {each}", error=True) for each in unread]
    notices = [f"said of {each}" for each in unread]
    return Report(Path("/top"), findings, 7, 1234, skipped, notices=notices)


def every_kind() -> list[Finding]:
    """Give findings of each kind of place and of each level."""
    return [
        finding(),
        finding(),  # the same key again, in the same file
        finding(level="note", code="AUR105", name="possible-key"),
        finding(level="warning", path="a.zip!b.py", origin=Origin("worktree"), evidence=()),
        finding(path=None, origin=Origin("message", "3" * 40), excerpt=None),
        finding(path=None, origin=Origin("dangling", None, "4" * 40)),
        finding(path=None, origin=Origin("stdin")),
        finding(
            code="AUR304", fingerprint=None, masked=None, kind=None, named="AURORA_PROD_KEY",
            origin=Origin("index"), is_used=True,
        ),
    ]  # fmt: skip


def hostile() -> list[Finding]:
    return [finding(text) for text in HOSTILE]
