"""A production key is in the code path of the sandbox.

The path, the section, the class, the branch, the name or a setting beside the key says sandbox,
or test, development, staging or the like, which all use the sandbox. Code that is being tried
out would write to real projects.

Put a key of the sandbox here, or read the key from a variable that each environment sets
to its own.

Bad::

    # settings.py
    if settings.ENV == "production":
        KEY = load("aurora")
    else:
        KEY = "@sk_prod:1@"

Good::

    # settings.py
    if settings.ENV == "production":
        KEY = "@sk_prod:1@"
    else:
        KEY = load("aurora")
"""

from aurora_lint.rule import Rule, strays

RULE = Rule(
    "AUR301",
    "production-key-in-sandbox-path",
    "error",
    "environment",
    strays("production", into="sandbox"),
    __doc__ or "",
)
