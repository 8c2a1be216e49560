"""Every way to spell a key that is known of: a file each, made from a key, and the table in the docs.

A row is tried at every door: ``docs/spellings.md`` says what each of them sees.
"""

import base64
import codecs
import json
import marshal
import pickle
import quopri
from collections.abc import Callable
from typing import NamedTuple

from tests import spellings_of_containers
from tests.keygen import key

KEY = key("sk_prod", 1)


class Spelling(NamedTuple):
    """A file that spells a key, and what the linter calls that: ``""`` where it says nothing."""

    group: str
    name: str
    file: str
    make: Callable[[str], bytes]
    told: str


def _b(text: str) -> bytes:
    return text.encode()


def _b64(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    return base64.b64encode(data).decode()


def _each(text: str, form: str) -> str:
    return "".join(form.format(byte, byte) for byte in text.encode())


def _secret(text: str) -> str:
    docker = json.dumps({"auths": {"r.example": {"auth": _b64(f"robot:{text}")}}})
    return f"kind: Secret\ndata:\n  .dockerconfigjson: {_b64(docker)}\n"


def _row(
    group: str, file: str, told: str, *rows: tuple[str, Callable[[str], bytes]]
) -> list[Spelling]:
    return [Spelling(group, name, file, make, told) for name, make in rows]


ENCODINGS = [
    *_row(
        "Encodings", "app.yml", "base64",
        ("base64, at the start of a group", lambda k: _b(f"token: {_b64(k)}\n")),
        ("base64, one byte into a group", lambda k: _b(f"token: {_b64('a' + chr(10) + '  ' + k)}\n")),
        ("base64, two bytes into a group", lambda k: _b(f"token: {_b64('u:' + k)}\n")),
        ("Basic authentication", lambda k: _b(f"header: Basic {_b64('robot:' + k)}\n")),
        ("base64url behind a name", lambda k: _b(f"token_{_b64(k).rstrip('=')}\n")),
        ("base64 in lines", lambda k: _b("x: |\n  " + base64.encodebytes(_b("a line " * 7 + k)).decode().replace("\n", "\n  "))),
        ("base64 in lines, as escapes", lambda k: _b(json.dumps({"content": base64.encodebytes(_b("a text " * 7 + k)).decode()}))),
    ),
    *_row(
        "Encodings", "app.yml", "base64 in base64",
        ("a Secret's .dockerconfigjson", lambda k: _b(_secret(k))),
    ),
    *_row("Encodings", "app.yml", "base32", ("base32", lambda k: b"token: " + base64.b32encode(_b(k)) + b"\n")),
    *_row(
        "Encodings", "app.yml", "hex",
        ("hexadecimal", lambda k: _b(f"token: {k.encode().hex()}\n")),
        ("hexadecimal in capitals", lambda k: _b(f"token: {k.encode().hex().upper()}\n")),
    ),
    *_row(
        "Encodings", "app.yml", "percent",
        ("`%5F`", lambda k: _b(f"url: https://x.example/?t={k.replace('_', '%5F')}&a=1\n")),
        ("`%73%6B…`", lambda k: _b(f"url: https://x.example/?t={_each(k, '%{:02X}')}\n")),
        ("`%255F`", lambda k: _b(f"url: https://x.example/?t={k.replace('_', '%255f')}\n")),
    ),
    *_row(
        "Encodings", "page.html", "html",
        ("`&#95;`", lambda k: _b(f"<p>{k.replace('_', '&#95;')}</p>\n")),
        ("`&#x73;…`", lambda k: _b(f"<p>{_each(k, '&#x{:x};')}</p>\n")),
        ("`&lowbar;`", lambda k: _b(f"<p>{k.replace('_', '&lowbar;')}</p>\n")),
        ("`&#095;`", lambda k: _b(f"<p>{k.replace('_', '&#095;')}</p>\n")),
        ("`&#X5F;`", lambda k: _b(f"<p>{k.replace('_', '&#X5F;')}</p>\n")),
        ("`&UnderBar;`", lambda k: _b(f"<p>{k.replace('_', '&UnderBar;')}</p>\n")),
        ("`&amp;#95;`", lambda k: _b(f"<p>{k.replace('_', '&amp;#95;')}</p>\n")),
    ),
    *_row(
        "Encodings", "mail.eml", "quoted-printable",
        ("`=5F`", lambda k: _b(f"token: {k.replace('_', '=5F')}\n")),
        ("a soft line end", lambda k: quopri.encodestring(_b("the token of the tenant is, as you know, " + "x" * 9 + " " + k))),
    ),
    *_row(
        "Encodings", "notes.txt", "utf-16",
        ("UTF-16 with a mark", lambda k: f"token: {k}\r\n".encode("utf-16")),
        ("UTF-16 LE without a mark", lambda k: f"token: {k}\r\n".encode("utf-16-le")),
        ("UTF-16 BE without a mark", lambda k: f"token: {k}\r\n".encode("utf-16-be")),
        ("UTF-16 within a binary file", lambda k: b"MZ\x90\0\1" + f"token={k}\0".encode("utf-16-le") + b"\xff"),
    ),
    *_row(
        "Encodings", "notes.txt", "utf-32",
        ("UTF-32 with a mark", lambda k: f"token: {k}\n".encode("utf-32")),
        ("UTF-32 within a binary file", lambda k: b"\1\2\3" + k.encode("utf-32-be") + b"\0\0\1"),
    ),
    *_row(
        "Encodings", "data.bin", "plain",
        ("a Python pickle", lambda k: pickle.dumps({"token": k, "plan": "Zeta"})),
        ("marshalled code", lambda k: marshal.dumps(["tok", k, "next"])),
        ("a text with its length before it", lambda k: b"\x0a\x20" + _b(k) + b"\x12\x03eur\0"),
    ),
]  # fmt: skip

ESCAPES = [
    *_row(
        "Escapes", "a.js", "escaped",
        (r"`\x5f`", lambda k: _b(f'token = "{k.replace("_", chr(92) + "x5f")}";\n')),
        (r"`\x73\x6b…`", lambda k: _b(f'token = "{_each(k, chr(92) + "x{:02x}")}";\n')),
        (r"`\u005f`", lambda k: _b(f'token = "{k.replace("_", chr(92) + "u005F")}";\n')),
        (r"`\u0073…`", lambda k: _b(f'token = "{_each(k, chr(92) + "u{:04x}")}";\n')),
        (r"`\u{5f}`", lambda k: _b(f'token = "{k.replace("_", chr(92) + "u{5f}")}";\n')),
        (r"`\\u005f` in JSON in JSON", lambda k: _b('{"a": "{' + chr(92) + '"t' + chr(92) + '": ' + chr(92) + '"' + k.replace("_", chr(92) * 2 + "u005f") + chr(92) + '""}}"}\n')),
        (r"`\U0000005f`", lambda k: _b(f'token = "{k.replace("_", chr(92) + "U0000005f")}"\n')),
        (r"`\x{5f}`", lambda k: _b(f'my $token = "{k.replace("_", chr(92) + "x{5f}")}";\n')),
        (r"`\o{137}`", lambda k: _b(f'my $token = "{k.replace("_", chr(92) + "o{137}")}";\n')),
        ("a line that goes on", lambda k: _b(f'token = "{k[:20]}\\\n{k[20:]}";\n')),
        ("one letter of the token", lambda k: _b(f'token = "{k[:14]}\\x{ord(k[14]):02x}{k[15:]}";\n')),
    ),
    *_row(
        "Escapes", "a.sh", "escaped",
        (r"`$'\x73…'`", lambda k: _b(f"export TOKEN=$'{_each(k, chr(92) + 'x{:02x}')}'\n")),
        (r"`$'\163…'`", lambda k: _b(f"export TOKEN=$'{_each(k, chr(92) + '{:03o}')}'\n")),
        (r"`$'\163…'`, digits in two", lambda k: _b(f"export TOKEN=$'{_each(k, chr(92) + '{:o}')}'\n")),
    ),
    *_row(
        "Escapes", "README.md", "escaped",
        (r"`sk\_prod\_…` in Markdown", lambda k: _b(f"The token is {k.replace('_', chr(92) + '_')} today.\n")),
    ),
    *_row(
        "Escapes", "a.c", "numbers",
        ("`115, 107, 95, …`", lambda k: _b(f"int t[] = {{{', '.join(map(str, k.encode()))}}};\n")),
        ("`0x73, 0x6b, …`", lambda k: _b(f"char t[] = {{{', '.join(map(hex, k.encode()))}}};\n")),
        ("`0X73, 0X6B, …`, one a line", lambda k: _b(f"char t[] = {{\n{_each(k, '  0X{:02X},' + chr(10))}}};\n")),
        ("`115, 107, …`, one a line", lambda k: _b(f"int t[] = {{\n{_each(k, '  {},' + chr(10))}}};\n")),
        ("`73:6b:5f:…`", lambda k: _b(f"/* {_each(k, ':{:02x}')[1:]} */\n")),
        ("`73 6b 5f …`", lambda k: _b(f"/* {_each(k, '{:02x} ')}*/\n")),
        ("`String.fromCharCode(115,…)`", lambda k: _b(f"String.fromCharCode({','.join(map(str, k.encode()))})\n")),
        ("`chr(115).chr(107)…`", lambda k: _b("$t = " + ".".join(f"chr({byte})" for byte in k.encode()) + ";\n")),
    ),
    *_row("Escapes", "a.rb", "reversed", ("backwards", lambda k: _b(f'token = "{k[::-1]}".reverse\n'))),
    *_row("Escapes", "a.rb", "rot13", ("ROT13", lambda k: _b(f'token = "{codecs.encode(k, "rot13")}"\n'))),
]  # fmt: skip


def _cut(text: str) -> tuple[str, str, str]:
    return text[:2], text[3:7], text[8:]


PYTHON = [
    *_row(
        "Python", "a.py", "joined",
        ('`"sk_" "prod_" "…"`', lambda k: _b(f'TOKEN = "{k[:3]}" "{k[3:8]}" "{k[8:]}"\n')),
        ('`"sk_prod_" + "…"`', lambda k: _b(f'TOKEN = "{k[:8]}" + "{k[8:]}"\n')),
        ('`"_".join([…])`', lambda k: _b('TOKEN = "_".join(["{}", "{}", "{}"])\n'.format(*_cut(k)))),
        ("an f-string", lambda k: _b(f'kind = "{k[:2]}"\nTOKEN = f"{{kind}}_{k[3:7]}_{k[8:]}"\n')),
        ('`"%s_%s_%s" % (…)`', lambda k: _b('TOKEN = "%s_%s_%s" % ("{}", "{}", "{}")\n'.format(*_cut(k)))),
        ("`.format(…)`", lambda k: _b('TOKEN = "{{}}_{{}}_{{}}".format("{}", "{}", "{}")\n'.format(*_cut(k)))),
        ("`.replace(…)`", lambda k: _b(f'TOKEN = "{k.replace("_", "-")}".replace("-", "_")\n')),
        ("constants of the module", lambda k: _b(f'PREFIX = "{k[:8]}"\nREST = "{k[8:]}"\nTOKEN = PREFIX + REST\n')),
        ("attributes of a class", lambda k: _b(f'class Solar:\n    prefix = "{k[:8]}"\n\n    def token(self):\n        return self.prefix + "{k[8:]}"\n')),
        ("`+=`", lambda k: _b(f'token = "{k[:8]}"\ntoken += "{k[8:20]}"\ntoken += "{k[20:]}"\n')),
        ("a look-up", lambda k: _b(f'KINDS = {{"full": "{k[:3]}"}}\nTOKEN = KINDS["full"] + "{k[3:]}"\n')),
        ("a function that joins", lambda k: _b('def glue(*parts):\n    return "_".join(parts)\n\n\nTOKEN = glue("{}", "{}", "{}")\n'.format(*_cut(k)))),
        ("`chr` of numbers and an offset", lambda k: _b(f'KIND = "{k[:7]}" + "_"\nTOKEN = KIND + "".join(chr(c - 1) for c in {[ord(c) + 1 for c in k[8:]]})\n')),
    ),
    *_row(
        "Python", "a.py", "reversed",
        ("`[::-1]`", lambda k: _b(f'TOKEN = "{k[::-1]}"[::-1]\n')),
    ),
    *_row(
        "Python", "a.py", "base64",
        ("`b64decode(…)`", lambda k: _b(f'from base64 import b64decode\n\nTOKEN = b64decode("{_b64(k)}").decode()\n')),
    ),
    *_row(
        "Python", "a.py", "numbers",
        ("`map(chr, […])`", lambda k: _b(f'TOKEN = "".join(map(chr, {list(k.encode())}))\n')),
    ),
]  # fmt: skip

OTHERS = [
    *_row("JavaScript", "a.js", "joined",
        ("`+`", lambda k: _b(f'const token = "{k[:3]}" + "{k[3:8]}" + "{k[8:]}";\n')),
        ("words within a template", lambda k: _b('const token = `${{"{}"}}_${{"{}"}}_${{"{}"}}`;\n'.format(*_cut(k)))),
        ("a template", lambda k: _b(f"const kind = '{k[:2]}';\nconst token = `${{kind}}_{k[3:7]}_{k[8:]}`;\n")),
        ("`.join('_')`", lambda k: _b('const token = ["{}", "{}", "{}"].join("_");\n'.format(*_cut(k)))),
        ("`.replace(/-/g, …)`", lambda k: _b(f'const token = "{k.replace("_", "-")}".replace(/-/g, "_");\n')),
        ("a constant", lambda k: _b(f'const PREFIX = "{k[:8]}";\nexport default PREFIX + "{k[8:]}";\n')),
        ("`+=`", lambda k: _b(f'let token = "{k[:8]}";\ntoken += "{k[8:]}";\n')),
    ),
    *_row("PHP", "a.php", "joined",
        ("`.`", lambda k: _b(f"<?php\n$token = '{k[:3]}' . '{k[3:8]}' . '{k[8:]}';\n")),
        ("`implode`", lambda k: _b("<?php\n$token = implode('_', ['{}', '{}', '{}']);\n".format(*_cut(k)))),
        ("`sprintf`", lambda k: _b("<?php\n$token = sprintf('%s_%s_%s', '{}', '{}', '{}');\n".format(*_cut(k)))),
        ("`.=`", lambda k: _b(f"<?php\n$token = '{k[:8]}';\n$token .= '{k[8:]}';\n")),
    ),
    *_row("Ruby", "a.rb", "joined",
        ("`%w[…].join`", lambda k: _b("token = %w[{} {} {}].join('_')\n".format(*_cut(k)))),
        ("`#{…}`", lambda k: _b(f'kind = "{k[:2]}"\ntoken = "#{{kind}}_{k[3:]}"\n')),
        ("`<<`", lambda k: _b(f'token = "{k[:8]}"\ntoken << "{k[8:]}"\n')),
    ),
    *_row("Java", "A.java", "joined",
        ("`+`", lambda k: _b(f'class A {{\n  static final String T = "{k[:8]}" +\n    "{k[8:]}";\n}}\n')),
        ("`StringBuilder`", lambda k: _b(f'class A {{\n  String t = new StringBuilder("{k[:8]}").append("{k[8:]}").toString();\n}}\n')),
        ("`String.join`", lambda k: _b('class A {{\n  String t = String.join("_", "{}", "{}", "{}");\n}}\n'.format(*_cut(k)))),
    ),
    *_row("Notebooks", "a.ipynb", "joined", ("pieces in two cells", lambda k: _b(json.dumps({"cells": [{"cell_type": "code", "source": [line]} for line in (f'a = "{k[:8]}"', f'b = a + "{k[8:]}"')]})))),
    *_row("Pages", "a.html", "joined", ("`<script>`", lambda k: _b(f'<script>\nconst token = "{k[:8]}" + "{k[8:]}";\n</script>\n'))),
    *_row("Docker", "Dockerfile", "joined", ("`ARG`, `ENV`", lambda k: _b(f"FROM scratch\nARG KIND={k[:8]}\nENV TOKEN=${{KIND}}{k[8:]}\n"))),
    *_row("Make", "Makefile", "joined", ("`$(A)`", lambda k: _b(f"KIND := {k[:8]}\nTOKEN = $(KIND){k[8:]}\n"))),
    *_row("C#", "a.cs", "joined", ("`$\"{…}\"`", lambda k: _b(f'const string Kind = "{k[:2]}";\nvar token = $"{{Kind}}_{k[3:]}";\n'))),
    *_row("C", "a.c", "joined", ("strings side by side", lambda k: _b(f'const char *token = "{k[:8]}"\n  "{k[8:]}";\n'))),
    *_row("C", "b.c", "joined", ("`strcat`", lambda k: _b(f'char t[64] = "{k[:8]}";\nstrcat(t, "{k[8:]}");\n'))),
    *_row("Go", "b.go", "joined", ("`strings.Join`", lambda k: _b('package a\n\nvar t = strings.Join([]string{{"{}", "{}", "{}"}}, "_")\n'.format(*_cut(k))))),
    *_row("Go", "a.go", "joined", ("`+`", lambda k: _b(f'package a\n\nconst token = "{k[:8]}" + "{k[8:]}"\n'))),
    *_row("F#", "a.fs", "joined", ("`+`", lambda k: _b(f'let token = "{k[:8]}" + "{k[8:]}"\n'))),
    *_row("Haskell", "a.hs", "joined", ("`++`", lambda k: _b(f'token = "{k[:8]}" ++ "{k[8:]}"\n'))),
    *_row("Erlang", "a.erl", "joined", ("`++`", lambda k: _b(f'Token = "{k[:8]}" ++ "{k[8:]}".\n'))),
    *_row("Nim", "a.nim", "joined", ("`&`", lambda k: _b(f'let token = "{k[:8]}" & "{k[8:]}"\n'))),
    *_row("Julia", "a.jl", "joined", ("`*`", lambda k: _b(f'token = "{k[:8]}" * "{k[8:]}"\n'))),
    *_row("Objective-C", "a.m", "joined", ("`@\"…\" @\"…\"`", lambda k: _b(f'NSString *token = @"{k[:8]}" @"{k[8:]}";\n'))),
    *_row("Lua", "a.lua", "joined", ("`..`", lambda k: _b(f'local token = "{k[:8]}" .. "{k[8:]}"\n'))),
    *_row("Visual Basic", "a.vb", "joined", ("`&`", lambda k: _b(f'Dim token = "{k[:8]}" & "{k[8:]}"\n'))),
    *_row("Elixir", "a.ex", "joined", ("`<>`", lambda k: _b(f'token = "{k[:8]}" <> "{k[8:]}"\n'))),
    *_row("SQL", "a.sql", "joined", ("`||`", lambda k: _b(f"UPDATE t SET token = '{k[:8]}' || '{k[8:]}';\n"))),
    *_row("Shell", "a.sh", "joined",
        ("`$A$B`", lambda k: _b(f'KIND="{k[:8]}"\nREST="{k[8:]}"\nexport TOKEN="$KIND$REST"\n')),
        ('`a"b"`', lambda k: _b(f'export TOKEN={k[:8]}"{k[8:]}"\n')),
    ),
    *_row("Terraform", "a.tf", "joined", ("`join`", lambda k: _b('token = join("_", ["{}", "{}", "{}"])\n'.format(*_cut(k))))),
    *_row("CloudFormation", "a.yml", "joined", ("`Fn::Join`", lambda k: _b("Token:\n  Fn::Join: ['_', ['{}', '{}', '{}']]\n".format(*_cut(k)))),
        ("`!Join` in lines", lambda k: _b(f"Token: !Join\n  - ''\n  - - '{k[:8]}'\n    - '{k[8:]}'\n")),
    ),
    *_row("Azure", "a.json", "joined", ("`concat`", lambda k: _b(f"{{\"token\": \"[concat('{k[:8]}', '{k[8:]}')]\"}}\n"))),
    *_row("Jinja", "a.yml", "joined", ("`~`", lambda k: _b(f"token: \"{{{{ '{k[:8]}' ~ '{k[8:]}' }}}}\"\n"))),
]  # fmt: skip

CONTAINERS = [Spelling("Containers", *each) for each in spellings_of_containers.CONTAINERS]

SPELLINGS = [*ENCODINGS, *ESCAPES, *PYTHON, *OTHERS, *CONTAINERS]
