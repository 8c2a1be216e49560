"""What an outline costs, against the tokens alone of pygments on the same files.

Usage: python benchmarks/outline_against_pygments.py FOLDER …
Needs pygments. Prints seconds of CPU for each language, in pairs of one run, and the ratio.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

from aurora_lint.address.outline.detect import by_name
from aurora_lint.address.outline.outline import Outline

_LARGEST = 1_000_000


def main(folders: list[str]) -> None:
    from pygments.lexers import get_lexer_for_filename
    from pygments.util import ClassNotFound

    spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for path in sorted(each for folder in folders for each in Path(folder).rglob("*")):
        syntax = by_name(path.name)
        if not syntax or not path.is_file() or path.stat().st_size > _LARGEST:
            continue
        try:
            lexer = get_lexer_for_filename(path.name)
        except ClassNotFound:
            continue
        data = path.read_bytes()
        begin = time.process_time()
        Outline(data, 0, len(data), syntax)
        middle = time.process_time()
        for _ in lexer.get_tokens(data.decode("utf-8", "replace")):
            pass
        end = time.process_time()
        for name in (syntax.name, "all"):
            row = spent[name]
            row[0] += len(data) / 1e6
            row[1] += middle - begin
            row[2] += end - middle
    print(f"{'language':12} {'MB':>7} {'outline':>8} {'pygments':>8} {'ratio':>6}")
    for name, (size, ours, theirs) in sorted(spent.items(), key=lambda item: item[1][0]):
        print(f"{name:12} {size:7.2f} {ours:8.2f} {theirs:8.2f} {theirs / max(ours, 1e-9):6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
