"""What hides keys from flake8: its selection of codes, files that it passes over, its comments."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from aurora_lint.doctor.ground import Ground
from aurora_lint.doctor.hint import Hint, of
from aurora_lint.finding import Finding
from aurora_lint.lines import Lines

#: The first of these that has a section for flake8 counts.
_FILES = ("setup.cfg", "tox.ini", ".flake8")
_MENTIONED = (".pre-commit-config.yaml", "pyproject.toml", "noxfile.py", "Makefile")
#: With codes behind it, too, it is about the whole file.
_NOQA_FILE = re.compile(r"^\s*# flake8[:=]\s*noqa", re.IGNORECASE | re.MULTILINE)
_NOQA = re.compile(r"#\s*noqa\b(?::?\s*(?P<codes>[A-Z]\d+(?:[,\s]+[A-Z]\d+)*))?", re.I)
_SPLIT = re.compile(r"[,\s]+")


def check(ground: Ground) -> Iterator[Hint]:
    """Yield what hides keys from flake8, where it is used here."""
    own = [each for each in ground.keys if (each.path or "").endswith((".py", ".pyi"))]
    for path in _FILES:
        parser = configparser.RawConfigParser(strict=False)
        try:
            parser.read_string(ground.text(path))
        except (configparser.Error, ValueError):
            continue
        if parser.has_section("flake8"):
            yield from _of_settings(ground, path, dict(parser["flake8"]), own)
            break
    else:
        if not ground.mentions("flake8", *_MENTIONED):
            return
    for each in own:
        yield from _of_comments(ground, each)


def _of_settings(
    ground: Ground, path: str, settings: dict[str, str], own: list[Finding]
) -> Iterator[Hint]:
    said = {name.replace("_", "-"): value for name, value in settings.items()}
    selected = _listed(said.get("select", "")) + _listed(said.get("extend-select", ""))
    if "select" in said and not any(map(_is_ours, selected)):
        yield Hint(
            "flake8-select", bool(own), path, 0,
            "select leaves out AUR, so that flake8 runs aurora-lint and tells nothing of it",
            "add extend-select = AUR",
        )  # fmt: skip
    for option in ("ignore", "extend-ignore"):
        for code in filter(_is_ours, _listed(said.get(option, ""))):
            hides = any(each.code.startswith(code) for each in own)
            yield Hint(
                "flake8-ignore", hides, path, 0, f"{option} takes {code}, which is aurora-lint's",
                "take it out, or name single rules in aurora-lint's own policy",
            )  # fmt: skip
    for pattern, codes in _per_file(said.get("per-file-ignores", "")):
        for each in own:
            if _fits(ground, each.path or "", pattern) and each.code.startswith(codes):
                yield of(each, "flake8-per-file", f"is ignored by per-file-ignores {pattern!r} of "
                         f"{path}", "take AUR out of the pattern's codes")  # fmt: skip
    for option in ("exclude", "extend-exclude"):
        for pattern in filter(None, re.split(r"[,\n]\s*", said.get(option, ""))):
            for each in own:
                if _fits(ground, each.path or "", pattern.strip()):
                    yield of(each, "flake8-exclude", f"is in a file that {option} of {path} leaves "
                             f"out by {pattern.strip()!r}",
                             "check the folder by aurora-lint check, which reads it")  # fmt: skip


def _of_comments(ground: Ground, finding: Finding) -> Iterator[Hint]:
    text = ground.text(finding.path or "")
    if match := _NOQA_FILE.search(text):
        line = text.count("\n", 0, match.end()) + 1
        said = f"is hidden from flake8 by '# flake8: noqa' on line {line}"
        yield of(finding, "flake8-noqa-file", said, "take the comment away")
        return
    lines = Lines(text.encode("utf-8", "surrogatepass"))
    for line in range(finding.span.line, finding.span.end_line + 1):
        found = _NOQA.search(lines.text(line))
        if found and (not found["codes"] or finding.code.startswith(_codes(found["codes"]))):
            said = f"is hidden from flake8 by '# noqa' on line {line}"
            cure = "take the comment away, or name the codes that are meant"
            yield of(finding, "flake8-noqa", said, cure)
            return


def _listed(value: str) -> list[str]:
    return [each for each in _SPLIT.split(value.strip()) if each]


def _codes(value: str) -> tuple[str, ...]:
    return tuple(each.upper() for each in _SPLIT.split(value.strip()) if each)


def _is_ours(code: str) -> bool:
    """Whether a code, or a beginning of codes, is one of aurora-lint's."""
    return code.startswith("AUR") or "AUR".startswith(code)


def _per_file(value: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the patterns and their codes: ``a.py: E1,W2  b.py, c.py: F``."""
    for patterns, codes in re.findall(r"([^:]+):\s*((?:[A-Z]\w*[,\s]*)+)(?=[^:]*:|\Z)", value):
        ours = tuple(filter(_is_ours, _listed(codes)))
        for pattern in _listed(patterns) if ours else ():
            yield pattern, ours


def _fits(ground: Ground, path: str, pattern: str) -> bool:
    """Whether flake8 takes a file for one of a pattern: by its path, or a name on the way to it."""
    pattern = pattern.removeprefix("./").rstrip("/")
    ways = path.split("/")
    folders = ["/".join(ways[:end]) for end in range(1, len(ways) + 1)]
    if "/" in pattern:
        whole = pattern if pattern.startswith("/") else f"{ground.top}/{pattern}"
        return any(fnmatch(f"{ground.top}/{each}", whole) for each in folders)
    return any(fnmatch(each, pattern) for each in ways)
