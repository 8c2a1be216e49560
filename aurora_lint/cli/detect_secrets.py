"""``aurora-lint detect-secrets``: detect-secrets' own commands with the detectors built in."""

from __future__ import annotations

import sys

from aurora_lint.cli.parser import files_apart
from aurora_lint.cli.problem import CLEAN, FAILED, problem
from aurora_lint.policy import PolicyError

USAGE = """\
usage: aurora-lint detect-secrets scan [ARG …]    make or renew a baseline
       aurora-lint detect-secrets hook [ARG …]    what detect-secrets-hook does
       aurora-lint detect-secrets audit [ARG …]   label what a baseline holds

Every argument goes to detect-secrets: scan --help, hook --help, audit --help tell which.
"""


def run(argv: list[str]) -> int:
    """Run detect-secrets; give its exit code, or 2 where it can't run with the detectors."""
    if not argv or argv[0] in ("-h", "--help"):
        print(USAGE, end="", file=sys.stdout if argv else sys.stderr)
        return CLEAN if argv else FAILED
    try:
        from detect_secrets import main, pre_commit_hook

        from aurora_lint.doors import detect_secrets_builtin
    except ImportError as error:
        return problem(f"{error}: pip install 'aurora-lint[detect-secrets]'")
    detect_secrets_builtin.install()
    sys.argv[0] = "aurora-lint detect-secrets"
    try:
        return pre_commit_hook.main(files_apart(argv[1:])) if argv[0] == "hook" else main.main(argv)
    except PolicyError as error:
        return problem(str(error))
