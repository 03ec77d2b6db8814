"""A translation that is done becomes the section's text, and is reviewed by another.

A source text that changed meanwhile refuses it (`SourceChanged`).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.richtext import sanitise
from imap.core.translation import OWN_NAMES
from profiles.actions.edition import fill_language, known_citations, refuse_unknown_citations
from profiles.actions.made_from import note_made_from
from profiles.actions.translating import Held, NotTranslatable, SourceChanged, hold, must_be_seen
from profiles.actions.translation_work import begin_work, end_work
from profiles.actions.version import keep_replaced, keep_saved
from profiles.models import Section, Translation, TranslationState
from profiles.models.translatable import is_translatable
from profiles.models.translation import fingerprint, state_in, text_in


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
