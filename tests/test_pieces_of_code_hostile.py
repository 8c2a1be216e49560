"""Code that was made to stop the evaluation: its cost grows with the file and no faster."""

import json
import time
from collections.abc import Callable

import pytest

from aurora_lint.engine import scan
from aurora_lint.source import Source
from tests.keygen import key

KEYS = [key("sk_prod", 2 * seed + 1) for seed in range(600)]
A, B = KEYS[0][:8], KEYS[0][8:]


def lines(size: int, form: str) -> str:
    """Give lines in which ``{k}`` is a key's prefix, ``{t}`` its token, ``{n}`` a number."""
    return "".join(form.format(k=KEYS[n][:8], t=KEYS[n][8:], n=n) for n in range(size))


#: Files by a number of parts, each of which could take a time that grows with its square.
SHAPES: dict[str, Callable[[int], str]] = {
    "keys.js": lambda n: lines(n, 'a{n} = "{k}" + "{t}";\n'),
    "remarks.js": lambda n: lines(n, 'a{n} = "{k}" + "{t}"; // "{t}"\n'),
    "shown.js": lambda n: lines(n, 'const a{n} = "{k}{t}"; f("sk_" + "prod_" + a{n});\n'),
    "cut.js": lambda n: lines(n, 'a{n} = "{k}" + "{t}" + "{t}";\n'),
    "uses.js": lambda n: f'const p = "{A}";\n' + lines(n, 'f(p + "{t}");\n'),
    "scopes.js": lambda n: lines(n, 'function f{n}() {{ const p = "{k}"; f(p + "{t}"); }}\n'),
    "behind.js": lambda n: lines(n, 'f(k{n} + "x");\n') + lines(n, 'const k{n} = "sk_prod_";\n'),
    "fields.js": lambda n: (
        "c = {" + lines(n, 'k{n}: "{k}", ') + "};\n" + lines(n, "f(c.k{n} + 'x')\n")
    ),
    "growth.js": lambda n: 'let k = "sk_";\n' + 'k += "prod_x";\n' * n,
    "double.js": lambda n: 'let k = "sk_";\n' + "k = k + k;\n" * n,
    "push.js": lambda n: 'const k = ["sk"];\n' + 'k.push("prod");\n' * n,
    "chain.js": lambda n: "x = s" + '.append("sk_prod_")' * n + ";\n",
    "sum.js": lambda n: "x = " + '"sk_" + ' * n + '"prod_";\n',
    "nested.js": lambda n: "x = " + '("sk_" + ' * n + '"prod_"' + ")" * n + ";\n",
    "lists.js": lambda n: "x = " + '["sk_", ' * n + '"prod_"' + "]" * n + ";\n",
    "list.js": lambda n: "x = [" + '"sk", "prod", ' * n + "];\n",
    "places.js": lambda n: 'x = util.format("' + "%s_" * n + '"' + ', "sk"' * n + ");\n",
    "filled.js": lambda n: 'const p = "sk_prod_"; x = `' + "${p} " * n + "`;\n",
    "equals.js": lambda n: "a = " * n + '"sk_prod_";\n',
    "commas.js": lambda n: "const " + lines(n, 'a{n} = "{k}", ') + "b = 1;\n",
    "words.sh": lambda n: "A=sk_prod_ " * n + "\n" + lines(n, "B{n}={k}\nC=$B{n}abc\n"),
    "lines.c": lambda n: 'x = "sk_prod_"\n' + '"a"\n' * n + ";\n" + '"sk_prod_" x\n' * n,
    "list.yml": lambda n: lines(n, "- k{n}: {k}\n  v: '{{{{ k{n} }}}}x'\n"),
    "joins.js": lambda n: "x = 'sk_'; y = 'prod_'; k = 'a'" + ".join('b','c','d')" * n + ";",
    "formats.rb": lambda n: "x = 'sk_'; y = 'prod_'\nk = '%1$s%1$s'" + " % '%1$s%1$s'" * n + "\n",
    "formats.kt": lambda n: 'x = "sk_"; y = "prod_"; k = "{0}{0}"' + '.format("{0}{0}")' * n,
    "equals.sh": lambda n: "x='sk_'; y='prod_'\na" + "=a" * n + "\n",
    "path.js": lambda n: "x = 'sk_'; y = 'prod_'; k = a" + ".a" * n + ";",
    "subscripts.js": lambda n: "x = 'sk_'; y = 'prod_'; k = a" + "['a']" * n + ";",
    "spaces.ini": lambda n: "x='sk_'\ny='prod_'\nk=a" + " " * n * 20 + "b\n",
    "long.js": lambda n: (
        "x = 'sk_'; y = 'prod_'; a = 'b';" + "a += 'bbbbbbbbbb';" * 40 + "k = " + "a + " * n + "a;"
    ),
    "scripts.html": lambda n: "<script>x = 'sk_' + 'prod_';</script>\n" * n,
    "marks.erb": lambda n: "<% x = 'sk_' + 'prod_'\n" * n,
    "cells.ipynb": lambda n: json.dumps(
        {"cells": [{"cell_type": "code", "source": ["x = 'sk_' + 'prod_'\n"]}] * n}
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_cost_grows_with_the_file(name: str) -> None:
    def cost(size: int) -> float:
        source = Source(SHAPES[name](size).encode(), name)
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            scan(source)
            best = min(best, time.process_time() - start)
        return best

    cost(8)  # imports
    assert cost(600) < 10 * max(cost(150), 0.003)


@pytest.mark.parametrize(
    "sign", ["(", "[", "{", "f(", "${", "#{", "<%", "<<", "a.b(", "a.add().", "a = ", "a? "]
)
@pytest.mark.parametrize("name", ["a.js", "a.rb", "a.sh", "a.yml", "a.c", "a.erb"])
def test_no_depth_ends_the_evaluation(sign: str, name: str) -> None:
    scan(Source(f'k = "sk_"\na{sign * 3000}"sk_" + "prod_"\n'.encode(), name))


@pytest.mark.parametrize("text", ['{"cells": 1}', '{"cells": [[], 1, {}, {"source": 3}]}', "[1"])
def test_a_notebook_that_is_none(text: str) -> None:
    assert scan(Source(text.encode() + b' "sk_" "prod_"', "a.ipynb")) == []
