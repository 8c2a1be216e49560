"""detect-secrets' door to aurora-lint: name this file with ``-p``."""
