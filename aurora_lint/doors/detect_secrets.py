"""detect-secrets' detectors: one class for each rule that warns or errs.

They have no pattern: what they hand out was found in the whole raw file, and it gets into
detect-secrets' results by way of :mod:`aurora_lint.doors.detect_secrets_scan`. A detector itself
answers for one line, as audits and ``scan --string`` ask. There is no verification: nothing goes
over the network.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.settings import get_settings
from detect_secrets.util.code_snippet import CodeSnippet

from aurora_lint.doors import detect_secrets_scan
from aurora_lint.doors.detect_secrets_sights import Sight, of_file, of_text
from aurora_lint.rules import RULES


class Detector(RegexBasedDetector):
    """The findings of the rule ``code``."""

    code = ""
    #: detect-secrets has no other base class that it does not take for a guess.
    denylist = ()

    def analyze_line(
        self,
        filename: str,
        line: str,
        line_number: int = 0,
        context: CodeSnippet | None = None,
        **kwargs: Any,
    ) -> set[PotentialSecret]:
        """Give the findings on a line of a file, or in ``line`` where there is no file."""
        if line_number and os.path.isfile(filename):
            found = [each for each in of_file(filename).found if each.line == line_number]
        else:
            found = [each._replace(line=line_number) for each in of_text(line).found]
        return {self.secret(filename, each) for each in found if each.code == self.code}

    def secret(self, filename: str, sight: Sight) -> PotentialSecret:
        """Give a finding as detect-secrets keeps it."""
        secret = PotentialSecret(str(self.secret_type), filename, sight.identity, sight.line)
        secret.secret_value = sight.shown
        return secret

    def json(self) -> dict[str, Any]:
        """Give what a baseline names; a path below the working folder is relative to that."""
        name = type(self).__name__
        path = Path(get_settings().plugins.get(name, {}).get("path", "")[len("file://") :])
        if path.is_absolute() and path.is_relative_to(Path.cwd()):
            return {"name": name, "path": f"file://{path.relative_to(Path.cwd()).as_posix()}"}
        return {"name": name}


def _class_name(rule_name: str) -> str:
    return "Aurora" + "".join(word.capitalize() for word in rule_name.split("-"))


#: Class name to class. Names and types are in people's baselines: they follow the rules' names.
DETECTORS: dict[str, type[Detector]] = {
    _class_name(rule.name): type(
        _class_name(rule.name),
        (Detector,),
        {
            "__module__": __name__,
            "__doc__": rule.doc,
            "code": rule.code,
            "secret_type": f"Aurora {rule.name.replace('-', ' ')} ({rule.code})",
        },
    )
    for rule in RULES
    if rule.level != "note"
}

detect_secrets_scan.install(Detector)
