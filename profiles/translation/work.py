"""What awaits translators: sections that are not in step, by language, and who is at them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from accounts.access import Reader, held
from imap.core.alphabet import Alphabetical
from imap.core.translation import LANGUAGES
from imap.regions.models import RegionalMap
from profiles.models import Edition, Section, TranslationState
from profiles.models.translatable import TRANSLATABLE, lacks, permission
from profiles.models.translation import WAITING, with_states

MAP = "edition__profile__regional_map"


TONES: dict[str, str] = {
    TranslationState.MISSING: "none", TranslationState.UNWRITTEN: "none", TranslationState.SOURCE: "plain",
    TranslationState.OUT_OF_STEP: "amber", TranslationState.IN_PROGRESS: "amber",
}  # fmt: skip


@dataclass(frozen=True)
class Work:
    """One section in one language: its state, and who has it in progress since when."""

    section: Any
    language: str

    @property
    def edition(self) -> Edition:
        return self.section.edition

    @property
    def state(self) -> str:
        return str(self.section.in_language)

    @property
    def state_in_words(self) -> Any:
        return TranslationState(self.state).label

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def tone(self) -> str:
        """The colour of its mark on the desk of the edition."""
        return TONES.get(self.state, "green")

    @property
    def worked_by(self) -> str:
        return self.section.worked_by or ""

    @property
    def worked_at(self) -> Any:
        return self.section.worked_at

    @property
    def url(self) -> str:
        return address_of(self.section.pk, self.language)


def address_of(section: int, language: str) -> str:
    return reverse("translations:section", args=[section, language])


def works_on(user: Reader, language: str) -> Q:
    """True for sections of regional i-Maps for which the user translates into `language`, or which they run."""
    mine = held(user, permission(language), RegionalMap, MAP)
    run = held(user, "regions.edit_regionalmap", RegionalMap, MAP)
    return (mine | run) & Q(**{f"{MAP}__languages__contains": [language]})


def states_in(sections: QuerySet[Section], language: str) -> QuerySet[Any]:
    """The sections with their states in a language and who has it in progress; without texts."""
    name = NullIf(F("own__working_by__name"), Value(""))
    return (
        with_states(sections.without_texts(), language)  # type: ignore[attr-defined]
        .annotate(
            worked_by=Coalesce(name, F("own__working_by__email"), output_field=CharField()),
            worked_at=F("own__working_at"),
        )
        .select_related(
            "template", MAP, *(f"edition__profile__{name}" for name in ("pillar", "map_pillar", "country"))
        )
    )


def sections_in(user: Reader, language: str) -> QuerySet[Any]:
    """Sections that the user translates into `language`, by profile."""
    is_open = Q(edition__state__in=[*TRANSLATABLE, Edition.State.PUBLISHED])
    rows = Section.objects.visible_to(user).filter(works_on(user, language) & is_open)
    return states_in(rows, language).order_by("edition", "order")


def waiting_in(user: Reader, language: str) -> QuerySet[Any]:
    """Of a published edition only gaps: nobody can change the rest."""
    can_be_given = Q(edition__state__in=TRANSLATABLE) | lacks(language)
    return sections_in(user, language).filter(can_be_given, in_language__in=WAITING)


def awaiting(user: Reader, languages: Iterable[str] = LANGUAGES) -> list[Work]:
    """All that the user could take up now, by profile; one query a language."""
    found = [Work(row, language) for language in languages for row in waiting_in(user, language)]
    place = places_of(work.edition.pk for work in found)
    return sorted(found, key=lambda work: place[work.edition.pk])


def places_of(editions: Iterable[int]) -> dict[int, int]:
    """Where each edition stands in a list that is ordered by the titles of profiles."""
    rows = Edition.objects.filter(pk__in=set(editions)).order_by(Alphabetical("profile__title"), "pk")
    return {pk: place for place, pk in enumerate(rows.values_list("pk", flat=True))}


@dataclass(frozen=True)
class Neighbours:
    """The sections that wait before and after one, in the same language."""

    earlier: str | None
    later: str | None
    left: int


def neighbours(user: Reader, section: Section, language: str) -> Neighbours:
    """Those of the same edition first, then the others'; after the last comes the first."""
    keys = list(waiting_in(user, language).values_list("edition", "order", "pk"))
    keys.sort(key=lambda key: (key[0] != section.edition_id, key))
    here = (section.edition_id, section.order, section.pk)
    others = [key for key in keys if key[2] != section.pk]
    same = [key for key in others if key[0] == section.edition_id]
    after = [key for key in same if key > here] + [key for key in others if key not in same]
    before = [key for key in same if key < here]
    later = (after or before or [None])[0]
    earlier = before[-1] if before else None
    return Neighbours(
        earlier=address_of(earlier[2], language) if earlier else None,
        later=address_of(later[2], language) if later else None,
        left=len(others),
    )


def by_section(sections: QuerySet[Section], languages: Iterable[str]) -> dict[int, list[Work]]:
    """Where each section stands in each language, in their order; one query a language."""
    rows: dict[int, list[Work]] = {}
    for language in languages:
        for row in states_in(sections, language):
            rows.setdefault(row.pk, []).append(Work(row, language))
    return rows


def languages_at_work(user: Reader) -> list[str]:
    """The languages that the user translates into, on any regional i-Map."""
    maps = RegionalMap.objects.all()
    return [
        language
        for language in LANGUAGES
        if maps.filter(
            held(user, permission(language), RegionalMap)
            | held(user, "regions.edit_regionalmap", RegionalMap),
            languages__contains=[language],
        ).exists()
    ]
