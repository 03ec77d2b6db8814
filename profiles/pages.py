"""What the pages of profiles and places show, gathered in few queries and without what the reader may not see."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, F, Model, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.safestring import SafeString

from accounts.access import Reader
from imap.core.alphabet import Alphabetical
from imap.core.links import with_marks
from imap.core.prepared import Prepared
from imap.core.richtext import Drawn, draw
from imap.core.translation import FALLBACKS, LANGUAGES, Text, columns, reading_language, text_of
from profiles import apparatus
from profiles.cards import Card, card, for_cards, with_heads, with_pair
from profiles.models import Citation, Edition, NationalDefinition, Profile, Section, SectionTemplate

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class ShownSection:
    """A section as shown: heading, text in the language that there is, footnotes, and its sources by number.

    Two of the same words and sources are one: the page draws it once (`imap.core.parts`).
    """

    code: str
    heading: Text
    text: Text
    drawn: Drawn = field(compare=False)
    citations: tuple[apparatus.Cited, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.text

    @property
    def footnotes(self) -> SafeString:
        return apparatus.footnotes(self.drawn.notes, self.code)

    @property
    def sources(self) -> SafeString:
        return apparatus.sources(self.citations, self.code, self.drawn.cited)

    @property
    def number_of_sources(self) -> str:
        return apparatus.number_of_sources(len(self.citations))


def in_reading_order(regional_languages: list[str]) -> list[str]:
    """The page's language, then the regional i-Map's, then any other."""
    return list(dict.fromkeys([reading_language(), *regional_languages, *FALLBACKS]))


def with_shown_body(sections: QuerySet[Section], languages: list[str]) -> QuerySet[Section]:
    """Only the text that will be shown leaves the database, with the language it is in."""
    return sections.defer("body", *columns("body")).annotate(
        shown_words=Coalesce(
            *(NullIf(F(f"body_{code}"), Value("")) for code in languages), Value(""), output_field=TextField()
        ),
        shown_language=Case(
            *(
                When(~Q(**{f"body_{code}": ""}) & Q(**{f"body_{code}__isnull": False}), then=Value(code))
                for code in languages
            ),
            default=Value(languages[0]),
            output_field=CharField(),
        ),
    )


def shown_sections(edition: Edition) -> list[ShownSection]:
    """The sections of an edition that was reached through `visible_to`, in the order of their template."""
    languages = in_reading_order(edition.profile.regional_map.languages)
    citations = defaultdict[int, list[apparatus.Cited]](list)
    for citation in CITATIONS.rows(edition.is_draft, edition.pk):
        citations[citation.section_id].append(apparatus.Cited.of(citation))
    rows = SECTIONS.rows((edition.is_draft, *languages), edition.pk)
    return [shown_section(row, languages[0], citations[row.pk]) for row in rows]


def with_own(rows: QuerySet[M], is_draft: bool, *others: str) -> QuerySet[M]:
    """A draft shows headings and sources as they are; an issued edition has them in its own rows."""
    return rows.select_related(*others) if is_draft else rows


SECTIONS = Prepared(
    lambda shape, edition: with_shown_body(
        with_own(Section.objects.filter(edition=edition).order_by("order"), shape[0], "template"),
        list(shape[1:]),
    )
)
CITATIONS = Prepared(
    lambda is_draft, edition: with_marks(
        with_own(
            Citation.objects.filter(section__edition=edition).order_by("section", "number"),
            is_draft,
            "source",
        ),
        "source__url" if is_draft else "url",
    )
)


def shown_section(row: Any, wanted: str, citations: Sequence[apparatus.Cited]) -> ShownSection:
    return ShownSection(
        code=row.anchor,
        heading=row.shown_heading,
        text=Text(row.shown_words, row.shown_language, wanted),
        drawn=draw(row.shown_words, row.anchor, max((citation.number for citation in citations), default=0)),
        citations=tuple(citations),
    )


def asked(prepared: Prepared[M], user: Reader, *values: int | str) -> list[M]:
    """Visitors without a session all ask the same, so their statement is kept; a reader's is made from their own standing."""
    if user.is_authenticated:
        return list(prepared.make(user, *values))
    return prepared.rows(ANYONE, *values)


ANYONE = AnonymousUser()
BY_KIND = ("kind", Alphabetical("title"), "pk")
EDITIONS = Prepared(
    lambda user, profile: Edition.objects.visible_to(user).filter(profile=profile).order_by("-number")
)
RELATED = Prepared(
    lambda user, profile: for_cards(
        with_heads(Profile.objects.on_lists_of(user).filter(related=profile), user).order_by(*BY_KIND)
    ).select_related("country", "head", "map_pillar__pillar", "map_pillar__regional_map")
)
DEFINITIONS = Prepared(
    lambda user, country, map_pillar, profile, edition: (
        NationalDefinition.objects.visible_to(user)
        .of_edition(country, map_pillar, profile, edition)
        .select_related("term")
    )
)


def profile_context(profile: Profile, user: Reader, number: int | None = None) -> dict[str, Any] | None:
    """The page of one edition (default: the published one); None where the user reads none.

    `profile` is on the user's lists already. Editions are asked for through `visible_to`, with the reader's own rule.
    """
    editions = asked(EDITIONS, user, profile.pk)
    issued = [
        edition
        for edition in editions
        if edition.state in (Edition.State.PUBLISHED, Edition.State.SUPERSEDED)
    ]
    wanted = editions if number is not None else issued[:1]
    edition = next((edition for edition in wanted if number in (None, edition.number)), None)
    if number is None:
        edition = next((row for row in issued if row.state == Edition.State.PUBLISHED), None)
    if edition is None:
        return None
    edition.profile = profile
    return edition_context(profile, edition, issued, user)


def edition_context(
    profile: Profile, edition: Edition, issued: list[Edition], user: Reader
) -> dict[str, Any]:
    for row in issued:
        row.profile = profile
    current = next((row for row in issued if row.state == Edition.State.PUBLISHED), None)
    sections = shown_sections(edition)
    return {
        "profile": profile,
        "regional_map": profile.regional_map,
        "pillar": profile.pillar,
        "edition": edition,
        "card": Card(profile, edition, True),
        "sections": sections,
        "written_sections": [section for section in sections if not section.is_empty],
        "editions": issued,
        "current_edition": current,
        "is_current": current is not None and current.pk == edition.pk,
        "related": related_cards(profile, user),
        "definitions": national_definitions(edition, user),
    }


def national_definitions(edition: Edition, user: Reader) -> list[NationalDefinition]:
    """Terms that the country of the profile defines in its own way, as of the edition."""
    profile = edition.profile
    if profile.country_id is None:
        return []
    return asked(DEFINITIONS, user, profile.country_id, profile.map_pillar_id, profile.pk, edition.pk)


def related_cards(profile: Profile, user: Reader) -> list[Card]:
    return [card(with_pair(row, row.map_pillar)) for row in asked(RELATED, user, profile.pk)]


def card_context(profile: Any, user: Reader) -> dict[str, Any]:
    """The page of a profile that the user does not read: its card, why, and how to ask; or that it is not out yet."""
    edition = Edition.objects.current().heads().filter(profile=profile).first()
    outline = SectionTemplate.objects.for_profile(profile.regional_map, profile.pillar, profile.kind)
    regional_map = profile.regional_map
    return {
        "profile": profile,
        "regional_map": regional_map,
        "pillar": profile.pillar,
        "card": Card(profile, edition, False),
        "edition": edition,
        "is_restricted": not profile.is_readable,
        "was_withdrawn": profile.editions.filter(state=Edition.State.WITHDRAWN).exists(),
        "why": profile.why_restricted,
        "how_to_ask": text_of(regional_map, "how_to_ask", among=regional_map.languages),
        "outline": [template.shown_heading for template in outline] if profile.is_readable else [],
        "related": related_cards(profile, user) if profile.is_readable else [],
    }


def glance(card: Card) -> list[tuple[str, Text, bool]]:
    """A readable profile's sections at a glance: anchor, heading, whether it has a text."""
    if not card.readable or card.edition is None:
        return []
    written = Q(*((f"body_{code}", "") for code in LANGUAGES))
    rows = (
        Section.objects.filter(edition=card.edition)
        .without_texts()
        .annotate(is_blank=Case(When(written, then=Value(True)), default=Value(False)))
    )
    return [(row.anchor, row.shown_heading, not row.is_blank) for row in rows]
