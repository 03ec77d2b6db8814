"""What awaits a person, as every app tells it to the workspace."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Task:
    """One line of “What awaits me”. `kind` is `do` where it is the person's own turn, `wait` where they wait for `who`."""

    title: str
    url: str
    due_on: date | None = None
    who: str = ""
    kind: Literal["do", "wait"] = "do"
    about: str = ""

    @property
    def urgency(self) -> str:
        """`late`, `soon` or `later`, by the day it is due."""
        if self.due_on is None:
            return "later"
        today = date.today()
        return "late" if self.due_on < today else "soon" if self.due_on <= today + SOON else "later"


def by_urgency(task: Task) -> tuple[bool, date, str]:
    return task.due_on is None, task.due_on or date.max, task.title
