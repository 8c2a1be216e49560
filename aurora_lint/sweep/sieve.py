"""Many files through one buffer: that nothing is in them is known after one pass over all.

Most files hold nothing, and to open one and to look into it costs more than to search it. So as
many as fit are read behind each other, and are searched together. What is not plainly bare (there
is a hit, or a mark of a container or an encoding) is looked at by itself, as every door does it.
"""

from __future__ import annotations

import os
import stat
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from aurora_lint import progress
from aurora_lint.candidates import candidates
from aurora_lint.magic import ENDINGS, FIRST, MARK_OF_TAR, OF_TAR, SECOND, is_container
from aurora_lint.policy import Policy
from aurora_lint.scan import unwanted
from aurora_lint.source import Source, wide_encoding
from aurora_lint.source import is_code as code
from aurora_lint.sources import Aside, Looked, read
from aurora_lint.sweep.literals import OTHER_WORDS, SEARCHES, SEPARATOR

if TYPE_CHECKING:
    from aurora_lint.finding import Finding

Look = Callable[[Source], "tuple[list[Finding], list[Aside]]"]

#: So much a processor keeps close to itself.
SIZE = 1 << 19
#: So much of a window stands in the next one, too: more than whatever makes something of a hit.
_LAP = 1 << 10
#: A link is not followed, and nobody waits for the other end of a pipe.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY")
)
#: So a text in UTF-16 or UTF-32 begins; a NUL may be its second letter, too.
_FIRST, _SECOND = FIRST | {0xFF, 0xFE, 0}, SECOND | {0}
_SHEBANG = b"#!"
#: Python may say in its head that it is not in UTF-8, and what its calls make is worked out.
_PYTHON = (b".py", b".pyi", b".pyw", b".ipynb")
_CODING, _HEAD = b"coding", 1000
_ENDINGS = (*map(os.fsencode, ENDINGS), *_PYTHON)


class Sieve:
    """Sifts the files of one folder, stretch by stretch, and keeps what it saw."""

    def __init__(self, folder: bytes, prefix: str, policy: Policy, look: Look) -> None:
        """The paths of the files have ``prefix`` before their names in ``folder``."""
        self._folder, self._prefix = folder, prefix
        self._policy, self._look = policy, look
        self._names: Sequence[bytes] = ()
        self._is_excluding = bool(policy["exclude"])
        # Behind the last file stands what the marks of a short one are looked for in.
        self._buffer = bytearray(SIZE + OF_TAR + 1)
        self._view = memoryview(self._buffer)
        self.files = self.size = 0
        #: What is not bare, by its place in the list; None is still to be read.
        self.rest: dict[int, Looked | None] = {}
        self._first = 0
        self._told = 0, 0
        #: The files in the buffer, where they begin, which may be more than they seem, and Python.
        self._held: list[int] = []
        self._starts: list[int] = []
        self._odd: list[int] = []
        self._python: set[int] = set()

    def another(self) -> Sieve:
        """Give a sieve for the same folder that has seen nothing."""
        return Sieve(self._folder, self._prefix, self._policy, self._look)

    def sift(self, names: Sequence[bytes], first: int) -> None:
        """Read the files of these ``names``, of which the first has place ``first`` in the list."""
        self._names, self._first = names, first
        self._told = self.files, self.size
        here = os.open(self._folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            self._fill(here)
        finally:
            os.close(here)

    def _tell(self) -> None:
        """Say how many files more are done."""
        files, size = self._told
        self._told = self.files, self.size
        progress.add(self.files - files, self.size - size)

    def _fill(self, here: int) -> None:
        buffer, view = self._buffer, self._view
        open_, close, seek, fill = os.open, os.close, os.lseek, os.preadv
        end = 0
        for nth, name in enumerate(self._names):
            try:
                file = open_(name, _FLAGS, dir_fd=here)
            except OSError:
                self._leave(nth)
                continue
            try:
                try:
                    size = seek(file, 0, os.SEEK_END)
                except OSError:
                    size = -1
                if end + size >= SIZE:
                    self._search(end)
                    end = 0
                if size >= SIZE:
                    self._sift_large(nth, file, size)
                    self._tell()
                    continue
                try:
                    # One byte more shows that a file has grown.
                    count = fill(file, (view[end : end + size + 1],), 0)
                    if not size and not stat.S_ISREG(os.fstat(file).st_mode):
                        count = -1
                except OSError:  # a pipe, a disk that is damaged
                    count = -1
            finally:
                close(file)
            if count != size or count < 0 or (self._is_excluding and self._excludes(name)):
                self._leave(nth)
                continue
            if (
                buffer[end] in _FIRST
                or buffer[end + 1] in _SECOND
                or buffer[end + OF_TAR] == MARK_OF_TAR
                or (buffer[end] == _SHEBANG[0] and buffer[end + 1] == _SHEBANG[1])
                or name.endswith(_ENDINGS)
            ):
                self._mark(name, end, size)
            self._held.append(nth)
            self._starts.append(end)
            end += size
            buffer[end] = SEPARATOR
            end += 1
        self._search(end)

    def _mark(self, name: bytes, start: int, size: int) -> None:
        """Note of a file, the next in the buffer, what makes it more than it seems."""
        nth, buffer = len(self._held), self._buffer
        is_declared = False
        if name.endswith(_PYTHON) or buffer.startswith(_SHEBANG, start):
            self._python.add(nth)
            is_declared = buffer.find(_CODING, start, start + min(size, _HEAD)) >= 0
        data = bytes(self._view[start : start + size])
        if is_declared or wide_encoding(data) or is_container(data, os.fsdecode(name)):
            self._odd.append(nth)

    def _search(self, end: int) -> None:
        """Search the files in the buffer, which ends at ``end``; count those that are bare."""
        held, starts = self._held, self._starts
        if not held:
            return
        self.files += len(held)
        self.size += end - len(held)
        hit = {bisect_right(starts, start) - 1 for start in self._hits(end)}
        for nth in sorted(hit.union(self._odd)):
            begin = starts[nth]
            stop = starts[nth + 1] if nth + 1 < len(starts) else end
            data = bytes(self._view[begin : stop - 1])
            if not self._is_bare(held[nth], data):
                self.files -= 1
                self.size -= len(data)
        for each in (held, starts, self._odd, self._python):
            each.clear()
        self._tell()

    def _hits(self, end: int) -> list[int]:
        """Give where a literal stands in the buffer."""
        buffer, starts, python, found = self._buffer, self._starts, self._python, []
        searched = self._view[:end]
        for search, others in zip(SEARCHES, OTHER_WORDS):
            for literal, start, behind in search(searched):
                if buffer[behind] not in others[literal] or (
                    python and bisect_right(starts, start) - 1 in python
                ):
                    found.append(start)
        return found

    def _sift_large(self, nth: int, file: int, size: int) -> None:
        """Sift what does not fit: a file, or a folder, which says it is as large as can be."""
        name = self._names[nth]
        try:
            length = -1 if self._is_excluding and self._excludes(name) else self._length(name, file)
        except OSError:
            length = -1
        finally:
            self._starts.clear()
        if length == size:
            self.files += 1
            self.size += size
            return
        found = read(os.path.join(self._folder, name), self._path(name)) if length >= 0 else None
        if not isinstance(found, Source):
            self._leave(nth)
        elif self._is_bare(nth, found.data):
            self.files += 1
            self.size += len(found.data)

    def _length(self, name: bytes, file: int) -> int:
        """Give the length of a file that is bare, or how much of it is.

        It goes through the buffer in windows, each of which begins with the end of the one before.
        """
        begin, count, lap = 0, SIZE, min(_LAP, SIZE // 2)
        self._starts.append(0)
        is_code = is_text = False
        while count == SIZE:
            count = os.preadv(file, (self._view[:SIZE],), begin)
            self._buffer[count] = SEPARATOR
            if not begin:
                head = Source(bytes(self._view[:count]), self._path(name))
                if name.endswith(_ENDINGS) or is_container(head.data) or wide_encoding(head.data):
                    return 0
                is_code, is_text = code(head), head.data.find(0, 0, _HEAD) < 0
            hits = self._hits(count)
            # At a window's end stands what only the next one shows whole.
            if hits and (is_code or max(hits) >= count - lap or self._may_tell(count, is_text)):
                return begin
            begin += count - lap
        return begin + lap

    def _may_tell(self, count: int, is_text: bool) -> bool:
        """Whether what was found in a window of a file that is no code may come to something."""
        data = bytes(self._view[:count])
        if is_text and data.find(0, 0, _HEAD) >= 0:
            return True  # only a file's own head says that it is no text
        data = data if is_text else b"\0" + data
        found = candidates(data)
        if found.cores or found.spelled:
            return True
        from aurora_lint.names import find

        # Whether the vendor's name is meant, the whole file says.
        return any(True for _ in find(data, found.names, "aurora solar"))

    def _is_bare(self, nth: int, data: bytes) -> bool:
        """Look at one file; keep what there is to tell, and say whether that is nothing."""
        progress.tick()
        source = Source(data, self._path(self._names[nth]))
        if unwanted(source, self._policy):
            self._leave(nth)
            return False
        found, unread = self._look(source)
        if found or unread:
            self.rest[self._first + nth] = Looked(source.path or "", len(data), found, unread)
            return False
        return True

    def _leave(self, nth: int) -> None:
        """Leave a file to whoever reads all that is none, or not wanted."""
        self.rest[self._first + nth] = None

    def _excludes(self, name: bytes) -> bool:
        return self._policy.excludes(self._path(name))

    def _path(self, name: bytes) -> str:
        return self._prefix + os.fsdecode(name)
