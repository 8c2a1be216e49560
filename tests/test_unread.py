"""Code that is too much to be worked out is listed as skipped, and the check goes on."""

from pathlib import Path

import pytest

from tests.command import Command
from tests.keygen import key

KEY = key("sk_prod")
#: Each call of ``f`` calls the next twice.
STEEP = "".join(f"def f{n}(x):\n    return f{n + 1}(x) + f{n + 1}(x)\n" for n in range(40))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("steep.py", f'{STEEP}K = f0("sk_prod_")\n', "takes too many steps"),
        ("large.py", f'A = "sk_prod_"\nB = "{"x" * 2_100_000}"\n', "it is too large"),
        ("large.js", f'const a = "sk_prod_";\n{"x = 1;" * 200_000}', "it is too large"),
    ],
)
def test_it_is_told(command: Command, tmp_path: Path, name: str, text: str, reason: str) -> None:
    (tmp_path / name).write_text(f'{text}\nKEY = "{KEY}"\n')
    result = command.json("check", tmp_path)
    assert [each["path"] for each in result.skipped] == [name]
    assert result.skipped[0]["reason"].endswith(reason)
    assert [each["code"] for each in result.findings] == ["AUR101"]
    assert result.code == 1


def test_ordinary_code_is_worked_out_whole(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f'A = "{KEY[:8]}"\nKEY = A + "{KEY[8:]}"\n')
    assert command.json("check", tmp_path).skipped == []
