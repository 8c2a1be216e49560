"""The programs that are measured beside aurora-lint, and how each is called.

None of them knows these keys, so each is given one rule for them, and nothing else to look for:
that is the least that it needs. ``{rules}`` is the folder with those rules.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

_KEY = "[sr]k_(?:prod|sand)_[A-Za-z0-9]{24}"
_PREFIXES = ("sk_prod_", "rk_prod_", "sk_sand_", "rk_sand_")


class Peer(NamedTuple):
    """A program; the arguments are empty where it has no such mode. ``.`` is what it looks at."""

    name: str
    program: str
    tree: str = ""
    history: str = ""
    hook: str = ""
    remark: str = ""
    version: str = "--version"

    def command(self, mode: str, rules: Path, files: list[str]) -> list[str]:
        """Give the command for a mode; nothing where there is none."""
        words = str(getattr(self, mode)).split()
        named = [each.replace("{rules}", str(rules)) for each in words]
        at = named.index("{files}") if "{files}" in named else len(named)
        return [self.program, *named[:at], *files, *named[at + 1 :]] if named else []


_KINGFISHER = (
    "scan --no-update-check --no-validate --load-builtins false --rules-path {rules}/kingfisher.yml"
)
_GITLEAKS = "--no-banner -v -c {rules}/gitleaks.toml --max-archive-depth 8"
_OTHERS_OFF = " ".join(
    f"--disable-plugin {each}"
    for each in (
        "ArtifactoryDetector AWSKeyDetector AzureStorageKeyDetector BasicAuthDetector "
        "CloudantDetector DiscordBotTokenDetector GitHubTokenDetector GitLabTokenDetector "
        "Base64HighEntropyString HexHighEntropyString IbmCloudIamDetector IbmCosHmacDetector "
        "IPPublicDetector JwtTokenDetector KeywordDetector MailchimpDetector NpmDetector "
        "OpenAIDetector PrivateKeyDetector PypiTokenDetector SendGridDetector SlackDetector "
        "SoftlayerDetector SquareOAuthDetector StripeDetector TelegramBotTokenDetector "
        "TwilioKeyDetector"
    ).split()
)
_SEMGREP = "scan --metrics off --disable-version-check --quiet --config {rules}/semgrep.yml"

PEERS = (
    Peer(
        "`rg`, whole keys", "rg", tree=f"-uuu -c {_KEY} .", remark="a key, as it stands",
    ),
    Peer(
        "`git grep -F`", "git",
        tree="grep --no-index -l -F " + " ".join(f"-e {each}" for each in _PREFIXES) + " -- .",
        remark="four texts, as they stand",
    ),
    Peer(
        "kingfisher", "kingfisher",
        tree=f"{_KINGFISHER} .", history=f"{_KINGFISHER} .", hook=f"{_KINGFISHER} --staged .",
        remark="one rule; opens archives",
    ),
    Peer(
        "betterleaks", "betterleaks",
        tree="fs --no-banner -c {rules}/gitleaks.toml .",
        history="git --no-banner -c {rules}/gitleaks.toml .",
        hook="git --no-banner -c {rules}/gitleaks.toml --staged .",
        remark="one rule; opens archives, decodes; of a history the lines that commits add",
    ),
    Peer(
        "gitleaks", "gitleaks",
        tree=f"dir {_GITLEAKS} .", history=f"git {_GITLEAKS} .",
        hook=f"git {_GITLEAKS} --staged --pre-commit .",
        remark="one rule; opens archives, decodes; of a history the lines that commits add",
    ),
    Peer(
        "trufflehog3", "trufflehog3",
        tree="--no-history --no-entropy -r {rules}/trufflehog3.yml .",
        remark="one rule",
    ),
    Peer(
        "detect-secrets", "detect-secrets",
        tree=f"scan --all-files -p {{rules}}/detector.py {_OTHERS_OFF} .",
        remark="one detector",
    ),
    Peer(
        "detect-secrets-hook", "detect-secrets-hook",
        hook=f"-p {{rules}}/detector.py {_OTHERS_OFF} {{files}}",
        remark="one detector",
    ),
    Peer(
        "secretlint", "secretlint",
        tree="--secretlintrc {rules}/secretlint.json **/*",
        hook="--secretlintrc {rules}/secretlint.json {files}",
        remark="one rule (@secretlint/secretlint-rule-pattern)",
    ),
    Peer(
        "semgrep", "semgrep",
        tree=f"{_SEMGREP} --no-git-ignore .", hook=f"{_SEMGREP} {{files}}",
        remark="one rule",
    ),
)  # fmt: skip
#: The limit of the machine: what an hour's work with the plain pattern would do.
REFERENCE = Peer("`rg`, one text", "rg", tree="-uuu -c k_prod_ .", remark="one text, as it stands")

_RULES = {
    "gitleaks.toml": f"""\
[[rules]]
id = "aurora"
description = "Aurora key"
regex = '''{_KEY}'''
keywords = ["k_prod_", "k_sand_"]
""",
    "kingfisher.yml": f"""\
rules:
  - name: Aurora key
    id: aurora.1
    pattern: "({_KEY})"
    confidence: medium
    min_entropy: 0.0
""",
    "trufflehog3.yml": f"""\
- id: aurora
  message: Aurora key
  pattern: "{_KEY}"
  severity: HIGH
""",
    "semgrep.yml": f"""\
rules:
  - id: aurora
    message: Aurora key
    severity: ERROR
    languages: [regex]
    pattern-regex: "{_KEY}"
""",
    "secretlint.json": '{"rules": [{"id": "@secretlint/secretlint-rule-pattern", "options": '
    f'{{"patterns": [{{"name": "aurora", "patterns": ["/{_KEY}/"]}}]}}}}]}}\n',
    "detector.py": f"""\
import re
from detect_secrets.plugins.base import RegexBasedDetector

class AuroraKey(RegexBasedDetector):
    secret_type = "Aurora key"
    denylist = [re.compile(r"{_KEY}")]
""",
}


def write_rules(folder: Path) -> Path:
    """Write the rules that the peers are given."""
    folder.mkdir()
    for name, text in _RULES.items():
        (folder / name).write_text(text)
    return folder


def version(peer: Peer) -> str:
    """Give what a program says of its version."""
    try:
        done = subprocess.run(
            [peer.program, peer.version], capture_output=True, text=True, check=False,
            timeout=60, env=os.environ | {"SEMGREP_ENABLE_VERSION_CHECK": "0"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "?"
    words = (done.stdout + done.stderr).split()
    return next((each for each in words if each[:1].isdigit()), "?")
