"""What ``git cat-file --batch`` prints: objects, one behind the other."""

from __future__ import annotations

from aurora_lint.git.spawn import GitError

TYPE_CHECKING = False  # typing's own would be typing's import: see aurora_lint.git.spawn
if TYPE_CHECKING:
    from typing import IO


class Object:
    """An object: its id, its type (``blob``, ``commit``, ``tag``, ``tree``) and its content."""

    __slots__ = ("data", "id", "type")

    def __init__(self, id: str, type: str, data: bytes) -> None:  # noqa: A002
        self.id = id
        self.type = type
        self.data = data


def following(printed: IO[bytes], asked: str) -> Object:
    """Read the next object, which was ``asked`` for; :class:`GitError` where it is missing."""
    found = there(printed)
    if found is None:
        raise GitError(f"git cat-file failed: object {asked} is missing")
    return found


def there(printed: IO[bytes]) -> Object | None:
    """Read the next object; None where git has none of that name."""
    line = printed.readline()
    head = line.decode("utf-8", "replace").split()
    if head[-1:] in (["missing"], ["ambiguous"]):
        return None
    if len(head) != 3 or not head[2].isdecimal():
        raise GitError("git cat-file failed: what it says is cut short")
    data = printed.read(int(head[2]))
    if len(data) != int(head[2]) or printed.read(1) != b"\n":
        raise GitError(f"git cat-file failed: object {head[0]} is cut short")
    return Object(head[0], head[1], data)
