"""What awaits a person of the editions: an agency's verdicts, a state's endorsement, a secretariat's next step."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from imap.core import clock
from imap.core.awaiting import Task
from imap.core.translation import listed
from profiles import conditions
from profiles.board import BoardRow, board, own_profiles
from profiles.models import Edition, Validation
from profiles.models.edition import is_endorsed_by
from profiles.workflow import State


def awaiting(user: User) -> list[Task]:
    return [*of_agency(user), *of_state(user), *of_secretariat(user)]


def titled(edition: Edition) -> str:
    said = {
        "title": edition.profile.shown_title,
        "pillar": edition.profile.pillar,
        "edition": edition.shown_label,
    }
    return _("%(title)s · %(pillar)s · %(edition)s") % said


def of_agency(user: User) -> Iterator[Task]:
    """One line an edition: how many sections wait for the agency's verdict."""
    rows: Any = (
        Validation.objects.checked_by(user)
        .with_staleness()
        .select_related(
            "section__edition__profile__regional_map", "section__edition__profile__pillar", "taken_by"
        )
        .defer(*(f"section__{column}" for column in BODIES))
        .order_by("section__edition", "due_on")
    )
    awaited = [row for row in rows if row.stale or not row.verdict]
    mine = [row for row in awaited if row.taken_by in (None, user)]
    for _key, group in groupby(mine, key=lambda row: row.section.edition_id):
        asked = list(group)
        count, first = len(asked), asked[0]
        words = ngettext(
            "Give your verdict on %(count)s section", "Give your verdict on %(count)s sections", count
        )
        url = (
            reverse("workspace:validation", args=[first.pk])
            if count == 1
            else reverse("workspace:validations")
        )
        yield Task(words % {"count": count}, url, first.due_on, about=titled(first.section.edition))


BODIES = ("body", "body_ar", "body_en", "body_fr", "search_ar", "search_en", "search_fr")


def of_state(user: User) -> Iterator[Task]:
    rows = Edition.objects.filter(is_endorsed_by(user)).select_related(
        "profile__regional_map", "profile__pillar"
    )
    for edition in rows:
        url = reverse("workspace:endorse", args=[edition.pk])
        if edition.state == State.VALIDATION:
            if conditions.is_validated(edition):
                yield Task(
                    _("Agencies are checking it"), url, who=_("agencies"), kind="wait", about=titled(edition)
                )
            else:
                yield Task(_("Endorse it, or return it with remarks"), url, about=titled(edition))
        elif conditions.is_endorsed(edition):
            yield Task(_("See what changed since you endorsed it"), url, about=titled(edition))


def of_secretariat(user: User) -> list[Task]:
    rows = board(own_profiles(user))
    due = [task for row in rows if row.edition is None and (task := overdue(row))]
    in_work = [task for row in rows if row.edition is not None and (task := next_task(row))]
    return [*in_work, *(due if len(due) <= FEW else [all_overdue(due)])]


FEW = 3  # profiles to begin anew that are told one by one


def all_overdue(tasks: list[Task]) -> Task:
    """One line for many; the board behind it names them."""
    count = len(tasks)
    words = ngettext(
        "Begin the next edition of %(count)s profile", "Begin the next edition of %(count)s profiles", count
    )
    days = [task.due_on for task in tasks if task.due_on]
    return Task(words % {"count": count}, reverse("workspace") + "?state=none#board", min(days, default=None))


def next_task(row: BoardRow) -> Task | None:
    """The one next thing, or for whom one waits; an empty draft is work only once an update is due."""
    edition = row.edition
    if edition is None or not row.is_begun:
        return None
    words, kind, who = (change_asked(row) or waiting(row) or STEPS[edition.state])(row)
    when = edition.publish_at
    due = clock.at_office(when).date() if when else due_of(row)
    return Task(words, row.address, due, who, kind, titled(edition))  # type: ignore[arg-type]


def overdue(row: BoardRow) -> Task | None:
    if row.freshness.code not in ("overdue", "soon"):
        return None
    about = _("%(title)s · %(pillar)s") % {"title": row.profile.shown_title, "pillar": row.profile.pillar}
    return Task(_("Begin the next edition"), row.address, row.profile.update_due, about=about)


def due_of(row: BoardRow) -> date | None:
    open_ones = [v.due_on for cell in row.cells for v in cell.validations if v.stale or not v.verdict]
    return min(open_ones) if open_ones and row.state == State.VALIDATION else None


def marked(row: BoardRow, code: str) -> list[Any]:
    return [cell for cell in row.cells if cell.mark.code == code]


def change_asked(row: BoardRow) -> Any:
    count = len(marked(row, "change"))
    if not count or row.state == State.DRAFT:
        return None
    words = ngettext(
        "Change %(count)s section as an agency asks", "Change %(count)s sections as agencies ask", count
    )
    return lambda _row: (words % {"count": count}, "do", "")


def waiting(row: BoardRow) -> Any:
    """For agencies, while it is in validation."""
    if row.state != State.VALIDATION:
        return None
    agencies = {
        str(v.agency.shown_short_name)
        for cell in row.cells
        for v in cell.validations
        if v.stale or not v.verdict
    }
    if not agencies:
        return None
    return lambda _row: (_("Agencies are checking it"), "wait", listed(sorted(agencies)))


def in_validation(row: BoardRow) -> tuple[str, str, str]:
    if row.profile.country_id is None:
        return _("Endorse it: it has no state of its own"), "do", ""
    return _("The state is asked to endorse it"), "wait", str(row.profile.shown_title)


def to_translate(row: BoardRow) -> tuple[str, str, str] | None:
    if not row.behind:
        return None
    words = ngettext(
        "%(count)s text is still to be translated", "%(count)s texts are still to be translated", row.behind
    )
    return words % {"count": row.behind}, "wait", _("translators")


def in_translation(row: BoardRow) -> tuple[str, str, str]:
    return to_translate(row) or (_("Declare it ready"), "do", "")


def ready(row: BoardRow) -> tuple[str, str, str]:
    """A text may have fallen out of step since."""
    if behind := to_translate(row):
        return behind
    if row.edition and row.edition.publish_at:
        return _("Its publication is scheduled"), "wait", _("the portal")
    return _("Publish it, or schedule the publication"), "do", ""


STEPS: dict[str, Any] = {
    State.DRAFT: lambda row: (_("Finish the draft and send it for validation"), "do", ""),
    State.VALIDATION: in_validation,
    State.ENDORSED: lambda row: (_("Start the translation"), "do", ""),
    State.TRANSLATION: in_translation,
    State.READY: ready,
}
