"""What packs files: for each package, image or bundle, whether it takes an ignored file along."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from typing import Any

from pathspec import GitIgnoreSpec

from aurora_lint.doctor.ground import Ground

#: Whether a path is taken, and what to say of what takes it.
Packer = tuple[Callable[[str], bool], str]

_DOCKERFILE = r"(?:.*/)?(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?|(?:.*/)?[\w.-]+\.Dockerfile"
#: An instruction that copies from the context, and not from another stage or an image.
_COPY = re.compile(r"^\s*(?:COPY|ADD)\s+(?!.*--from=)(?P<what>.+)$", re.IGNORECASE | re.MULTILINE)


def of(ground: Ground) -> Iterator[Packer]:
    """Yield what packs files of this repository."""
    for path in ground.named(_DOCKERFILE):
        yield from _image(ground, path)
    for path in ground.named(r"(?:.*/)?package\.json"):
        yield from _npm(ground, path)
    for path in ground.named(r"(?:.*/)?MANIFEST\.in"):
        yield _manifest(ground, path)
    for path in ground.named(r"(?:.*/)?pyproject\.toml"):
        yield from _pyproject(ground, path)


def _folder(path: str) -> str:
    folder = path.rpartition("/")[0]
    return f"{folder}/" if folder else ""


def _image(ground: Ground, path: str) -> Iterator[Packer]:
    """Yield what an image takes: the context is the folder of its Dockerfile."""
    folder = _folder(path)
    text = ground.text(path).replace("\\\n", " ")
    sources: list[str] = []
    for match in _COPY.finditer(text):
        what = match["what"].strip()
        words = json_list(what) or [each for each in what.split() if not each.startswith("--")]
        sources += words[:-1]
    ignored = f"{path}.dockerignore"
    if not ground.text(ignored):
        ignored = f"{folder}.dockerignore"
    left_out = _spec(_anchored(ground.text(ignored).splitlines()))

    def takes(file: str) -> bool:
        inside = file.removeprefix(folder)
        if not file.startswith(folder) or left_out.match_file(inside):
            return False
        return any(_covers(each, inside) for each in sources)

    if sources:
        yield takes, f"{path} copies it into an image"


def json_list(text: str) -> list[str]:
    """Read ``["a", "b"]``; nothing where a text is none."""
    try:
        read = json.loads(text) if text.startswith("[") else []
    except ValueError:
        return []
    return [str(each) for each in read] if isinstance(read, list) else []


def _covers(source: str, path: str) -> bool:
    source = source.removeprefix("./").strip("/")
    if source in ("", "."):
        return True
    ways = path.split("/")
    return any(fnmatch("/".join(ways[:end]), source) for end in range(1, len(ways) + 1))


def _anchored(lines: list[str]) -> list[str]:
    """Give the patterns of a ``.dockerignore`` as git would write them: all begin at the top."""
    patterns = []
    for line in lines:
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        negated = "!" if pattern.startswith("!") else ""
        patterns.append(f"{negated}/{pattern.removeprefix('!').removeprefix('./').lstrip('/')}")
    return patterns


def _spec(patterns: list[str]) -> GitIgnoreSpec:
    usable = []
    for each in patterns:
        try:
            GitIgnoreSpec.from_lines([each])
        except ValueError:
            continue
        usable.append(each)
    return GitIgnoreSpec.from_lines(usable)


def _npm(ground: Ground, path: str) -> Iterator[Packer]:
    """Yield what npm packs: what ``files`` names, else all but what ``.npmignore`` names.

    Without either it goes by ``.gitignore``, and takes nothing that git ignores.
    """
    folder = _folder(path)
    try:
        package: Any = json.loads(ground.text(path))
    except (ValueError, RecursionError):
        return
    if not isinstance(package, dict) or package.get("private") is True:
        return
    files = package.get("files")
    own = f"{folder}.npmignore"
    if isinstance(files, list):
        taken = _spec(
            [
                f"/{str(each).removeprefix('./').lstrip('/')}"
                for each in files
                if isinstance(each, str)
            ]
        )
        says = f"files of {path} packs it"
    elif (ground.top / own).is_file():
        left_out = _spec(ground.text(own).splitlines())
        taken, says = left_out, f"{own}, which npm reads in place of .gitignore, lets it in"
    else:
        return

    def takes(file: str) -> bool:
        inside = file.removeprefix(folder)
        return file.startswith(folder) and taken.match_file(inside) == isinstance(files, list)

    yield takes, says


def _manifest(ground: Ground, path: str) -> Packer:
    """Give what setuptools packs by ``MANIFEST.in``, whose lines count one after the other."""
    folder = _folder(path)
    commands = [line.split("#")[0].split() for line in ground.text(path).splitlines()]

    def takes(file: str) -> bool:
        inside, is_taken = file.removeprefix(folder), False
        for command, *words in filter(None, commands):
            if _manifest_fits(command, words, inside):
                is_taken = not command.startswith(("exclude", "prune")) and (
                    "exclude" not in command
                )
        return is_taken and file.startswith(folder)

    return takes, f"{path} takes it into the source distribution"


def _manifest_fits(command: str, words: list[str], path: str) -> bool:
    name = path.rpartition("/")[2]
    if command in ("include", "exclude"):
        return any(fnmatch(path, word) and path.count("/") == word.count("/") for word in words)
    if command in ("recursive-include", "recursive-exclude") and words:
        below = path.startswith(f"{words[0].strip('/')}/") or words[0] == "."
        return below and any(fnmatch(name, word) for word in words[1:])
    if command in ("global-include", "global-exclude"):
        return any(fnmatch(name, word) for word in words)
    if command in ("graft", "prune"):
        return any(path.startswith(f"{word.strip('/')}/") for word in words)
    return False


def _pyproject(ground: Ground, path: str) -> Iterator[Packer]:
    """Yield what hatch, poetry and flit pack although git ignores it."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    folder = _folder(path)
    try:
        tool: Any = tomllib.loads(ground.text(path)).get("tool", {})
        patterns = [*_hatch(tool), *_poetry(tool), *_flit(tool)]
    except (tomllib.TOMLDecodeError, AttributeError, TypeError, RecursionError):
        return
    taken = _spec(patterns)

    def takes(file: str) -> bool:
        return file.startswith(folder) and taken.match_file(file.removeprefix(folder))

    if patterns:
        yield takes, f"{path} packs it"


def _hatch(tool: Any) -> Iterator[str]:
    build = tool.get("hatch", {}).get("build", {})
    for target in (build, *build.get("targets", {}).values()):
        yield from target.get("artifacts", ())
        yield from (f"/{each.lstrip('/')}" for each in target.get("force-include", {}))
        if target.get("ignore-vcs"):
            yield from target.get("include", ("*",))
            yield from (f"!{each}" for each in target.get("exclude", ()))


def _poetry(tool: Any) -> Iterator[str]:
    for each in tool.get("poetry", {}).get("include", ()):
        yield f"/{each if isinstance(each, str) else each['path']}"


def _flit(tool: Any) -> Iterator[str]:
    for each in tool.get("flit", {}).get("sdist", {}).get("include", ()):
        yield f"/{each}"
