"""The address of a key: the steps that lead to it, from the outermost to the innermost."""

from __future__ import annotations

from typing import Literal, NamedTuple

Role = Literal[
    "path", "section", "class", "function", "branch", "guard", "name", "call", "setting", "host",
    "comment", "policy", "text", "platform",
]  # fmt: skip

_SHOWN = 100


class Label(NamedTuple):
    """One step of an address.

    ``line`` is 0 where the step is no place in the file. ``level`` tells how near the step is:
    steps of one level are equally near, a higher level is nearer. A ``negated`` branch is the
    side where its condition fails. ``text`` is what the judge reads; ``written`` is what stands
    in the file, where that is something else.
    """

    role: Role
    text: str
    line: int = 0
    negated: bool = False
    level: int = 0
    written: str = ""

    @property
    def shown(self) -> str:
        """The text as it may be shown: no key in it, nothing that could steer a terminal."""
        return shown(self.written or self.text)

    def describe(self) -> str:
        """Say for a person what this step is and where."""
        text = self.shown.replace('"', "'")
        said = {
            "path": f'path "{text}"',
            "section": f'section "{text}"',
            "branch": f'else of "{text}"' if self.negated else f'"{text}"',
            "guard": f'what "{text}" lets through',
            "name": f'name "{text}"',
            "call": f'call "{text}(…)"',
            "setting": f'setting "{text}"',
            "host": f'host "{text}"',
            "text": f'text "{text}"',
            "platform": f'"{text}", code for a {self.text}',
            "comment": f'comment "{text}"',
            "policy": f'policy "{text}"',
        }.get(self.role, f'"{text}"')
        return f"{said} (line {self.line})" if self.line else said


Address = tuple[Label, ...]


def shown(text: str) -> str:
    """Give ``text`` on one line, short, printable, every key in it masked."""
    from aurora_lint.spellings.masking import mask  # many who show nothing load this module

    text = mask(" ".join(text.split()))
    text = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
