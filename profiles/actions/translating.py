"""A section and its translation, held by one who writes. Nobody's words are written over unseen.

Every write names the version that its author had before them; another person's version in between refuses it (`Meanwhile`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from profiles.models import Edition, Profile, Section, Translation
from profiles.models.translatable import is_translatable
from profiles.models.translation import fingerprint, text_in, version_of


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
