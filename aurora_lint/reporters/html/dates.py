"""When: the day of the report, how long something lasted, and where a moment lies on an axis."""

from __future__ import annotations

import os
import time
from datetime import datetime, timezone
from typing import NamedTuple

from aurora_lint.source import Moment, Stay

DAY = 86_400
#: Git's first release, of April 2005, and as far as a calendar goes: dates beyond are no dates.
_FIRST = 1_112_832_000
_LAST = 250_000_000_000
#: Where on the axis, in percent, the first moment is, and the day of the report.
_LEFT, _RIGHT = 1.0, 96.0
#: The distances of marks on an axis, in months; below a month, in days.
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 6000)
_DAYS = (1, 2, 7, 14)
_MARKS = 8


def today() -> int:
    """Give the end of the report's day in seconds: today's, or that of ``SOURCE_DATE_EPOCH``.

    https://reproducible-builds.org/specs/source-date-epoch/ describes the variable.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = int(said) if said.isdecimal() and len(said) < len(str(_LAST)) else int(time.time())
    return now // DAY * DAY + DAY - 1


def day(seconds: int) -> str:
    """Give a day as it is written in ISO 8601, in UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc).date().isoformat()


def lasted(stay: Stay, end: int) -> int | None:
    """Give how many days something was there, up to ``end`` where it still is; None if unknown."""
    until = stay.until.seconds if stay.until else end if stay.refs else None
    if not stay.since or until is None or not _FIRST <= stay.since.seconds <= until <= _LAST:
        return None
    return (until - stay.since.seconds) // DAY


class Axis(NamedTuple):
    """A stretch of time, in seconds."""

    first: int
    last: int

    def place(self, moment: Moment) -> float:
        """Give where a moment lies, in percent; what lies beyond is at the edge."""
        return self._percent(min(max(moment.seconds, self.first), self.last))

    @property
    def now(self) -> float:
        """Where the day of the report lies, in percent."""
        return _RIGHT

    def marks(self) -> list[tuple[float, str]]:
        """Give the marks: where they are, in percent, and what they say."""
        for step in _DAYS:
            if self.last - self.first <= step * DAY * _MARKS:
                start = -(-self.first // DAY) * DAY
                return [
                    (self._percent(at), day(at)[5:]) for at in range(start, self.last, step * DAY)
                ]
        for step in _MONTHS:
            found = self._months(step)
            if len(found) <= _MARKS:
                break
        return found

    def _months(self, step: int) -> list[tuple[float, str]]:
        first = datetime.fromtimestamp(self.first, timezone.utc)
        marks: list[tuple[float, str]] = []
        month = first.year * 12 // step * step
        while True:
            at = int(datetime(month // 12, month % 12 + 1, 1, tzinfo=timezone.utc).timestamp())
            if at > self.last:
                return marks
            if at >= self.first:
                said = day(at)
                marks.append((self._percent(at), said[:4] if step >= 12 else said[:7]))
            month += step

    def _percent(self, seconds: int) -> float:
        share = (seconds - self.first) / (self.last - self.first)
        return round(_LEFT + (_RIGHT - _LEFT) * share, 2)


def axis(moments: list[Moment], end: int) -> Axis | None:
    """Give the axis that has the moments and the day of the report; None where there are none."""
    seconds = [each.seconds for each in moments]
    if not seconds:
        return None
    end = max(end, _FIRST + 7 * DAY)
    return Axis(min(max(min(seconds), _FIRST), end - 7 * DAY), end)
