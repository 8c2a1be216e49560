"""What one look at each object of a repository says: which ones are worth looking at closely."""

from __future__ import annotations

from typing import Literal, get_args

from aurora_lint import names
from aurora_lint.candidates import Candidates, candidates
from aurora_lint.engine import scan
from aurora_lint.git.batch import Object
from aurora_lint.magic import is_container
from aurora_lint.source import Source, readable

Sort = Literal["clean", "keyed", "deep", "said", "commit", "said commit", "sifted", "tree"]
"""What an object is.

* ``keyed``: a blob that holds a key in one piece, in whatever encoding;
* ``deep``: a blob that may hold more than that: an archive, or code with pieces of a key;
* ``said``, ``said commit``: a tag or a commit in which a key may stand;
* ``commit``: any other commit;
* ``clean``: any other blob or tag;
* ``sifted``: a blob or a tag in a pack, of which nothing was left in the sieve;
* ``tree``: paths.
"""
SORTS: tuple[Sort, ...] = get_args(Sort)
#: A path as programs have it, which may carry an archive behind them.
_PROGRAM = "program.exe"
#: A path that says whose Aurora is meant.
_VENDORS = "aurora_solar"
#: Commits, which say where blobs stand.
COMMITS: tuple[Sort, ...] = ("commit", "said commit")


def sort(found: Object) -> Sort:
    """Look at an object."""
    if found.type == "tree":
        return "tree"
    is_blob = found.type == "blob"
    data = readable(Source(found.data, None))
    hits = candidates(data, is_code=is_blob)
    is_telling = bool(hits) and _is_telling(data, hits)
    if is_blob and not is_telling:
        is_deep = hits.is_pieced or is_container(found.data, _PROGRAM)
        return "deep" if is_deep else "clean"
    if found.type == "commit":
        return "said commit" if is_telling else "commit"
    return ("keyed" if is_blob else "said") if is_telling else "clean"


def _is_telling(data: bytes, hits: Candidates) -> bool:
    """Whether there is a key in one piece, or the name of one that a path could say more of."""
    if (hits.cores or hits.spelled) and scan(Source(data, None)):
        return True
    return any(names.find(data, hits.names, _VENDORS))
