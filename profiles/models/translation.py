"""Translations: where one section stands in one language, beside the text that it is written in.

The translated text is the section's own (`body_fr`). A row here says from which text it was made, who made and reviewed it, and
holds the text that somebody is still working on. Without a row it is not known from which text a translation was made.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imap.core.history import tracked
from imap.core.translation import LANGUAGES, OWN_NAMES
from profiles.models.edition import Edition
from profiles.models.section import Section


class TranslationState(models.TextChoices):
    """Where a section stands in a language, as people are told."""

    SOURCE = "source", gettext_lazy("source text")
    UNWRITTEN = "unwritten", gettext_lazy("nothing to translate yet")
    MISSING = "missing", gettext_lazy("not translated yet")
    OUT_OF_STEP = "out_of_step", gettext_lazy("out of step")
    IN_PROGRESS = "in_progress", gettext_lazy("in progress")
    IN_STEP = "in_step", gettext_lazy("in step")
    REVIEWED = "reviewed", gettext_lazy("in step and reviewed")


WAITING = (TranslationState.MISSING, TranslationState.OUT_OF_STEP, TranslationState.IN_PROGRESS)


@tracked(
    exclude=(
        "source_text",
        "asked_again_at",
        "reviewed_text",
        "working_text",
        "working_source",
        "working_at",
        "version",
    )
)
class Translation(models.Model):
    class State(models.TextChoices):
        NONE = "", "–"
        IN_PROGRESS = "in_progress", gettext_lazy("in progress")
        REVIEWED = "reviewed", gettext_lazy("reviewed")

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="translations", verbose_name=gettext_lazy("section")
    )
    language = models.CharField(
        gettext_lazy("language"), max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES]
    )
    state = models.CharField(
        gettext_lazy("state"), max_length=12, choices=State.choices, default=State.NONE, blank=True
    )
    source_language = models.CharField(max_length=2, blank=True)
    source_text = models.TextField(blank=True)  # what the section's text in this language was made from
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("translated by"),
    )  # fmt: skip
    translated_at = models.DateTimeField(gettext_lazy("translated on"), null=True, blank=True)
    # When its translators were told that it is to be made again; empty once it is.
    asked_again_at = models.DateTimeField(null=True, blank=True)
    reviewed_text = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("reviewed by"),
    )  # fmt: skip
    reviewed_at = models.DateTimeField(gettext_lazy("reviewed on"), null=True, blank=True)
    # What somebody is working on, not yet the section's text.
    working_text = models.TextField(blank=True)
    working_source = models.TextField(blank=True)
    working_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("in progress with"),
    )  # fmt: skip
    working_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["section", "language"]
        verbose_name = gettext_lazy("translation")
        verbose_name_plural = gettext_lazy("translations")
        constraints = [
            models.UniqueConstraint(name="one_translation_a_language", fields=["section", "language"])
        ]

    def __str__(self) -> str:
        return f"{self.section} · {OWN_NAMES.get(self.language, self.language)}"

    @property
    def is_in_progress(self) -> bool:
        return self.state == self.State.IN_PROGRESS


def text_in(section: Section, language: str) -> str:
    return getattr(section, f"body_{language}") or ""


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def version_of(section: Section, translation: Translation | None, language: str) -> str:
    """Changes with whatever another person could have written meanwhile: the work in progress, or the section's text."""
    return f"{translation.version if translation else 0}-{fingerprint(text_in(section, language))}"


def with_states(sections: QuerySet[Section], language: str) -> QuerySet[Any]:
    """Sections with `in_language`, their state in `language` (a `TranslationState`), and `is_in_step`.

    The latter is apart from work in progress: what readers would get now.
    """
    source = Case(
        *(When(source_language=code, then=F(f"body_{code}")) for code in LANGUAGES),
        default=Value(""),
        output_field=models.TextField(),
    )
    rows = sections.annotate(
        own=FilteredRelation("translations", condition=Q(translations__language=language))
    ).alias(
        present=Coalesce(source, Value(""), output_field=models.TextField()),
        there=Coalesce(F(f"body_{language}"), Value(""), output_field=models.TextField()),
    )
    return rows.annotate(
        in_language=_state(language),
        is_in_step=Case(
            When(~Q(there="") & (IS_FROM_PRESENT | (IS_UNRECORDED & IS_ISSUED)), then=Value(True)),
            default=Value(False),
            output_field=models.BooleanField(),
        ),
    )


IS_UNRECORDED = Q(own__isnull=True) | Q(own__source_language="")
IS_ISSUED = Q(edition__state__in=Edition.ISSUED)
# Of an issued edition only a gap is worked on; other work waits there for the next draft.
IS_AT_WORK = Q(own__state=Translation.State.IN_PROGRESS) & (
    ~IS_ISSUED | Q(edition__state=Edition.State.PUBLISHED, there="")
)
IS_FROM_PRESENT = Q(own__source_text=F("present"), own__source_language=F("source_language"))
IS_REVIEWED = Q(own__state=Translation.State.REVIEWED, own__reviewed_text=F("there"))


def _state(language: str) -> Case:
    state = TranslationState
    return Case(
        When(source_language=language, then=Value(state.SOURCE)),
        When(present="", then=Value(state.UNWRITTEN)),
        When(IS_AT_WORK, then=Value(state.IN_PROGRESS)),
        When(there="", then=Value(state.MISSING)),
        When(IS_UNRECORDED & IS_ISSUED, then=Value(state.IN_STEP)),
        When(IS_UNRECORDED | ~IS_FROM_PRESENT, then=Value(state.OUT_OF_STEP)),
        When(IS_REVIEWED, then=Value(state.REVIEWED)),
        default=Value(state.IN_STEP),
        output_field=models.CharField(),
    )


def state_in(section: Section, language: str) -> str:
    """The `TranslationState` of one section."""
    row = with_states(Section.objects.filter(pk=section.pk), language).values("in_language").get()
    return str(row["in_language"])


def out_of_step(edition: Edition) -> list[str]:
    """What keeps an edition from being ready: one sentence for each section and language of the map that is not in step."""
    found = []
    for language in edition.profile.regional_map.languages:
        rows = with_states(Section.objects.filter(edition=edition).without_texts(), language)
        waiting = rows.exclude(in_language__in=NOT_ASKED).filter(is_in_step=False).select_related("template")
        found += [_sentence(row, language) for row in waiting.order_by("order")]
    return found


def counts_behind(editions: Iterable[int]) -> Counter[int]:
    """How many texts are missing or out of step, by edition, in the languages of their maps; one query a language."""
    found: Counter[int] = Counter()
    sections = Section.objects.filter(edition__in=list(editions))
    for language in LANGUAGES:
        wanted = sections.filter(edition__profile__regional_map__languages__contains=[language])
        rows = with_states(wanted, language).exclude(in_language__in=NOT_ASKED).filter(is_in_step=False)
        found.update(dict(rows.order_by().values_list("edition").annotate(count=Count("pk"))))
    return found


NOT_ASKED = (TranslationState.SOURCE, TranslationState.UNWRITTEN)


def _sentence(section: Any, language: str) -> str:
    said = {
        TranslationState.MISSING: _("“%(section)s” is not translated yet: %(language)s."),
        TranslationState.IN_PROGRESS: _("“%(section)s” is still being translated: %(language)s."),
    }.get(section.in_language, _("“%(section)s” is out of step with its source text: %(language)s."))
    return said % {"section": section, "language": OWN_NAMES[language]}
