"""What issuing does to an edition, to the one before it, and to what readers' pages keep."""

from datetime import date, timedelta

from accounts.models import User
from imap.core.pagecache import forget_pages
from imap.core.translation import columns
from profiles.actions.version import keep_unfinished
from profiles.conditions import complete_languages, is_endorsed
from profiles.models import Citation, Edition, EditionStep, Section
from profiles.workflow import TRANSITIONS, Transition


def note_step(edition: Edition, transition: Transition, *, by: User | None, note: str = "") -> EditionStep:
    return EditionStep.objects.create(
        edition=edition, step=transition.name, from_state=edition.state,
        to_state=transition.target(edition.state), by=by, note=note,
    )  # fmt: skip


def issue(
    edition: Edition, *, by: User | None, on: date | None, override_reason: str, is_loaded: bool
) -> None:
    """The edition becomes the published one; the one before is superseded.

    Readers are told “final and endorsed” where it is; of one that is loaded, what its file says.
    """
    if not is_loaded:
        edition.standing = standing_of(edition)
    for current in Edition.objects.current().filter(profile=edition.profile_id):
        note_step(current, TRANSITIONS["supersede"], by=by)
        current.state = Edition.State.SUPERSEDED
        current.save(update_fields=["state"])
    keep_apparatus(edition)
    keep_unfinished(edition)
    edition.state, edition.publish_at = Edition.State.PUBLISHED, None
    edition.override_reason = override_reason
    edition.languages = complete_languages(edition)
    edition.published_on, edition.published_by = on or date.today(), by
    edition.save()
    if not is_loaded:
        expect_next(edition)
    forget_pages()


def expect_next(edition: Edition) -> None:
    """Profiles are updated every year; a later day that the secretariat has set stays."""
    profile, published_on = edition.profile, edition.published_on
    if published_on and (profile.update_due is None or profile.update_due <= published_on):
        profile.update_due = published_on + timedelta(days=365)
        profile.save(update_fields=["update_due"])


def standing_of(edition: Edition) -> str:
    return Edition.Standing.PREPARATION if is_endorsed(edition) else Edition.Standing.FINAL


def keep_apparatus(edition: Edition) -> None:
    """Headings and sources as they are today stay with the edition, whatever becomes of templates and sources."""
    sections = list(Section.objects.filter(edition=edition).without_texts().select_related("template"))
    for section in sections:
        section.code, section.order = section.template.code, section.template.order
        for column in columns("heading"):
            setattr(section, column, getattr(section.template, column))
    Section.objects.bulk_update(sections, ["code", "order", *columns("heading")])
    citations = list(Citation.objects.filter(section__edition=edition).select_related("source"))
    for citation in citations:
        citation.copy_source()
    Citation.objects.bulk_update(citations, Citation.COPIED)
