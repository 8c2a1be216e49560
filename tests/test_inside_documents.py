"""What a database or a compiled file tells in its own bytes and in its members: told once."""

import pytest

from aurora_lint import keys
from tests.containers import database, java_class, marshalled, pdf, pyc, told, zipped
from tests.keygen import key

KEY, OTHER, THIRD = key("sk_prod"), key("rk_prod"), key("sk_sand")
BY_NAME = b"// aurora solar\nconst a = process.env.AURORA_PROD_KEY;\n"
PAGES = ("PRAGMA page_size=512", "CREATE TABLE t (a)")


def test_a_database_tells_a_key_once() -> None:
    data = database(*PAGES, "INSERT INTO t VALUES (?)", values=(f"={KEY}",))
    assert told(data, "a.db") == [("a.db!t", "AUR101")]
    # The next value runs into it, and so it is no certain key in the file's own bytes.
    data = database("CREATE TABLE t (a, b)", "INSERT INTO t VALUES (?, 'abc')", values=(f"={KEY}",))
    assert told(data, "a.db") == [("a.db!t", "AUR101")]


def test_a_key_on_two_pages_of_a_database_is_told_once() -> None:
    doubted = set()
    for behind in range(494, 512):
        text = f"{'.' * 14} {KEY} {'.' * behind}"
        data = database(*PAGES, "INSERT INTO t VALUES (?)", values=(text,))
        assert told(data, "a.db") == [("a.db!t", "AUR101")]
        doubted |= {each.doubt for each in keys.find(data) if each.doubt}
    # In the file's own bytes a shorter key stands then, or none.
    assert len(doubted) > 10


def test_what_a_database_forgot_is_told() -> None:
    """A row that was deleted still stands in its page."""
    statements = ("PRAGMA secure_delete=OFF", "CREATE TABLE t (a)")
    rows = f"INSERT INTO t VALUES ('{THIRD}'), ('{OTHER}')"
    data = database(*statements, rows, f"DELETE FROM t WHERE a = '{OTHER}'")
    assert OTHER.encode() in data
    assert told(data, "a.db") == [("a.db", "AUR103"), ("a.db!t", "AUR102")]


def test_a_name_in_a_database_is_told_once_and_another_is_not_lost() -> None:
    data = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (?)", values=(BY_NAME.decode(),))
    assert told(data, "sandbox/a.db") == [("sandbox/a.db!t", "AUR304")]
    other = BY_NAME.replace(b"PROD", b"LIVE")
    assert told(data + b"\n" + other, "sandbox/a.db") == [
        ("sandbox/a.db", "AUR304"), ("sandbox/a.db!t", "AUR304"),
    ]  # fmt: skip


def test_a_possible_key_that_begins_as_none_of_the_members_is_not_lost() -> None:
    data = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (?)", values=(f"={KEY}",))
    begins, other = f"\n{KEY[:20]}\n".encode(), f"\n{THIRD[:20]}\n".encode()
    assert told(data + begins, "a.db") == [("a.db!t", "AUR101")]
    assert told(data + other, "a.db") == [("a.db", "AUR105"), ("a.db!t", "AUR101")]


def test_a_table_that_the_policy_excludes_is_not_told_by_the_file() -> None:
    data = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (?)", values=(f"={KEY}",))
    assert told(data, "a.db", "/a.db!t") == []


COMPILED: dict[str, bytes] = {
    "a.pyc": pyc(3571, [marshalled(KEY)], "f"),
    "a.class": java_class(KEY, "x"),
    "a.pdf": pdf((b"", f"BT ({KEY}) Tj ET".encode())),
    "b.pdf": pdf((b"", f"BT [({KEY[:20]}) -20 ({KEY[20:]})] TJ ET".encode())),
    "a.docx": zipped({"word/document.xml": f"<w:p><w:t>{KEY}</w:t></w:p>".encode()}, 0),
    "b.docx": zipped({"w.xml": f"<w:t>{KEY[:20]}</w:t><w:t>{KEY[20:]}</w:t>".encode()}),
}


@pytest.mark.parametrize("path", COMPILED)
def test_other_files_tell_a_key_once(path: str) -> None:
    ((place, code),) = told(COMPILED[path], path)
    assert place
    assert place.startswith(f"{path}!")
    assert code == "AUR101"
    ((place, code),) = told(zipped({path: COMPILED[path]}), "z.zip")
    assert place
    assert place.startswith(f"z.zip!{path}!")
