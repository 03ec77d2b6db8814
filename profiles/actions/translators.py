"""Asking translators: when the translation of an edition starts, and when a text that they translated was changed."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from profiles import letters
from profiles.models import Edition, Section, Translation
from profiles.models.translatable import is_translatable, lacks
from profiles.models.translation import NOT_ASKED, with_states


def behind(edition: Edition, language: str) -> list[Any]:
    """Sections whose text in the language is missing or out of step."""
    rows = with_states(Section.objects.filter(edition=edition).without_texts(), language)
    found = rows.exclude(in_language__in=NOT_ASKED).filter(is_in_step=False)
    return list(found.select_related("template").order_by("order"))


def ask_translators(*, edition: Edition, by: User | None, **_told: object) -> None:
    """One letter a language that has work, whenever the translation is started."""
    step = edition.steps.latest("pk").pk
    for language in edition.profile.regional_map.languages:
        if rows := behind(edition, language):
            letters.to_translators("translation_asked", f"translation-asked:{step}", edition, language, rows)
            note_asked(rows, language)


def ask_translators_again(edition: Edition) -> None:
    """To be called when texts were edited: whose translation fell out of step is told, once until it is made again."""
    if not is_translatable(edition):
        return
    for language in edition.profile.regional_map.languages:
        told = Translation.objects.filter(language=language, asked_again_at__isnull=True).exclude(
            source_text=""
        )
        unwritten = Section.objects.filter(lacks(language), edition=edition).values("pk")
        fallen = told.filter(section__edition=edition).exclude(section__in=unwritten)
        keys = set(fallen.values_list("section", flat=True))
        if rows := [row for row in behind(edition, language) if row.pk in keys]:
            now = note_asked(rows, language)
            key = f"translation-again:{now.isoformat()}"
            letters.to_translators("translation_again", key, edition, language, rows)


def note_asked(rows: list[Any], language: str) -> Any:
    now = timezone.now()
    Translation.objects.filter(section__in=rows, language=language).update(asked_again_at=now)
    return now
