"""What is worked out is what Python itself would give, or nothing."""

import ast
import random
import sysconfig
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from aurora_lint.pieces.python.evaluate import Evaluator
from aurora_lint.pieces.python.firsts import Firsts
from aurora_lint.pieces.python.handlers import HANDLERS
from aurora_lint.pieces.python.names import Names
from aurora_lint.pieces.python.values import values
from tests.keygen import key

SECRET = key("sk_prod")


def options(source: str) -> list[object]:
    """Give the values of the last expression of ``source``."""
    tree = ast.parse(source)
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    evaluator = Evaluator(Names(tree), Firsts(source.encode()), HANDLERS)
    return [known.value for known in evaluator.run(last.value)]


def chosen(*forms: str, **pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give one of ``forms`` with its fields filled from ``pieces``."""
    return st.sampled_from(forms).flatmap(
        lambda form: st.fixed_dictionaries(
            {name: piece for name, piece in pieces.items() if f"<{name}" in form}
        ).map(lambda filled: _fill(form, filled))
    )


def _fill(form: str, filled: dict[str, str]) -> str:
    for name, piece in filled.items():
        form = form.replace(f"<{name}>", piece)
    return form


NUMBER: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        st.integers(0, 120).map(str),
        chosen("(<a> + <b>)", "(<a> ^ <b>)", "(<a> - <b>)", "(<a> * <b>)", "(<a> % <b>)",
               "(<a> >> 2)", "(<a> | <b>)", "(-<a>)", "len(<t>)", a=NUMBER, b=NUMBER, t=TEXT),
    )
)  # fmt: skip
BYTES: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        st.binary(max_size=6).map(repr),
        chosen("(<a> + <b>)", "<a>[::-1]", "<a>[1:]", "<t>.encode('utf-8')", "bytes([<n>, <m>])",
               "bytes(x ^ 7 for x in <a>)", "b'-'.join([<a>, <b>])", "bytes.fromhex(<a>.hex())",
               "base64.b64decode(base64.b64encode(<a>))", "bytearray(<a>)", "(b'<%s>' % <a>)",
               a=BYTES, b=BYTES, t=TEXT, n=NUMBER, m=NUMBER),
    )
)  # fmt: skip
TEXT: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        st.text("sk_prod A1-{}%é", max_size=6).map(repr),
        chosen("(<a> + <b>)", "<a>[::-1]", "<a>[<n>:]", "<a>[:-2]", "<a>[<n>]", "(<a> * 2)",
               "<a>.upper()", "<a>.lower()", "<a>.swapcase()", "<a>.title()", "<a>.strip('s')",
               "<a>.replace(<b>, <c>)", "<a>.removeprefix(<b>)", "'-'.join([<a>, <b>, <c>])",
               "''.join(x for x in <a> if x != 'k')", "''.join(reversed(<a>))", "str(<a>)",
               "''.join(map(chr, [<n>, <m>]))", "<a>.join((<b>, <c>))", "str(<n>)", "chr(<n>)",
               "('%s-%5s' % (<a>, <b>))", "('%(x)s%%' % {'x': <a>})", "'{}{:>4}'.format(<a>, <b>)",
               "'{1}{0!r}{x}'.format(<a>, <n>, x=<b>)", "{'x': <a>}['x']", "[<a>, <b>][1]",
               "(lambda p, *q: p + ''.join(q))(<a>, <b>)", "<a>.translate({115: 'z', 107: None})",
               "<a>.translate(str.maketrans('sk', 'rz'))", "''.join(<a>.split('s'))",
               "<d>.decode()", "<d>.decode('latin-1')", "<d>.hex()", "codecs.decode(<a>, 'rot13')",
               "str(<d>, 'utf-8')",
               "functools.reduce(operator.add, [<a>, <b>, <c>])", "urllib.parse.unquote(<a>)",
               "''.join(p + q for p, q in zip(<a>, <b>))", "''.join([*<a>, <b>])",
               "format(<a>, '>8')",
               "''.join(f'{x!s:>{2}}' for x in (<a>, <b>))", "''.join(dict(a=<a>, b=<b>).values())",
               a=TEXT, b=TEXT, c=TEXT, d=BYTES, n=NUMBER, m=NUMBER),
    )
)  # fmt: skip
IMPORTS = "import base64, codecs, functools, operator, urllib.parse\n"
FAILS = (ValueError, IndexError, ZeroDivisionError, OverflowError)
BIT = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@BIT
@given(st.one_of(TEXT, BYTES, NUMBER))
def test_an_expression_yields_what_python_gives(expression: str) -> None:
    names: dict[str, object] = {}
    exec(IMPORTS, names)
    try:
        expected = eval(expression, names)  # made by the strategies above
    except FAILS:
        options(IMPORTS + expression)  # a part that fails is unknown; the rest may not need it
    else:
        assert options(IMPORTS + expression) == [expected]


@BIT
@given(TEXT, TEXT)
def test_names_and_functions_yield_what_python_gives(first: str, second: str) -> None:
    program = f"{IMPORTS}def glue(p, q='!', *r):\n    s = p + q\n    return f'{{s}}{{q:>3}}'\n"
    program += f"a = {first}\nb, *c = [{second}, a]\na += b\nfor x in [b, a]:\n    a += x + '.'\n"
    program += "class C:\n    d = a\n    def m(self, e): return self.d + e\n"
    names: dict[str, object] = {}
    try:
        exec(program, names)
    except FAILS:
        assume(False)
    for expression in ("a + b", "glue(a)", "glue(a, *c)", "C().m(b)", "c[0] + C.d"):
        assert options(program + expression) == [eval(expression, names)]


@BIT
@given(st.text())
def test_any_text_that_parses(text: str) -> None:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    list(values(tree, text.encode("utf-8", "surrogatepass")))


FILES = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))


@pytest.mark.filterwarnings("ignore")
@settings(BIT, max_examples=40)
@given(st.sampled_from(FILES), st.integers(0, 1 << 30))
def test_a_real_file_with_its_lines_mixed_up_and_a_key_in_it(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    lines = path.read_text(encoding="utf-8").splitlines()[:400]
    for _ in range(3):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
        del lines[chance.randrange(len(lines))]
    text = "\n".join([*lines, f'made = "{SECRET[:8]}" + "{SECRET[8:]}"'])
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        assume(False)
    assert [value.key.text for value in values(tree, text.encode())] == [SECRET]
