"""Which objects have been scanned, and by which rules: kept in the repository, holding no key.

What it says is believed only with the signature of this user's secret, which lies elsewhere: a
repository may come with a file that calls the objects clean in which its keys are.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from aurora_lint.git.objects import id_width
from aurora_lint.git.repository import Repository
from aurora_lint.history.sort import SORTS, Sort

_NAME = "scanned"
_HEAD = b"aurora-lint scanned objects 2\n"
_DIGEST = sha256().digest_size
#: Of the ids a block holds, which is written before it.
_COUNT = 8

Sorted = dict[Sort, set[bytes]]
"""The ids of objects as bytes, by what a look at them has said."""


class Cache:
    """The file that keeps what has been scanned; ``notice`` says why it could not be used."""

    def __init__(self, repository: Repository) -> None:
        self.notice = ""
        said = repository.run("rev-parse", "--git-common-dir").rstrip(b"\n")
        self._folder = repository.top / os.fsdecode(said) / "aurora-lint"
        self._width = id_width(repository)

    def read(self) -> Sorted:
        """Give what has been scanned by these rules; nothing where that is not known for sure."""
        data = _content(self._folder / _NAME)
        if data is None:
            return {}
        secret = _secret()
        signed, signature = data[:-_DIGEST], data[-_DIGEST:]
        if not secret or not hmac.compare_digest(_signature(secret, signed), signature):
            self.notice = (
                f"{self._folder / _NAME} is damaged or was written by someone else: "
                "it is not used, and all objects are scanned"
            )
            return {}
        head = self._head()
        return dict(self._blocks(signed[len(head) :])) if signed.startswith(head) else {}

    def write(self, scanned: Sorted) -> None:
        """Keep what has been scanned; where that can't be written nothing is kept."""
        secret = _secret(make=True)
        if not secret:
            return
        parts = [self._head()]
        for sort in SORTS:
            ids = scanned.get(sort, set())
            parts += [len(ids).to_bytes(_COUNT, "big"), *sorted(ids)]
        data = b"".join(parts)
        with suppress(OSError):  # a repository that is only read
            self._folder.mkdir(exist_ok=True)
            _replace(self._folder / _NAME, data + _signature(secret, data))

    def _head(self) -> bytes:
        return _HEAD + _rules() + bytes([self._width])

    def _blocks(self, data: bytes) -> Iterator[tuple[Sort, set[bytes]]]:
        place, width = 0, self._width
        for sort in SORTS:
            size = int.from_bytes(data[place : place + _COUNT], "big") * width
            first = place + _COUNT
            place = first + size
            yield sort, {data[n : n + width] for n in range(first, place, width)}


def _rules() -> bytes:
    """Give what changes with anything that could judge an object in another way."""
    digest = sha256()
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _signature(secret: bytes, data: bytes) -> bytes:
    return hmac.digest(secret, data, "sha256")


def _secret(make: bool = False) -> bytes | None:
    """Give this user's secret; None where there is none and none can be made."""
    homes = (os.environ.get(name, "") for name in ("XDG_STATE_HOME", "LOCALAPPDATA"))
    # A relative one would lie in whatever repository this runs in.
    home = next((each for each in homes if os.path.isabs(each)), "~/.local/state")
    file = Path(home).expanduser() / "aurora-lint" / "secret"
    with suppress(OSError, RuntimeError):  # a user without a home
        held = _content(file)
        if held is None and make:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            held = secrets.token_bytes(_DIGEST)
            _replace(file, held)
        return held if held and len(held) == _DIGEST else None
    return None


def _content(file: Path) -> bytes | None:
    """Read an ordinary file; None where there is none. A link or a pipe is none."""
    try:
        with open(file, "rb", opener=_opened) as held:
            return held.read() if stat.S_ISREG(os.fstat(held.fileno()).st_mode) else None
    except OSError:
        return None


def _opened(file: str, flags: int) -> int:
    return os.open(file, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _replace(file: Path, data: bytes) -> None:
    """Write a file that only its user can read, whole or not at all."""
    if file.parent.is_symlink():
        raise OSError(f"{file.parent} leads elsewhere")
    descriptor, name = tempfile.mkstemp(dir=file.parent)
    try:
        with open(descriptor, "wb") as held:
            held.write(data)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise
