"""``python -m aurora_lint`` is the ``aurora-lint`` command."""

import sys

from aurora_lint.cli import main

if __name__ == "__main__":
    sys.exit(main())
