"""gitleaks: a configuration that extends the one it has (8.21 and newer)."""

from __future__ import annotations

from aurora_lint.export.kinds import ANY, KINDS, NOT_STRIPE, PLACEHOLDERS, head


def rules() -> str:
    """Give the configuration; its own rules for Stripe's keys and for curl pass over these."""
    parts = [head("gitleaks"), 'title = "Aurora Solar keys"\n\n[extend]\nuseDefault = true\n']
    for kind in KINDS:
        parts.append(
            f"\n[[rules]]\n"
            f'id = "{kind.id}"\n'
            f'description = "{kind.says}"\n'
            f"regex = '''{kind.once}'''\n"
            f'keywords = ["{kind.prefix}"]\n'
            f'tags = ["aurora-solar", "{kind.code}", "{kind.level}"]\n'
            + _allowed("a placeholder", PLACEHOLDERS)
        )
    for stock, why, pattern in (
        ("stripe-access-token", "no Stripe", NOT_STRIPE),
        ("curl-auth-header", "told by its kind", ANY),
    ):
        parts.append(f'\n[[rules]]\nid = "{stock}"\n{_allowed(why, (pattern,))}')
    return "".join(parts)


def _allowed(why: str, patterns: tuple[str, ...]) -> str:
    listed = ", ".join(f"'''{each}'''" for each in patterns)
    return (
        f"[[rules.allowlists]]\n"
        f'description = "{why}"\n'
        f'regexTarget = "secret"\n'
        f"regexes = [{listed}]\n"
    )
