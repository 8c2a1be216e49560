"""Code that was made to stop the evaluation, to fill the memory, or to hide a key behind that."""

import ast
import base64
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from aurora_lint.pieces.python.values import Value, values
from tests.keygen import key

SECRET = key("sk_prod")
KEY = f'KEY = "{SECRET[:8]}" + "{SECRET[8:]}"\n'
BOMB = zlib.compress(b"\0" * 50_000_000)


def found(text: str) -> list[Value]:
    return list(values(ast.parse(text), text.encode()))


def chain(operator: str, operands: list[ast.expr]) -> ast.Module:
    """Give the tree of a chain that not every Python's parser would go through."""
    node = operands[0]
    for each in operands[1:]:
        node = ast.BinOp(node, getattr(ast, operator)(), each)
    module = ast.Module([ast.Expr(node)], [])
    for part in _walk(module):
        if isinstance(part, ast.expr):
            part.lineno = part.end_lineno = 1
            part.col_offset = part.end_col_offset = 0
    return module


def _walk(tree: ast.AST) -> list[ast.AST]:
    nodes = [tree]
    for node in nodes:
        nodes.extend(ast.iter_child_nodes(node))
    return nodes


TOO_MUCH = {
    "a long repetition": 'x = "a" * 10**9\n',
    "a repetition by names": "n = 10**9\na = 'x' * n\nb = a * n\n",
    "lists of lists": "x = [[1] * 9999] * 9999\ny = [x * 9999] * 9999\nz = f'{y}%s' % y\n",
    "a long power": "x = 9**9**9**9\ny = 1 << 10**12\nz = 2**4000 * 2**4000 * 2**4000\n",
    "a wide field": 'x = "%1000000000d" % 1\ny = f"{1:1000000000}"\n'
    'z = "{:>1000000000}".format(1)\n',
    "a wide field by a number": 'x = "%*d" % (10**9, 1)\ny = "a".ljust(10**9)\n',
    "a fine number": 'x = "%.1000000000f" % 1.5\ny = f"{1.5:.999999999f}"\n',
    "a bomb": "import zlib\nfrom base64 import b64decode as d\n"
    f"x = zlib.decompress(d({base64.b64encode(BOMB)!r}))\n",
    "doubling": "a = 'xy'\n" + "a = a + a\n" * 200,
    "doubling lists": "a = [1]\n" + "a = a + a\n" * 200,
    "doubling by format": "a = 'xy'\n" + "a = f'{a}{a}'\n" * 200,
    "doubling tuples": "a = (1, 2)\n" + "a = (a, a)\n" * 200 + "b = {a: 1}[a]\nc = '%s' % (a,)\n",
    "doubling by replace": "a = 'xy'\n" + "a = a.replace('x', a)\n" * 200,
    "doubling by translate": "a = 'x' * 1000\n" + "a = a.translate({120: a})\n" * 50,
    "doubling by join": "a = 'xy'\n" + "a = a.join([a, a])\n" * 200,
    "doubling by calls": "f = lambda s: s + s\n" + "g = lambda s: f(f(f(f(f(s)))))\n" * 2
    + "x = g(g(g(g('x'))))\n",
    "mutual recursion": "def f(n): return g(n) + 'a'\ndef g(n): return f(n) + f(n)\nx = f('b')\n",
    "recursion": "def f(n): return f(n + 'a') + f(n + 'b')\nx = f('c')\n",
    "recursion by arguments": "f = lambda g: g(g)\nx = f(f)\n",
    "a fixed point": "h = lambda f: lambda x: f(lambda v: x(x)(v))\ny = lambda f: h(f)(h(f))\n"
    "z = y(lambda s: lambda n: s(s(n)))('a')\n",
    "a name by itself": "a = a + 'x'\nb = c\nc = b\nwhile 1:\n    a = a + a\n    d += d\n",
    "classes of themselves": "class A(B):\n    x = A.x\nclass B(A):\n    x = B.x + self.x\n"
    "y = A.z + B.z\n",
    "long loops": "k = ''\nfor i in range(60000):\n    for j in range(60000):\n        k += 'ab'\n",
    "long comprehensions": "x = ''.join(a + b + c for a in range(4000) for b in 'a' * 4000"
    " for c in 'b' * 4000)\n",
    "many branches": "".join(f"a{n} = 'x' if c{n} else 'y'\n" for n in range(40))
    + "b = " + " + ".join(f"a{n}" for n in range(40)) + "\n",
    "many reductions": "from functools import reduce\n"
    "x = reduce(lambda a, b: a + b, ['ab'] * 60000)\n",
    "maps of maps": "f = lambda s: [*map(g, s)]\ng = lambda s: [*map(f, s)]\n"
    "x = f(['abc'] * 4000)\n",
    "lists chained and zipped": "from itertools import chain\na = ['x'] * 60000\nb = [a] * 60000\n"
    "c = chain(*b)\nd = chain.from_iterable(b)\ne = zip(*b)\nf = [*a, *a, *a]\n",
    "long numbers": f"x = int('{'9' * 100000}')\ny = '%d' % x\n"
    "z = chr(10**100)\nw = bytes(10**12)\n",
    "a long escape": "x = '" + "\\\\x41" * 20000 + "'.encode().decode('unicode_escape')\n",
}  # fmt: skip


@pytest.mark.parametrize("case", TOO_MUCH)
def test_what_is_too_much_is_left_and_hides_nothing(case: str) -> None:
    (value,) = found(TOO_MUCH[case] + KEY)
    assert value.key.text == SECRET


#: Measuring makes each step take ten times as long: not where there are many that make little.
LARGE = [case for case in TOO_MUCH if "recursion" not in case and "maps" not in case]


@pytest.mark.parametrize("case", LARGE)
def test_what_is_too_much_never_fills_the_memory(case: str) -> None:
    tree = ast.parse(TOO_MUCH[case])
    tracemalloc.start()
    try:
        list(values(tree, TOO_MUCH[case].encode()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


#: Files by a number of parts, each of which could take a time that grows with its square.
SHAPES: dict[str, Callable[[int], str]] = {
    "names": lambda n: "".join(f"a{i} = a{i - 1} + 'x'\n" for i in range(1, n)),
    "one name": lambda n: "a = 'x'\n" * n + "f(a + 'y')\n" * n,
    "growth": lambda n: "a = ''\n" + "a += 'x'\n" * n,
    "appends": lambda n: "a = []\n" + "a.append('x')\n" * n,
    "entries": lambda n: "a = {}\n" + "".join(f"a['{i}'] = 'x'\n" for i in range(n)),
    "loops": lambda n: "a = ''\n" + "for p in ['x', 'y']:\n    a += p\n" * n,
    "branches": lambda n: "a = ''\n" + "if c: a = 'x'\nb = a + 'y'\n" * n,
    "elifs": lambda n: "if c: a = 'x'\n" + "elif d: a = 'y' + a\n" * min(n, 900),
    "lists": lambda n: "a = [" + "'x', " * n + "]\n" + "".join(f"b = a[{i}]\n" for i in range(n)),
    "unpacking": lambda n: ", ".join(f"a{i}" for i in range(n)) + " = " + "'x', " * n + "\n",
    "keys": lambda n: f'a = "{SECRET[:8]}" "{SECRET[8:]}"\n' * n,
    "plain keys": lambda n: "a = '" + (SECRET + " ") * n + "'\n" + "f'{a}'\n" * (n // 10),
    "calls": lambda n: "def f(a): return a + 'x'\n" + "f('y')\n" * n,
    "comprehensions": lambda n: "''.join(chr(c) for c in [115, 107])\n" * n,
    "attributes": lambda n: "class A:\n" + "".join(f"    a{i} = 'x'\n" for i in range(n))
    + "    def f(self):\n" + "".join(f"        g(self.a{i} + 'y')\n" for i in range(n)),
    "attributes that grow": lambda n: "class A:\n    def f(self):\n" + "        self.a += 'x'\n" * n
    + "    def g(self):\n" + "        h(self.a + 'y')\n        self.a = 'z'\n" * n,
    "star imports": lambda n: "".join(f"from a{i} import *\nb{i}('x')\n" for i in range(n)),
    "large texts": lambda n: "a = 'x' * 200_000\n" + "f(a.upper() + 'y')\n" * n,
    "lengths": lambda n: "a = 'x' * 60_000\n" + "f(len(a) + 1)\n" * n,
    "stars": lambda n: "a = ['x'] * 60_000\n" + "b = [*a, *a]\n" * n,
    "wide fields": lambda n: "a = '" + "%999s" * n + "' % (" + "'x', " * n + ")\n",
    "classes": lambda n: "".join(f"class A{i}(A{i - 1}): x = A{i - 1}.y\n" for i in range(1, n)),
    "fields": lambda n: "x = '" + "{}" * n + "'.format(" + "'a', " * n + ")\n",
    "percents": lambda n: "x = '" + "%s" * n + "' % (" + "'a', " * n + ")\n",
    "odd percents": lambda n: "x = '" + "%(" * n + "%0" * n + "' % 1\n",
}  # fmt: skip


def cost(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(2):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_file_and_no_faster(shape: str) -> None:
    """Four times the parts take about four times as long; with the square it would be sixteen."""
    small, large = (ast.parse(SHAPES[shape](parts)) for parts in (600, 2400))
    sources = [SHAPES[shape](parts).encode() for parts in (600, 2400)]
    assert cost(lambda: list(values(large, sources[1]))) < 10 * max(
        cost(lambda: list(values(small, sources[0]))), 0.001
    )


@pytest.mark.slow
@pytest.mark.parametrize("operator", ["Add", "Sub", "Mod"])
def test_a_chain_of_any_length(operator: str) -> None:
    def work(length: int) -> Callable[[], object]:
        tree = chain(operator, [ast.Constant("x") for _ in range(length)])
        return lambda: list(values(tree, b""))

    assert cost(work(20_000)) < 10 * cost(work(5_000))


def test_a_key_at_the_end_of_a_long_chain() -> None:
    filler: list[ast.expr] = [ast.Name("a", ast.Load()) for _ in range(20_000)]
    pieces: list[ast.expr] = [ast.Constant(SECRET[:8]), ast.Constant(SECRET[8:])]
    (value,) = values(chain("Add", filler + pieces), b"")
    assert value.key.text == SECRET


def test_a_tree_that_nests_deep() -> None:
    node: ast.expr = ast.Constant("x")
    for _ in range(20_000):
        node = ast.Call(ast.Attribute(node, "strip", ast.Load()), [], [])
    inner: ast.expr = ast.Constant("y")
    for _ in range(20_000):
        inner = ast.IfExp(ast.Name("c", ast.Load()), inner, ast.UnaryOp(ast.USub(), inner))
        inner = ast.IfExp(ast.Name("c", ast.Load()), inner.body, ast.Constant("z"))
    tree = ast.Module([ast.Expr(node), ast.Expr(inner)], [])
    assert list(values(tree, b"")) == []
    del tree


def test_no_key_is_in_a_repr() -> None:
    (value,) = found(KEY)
    assert SECRET[8:] not in repr(value)
    assert SECRET[8:] not in f"{value!r} {[value]} {(value,)}"
