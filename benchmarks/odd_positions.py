"""Positions that scanners of patches miss: merges, changes of type, tags of tags, replaced commits.

``main`` is the branch on which keys are planted, ``refs`` what leads to its end, ``old`` a commit
from before.
"""

from __future__ import annotations

from benchmarks.planting import Clone, line


def merges(clone: Clone, main: str, refs: tuple[str, ...]) -> None:
    """Plant a key in a merge of three branches, and one that a merge leaves out."""
    for name in ("planted-p", "planted-q"):
        clone.git("checkout", "--quiet", "-b", name, main)
        clone.commit({f"planted/{name}": "x = 1\n"})
    clone.git("checkout", "--quiet", main)
    clone.commit({"planted/here": "x = 1\n"})
    clone.git("merge", "--quiet", "--no-ff", "--no-commit", "planted-p", "planted-q")
    text = clone.key()
    merge = clone.commit({"planted/octopus.py": line(text)}, "a merge of three")
    clone.expect(text, "in an octopus", "planted/octopus.py", since=merge, refs=refs)
    text = clone.key()
    clone.git("checkout", "--quiet", "planted-q")
    since = clone.commit({"planted/left.py": line(text)})
    clone.git("checkout", "--quiet", main)
    clone.git("merge", "--quiet", "--no-ff", "--strategy=ours", "--message=ours", "planted-q")
    until = clone.git("rev-parse", "HEAD")
    clone.git("branch", "--quiet", "--delete", "--force", "planted-p", "planted-q")
    clone.expect(text, "left out by a merge", "planted/left.py", since=since, until=until)


def changes(clone: Clone, refs: tuple[str, ...]) -> None:
    """Plant keys in what becomes something else, is moved, or has an attribute that hides it."""
    for kind in ("link", "folder", "submodule"):
        text, name = clone.key(), f"planted/was-{kind}"
        since = clone.commit({name: line(text)})
        (clone.top / name).unlink()
        if kind == "link":
            (clone.top / name).symlink_to("here")
            until = clone.commit_all(name)
        elif kind == "folder":
            until = clone.commit({f"{name}/x": "x = 1\n"})
        else:
            clone.git("update-index", "--cacheinfo", f"160000,{since},{name}")
            until = clone.commit({})
        clone.expect(text, f"in what became a {kind}", name, since=since, until=until)
    text = clone.key()
    (clone.top / "planted" / "link").symlink_to(f"/srv/{text}")
    since = clone.commit_all("planted/link")
    clone.expect(text, "in a link's target", "planted/link", since=since, refs=refs)
    text = clone.key()
    since = clone.commit({"planted/.gitattributes": "*.dat -diff\n", "planted/x.dat": line(text)})
    clone.git("mv", "planted/x.dat", "planted/y.dat")
    moved = clone.commit({})
    clone.expect(text, "before it was moved", "planted/x.dat", since=since, until=moved)
    clone.expect(text, "after it was moved", "planted/y.dat", since=moved, refs=refs)
    text, name = clone.key(), "planted/\udcff=1\x01\n\t'\"\\.py"
    since = clone.commit({name: line(text)})
    clone.expect(text, "in a name with any bytes", name, since=since, refs=refs)


def hidden(clone: Clone, old: str) -> None:
    """Plant keys in commits that a replacement and a graft hide."""
    base = clone.git("rev-parse", "HEAD")
    for way in ("replaced", "grafted"):
        text, name = clone.key(), f"planted/{way}.py"
        since = clone.commit({name: line(text)})
        until = clone.commit({name: "x = 1\n"})
        if way == "replaced":
            clone.git("replace", since, old)
        else:
            (clone.top / ".git" / "info" / "grafts").write_text(f"{until} {base}\n")
        clone.expect(text, f"in a commit that is {way}", name, since=since, until=until)


def tags(clone: Clone, old: str) -> None:
    """Plant keys in a tag of a tag, in what such a tag is of, and in a note on one."""
    text = clone.key()
    clone.git("tag", "--annotate", "planted-in", "--message", f"token {text}", old)
    inner = clone.git("rev-parse", "refs/tags/planted-in")
    clone.git("tag", "--annotate", "planted-out", "--message", "outer", "planted-in")
    clone.git("tag", "--delete", "planted-in")
    clone.expect(text, "in a tag of a tag", None, "tag", since=inner, refs=("tags/planted-out",))
    text = clone.key()
    clone.write("loose", line(text))
    blob = clone.git("hash-object", "-w", "loose")
    (clone.top / "loose").unlink()
    clone.git("tag", "--annotate", "planted-in", "--message", "inner", blob)
    clone.git("tag", "--annotate", "planted-file", "--message", "outer", "planted-in")
    clone.git("tag", "--delete", "planted-in")
    outer = clone.git("rev-parse", "refs/tags/planted-file")
    tagged = ("tags/planted-file",)
    clone.expect(text, "in a file that a tag of a tag is of", None, "tag", outer, refs=tagged)
    text = clone.key()
    clone.git("notes", "--ref=planted", "add", "--message", f"was {text}", "planted-out")
    noted = clone.git("rev-parse", "refs/notes/planted")
    clone.expect(text, "in a note on a tag", None, "note", since=noted, refs=("notes/planted",))


def work_trees(clone: Clone) -> None:
    """Plant keys in the index and in the last commit of another work tree."""
    other = clone.top.parent / "another\nHEAD"
    clone.git("worktree", "add", "--quiet", "--no-checkout", "--detach", str(other))
    clone.git("read-tree", "--empty", at=other)
    for position in ("last commit", "index"):
        text, name = clone.key(), f"planted/{position[:5]}.py"
        (other / "planted").mkdir(exist_ok=True)
        (other / name).write_text(line(text))
        clone.git("add", "--force", name, at=other)
        since = None
        if position == "last commit":
            clone.git("commit", "--quiet", "--message", "there", at=other)
            since = clone.git("rev-parse", "HEAD", at=other)
        type_ = "commit" if since else "index"
        clone.expect(text, f"in another work tree's {position}", name, type_, since)
