"""From which text a translation was made: noted with what is written, and carried into the next edition."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from imap.core.translation import LANGUAGES
from profiles.models import Section, SectionVersion, Translation
from profiles.models.translation import text_in


def note_made_from(own: Translation, section: Section, by: User | None) -> None:
    own.source_language, own.source_text = section.source_language, section.source_text
    own.translated_by, own.translated_at, own.asked_again_at = by, timezone.now(), None


@transaction.atomic
def note_written(*, section: Section, languages: Iterable[str], by: User | None) -> None:
    """Texts that an editor wrote outside the translator's page.

    Written together with their source, or the first in their language, they are made from it as it is now. A correction of
    the translation alone leaves it as far in or out of step as it was.
    """
    if not section.source_text:
        return
    languages = set(languages)
    for language in languages - {section.source_language}:
        own = Translation.objects.select_for_update().filter(section=section, language=language).first()
        if text_in(section, language) and (own is None or section.source_language in languages):
            own = own or Translation(section=section, language=language)
            note_made_from(own, section, by)
            own.save()


def note_restored(version: SectionVersion) -> None:
    """A translation that is brought back was made from the source of its time: out of step, where the source changed since."""
    section = version.section
    own = Translation.objects.select_for_update().filter(section=section, language=version.language).first()
    if own is None or version.language == section.source_language:
        return
    saved = SectionVersion.objects.filter(section=section, language=section.source_language)
    saved = saved.exclude(kind=SectionVersion.Kind.AUTOSAVE)
    if saved.filter(pk__gt=version.pk).exists():
        before = saved.filter(pk__lt=version.pk).first()
        own.source_language, own.source_text = section.source_language, before.text if before else ""
        own.save()


def carry_translations(*, earlier: Section, section: Section) -> None:
    """A new edition begins with its predecessor's texts, what is known of their translations, and what is in progress there."""
    known = {row.language: row for row in earlier.translations.all()}
    for language in LANGUAGES:
        before = known.get(language) or Translation()
        is_there = text_in(section, language) or before.is_in_progress
        if language == section.source_language or not section.source_text or not is_there:
            continue
        own = Translation(section=section, language=language, source_language=section.source_language)
        own.source_text = section.source_text
        carried = (*(CARRIED if before.source_language else ()), *(WORK if before.is_in_progress else ()))
        for name in carried:
            setattr(own, name, getattr(before, name))
        if own.reviewed_text and not own.is_in_progress:
            own.state = Translation.State.REVIEWED
        own.save()


CARRIED = (
    "source_language", "source_text", "translated_by", "translated_at", "reviewed_text", "reviewed_by", "reviewed_at",
)  # fmt: skip
WORK = ("state", "working_text", "working_source", "working_by", "working_at")
