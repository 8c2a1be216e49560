"""The scorecard as a page: what is told of the labelled places, one row a language."""

from collections import Counter
from pathlib import Path

from tests import expectations, verdicts
from tests.verdicts import Score, score

_HEAD = """# Scorecard

Each place in `fixtures/verdicts` is labelled with the environment that a careful reader would say
it belongs to (sandbox, production, or unknown) and with whether a restricted key belongs there.
Each is tried with a production and with a sandbox key. The fixtures were written together with
the program, so these are figures on known ground: other people's files are harder.

- *told*: of the places labelled sandbox or production, those that are told so
- *opposite*: those told to be the other environment
- *false*: of the places labelled unknown, those that are called something
- *restricted told*, *restricted false*: the same for the audience

| language | places | told | opposite | false | restricted told | restricted false |
|---|---|---|---|---|---|---|
"""
_GAPS = """
## Known gaps and false alarms in the fixtures of the rules

| rule | expected findings | missed | false |
|---|---|---|---|
"""


def page() -> str:
    """Give the page as Markdown."""
    places = {language: list(verdicts.of_language(language)) for language in verdicts.languages()}
    rows = [_row(language, score(listed)) for language, listed in places.items()]
    total = score([place for listed in places.values() for place in listed])
    return _HEAD + "".join(rows) + _row("**all**", total) + _GAPS + _gaps()


def _row(name: str, counted: Score) -> str:
    cells = (
        name,
        str(counted.places),
        _share(counted.named_right, counted.named),
        str(counted.opposite),
        _share(counted.unknown_called, counted.unknown),
        _share(counted.restricted_right, counted.restricted),
        _share(counted.others_called, counted.others),
    )
    return f"| {' | '.join(cells)} |\n"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / whole:.1f} %" if whole else "–"


def _gaps() -> str:
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    noise: Counter[str] = Counter()
    for case in sorted(Path(verdicts.ROOT.parent).glob("*/*")):
        if case.is_dir() and case.parent != verdicts.ROOT:
            expected = expectations.read(case)
            for counter, kind in (
                (found, expected.found),
                (missed, expected.missed),
                (noise, expected.noise),
            ):
                for (_, _, code), count in kind.items():
                    counter[code] += count
    return "".join(
        f"| {code} | {found[code]} | {missed[code]} | {noise[code]} |\n"
        for code in sorted(found | missed | noise)
    )
