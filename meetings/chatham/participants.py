"""Who sits at the table of a meeting, read for the check. The one place that knows where participants are kept."""

from collections.abc import Callable, Iterator

from accounts.models import Organisation
from imap.core.translation import texts_of
from meetings.chatham.finding import Person
from meetings.models import Delegate, Meeting


def chairs_of(meeting: Meeting) -> Iterator[Person]:
    for row in meeting.chairs.select_related("country"):
        state = names_of(row.country) if row.country else ""
        for function in set(texts_of(row, "function").values()) - {""}:
            yield Person(function=function, organisation=state)


def organisations_of(meeting: Meeting) -> Iterator[Person]:
    for organisation in Organisation.objects.filter(attended__meeting=meeting).select_related("country"):
        yield Person(organisation=names_of(organisation))
        if organisation.country:
            yield Person(organisation=names_of(organisation.country))


def delegates_of(meeting: Meeting) -> Iterator[Person]:
    """Every delegate ever named for it, confirmed or not: whoever was named may have been there."""
    for row in Delegate.objects.filter(meeting=meeting).select_related("organisation"):
        yield Person(
            f"{row.name} {row.name_ar}".strip(), row.function, row.ministry, names_of(row.organisation)
        )


def note_takers_of(meeting: Meeting) -> Iterator[Person]:
    """They sit in the room; the check knows their names and tells nobody which of them wrote."""
    for row in meeting.note_takers.select_related("user"):
        if row.user.name:
            yield Person(row.user.name)


SOURCES: list[Callable[[Meeting], Iterator[Person]]] = [
    chairs_of,
    organisations_of,
    delegates_of,
    note_takers_of,
]


def people_of(meeting: Meeting) -> list[Person]:
    """Persons, and states and agencies as persons without a name."""
    return [person for source in SOURCES for person in source(meeting)]


def names_of(row: Organisation | object) -> str:
    """Its names in three languages and its code, joined by `|`."""
    names = [*texts_of(row, "name").values()]  # type: ignore[arg-type]
    return "|".join(name for name in (*names, getattr(row, "code", "")) if name)
