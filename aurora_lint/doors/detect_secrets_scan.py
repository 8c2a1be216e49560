"""Our findings among detect-secrets' results, and everything else left as it is.

detect-secrets hands a plugin the lines of a file one by one, after transforming some (INI and
YAML lose comments, sections, list items) and dropping others (every ``x = f("…")``). A key has to
be judged by its whole file. So three functions of ``detect_secrets.core.scan`` are replaced: the
ones that scan the lines of a file, for secrets and for ``--only-allowlisted``, call what they
replace, without our detectors, and add what was found in the raw file; the one that reads the
lines gives none for a file that is no UTF-8, instead of passing over it.

- Other plugins are handed the same lines, under the same filters, and find the same. A file that
  holds no secret for them is read a second time, "eagerly", as without us.
- Our findings pass the filters in force, each with its own line: pragmas, ``--exclude-…``, word
  lists, ``--only-verified``, filters of your own. Left out are the guesses at whether a string
  can be a secret (``detect_secrets.filters.heuristic`` and ``gibberish``): a key is no guess.
  Whole files are passed over as before (``.svg``, lock files, ``--exclude-files``).
- No filter and no setting changes, so a baseline names the stock ones.

detect-secrets looks these functions up when it scans a file, after it has loaded the plugins. So
this works in its workers too, forked or spawned, and where a baseline alone names the plugin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from detect_secrets.core import scan
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.filters.allowlist import is_line_allowlisted
from detect_secrets.settings import get_filters, get_plugins
from detect_secrets.util.code_snippet import get_code_snippet
from detect_secrets.util.inject import call_function_with_arguments

from aurora_lint.doors.detect_secrets_sights import Sights, of_file, of_lines

_ALLOWLIST = "detect_secrets.filters.allowlist.is_line_allowlisted"
_GUESSES = ("detect_secrets.filters.heuristic.", "detect_secrets.filters.gibberish.")

_host: Any = scan
_ours: tuple[type[Any], ...] = ()

try:
    _stock_readings = _host._get_lines_from_file
    _stock_process = _host._process_line_based_plugins
    _stock_scan_for_allowlisted = _host._scan_for_allowlisted_secrets_in_lines
except AttributeError as error:
    raise ImportError(f"this version of detect-secrets is not supported: {error}") from None


def install(detector: type[Any]) -> None:
    """Put this module around detect-secrets' scan; ``detector`` is our detectors' base class."""
    global _ours
    _ours = (detector,)
    _host._get_lines_from_file = _readings
    _host._process_line_based_plugins = _process
    _host._scan_for_allowlisted_secrets_in_lines = _scan_for_allowlisted


def _readings(filename: str) -> Iterator[list[str]]:
    """Yield the lines of a file as detect-secrets reads them; once none where it can't."""
    readings = _stock_readings(filename)
    yield next(readings, [])
    yield from readings


def _process(lines: list[Any], filename: str, **more: Any) -> Iterator[PotentialSecret]:
    with _only_others():
        others = list(_stock_process(lines, filename, **more))
    ours = list(_secrets(filename, of_lines(filename, lines)))
    if ours and not others:
        # What we yield keeps detect-secrets from its second reading: do it in its stead.
        extra = lines[0][2:] if lines else ()
        for again in islice(_stock_readings(filename), 1, None):
            numbered = [(number, text, *extra) for number, text in enumerate(again, 1)]
            with _only_others():
                others = list(_stock_process(numbered, filename, **more))
    yield from others
    yield from ours


def _scan_for_allowlisted(lines: Iterable[Any], filename: str) -> Iterator[PotentialSecret]:
    lines = list(lines)
    with _only_others():
        # An empty file is too much for it.
        others = list(_stock_scan_for_allowlisted(lines, filename)) if lines else []
    yield from others
    yield from _secrets(filename, of_file(filename), allowlisted=True)


@contextmanager
def _only_others() -> Iterator[None]:
    """Keep our detectors out of the loop over lines: there they cost nothing."""
    others = [each for each in get_plugins() if not isinstance(each, _ours)]
    _host.get_plugins = lambda: others
    try:
        yield
    finally:
        _host.get_plugins = get_plugins


def _secrets(filename: str, sights: Sights, allowlisted: bool = False) -> Iterator[PotentialSecret]:
    """Yield what the loaded detectors and the filters in force let through."""
    if not sights.found:
        return
    detectors = {each.code: each for each in get_plugins() if isinstance(each, _ours)}
    filters = [each for each in get_filters() if _judges_lines(each, allowlisted)]
    lines = list(sights.lines)
    for sight in sights.found:
        if sight.code in detectors:
            given = {
                "filename": filename,
                "secret": sight.shown,
                "plugin": detectors[sight.code],
                "line": lines[sight.line - 1],
                "context": get_code_snippet(lines, sight.line),
            }
            wanted = not allowlisted or _call(is_line_allowlisted, given)
            if wanted and not any(_call(each, given) for each in filters):
                yield detectors[sight.code].secret(filename, sight)


def _judges_lines(function: Any, allowlisted: bool) -> bool:
    """Whether a filter in force has a say here: it asks for more than the file, and is no guess."""
    if function.path.startswith(_GUESSES) or (allowlisted and function.path == _ALLOWLIST):
        return False
    return bool(function.injectable_variables - {"filename"})


def _call(function: Any, given: dict[str, Any]) -> bool:
    try:
        return bool(call_function_with_arguments(function, **given))
    except TypeError:  # a filter that wants something else: detect-secrets passes over it too
        return False
