"""A tree is swept: its files are sifted, by several processes where that is sooner done.

What a sweep passes over would have given nothing: whatever may hold something takes the way through
that every source takes. Where the system lacks what it needs, that is the way of all files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from aurora_lint.policy import Policy
from aurora_lint.processes import processors
from aurora_lint.sources import Sift, Sifted
from aurora_lint.sweep.sieve import Look, Sieve
from aurora_lint.sweep.workers import sift


def sifter(policy: Policy, look: Look, jobs: int = 0) -> Sift | None:
    """Give what sifts with up to ``jobs`` processes, as many as there are processors where 0.

    None where the system can't: files are read one by one then.
    """
    if not hasattr(os, "preadv") or os.open not in os.supports_dir_fd:
        return None

    def sifted(folder: bytes, names: Iterable[list[bytes]], prefix: str) -> Sifted:
        sieve = Sieve(folder, prefix, policy, look)
        return sift(sieve, names, jobs or processors())

    return sifted
