"""Places a key stands in where detect-secrets alone drops it, or shows it a plugin changed.

Each is a file's name and its text, ``KEY`` for the key.
"""

import re

MARK = re.compile(r"\bKEY\b")

CONTEXTS: dict[str, tuple[str, str]] = {
    # The whole line reads as a look-up to detect-secrets: x = f("…").
    "python-call": ("a.py", 'c = Client("KEY")\n'),
    "python-keyword": ("a.py", 'c = AuroraClient(api_key="KEY", timeout=3)\n'),
    "python-environ-get": ("a.py", 'import os\nkey = os.environ.get("X", "KEY")\n'),
    "python-getenv": ("a.py", 'import os\nkey = os.getenv("X", "KEY")\n'),
    "python-dict-call": ("a.py", 'headers = dict(Authorization="Bearer KEY")\n'),
    "python-subscript": ("a.py", 'value = table["KEY"]\n'),
    "python-nested-call": ("a.py", 'c = make(Session(token("KEY")))\n'),
    "python-comparison": ("a.py", 'if key == str("KEY"): pass\n'),
    "python-annotated": ("a.py", 'key: SecretStr = SecretStr("KEY")\n'),
    "python-method": ("a.py", 'c = aurora.Client.connect("KEY")\n'),
    "python-only-line-no-end": ("a.py", 'c = Client("KEY")'),
    "go-call": ("a.go", 'client := aurora.NewClient("KEY")\n'),
    "go-getenv": ("a.go", 'k := getenv("X", "KEY")\n'),
    "js-call": ("a.js", 'const c = createClient("KEY");\n'),
    "js-header": ("a.js", 'const h = headers.set("Authorization", "Bearer KEY");\n'),
    "ts-call": ("a.ts", 'export const c = makeClient("KEY");\n'),
    "java-call": ("A.java", 'Client c = Client.of("KEY");\n'),
    "kotlin-call": ("A.kt", 'val c = Client("KEY")\n'),
    "ruby-fetch": ("a.rb", 'key = ENV.fetch("X", "KEY")\n'),
    "php-call": ("a.php", '<?php\n$c = client("KEY");\n'),
    "csharp-call": ("a.cs", 'var c = Client("KEY");\n'),
    "rust-call": ("a.rs", 'let c = connect("KEY");\n'),
    "swift-call": ("a.swift", 'let c = Client("KEY")\n'),
    "terraform-call": ("a.tf", 'token = coalesce("KEY")\n'),
    "terraform-sensitive": ("a.tf", 'resource "x" "y" {\n  key = sensitive("KEY")\n}\n'),
    "makefile-call": ("Makefile", "KEY_VALUE := $(or ,KEY)\n"),
    "shell-substitution": ("a.sh", "key=$(echo KEY)\n"),
    # A name that ends in id before it.
    "id-assignment": ("a.py", 'account_id = "KEY"\n'),
    "id-mapping": ("a.json", '{\n  "client_id": "KEY"\n}\n'),
    # INI: what configparser does not give back, or gives back as something else.
    "ini-comment": ("a.ini", "[aurora]\na = 1\n; KEY\n"),
    "ini-comment-last": ("a.cfg", "[aurora]\na = 1\nb = 2\n\n\n# old: KEY\n"),
    "ini-section": ("a.ini", "[KEY]\na = 1\n"),
    "ini-name": ("a.ini", "[aurora]\nKEY = 1\n"),
    "ini-list": ("a.ini", "[aurora]\nkeys =\n  one\n  KEY\n"),
    "ini-inline": ("a.conf", "[aurora]\nkey = x ; KEY\n"),
    "ini-no-value": ("a.ini", "[aurora]\n# KEY\n"),
    "toml-array": ("a.toml", '[aurora]\nkeys = [\n  "KEY",\n]\n'),
    "properties": ("a.properties", "aurora.api.token=KEY\n"),
    "env-file": (".env", "A=1\nAURORA_API_KEY=KEY\n"),
    "env-export": (".envrc", "export AURORA_API_KEY=KEY\n"),
    # YAML: comments, lists, keys, blocks.
    "yaml-comment": ("a.yml", "a: 1\n# KEY\n"),
    "yaml-list": ("a.yml", "keys:\n  - one\n  - KEY\n"),
    "yaml-top-list": ("a.yaml", "- a\n- KEY\n"),
    "yaml-key": ("a.yaml", "tenants:\n  KEY: home\n"),
    "yaml-flow": ("a.yaml", "a: [one, KEY]\n"),
    "yaml-block": ("a.yaml", "a: 1\nrun: |\n  one\n  two\n  curl -H 'Bearer KEY'\nb: 2\n"),
    "yaml-folded": ("a.yaml", "a: >\n  one\n\n  KEY\n"),
    "yaml-plain-lines": ("a.yaml", "a: one\n  two\n  KEY\n"),
    "yaml-anchor": ("a.yaml", "a: &a\n  x: 1\n  k: KEY\nb: *a\n"),
    "yaml-documents": ("a.yaml", "a: 1\n---\nb: KEY\n"),
    "yaml-broken": ("a.yaml", "a: [\n  b: KEY\n"),
    "yaml-call": ("a.yaml", "run: connect(KEY)\n"),
    # The rest.
    "markdown": ("a.md", "# Set-up\n\nUse `KEY` here.\n"),
    "notebook": ("a.ipynb", '{"cells": [{"source": ["c = Client(\\"KEY\\")\\n"]}]}\n'),
    "html": ("a.html", '<div data-key="KEY"></div>\n'),
    "xml": ("a.xml", "<a>\n  <key>KEY</key>\n</a>\n"),
    "dockerfile": ("Dockerfile", "FROM x\nENV AURORA_KEY=KEY\n"),
    "crlf": ("a.py", 'a = 1\r\nc = Client("KEY")\r\n'),
    "mark": ("a.py", '\ufeffc = Client("KEY")\n'),
    "long-line": ("a.js", "var a = [" + "0, " * 4000 + 'f("KEY")];\n'),
    "blank-lines": ("a.txt", "\n\n\n\n\n\n\nKEY\n"),
}
