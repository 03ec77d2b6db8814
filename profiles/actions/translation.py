"""Translating a section: work is kept as it is typed, becomes the section's text when it is done, and is reviewed by another.

Nobody's words are written over unseen. Every write names the version that its author had before them; another person's version
in between refuses it (`Meanwhile`), and so does a source text that changed meanwhile (`SourceChanged`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.richtext import sanitise
from imap.core.translation import OWN_NAMES
from profiles.actions.edition import fill_language, known_citations, refuse_unknown_citations
from profiles.actions.made_from import note_made_from
from profiles.actions.validation import texts_changed
from profiles.actions.version import keep_replaced, keep_saved
from profiles.models import Edition, Profile, Section, SectionVersion, Translation, TranslationState
from profiles.models.translatable import is_translatable
from profiles.models.translation import fingerprint, state_in, text_in, version_of


class NotTranslatable(ValidationError):
    """The section cannot be given this text now; the message says why and who can change that."""


@dataclass
class Meanwhile(Exception):
    """Somebody else wrote since the version that was named. Nothing was written; both texts are here."""

    theirs: str
    mine: str
    version: str
    by: User | None
    at: datetime | None


@dataclass
class SourceChanged(Exception):
    """The source text is no longer the one that was translated. The work is kept, but the section was not written."""

    before: str
    now: str
    version: str


@dataclass
class Held:
    """A section and its translation, locked until the transaction ends."""

    section: Section
    translation: Translation
    language: str

    @property
    def source(self) -> str:
        return self.section.source_text

    @property
    def version(self) -> str:
        return version_of(self.section, self.translation, self.language)

    @property
    def newest(self) -> str:
        """What a translator who comes now finds in the editor."""
        return newest(self.section, self.translation, self.language)


def newest(section: Section, translation: Translation | None, language: str) -> str:
    """The work in progress, or the section's text where nobody works on it."""
    if translation is not None and translation.is_in_progress:
        return translation.working_text
    return text_in(section, language)


def hold(section: Section, language: str) -> Held:
    """Publishing takes the same lock. Raises `NotTranslatable`."""
    Profile.objects.select_for_update(of=("self",), no_key=True).get(editions=section.edition_id)
    section = Section.objects.select_related("edition__profile__regional_map", "template").get(pk=section.pk)
    refuse_untranslatable(section, language)
    translation, _made = Translation.objects.get_or_create(section=section, language=language)
    return Held(section, translation, language)


def refuse_untranslatable(section: Section, language: str) -> None:
    if not section.source_text:
        raise NotTranslatable(
            _("This section has no source text yet. The secretariat writes it in the edition.")
        )
    if is_translatable(section.edition):
        return
    state = section.edition.get_state_display()
    if section.edition.state != Edition.State.PUBLISHED:
        raise NotTranslatable(
            _("This edition is not open to translators: it is %(state)s. The secretariat can change that.")
            % {"state": state}
        )
    if text_in(section, language):
        raise NotTranslatable(
            _(
                "This edition is published and has this text. A correction is a new edition, which the secretariat begins."
            )
        )


def must_be_seen(held: Held, version: str, mine: str) -> None:
    """The author had before them what is there now, or typed the same."""
    own = held.translation
    counter, _dash, body = version.partition("-")
    text = text_in(held.section, held.language)
    is_body_seen = body == fingerprint(text)
    if version == held.version or (mine == held.newest and (is_body_seen or mine == text)):
        return
    if own.is_in_progress and counter == str(own.version):  # the section itself was given another text
        raise Meanwhile(theirs=text, mine=mine, version=held.version, by=None, at=None)
    is_work = own.is_in_progress
    raise Meanwhile(
        theirs=held.newest,
        mine=mine,
        version=held.version,
        by=own.working_by if is_work else own.translated_by,
        at=own.working_at if is_work else own.translated_at,
    )


@transaction.atomic
def start(*, section: Section, language: str, by: User | None) -> Translation:
    """Take a section up: others see with whom it is in progress."""
    held = hold(section, language)
    if not held.translation.is_in_progress:
        begin_work(held, held.newest, by)
    return held.translation


@transaction.atomic
def keep_work(
    *, section: Section, language: str, text: str, version: str, seen: str, by: User | None
) -> Translation:
    """What was typed so far, kept apart from the section. `seen` is the fingerprint of the source before the author."""
    held = hold(section, language)
    text = sanitise(text)
    must_be_seen(held, version, text)
    if text == held.newest:
        return held.translation
    begin_work(held, text, by, is_present=seen == fingerprint(held.source))
    return held.translation


def begin_work(held: Held, text: str, by: User | None, is_present: bool = True) -> None:
    own = held.translation
    own.state, own.working_text = Translation.State.IN_PROGRESS, text
    own.working_by, own.working_at = by, timezone.now()
    if is_present or not own.working_source:
        own.working_source = held.source
    own.version += 1
    own.save()


@transaction.atomic
def drop_work(*, section: Section, language: str, version: str, by: User | None) -> Translation:
    """Give up what is in progress; the section keeps the text that it has."""
    held = hold(section, language)
    must_be_seen(held, version, "")
    end_work(held.translation)
    held.translation.save()
    return held.translation


def end_work(own: Translation) -> None:
    own.state = Translation.State.REVIEWED if own.reviewed_text else Translation.State.NONE
    own.working_text = own.working_source = ""
    own.working_by = own.working_at = None
    own.version += 1


@transaction.atomic
def take_up_version(*, section: Section, version: SectionVersion, by: User | None) -> Translation:
    """An earlier text stands in the editor again, as work in progress; the work that stood there is kept as a version."""
    held = hold(section, version.language)
    if held.newest == version.text:
        return held.translation
    if held.translation.is_in_progress:
        SectionVersion.objects.create(
            section=section, language=version.language, text=held.newest, kind=SectionVersion.Kind.SAVE,
            saved_by=held.translation.working_by,
        )  # fmt: skip
    begin_work(held, version.text, by, is_present=False)
    return held.translation


def save_translation(
    *, section: Section, language: str, text: str, version: str, seen: str, by: User | None
) -> Translation:
    """Give the section this text, made from the source that `seen` is the fingerprint of.

    Raises `Meanwhile`, `SourceChanged` (what was typed is then kept as work in progress) and `ValidationError`.
    """
    with transaction.atomic():
        held = hold(section, language)
        text = sanitise(text)
        must_be_seen(held, version, text)
        before = held.translation.working_source or held.translation.source_text
        if seen == fingerprint(held.source):
            return give(held, text, by)
        begin_work(held, text, by, is_present=False)
    raise SourceChanged(before=before, now=held.source, version=held.version)


def give(held: Held, text: str, by: User | None) -> Translation:
    section, own, language = held.section, held.translation, held.language
    if not text:
        raise ValidationError(_("There is no text yet. What is in progress is kept."))
    if is_translatable(section.edition):
        refuse_unknown_citations(section, language, text, known_citations(section))
        keep_replaced(section=section, language=language, text=text_in(section, language))
        setattr(section, f"body_{language}", text)
        section.save(update_fields=[f"body_{language}"])
        keep_saved(section=section, language=language, by=by)
    else:
        fill_language(section=section, language=language, body=text, by=by)
    note_made_from(own, section, by)
    end_work(own)
    own.save()
    return own


@transaction.atomic
def mark_reviewed(*, section: Section, language: str, by: User, is_secretariat: bool = False) -> Translation:
    """Somebody else than its author has read the translation beside its source. Later changes do not take that back."""
    held = hold(section, language)
    state = state_in(held.section, language)
    if state == TranslationState.REVIEWED:
        return held.translation
    if state != TranslationState.IN_STEP:
        raise NotTranslatable(
            _(
                "Only a translation in step is reviewed; this one is %(state)s. Its translator can change that."
            )
            % {"state": TranslationState(state).label}
        )
    own = held.translation
    if own.translated_by_id == by.pk and not is_secretariat:
        raise NotTranslatable(
            _("Another translator into %(language)s or the secretariat reviews what you have translated.")
            % {"language": OWN_NAMES[language]}
        )
    own.state, own.reviewed_text = Translation.State.REVIEWED, text_in(held.section, language)
    own.reviewed_by, own.reviewed_at = by, timezone.now()
    own.save()
    return own


@transaction.atomic
def choose_source(*, section: Section, language: str, by: User) -> Section:
    """The language that the section is written in. Its translations are then out of step until they are made from it."""
    Profile.objects.select_for_update(of=("self",), no_key=True).get(editions=section.edition_id)
    section = Section.objects.select_related("edition__profile__regional_map", "template").get(pk=section.pk)
    if not section.edition.is_draft:
        raise NotTranslatable(_("A published section stays what it is. A correction is a new edition."))
    if language not in section.edition.profile.regional_map.languages:
        raise NotTranslatable(_("The regional i-Map has no texts in this language."))
    section.source_language = language
    section.save(update_fields=["source_language"])
    texts_changed(edition=section.edition, by=by)
    return section
