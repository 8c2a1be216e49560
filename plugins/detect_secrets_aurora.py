"""detect-secrets' door to aurora-lint: name this file with ``-p``."""

try:
    from aurora_lint.doors import detect_secrets as _door
except ImportError as error:
    # Any error in a plugin stops detect-secrets. It must: without this one it finds no key.
    raise ImportError(
        f"detect-secrets needs aurora-lint in its own environment ({error}): "
        "pip install 'aurora-lint[detect-secrets]'"
    ) from None

globals().update(_door.DETECTORS)
