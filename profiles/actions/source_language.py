"""In which language a section is written."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from profiles.actions.translating import NotTranslatable
from profiles.actions.validation import texts_changed
from profiles.models import Profile, Section


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
