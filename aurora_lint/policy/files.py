"""The files that a policy is read from."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aurora_lint.policy.policy import Policy
from aurora_lint.policy.settings import PolicyError, read

#: A policy is a page of text.
_LARGEST = 1_000_000

#: The files that may hold a policy, the first that is there counts.
FILES = (".aurora-lint.toml", "pyproject.toml")


def load(root: Path, content: Callable[[str], bytes | None] | None = None) -> Policy:
    """Read the policy of the repository at ``root``; an empty one where there is none.

    ``content`` gives a file below the root by its name, None where it is not there; left out, the
    files are read from the disk. Raises :class:`PolicyError` where the policy can't be read, a
    setting is unknown or has the wrong form.
    """
    content = content or (lambda name: _content(root / name))
    own, shared = FILES
    name, data = own, content(own)
    if data is None:
        name, data = shared, content(shared)
        if data is None or b"aurora-lint" not in data:
            return Policy()
    try:
        policy = Policy(read(_table(data, inside=name == shared)), name)
        policy.check()
    except PolicyError as error:
        raise PolicyError(f"{name}: {error}") from None
    return policy


def _content(path: Path) -> bytes | None:
    """Read a file of a repository that may be hostile: a link to a device never ends."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            raise PolicyError(f"{path}: no file of at most {_LARGEST:,} bytes")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise PolicyError(f"{path}: {error.strerror}") from None


def _table(data: bytes, inside: bool) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table: Any = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(str(error)) from None
    except RecursionError:
        raise PolicyError("it is nested too deeply") from None
    for key in ("tool", "aurora-lint") if inside else ():
        table = table.get(key, {}) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        raise PolicyError("[tool.aurora-lint] is no table")
    return table
