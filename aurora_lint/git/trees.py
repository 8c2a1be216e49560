"""What a tree holds."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_lint.git.repository import Repository


def blobs(repository: Repository, tree: str) -> Iterator[tuple[bytes, str]]:
    """Yield the paths below a tree, and the ids of the files that stand there."""
    printed = repository.run("ls-tree", "-r", "-z", "--full-tree", tree)
    for record in filter(None, printed.split(b"\0")):
        facts, _, path = record.partition(b"\t")
        _, kind, name = facts.decode("ascii").split(" ")
        if kind == "blob":
            yield path, name
