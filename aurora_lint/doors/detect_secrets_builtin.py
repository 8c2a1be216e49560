"""The detectors as if detect-secrets had them built in: for ``aurora-lint detect-secrets``.

Named with ``-p``, a plugin's path gets into the baseline, and ``audit`` does not load it at all.
Here the classes are in detect-secrets' mapping from types to classes before it starts: baselines
name no path and serve on any machine that has aurora-lint.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import IO, Any

from detect_secrets.audit import common, report
from detect_secrets.core import secrets_collection
from detect_secrets.core.plugins import initialize
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.usage import plugins
from detect_secrets.settings import Settings, configure_settings_from_baseline, get_settings

from aurora_lint.doors.detect_secrets import DETECTORS
from aurora_lint.doors.detect_secrets_sights import of_file

_TYPES: dict[str, Any] = {str(each.secret_type): each for each in DETECTORS.values()}

_plugins: Any = plugins
_collection: Any = secrets_collection
_common: Any = common
_report: Any = report

_stock_parse_args = _plugins.parse_args
_stock_raw_secrets = _common.get_raw_secrets_from_file
_stock_lines = _common.LineGetter.lines.fget


def install() -> None:
    """Build the detectors in, for this process and the workers it starts."""
    _register()
    _plugins.parse_args = _turn_on
    _collection.configure_settings_from_baseline = _configure_worker
    _common.get_raw_secrets_from_file = _report.get_raw_secrets_from_file = _raw_secrets
    _common.LineGetter.open_file = _open_file
    _common.LineGetter.lines = property(_lines)


def _register() -> None:
    mapping: dict[str, Any] = get_mapping_from_secret_type_to_class()
    mapping.update(_TYPES)


def _turn_on(arguments: argparse.Namespace) -> None:
    """Turn the detectors on, whatever a baseline names, then let detect-secrets read its options.

    The mapping was made before the baseline was read: the other plugins it names are loaded here.
    """
    settings = get_settings()
    for name, options in settings.plugins.items():
        if "path" in options and name not in DETECTORS:
            initialize.from_file(options["path"][len("file://") :])
    settings.configure_plugins([{"name": name} for name in DETECTORS])
    _stock_parse_args(arguments)


def _configure_worker(baseline: dict[str, Any], filename: str = "") -> Settings:
    """Set up a worker of the pool: one that was spawned has nothing registered yet."""
    settings = configure_settings_from_baseline(baseline, filename)
    _register()
    return settings


def _raw_secrets(
    secret: PotentialSecret, line_getter_factory: Any = common.open_file
) -> list[PotentialSecret]:
    """Give an audit the places of a secret in its file.

    detect-secrets reads a file plainly or eagerly, and stays with what served the first secret in
    it. Each of another plugin starts afresh here, as one of ours tells nothing about the others.
    """
    if secret.type in _TYPES:
        detector = _TYPES[secret.type]()
        places = [
            detector.secret(secret.filename, each)
            for each in of_file(secret.filename).found
            if each.code == detector.code and secret.line_number in (0, each.line)
        ]
        return [each for each in places if each == secret]
    getter = line_getter_factory(secret.filename)
    for eager in (True, False):
        getter.use_eager_transformers = eager
    found: list[PotentialSecret] = _stock_raw_secrets(secret, line_getter_factory)
    return found


@contextmanager
def _open_file(getter: common.LineGetter) -> Iterator[IO[str]]:
    """Open a file for an audit, also one that is no UTF-8."""
    with open(getter.filename, encoding="utf-8", errors="replace") as file:
        yield file


def _lines(getter: common.LineGetter) -> list[str]:
    """Give a report each line of a file, also where transformed lines are blank or end early."""
    pairs = zip_longest(_stock_lines(getter), getter.raw_lines, fillvalue="")
    return [transformed or raw for transformed, raw in pairs]
