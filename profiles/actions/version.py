"""Keeping what is typed, and bringing a version back. A version never writes into the section by itself."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.richtext import sanitise
from profiles.actions.made_from import note_restored
from profiles.actions.refusals import NotAllowed
from profiles.actions.validation import texts_changed
from profiles.models import Edition, Profile, Section, SectionVersion, Translation
from profiles.models.translation import text_in

A_SITTING = timedelta(minutes=5)
Kind = SectionVersion.Kind


def must_be_unissued(section: Section) -> None:
    edition = section.edition
    if not edition.is_draft:
        raise NotAllowed(
            _(
                "The state of this edition is “%(state)s”: its texts never change. A correction is a new edition."
            )
            % {"state": edition.get_state_display()}
        )


@transaction.atomic
def keep_typed(*, section: Section, language: str, text: str, by: User) -> SectionVersion | None:
    """What stands in the editor now. Within five minutes it takes the place of what was kept before; None where it is old."""
    must_be_unissued(section)
    text = sanitise(text)
    rows = SectionVersion.objects.select_for_update(of=("self",)).filter(section=section, language=language)
    last = rows.first()
    if text == (last.text if last else getattr(section, f"body_{language}") or ""):
        return None
    now = timezone.now()
    if last and last.kind == Kind.AUTOSAVE and last.saved_by == by and now - last.begun_at < A_SITTING:
        last.text, last.saved_at = text, now
        last.save(update_fields=["text", "saved_at"])
        return last
    return SectionVersion.objects.create(
        section=section, language=language, text=text, kind=Kind.AUTOSAVE, saved_by=by
    )


def keep_saved(*, section: Section, language: str, by: User | None, kind: str = Kind.SAVE) -> SectionVersion:
    """The text as it stands in the section now."""
    text = getattr(section, f"body_{language}") or ""
    return SectionVersion.objects.create(
        section=section, language=language, text=text, kind=kind, saved_by=by
    )


def keep_replaced(
    *, section: Section, language: str, text: str | None, by: User | None = None
) -> SectionVersion | None:
    """To be called before another text takes the place of `text`, which may never have been saved here. None where a version has it.

    Who wrote it is mostly not known. What is only kept while typing is rewritten, and does not count.
    """
    rows = SectionVersion.objects.filter(section=section, language=language, text=text or "")
    if not text or rows.exclude(kind=Kind.AUTOSAVE).exists():
        return None
    return SectionVersion.objects.create(
        section=section, language=language, text=text, kind=Kind.SAVE, saved_by=by
    )


def keep_unfinished(edition: Edition) -> None:
    """On issue: what translators have in progress is a version, and goes on in the next draft (`carry_translations`)."""
    rows = Translation.objects.filter(section__edition=edition, state=Translation.State.IN_PROGRESS)
    for row in rows.select_related("section", "working_by"):
        if row.working_text != text_in(row.section, row.language):
            keep_replaced(
                section=row.section, language=row.language, text=row.working_text, by=row.working_by
            )


def hold(version: SectionVersion) -> Section:
    """The section as it is stored now, until the transaction ends; locked in the order of `step.lock`, so that none waits for ever."""
    profile, edition = Edition.objects.values_list("profile", "pk").get(sections=version.section_id)
    Profile.objects.select_for_update(of=("self",), no_key=True).get(pk=profile)
    Edition.objects.select_for_update(of=("self",)).get(pk=edition)
    rows = Section.objects.select_for_update(of=("self",)).select_related("edition__profile")
    return rows.get(pk=version.section_id)


@transaction.atomic
def restore(*, version: SectionVersion, by: User) -> Section:
    """The section takes the version's text; what stood there is kept as a version first. A second click changes nothing."""
    section = hold(version)
    must_be_unissued(section)
    column = f"body_{version.language}"
    if getattr(section, column) == version.text:
        return section
    keep_replaced(section=section, language=version.language, text=getattr(section, column))
    setattr(section, column, version.text)
    section.save(update_fields=[column])
    keep_saved(section=section, language=version.language, by=by, kind=Kind.RESTORE)
    note_restored(version)
    texts_changed(edition=section.edition, by=by)
    return section
