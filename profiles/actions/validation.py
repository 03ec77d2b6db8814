"""Asking agencies for their verdict on the sections of their mandate, taking a review, and giving the verdict."""

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.reminders import STAGES, stage_of
from profiles import conditions, letters
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.remark import say
from profiles.actions.translators import ask_translators_again
from profiles.actors import is_of_secretariat
from profiles.models import Edition, Endorsement, Section, Validation
from profiles.workflow import State

DAYS_TO_VALIDATE, DAYS_TO_LOOK_AGAIN = 14, 7
Verdict = Validation.Verdict


def ask_agencies(*, edition: Edition, by: User | None, due_on: date | None = None, **_told: object) -> None:
    """Each agency is asked about each written section that its mandate covers; a verdict on the same text still holds."""
    due = due_on or date.today() + timedelta(days=DAYS_TO_VALIDATE)
    asked_now = ask_about_new_texts(edition, due)
    for row in conditions.validations_of(edition):
        if row.is_awaited and row.pk not in asked_now:
            ask(row, due)
    step = edition.steps.latest("pk").pk
    for rows in by_agency(row for row in conditions.validations_of(edition) if row.is_awaited):
        letters.to_agency("validation_asked", f"validation-asked:{step}", rows[0].agency, edition, rows, due)
    ask_state_if_validated(edition)


def ask_about_new_texts(edition: Edition, due_on: date) -> set[int]:
    """Agencies get their question about each written section that they were not asked about yet; which were made."""
    made = [
        Validation(section=section, agency=agency, due_on=due_on)
        for section, agency in conditions.not_asked(edition)
    ]
    return {row.pk for row in Validation.objects.bulk_create(made)}


def ask(row: Validation, due_on: date) -> None:
    row.asked_at, row.due_on = timezone.now(), due_on
    row.save(update_fields=["asked_at", "due_on"])


def by_agency(rows: Iterable[Validation]) -> list[list[Validation]]:
    ordered = sorted(rows, key=lambda row: (row.agency.code, row.section.order))
    return [list(group) for _agency, group in groupby(ordered, key=lambda row: row.agency_id)]


def ask_state_if_validated(edition: Edition) -> None:
    """Once every agency has answered, the state is asked; once each time the edition is sent."""
    if edition.state == State.VALIDATION and not conditions.is_validated(edition):
        letters.ask_for_endorsement(edition, edition.steps.latest("pk").pk)


@transaction.atomic
def texts_changed(*, edition: Edition, by: User | None) -> list[Validation]:
    """To be called when texts of an edition were edited: who gave a verdict, endorsed or translated an earlier text is asked
    again, once.

    Answers the validations that were asked again. Nothing is taken back: verdicts stand, marked with what they were given on.
    """
    if not edition.is_under_review:
        return []
    due = date.today() + timedelta(days=DAYS_TO_LOOK_AGAIN)
    ask_about_sections_begun(edition)
    rows = [row for row in conditions.validations_of(edition) if row.is_stale and was_not_asked_since(row)]
    for row in rows:
        ask(row, due)
    for group in by_agency(rows):
        occasion = f"validation-again:{group[0].asked_at.isoformat()}"
        letters.to_agency("validation_again", occasion, group[0].agency, edition, group, due)
    endorsement = Endorsement.objects.in_force(edition)
    if endorsement and conditions.is_endorsed(edition):
        letters.ask_for_endorsement_again(edition, endorsement)
    ask_translators_again(edition)
    return rows


def ask_about_sections_begun(edition: Edition) -> None:
    """A section that was empty when the edition was sent, and is written now, is checked as the others are."""
    due = date.today() + timedelta(days=DAYS_TO_VALIDATE)
    made = ask_about_new_texts(edition, due)
    for rows in by_agency(row for row in conditions.validations_of(edition) if row.pk in made):
        occasion = f"validation-asked:{rows[0].asked_at.isoformat()}"
        letters.to_agency("validation_asked", occasion, rows[0].agency, edition, rows, due)


def was_not_asked_since(row: Validation) -> bool:
    return row.given_at is not None and row.asked_at <= row.given_at


def mark_of(section: Section) -> str:
    """Names a text: a form carries it, so that a verdict is on what its giver had before their eyes."""
    return sha256(f"{section.source_language}:{section.source_text}".encode()).hexdigest()[:16]


def is_of_agency(user: User, row: Validation) -> bool:
    return Validation.objects.checked_by(user).contains(row)


def locked(validation: Validation) -> Validation:
    rows = Validation.objects.select_for_update(of=("self",)).select_related(
        "section__template", "section__edition__profile__regional_map", "agency", "taken_by"
    )
    return rows.get(pk=validation.pk)


def must_be_open(row: Validation, by: User) -> None:
    """Under review, of the user's agency, and not in a colleague's hands."""
    edition = row.section.edition
    if not edition.is_under_review or not is_of_agency(by, row):
        raise NotAllowed(
            _(
                "The state of this edition is “%(state)s”. A verdict is given by %(agency)s while it is checked."
            )
            % {"state": edition.get_state_display(), "agency": row.agency.shown_short_name}
        )
    if row.taken_by is not None and row.taken_by != by:
        raise NotAllowed(_("%(name)s has taken this review. They can hand it back.") % {"name": row.taken_by})


@transaction.atomic
def take_review(*, validation: Validation, by: User) -> Validation:
    """One person of the agency takes it; a second click changes nothing."""
    row = locked(validation)
    must_be_open(row, by)
    row.taken_by = by
    row.save(update_fields=["taken_by"])
    return row


@transaction.atomic
def hand_back(*, validation: Validation, by: User) -> Validation:
    row = locked(validation)
    must_be_open(row, by)
    row.taken_by = None
    row.save(update_fields=["taken_by"])
    return row


@transaction.atomic
def give_verdict(
    *, validation: Validation, by: User, verdict: str, mark: str, remark: str = "", language: str = "",
    on_behalf: str = "",
) -> Validation:  # fmt: skip
    """The agency's word on the text named by `mark`. A secretariat records one that came by letter, with its ground.

    Raises `NotAllowed`, or `NotReady` where the text has changed meanwhile, or a reason is missing.
    """
    row, remark = locked(validation), remark.strip()
    stands_in = not is_of_agency(by, row) and is_of_secretariat(by, row.section.edition)
    if not stands_in:
        must_be_open(row, by)
    must_be_complete(row, verdict, mark, remark, on_behalf.strip() if stands_in else "-")
    if is_given_already(row, verdict, by, remark):
        return row
    row.verdict, row.given_by, row.given_at = verdict, by, timezone.now()
    row.on_behalf = on_behalf.strip() if stands_in else ""
    row.taken_by = None if stands_in else by
    row.seen, row.seen_language = row.section.source_text, row.section.source_language
    row.save()
    if remark:
        say(validation=row, by=by, text=remark, language=language or by.preferred_language)
    after_verdict(row, by)
    return row


def is_given_already(row: Validation, verdict: str, by: User, remark: str) -> bool:
    """The same verdict on the same text, with nothing new said: a second click."""
    is_same = (row.verdict, row.given_by) == (verdict, by) and not row.is_stale
    return is_same and (not remark or row.remarks.filter(author=by, text=remark).exists())


def must_be_complete(row: Validation, verdict: str, mark: str, remark: str, ground: str) -> None:
    missing = []
    if not row.section.edition.is_under_review:
        raise NotAllowed(
            _(
                "The state of this edition is “%(state)s”. A verdict is given by %(agency)s while it is checked."
            )
            % {"state": row.section.edition.get_state_display(), "agency": row.agency.shown_short_name}
        )
    if verdict not in Verdict.values:
        missing.append(_("Choose a verdict."))
    if mark != mark_of(row.section):
        missing.append(
            _("The text has changed while you were reading it. See what changed, then give your verdict.")
        )
    if verdict in (Verdict.CHANGE, Verdict.REMARKS) and not remark and not row.remarks.open().exists():
        missing.append(_("Write the remark that goes with this verdict."))
    if not ground:
        missing.append(_("Write on what ground you record it: which letter, of which day."))
    if missing:
        raise NotReady(missing)


def after_verdict(row: Validation, by: User) -> None:
    """The secretariat hears of what it has to act on, and the state of the end of the validation."""
    edition = row.section.edition
    if row.verdict in (Verdict.CHANGE, Verdict.REMARKS) and row.given_at:
        key = f"verdict:{row.pk}:{row.given_at.isoformat()}"
        letters.tell_secretariat("verdict_given", key, edition, but=by, validation=row)
    ask_state_if_validated(edition)


def remind(*, on: date) -> int:
    """Reminders that are due on that day: three days before, on the day, and every week after; how many agencies were written to."""
    rows = Validation.objects.filter(
        section__edition__in=Edition.objects.under_review(), due_on__lte=on + timedelta(days=3)
    ).select_related("section__template", "section__edition__profile__regional_map", "agency", "taken_by")
    awaited = [row for row in rows if row.is_awaited and stage(row, on)]
    awaited.sort(key=lambda row: (row.section.edition_id, row.due_on, row.agency.code, row.section.order))
    count = 0
    for (_edition, due), group in groupby(awaited, key=lambda row: (row.section.edition_id, row.due_on)):
        for rows_of_agency in by_agency(group):
            first, count = rows_of_agency[0], count + 1
            key = f"validation-due:{due}:{stage(first, on)}"
            letters.to_agency("validation_due", key, first.agency, first.section.edition, rows_of_agency, due)
    return count


def stage(row: Validation, on: date) -> str | None:
    """Which reminder is due; an agency mostly has two weeks, so the first comes three days before."""
    return stage_of(row.due_on, on, timezone.localtime(row.asked_at).date(), STAGES[:2])
