"""Plants keys in a clone of a repository, in every position in which git holds them, and looks.

``python benchmarks/planted_history.py REPOSITORY``: the repository is cloned, and the history of
the clone is scanned before, after the keys were planted, and once more. Each key must be told at
its place, with the commit that brought it, the one that took it away and the branches that have it.
Prints a line for each and the times; exits with 1 where one is missing or told otherwise.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks import odd_positions  # noqa: E402
from benchmarks.planting import Clone, judged, line  # noqa: E402


def plant(clone: Clone) -> None:
    """Plant a key in every position."""
    main = clone.git("rev-parse", "--abbrev-ref", "HEAD")
    old = clone.git("rev-list", "--first-parent", "HEAD").split("\n")
    old_base = old[len(old) // 2]

    clone.git("checkout", "--quiet", "-b", "planted-old", old_base)
    text = clone.key()
    since = clone.commit({"planted/side.py": line(text)})
    clone.expect(
        text,
        "on a branch from the middle of the history",
        "planted/side.py",
        since=since,
        refs=("planted-old",),
    )
    clone.git("checkout", "--quiet", main)

    text = clone.key()
    since = clone.commit({"planted/removed.py": line(text)})
    until = clone.commit({"planted/removed.py": "x = 1\n"})
    clone.expect(text, "added and removed", "planted/removed.py", since=since, until=until)

    for position, name, written in _written():
        text = clone.key()
        since = clone.commit({name: written(text)})
        path = "planted/dump.sql.gz!dump.sql" if name.endswith(".gz") else name
        clone.expect(text, position, path, since=since, refs=(main, "tags/planted"))

    text = clone.key()
    clone.git("checkout", "--quiet", "-b", "planted-evil")
    clone.commit({"planted/theirs.py": "x = 1\n"})
    clone.git("checkout", "--quiet", main)
    clone.commit({"planted/ours.py": "x = 1\n"})
    clone.git("merge", "--quiet", "--no-ff", "--no-commit", "planted-evil")
    merge = clone.commit({"planted/evil.py": line(text)}, "a merge")
    clone.git("branch", "--quiet", "--delete", "planted-evil")
    clone.expect(text, "in a merge", "planted/evil.py", since=merge, refs=(main, "tags/planted"))

    refs = (main, "tags/planted")
    odd_positions.merges(clone, main, refs)
    odd_positions.changes(clone, refs)
    odd_positions.hidden(clone, old_base)
    text = clone.key()
    since = clone.commit({}, f"use {text}")
    clone.expect(text, "in a message", None, "message", since=since, refs=(main, "tags/planted"))
    text = clone.key()
    clone.git("tag", "--annotate", "planted", "--message", f"token {text}")
    tag = clone.git("rev-parse", "refs/tags/planted")
    clone.expect(text, "in a tag", None, "tag", since=tag, refs=("tags/planted",))
    text = clone.key()
    clone.git("notes", "add", "--message", f"was {text}")
    noted = clone.git("rev-parse", "refs/notes/commits")
    clone.expect(text, "in a note", None, "note", since=noted, refs=("notes/commits",))

    odd_positions.tags(clone, old_base)
    odd_positions.work_trees(clone)
    text = clone.key()
    gone = clone.commit({"planted/gone.py": line(text)})
    clone.git("reset", "--quiet", "--hard", "HEAD~1")
    clone.expect(
        text, "in a commit that only the reflog has", "planted/gone.py", "dangling", since=gone
    )
    text = clone.key()
    (clone.top / "planted" / "ours.py").write_text(line(text))
    clone.git("stash", "push", "--quiet")
    stashed = clone.git("rev-parse", "refs/stash")
    clone.expect(text, "in a stash", "planted/ours.py", "stash", since=stashed, refs=("stash",))
    text = clone.key()
    (clone.top / "loose").write_text(line(text))
    clone.git("hash-object", "-w", "loose")
    clone.expect(text, "in a blob that nothing leads to", None, "dangling")
    (clone.top / "loose").unlink()
    text = clone.key()
    (clone.top / "planted" / "staged.py").write_text(line(text))
    clone.git("add", "--force", "planted/staged.py")
    clone.expect(text, "in the index", "planted/staged.py", "index")


def _written() -> list[tuple[str, str, Any]]:
    """Give ways to write a key: what it shows, the file, and what makes the file of a key."""
    return [
        ("at the tip", "planted/plain.py", line),
        ("in UTF-16", "planted/wide.txt", lambda text: line(text).encode("utf-16")),
        ("in base64", "planted/secret.yml", _encoded),
        ("in an archive", "planted/dump.sql.gz", lambda text: gzip.compress(line(text).encode())),
        ("in pieces", "planted/joined.js", _joined),
        ("in a binary file", "planted/no.bin", lambda text: b"\0" + line(text).encode()),
        ("in a name with any character", "planted/caf\u00e9 \n'x'.py", line),
    ]


def _encoded(text: str) -> str:
    return f"key: {base64.b64encode(text.encode()).decode()}\n"


def _joined(text: str) -> str:
    return f"const p = '{text[:8]}';\nconst k = p + '{text[8:]}';\n"


def scanned(top: Path) -> tuple[float, dict[str, Any], str]:
    """Scan the history: seconds, the JSON report, and what it said beside it."""
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "aurora_lint", "check", "--history", "--format", "json"],
        cwd=top, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    seconds = time.perf_counter() - begin
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode not in (0, 1) and not done.stdout:
        sys.exit(said)
    return seconds, json.loads(done.stdout), said


def main() -> None:
    """Clone, plant, look, compare."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "clone"
        os.environ["XDG_STATE_HOME"] = str(Path(folder) / "state")
        subprocess.run(
            ["git", "clone", "--quiet", "--no-hardlinks", sys.argv[1], str(top)], check=True
        )
        clone = Clone(top)
        commits = clone.git("rev-list", "--count", "--all")
        seconds, before, said = scanned(top)
        print(f"{commits} commits: {seconds:.1f} s; {said.strip().splitlines()[-1]}")
        plant(clone)
        wrong = 0
        for title in ("planted", "again"):
            seconds, report, said = scanned(top)
            print(f"{title}: {seconds:.1f} s; {said.strip().splitlines()[-1]}")
            found = [each for each in report["findings"] if each["code"] == "AUR101"]
            for planted in clone.planted:
                fault = judged(planted, found)
                wrong += bool(fault)
                if title == "planted" or fault:
                    print(f"  {fault or 'found'}: {planted.position}")
            others = len(report["findings"]) - len(before["findings"])
            places = len(clone.planted)
            print(f"  {clone.keys} keys in {places} places, {others} findings more than before")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
