"""What the names of a file hold where they are used: what they were last set to before.

A name that is set within brackets or a block is seen there and in what stands in it. Where none
is seen, the last setting before counts that declares nothing, and else the only one behind.
"""

from __future__ import annotations

from aurora_lint.pieces.texts import Known, Listed, Path, Text, kept

#: What a name may belong to and still be the variable of the class around it.
_OWNERS = frozenset({"this", "self", "cls", "static"})


class _Only:
    """What each name is set to, as long as that is the same."""

    def __init__(self) -> None:
        self._values: dict[str, Known] = {}

    def set(self, name: str, value: Known) -> None:
        if name in self._values and not _is_same(self._values[name], value):
            value = None
        self._values[name] = value

    def get(self, name: str) -> Known:
        return self._values.get(name)


def _is_same(one: Known, other: Known) -> bool:
    if isinstance(one, Text) and isinstance(other, Text):
        return one.text == other.text
    return one is other


def _is_known(value: Known) -> bool:
    if isinstance(value, Listed):
        return any(value.entries) or any(value.fields.values())
    return value is not None


class Names:
    """The names that have been set so far; ``before`` has those of the whole file."""

    def __init__(self, before: Names | None = None) -> None:
        self._before = before
        #: For each name the scopes that set it, the innermost last, and to what.
        self._seen: dict[str, list[tuple[int, Known]]] = {}
        #: For each scope the names it sets, and whether it declares them.
        self._scopes: list[dict[str, bool]] = [{}]
        #: The numbers of the scopes that are open, in the order in which a file begins them, and of
        #: those that declare a name.
        self._numbers = [0]
        self._count = 0
        self._declares: dict[str, set[int]] = {}
        self._last: dict[str, Known] = {}
        self._only = _Only()
        self._fields = _Only()
        self._paths: dict[Path, Known] = {}
        self._missed: set[str] = set()

    @property
    def misses(self) -> bool:
        """Whether a name was used that has been set behind its use, to something that is known."""
        return any(_is_known(self._only.get(name)) for name in self._missed)

    def enter(self) -> None:
        """Go into brackets or a block."""
        self._scopes.append({})
        self._count += 1
        self._numbers.append(self._count)

    def leave(self) -> None:
        """Leave them; what they set and did not declare stays set."""
        self._numbers.pop()
        for name, is_declared in self._scopes.pop().items():
            seen = self._seen[name]
            _, value = seen.pop()
            if seen and value and not is_declared:
                seen[-1] = seen[-1][0], value

    def shadow(self, name: str) -> None:
        """Declare a name of which nothing is known in the brackets or block just gone into."""
        name = name.lstrip("$@%")
        self._scopes[-1][name] = True
        self._seen.setdefault(name, []).append((len(self._scopes), None))

    def set(self, path: Path, value: Known, is_declared: bool = False, grows: bool = False) -> None:
        """Set a variable, or by its path what belongs to one.

        What ``grows`` is nothing that the name holds all over the file.
        """
        path, value = _own(path), kept(value)
        if len(path) > 1:
            self._paths[path] = value
            self.set_field(path[-1], value)
            return
        (name,) = path
        depth, seen = len(self._scopes), self._seen.setdefault(name, [])
        if seen and seen[-1][0] == depth:
            seen.pop()
        else:
            self._scopes[-1][name] = is_declared
        seen.append((depth, value))
        if is_declared:
            self._declares.setdefault(name, set()).add(self._numbers[-1])
        elif value:
            self._last[name] = value
        self._only.set(name, None if grows else value)

    def set_field(self, name: str, value: Known) -> None:
        """Set the key of a mapping, which is no variable."""
        self._fields.set(name, kept(value))

    def get(self, path: Path) -> Known:
        """Give what a name holds; None where that is not known."""
        path = _own(path)
        if len(path) > 1:
            return self._get_of_path(path)
        (name,) = path
        if seen := self._seen.get(name):
            return seen[-1][1]
        if last := self._last.get(name):
            return last
        self._missed.add(name)
        return self._behind(name)

    def _get_of_path(self, path: Path) -> Known:
        if path in self._paths:
            return self._paths[path]
        owner, name = path[:-1], path[-1]
        holder = self.get(owner) if len(owner) == 1 else None
        if isinstance(holder, Listed) and name in holder.fields:
            return holder.fields[name]
        self._missed.add(name)
        names = self._before or self
        return names._fields.get(name) or names._only.get(name)

    def _behind(self, name: str) -> Known:
        """Give what a name is set to further on, unless blocks declare it that are not open."""
        before = self._before
        if not before:
            return None
        declares = before._declares.get(name)
        return before._only.get(name) if not declares or declares & {*self._numbers} else None


def _own(path: Path) -> Path:
    if len(path) == 1:
        return (path[0].lstrip("$@%"),)
    path = tuple(part.lstrip("$@%") for part in path)
    return path[1:] if len(path) == 2 and path[0] in _OWNERS else path
