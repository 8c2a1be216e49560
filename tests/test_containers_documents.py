"""Office documents, databases, compiled code and PDF: what their raw bytes would not show."""

import json
import marshal
import sqlite3
import struct
import zlib
from base64 import a85encode
from contextlib import closing
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest

from aurora_lint import keys
from aurora_lint.containers import databases
from aurora_lint.sources import Skipped
from tests import containers
from tests.containers import database, expanded, java_class, marshalled, opened, pdf, seen, zipped
from tests.keygen import key

KEY = key("sk_prod")
OTHER = key("rk_sand", 2)
HEAD, TAIL = KEY[:13], KEY[13:]

WORD = f"""<w:document><w:body><w:p><w:r><w:t xml:space="preserve">key </w:t></w:r>
  <w:r><w:rPr><w:b/></w:rPr><w:t>{HEAD}</w:t></w:r><w:proofErr w:type="x"/><w:r><w:t>{TAIL}</w:t>
  </w:r><w:r><w:tab/></w:r><w:r><w:t>next</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>"""
EXCEL = f"<sst><si><r><t>{HEAD}</t></r><r><t>{TAIL}</t></r></si><si><t>next</t></si></sst>"
SLIDES = f"<a:p><a:r><a:t>{HEAD}</a:t></a:r><a:r><a:t>{TAIL}</a:t></a:r></a:p><a:p/>"
WRITER = f"<text:p>{HEAD}<text:span a='b'>{TAIL}</text:span><text:s/>x</text:p><text:p>y</text:p>"


@pytest.mark.parametrize(
    ("path", "name", "xml", "text"),
    [
        ("a.docx", "word/document.xml", WORD, f"key {KEY}\tnext\ntwo"),
        ("a.xlsx", "xl/sharedStrings.xml", EXCEL, f"{KEY}\nnext"),
        ("a.pptx", "ppt/slides/slide1.xml", SLIDES, KEY),
        ("a.odt", "content.xml", WRITER, f"{KEY}\tx\ny"),
    ],
)
def test_a_word_may_stand_in_several_runs(path: str, name: str, xml: str, text: str) -> None:
    assert not list(keys.find(xml.encode()))
    members = opened(zipped({name: xml.encode(), "docProps/app.xml": b"<Properties/>"}), path)
    assert members[f"{path}!{name}!text"].decode() == text
    assert seen(members) == {f"{path}!{name}!text": [KEY]}
    assert len(members) == 2


def test_a_schema_may_check_what_it_holds() -> None:
    data = database(
        "CREATE TABLE t (a CHECK (a IS NULL OR json_valid(a)))", "INSERT INTO t VALUES (?)",
        values=(json.dumps({"key": KEY}),),
    )  # fmt: skip
    assert seen(opened(data, "a.db")) == {"a.db!t": [KEY]}


def test_a_row_is_an_object() -> None:
    data = database(
        'CREATE TABLE settings (name TEXT, "the ""key""" TEXT, note, blob BLOB, n INT)',
        "INSERT INTO settings VALUES ('prod', ?, NULL, ?, 7)",
        values=(KEY, OTHER.encode() + b"\0\n\xff"),
    )
    text = opened(data, "a.db")["a.db!settings"]
    row = json.loads(text.decode("utf-8", "surrogateescape"))
    assert row == {"name": "prod", 'the "key"': KEY, "blob": OTHER + " \n\udcff", "n": 7}
    assert seen({"a": text}) == {"a": [KEY, OTHER]}


def test_values_over_several_pages_are_whole() -> None:
    statements = ("PRAGMA page_size=512", "CREATE TABLE t (a)", "INSERT INTO t VALUES (?)")
    # Somewhere in so many keys one lies on two pages.
    value = " ".join([KEY] * 100)
    data = database(*statements, values=(value,))
    assert len(list(keys.find(data))) < 100
    assert seen(opened(data, "a.db")) == {"a.db!t": [KEY] * 100}


@pytest.mark.parametrize("pragma", ["journal_mode=WAL", "encoding='UTF-16le'", "auto_vacuum=1"])
def test_databases_of_other_settings(pragma: str) -> None:
    data = database(
        f"PRAGMA {pragma}", "CREATE TABLE t (a)", "INSERT INTO t VALUES (?)", values=(KEY,)
    )
    assert seen(opened(data, "a.db")) == {"a.db!t": [KEY]}


def test_only_ordinary_tables_are_read() -> None:
    data = database(
        "CREATE TABLE t (a TEXT, b AS (hex(zeroblob(a || 'x'))), c AS (upper(a)) STORED)",
        "CREATE VIEW v AS SELECT randomblob(1000000000) FROM t",
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT RAISE(ABORT, 'ran'); END",
        "CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID",
        "DROP TRIGGER r",
        "INSERT INTO t (a) VALUES (?)",
        values=(KEY,),
    )
    assert opened(data, "a.db") == {
        "a.db!t": json.dumps({"a": KEY, "c": KEY.upper()}).encode(),
    }


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM v",
        "SELECT hex(a) FROM t",
        "DELETE FROM t",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema=ON",
        "CREATE TABLE u (a)",
    ],
)
def test_no_more_is_allowed_than_to_read_tables(statement: str) -> None:
    data = database("CREATE TABLE t (a)", "CREATE VIEW v AS SELECT a FROM t")
    with databases._opened(data) as connection:
        connection.execute("SELECT a FROM t")
        with pytest.raises(sqlite3.DatabaseError, match=r"prohibited|not authorized"):
            connection.execute(statement)


def test_a_damaged_database_is_read_so_far() -> None:
    data = database(
        "PRAGMA page_size=512", "CREATE TABLE t (a)", "CREATE TABLE u (a)",
        f"INSERT INTO u VALUES ('{OTHER}')",
        "INSERT INTO t WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x+1 FROM c LIMIT 99)"
        " SELECT ? FROM c",
        values=(KEY,),
    )  # fmt: skip
    broken = bytearray(data)
    broken[-1024:-512] = b"\xff" * 512
    members, skipped = expanded(bytes(broken), "a.db")
    assert skipped == [Skipped("a.db!t", "a damaged SQLite database")]
    assert seen(members)["a.db!u"] == [OTHER]
    assert 10 < len(seen(members)["a.db!t"]) < 99
    assert expanded(data[:600], "a.db") == ({}, [Skipped("a.db", "a damaged SQLite database")])


def test_a_record_that_claims_to_be_huge() -> None:
    """SQLite says then that it has no memory, in tables of more than one page."""
    data = containers.samples()[".db"]
    # Before the text stand the record's size, its number and its columns' types.
    start = data.find(KEY.encode()) - 7
    broken = data[: start - 1] + b"\xff" * 8 + data[start + 7 :]
    reason = [Skipped("a.db!t", "a damaged SQLite database")]
    assert expanded(broken, "a.db") == ({}, reason)


def test_without_memory_databases_a_copy_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.10 has no ``Connection.deserialize``."""
    monkeypatch.setattr(databases, "_in_memory", lambda: False)
    data = database("PRAGMA journal_mode=WAL", "CREATE TABLE t (a)", "INSERT INTO t VALUES (?)",
                    values=(KEY,))  # fmt: skip
    assert seen(opened(data, "a.db")) == {"a.db!t": [KEY]}


def test_a_compiled_module() -> None:
    code = (
        f"class A:\n  def f(self, x={KEY!r}):\n    return {{'b': [{OTHER.encode()!r}, x.name]}}\n"
    )
    constants = [
        None,
        True,
        ...,
        1,
        2**99,
        -(2**40),
        1.5,
        2j,
        (1, ("in a tuple",)),
        frozenset({"s"}),
    ]
    code += f"y = {constants!r}\n".replace("Ellipsis", "...")
    module = compile(code, "a.py", "exec")
    data = MAGIC_NUMBER + b"\0" * 12 + marshal.dumps(module)
    members = opened(data, "__pycache__/a.pyc")
    assert sorted(seen(members)["__pycache__/a.pyc!constants"]) == [OTHER, KEY]
    lines = members["__pycache__/a.pyc!constants"].decode().split("\n")
    assert {"A", "f", "name", "b", "in a tuple", "s", "a.py"} <= set(lines)
    assert module.co_code not in members["__pycache__/a.pyc!constants"]


@pytest.mark.parametrize("number", [3413, 3425, 3439, 3495, 3531, 3571, 3627])
def test_compiled_modules_of_all_pythons(number: int) -> None:
    slices = b":" + b"N" * 2 + marshalled("in a slice")
    numbers = b"l" + struct.pack("<ihh", -2, 1, 1) + b"f\x031.5" + b"x\x011\x012" + b"r\0\0\0\0"
    constants = [marshalled(KEY), slices, b"(\x06\0\0\0" + numbers + b"NN"]
    inner = containers.pyc(number, [marshalled(OTHER)], "g")[16:]
    data = containers.pyc(number, [*constants, b"{" + marshalled("k") + b"N0", inner], "f")
    text = opened(data, "a.pyc")["a.pyc!constants"].decode()
    names = ["a.py", "f"] if number < 3450 else ["a.py", "f", "f"]
    within = ["a.py", "g"] if number < 3450 else ["a.py", "g", "g"]
    assert text.split("\n") == [KEY, "in a slice", "k", OTHER, *within, *names]


def test_a_java_class() -> None:
    # The byte before a text is its length's, and may be a letter: 0x61 of them make `a`.
    text = KEY.ljust(0x61)
    data = java_class("Conf", text)
    assert not list(keys.find(data))
    assert opened(data, "Conf.class") == {"Conf.class!constants": f"Conf\n{text}".encode()}
    for_mac = struct.pack(">IIIIII", 0xCAFEBABE, 2, 7, 3, 4096, 9)
    assert opened(for_mac, "tool") == {}


PAGE = f"""BT /F1 12 Tf 72 720 Td [({HEAD[:5]}) -20 ({HEAD[5:]}) 15 ({TAIL}) -300 (next)] TJ
T* (a\\(b\\) (c) \\144\\n) Tj <{OTHER.encode().hex()}> Tj
(one) Tj (two) ' ET
/Span <</ActualText (hidden)>> BDC BT (three) Tj ET""".encode()
DRAWN = f"{KEY} next\na(b) (c) d\n{OTHER}one\ntwo\nthree"


@pytest.mark.parametrize(
    ("dictionary", "body"),
    [
        (b"/Filter /FlateDecode", zlib.compress(PAGE)),
        (
            b"/Length 5 /Filter [/ASCII85Decode /FlateDecode]",
            a85encode(zlib.compress(PAGE)) + b"~>",
        ),
        (b"/Length 5", PAGE),
    ],
)
def test_a_page_is_lines(dictionary: bytes, body: bytes) -> None:
    data = pdf((b"/Type /XObject /Subtype /Image", b"BT (no) Tj"), (dictionary, body))
    assert opened(data, "a.pdf") == {"a.pdf!stream 1": DRAWN.encode()}


def test_other_streams_of_a_pdf() -> None:
    note = f"<< /Contents ({KEY}) >>".encode()
    data = pdf(
        (b"/Filter /FlateDecode", zlib.compress(note)),
        (b"/Filter /DCTDecode", b"a picture"),
        (b"/Filter /FlateDecode", zlib.compress(note * 9)[:20]),
        (b"/Filter /A85", b"vvvvv"),
    )
    members, skipped = expanded(data, "a.pdf")
    assert members["a.pdf!stream 1"] == note
    assert [each.path for each in skipped] == ["a.pdf!stream 3", "a.pdf!stream 4"]
    _, skipped = expanded(data + b"/Encrypt 7 0 R", "a.pdf")
    assert skipped == [Skipped("a.pdf", "encrypted")]


def test_letters_of_two_bytes() -> None:
    wide = KEY.encode("utf-16-be").hex().encode()
    data = pdf((b"", b"BT <" + wide + b"> Tj ET"))
    assert seen(opened(data, "a.pdf")) == {"a.pdf!stream 1": [KEY]}


def test_what_sqlite_says_of_an_error_is_not_repeated(tmp_path: Path) -> None:
    broken = database(
        "CREATE TABLE t (a)",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET name = ?, sql = 'CREATE TABLE nonsense('",
        values=(KEY,),
    )
    (tmp_path / "a.db").write_bytes(broken)
    opened_by_sqlite = closing(sqlite3.connect(tmp_path / "a.db"))
    with opened_by_sqlite as connection, pytest.raises(sqlite3.DatabaseError, match=KEY):
        connection.execute("SELECT * FROM t")
    assert expanded(broken, "a.db") == ({}, [Skipped("a.db", "a damaged SQLite database")])
