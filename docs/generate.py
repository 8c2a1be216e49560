"""Writes what the code says of itself: pages of rules and spellings, tables, the scorecard."""

import re
import sys
from pathlib import Path

from aurora_lint.reporters import rule_page
from aurora_lint.rules import EVERY

PROJECT = Path(__file__).parent.parent


def main() -> None:
    """Write the pages and the table."""
    for rule in EVERY:
        page = PROJECT / "docs" / "rules" / f"{rule.code}.md"
        page.write_text(rule_page.markdown(rule), encoding="utf-8")
    readme = PROJECT / "README.md"
    text = re.sub(
        r"(?<=<!-- rules -->\n).*?(?=<!-- /rules -->)",
        lambda _: rule_page.table(EVERY) + "\n",
        readme.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    readme.write_text(text, encoding="utf-8")
    sys.path.insert(0, str(PROJECT))
    from tests import scorecard, spellings_page

    (PROJECT / "docs" / "scorecard.md").write_text(scorecard.page(), encoding="utf-8")
    (PROJECT / "docs" / "spellings.md").write_text(spellings_page.page(), encoding="utf-8")


if __name__ == "__main__":
    main()
