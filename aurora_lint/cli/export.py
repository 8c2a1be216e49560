"""``aurora-lint export``: rules for the scanner that a team already has."""

from __future__ import annotations

from aurora_lint.cli.choice import write
from aurora_lint.cli.parser import Parser
from aurora_lint.export import TOOLS


def run(argv: list[str]) -> int:
    """Write the rules; give the exit code."""
    parser = Parser(
        "aurora-lint export",
        "Write rules for another scanner that know these keys by their vendor. What such rules "
        "can't do is to judge a key by its address, or to see it in another spelling.",
    )
    parser.add_argument("tool", choices=TOOLS, help="the scanner")
    parser.add_argument("--output", metavar="FILE", help="write the rules there")
    arguments = parser.parse_args(argv)
    return write(iter([TOOLS[arguments.tool]()]), arguments.output)
