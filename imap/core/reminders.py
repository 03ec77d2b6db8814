"""Which reminder of a day is due."""

from datetime import date, timedelta

WEEK = 7
STAGES = (("day", 0), ("three-days", 3), ("two-weeks", 14))  # the latest first


def stage_of(due: date, today: date, asked: date, stages: tuple[tuple[str, int], ...] = STAGES) -> str | None:
    """The stage: two weeks before, three days before, on the day, then every week (`overdue-2`); None before the first.

    A day on which nothing ran is made up for; a stage that had passed when the question was asked is left out.
    """
    late = (today - due).days
    if late >= WEEK:
        return f"overdue-{late // WEEK}"
    for name, days in stages:
        begins = due - timedelta(days=days)
        if begins <= today:
            return name if begins > asked else None
    return None
