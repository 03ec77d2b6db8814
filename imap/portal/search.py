"""Search over all that the portal holds: visible rows only, in three languages at once. Of a restricted profile, the card is.

Each kind is asked through its own `visible_to`; the hits of all kinds are ranked in one query, and only those of the page
shown are fetched (`imap.portal.hits`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, LPad
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, maps_for
from accounts.models import Organisation
from imap.core.fields import NO_WORDS, Together
from imap.core.translation import LANGUAGES, columns, reading_language
from imap.library.models import Publication, PublicationFile
from imap.newsroom.models import Event, NewsItem
from imap.portal import hits, hits_of_cooperation
from imap.portal.hits import Hit, Rank
from imap.portal.question import Question
from imap.regions.models import Country
from meetings.cooperation.models import Capacity, Expertise, Priority, Project, ProjectResult, Roadmap
from meetings.cooperation.words import COUNTRY, with_words
from meetings.models import Meeting, Record
from profiles.models import City, Edition, Hub, Profile, Route, Section

HITS = 20
KEY_LENGTH = 36  # of a UUID


@dataclass(frozen=True)
class SearchKind:
    """How a kind is searched: its visible rows, how much it weighs, and its hits by key.

    `beside` is the vector of the title that a text stands under; `short` are columns of short names, found as a whole;
    `countries` lead to the country that a thing lies in, whose name finds it too.
    """

    label: str | Promise
    weight: float
    rows: Callable[[Reader], QuerySet]
    hits: Callable[[QuerySet, Question], dict[Any, Hit]]
    per_language: bool = False
    beside: str = ""
    short: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    def named(self, question: Question) -> Q:
        """Rows that the whole question names: `IOM`, `LEC`."""
        found = Q(pk__in=[])
        for column in self.short:
            found |= Q(**{f"{column}__iexact": question.words})
        return found

    def vector(self, language: str) -> str:
        """The stored vector to ask in that language."""
        return f"search_{language}" if self.per_language else "search"

    def whole(self, language: str) -> Any:
        """The stored vector, with those of the title and the country that it stands under."""
        vector: Any = F(self.vector(language))
        if self.beside:
            vector = Together(vector, Coalesce(F(self.beside), NO_WORDS))
        if self.countries:
            names = [F(f"{path}__search") for path in self.countries]
            vector = Together(vector, Coalesce(*names, NO_WORDS))
        return vector

    def lies_in(self, question: Question, language: str) -> Q:
        """Rows whose country the question names."""
        named = Country.objects.filter(search=question.all_in(language)).order_by().values("pk")
        return Q(*(Q(**{f"{path}__in": named}) for path in self.countries), _connector=Q.OR)


@dataclass(frozen=True)
class Results:
    page: Page
    hits: list[Hit]
    counts: list[tuple[str, str | Promise, int]]
    kind: str

    @property
    def total(self) -> int:
        return sum(count for _kind, _label, count in self.counts)


def search_for(words: str, user: Reader, kind: str = "", page: str | int = 1) -> Results | None:
    """Ranked hits for what a reader typed; None where nothing was."""
    question, kind = Question.of(words), kind if kind in KINDS else ""
    if not question.words:
        return None
    counts = [(code, each.label, matching(each, user, question).count()) for code, each in KINDS.items()]
    chosen = [code for code, _label, count in counts if count and kind in ("", code)]
    found = Paginator(ranked(chosen, user, question), HITS).get_page(page)
    shown = fetched(list(found.object_list), user, question)
    return Results(found, shown, [row for row in counts if row[2]], kind)


def matching(kind: SearchKind, user: Reader, question: Question) -> QuerySet:
    """Rows in which all words stand; a section may have some of them in the title that it stands under.

    A word that is not wanted stands in neither: `remittances -morocco` finds no section of a profile of Morocco.
    """
    rows, condition, excluded = kind.rows(user), kind.named(question), Q()
    for language in LANGUAGES:
        column, whole = kind.vector(language), f"whole_{language}"
        condition |= Q(**{column: question.all_in(language)})
        if question.without or question.has_several_words:
            rows = rows.alias(**{whole: kind.whole(language)})
        if question.without:
            excluded |= Q(**{whole: question.excluded_in(language)})
        if kind.countries:
            condition |= kind.lies_in(question, language)
        if (kind.beside or kind.countries) and question.has_several_words:
            condition |= Q(**{column: question.any_in(language), whole: question.all_in(language)})
    return rows.filter(condition).exclude(excluded) if question.without else rows.filter(condition)


def ranked(codes: list[str], user: Reader, question: Question) -> QuerySet:
    """Keys of all hits, best first: `(kind, pk, fits)`; the page's language counts double."""
    if not codes:
        return Profile.objects.none()
    first, *others = [keys(code, user, question) for code in codes]
    return first.union(*others, all=True).order_by("-fits", "kind_code", "sorts_by")


def keys(code: str, user: Reader, question: Question) -> QuerySet:
    kind = KINDS[code]
    rank: Any = Case(
        When(kind.named(question), then=Value(kind.weight)), default=Value(0.0), output_field=FloatField()
    )
    for language in LANGUAGES:
        weight = kind.weight * (2 if language == reading_language() else 1)
        rank = rank + Rank(kind.whole(language), question.all_in(language), Value(1)) * Value(weight)
    rows = matching(kind, user, question).order_by()
    key = Cast("pk", CharField())  # numbers, and the keys of records, which are none
    sorts_by = LPad(key, KEY_LENGTH, Value("0"))
    named = rows.annotate(
        kind_code=Value(code, output_field=CharField()), key=key, sorts_by=sorts_by, fits=rank
    )
    # A union goes by position, and the querysets of translated models give their columns in an order of their own.
    return QuerySet.values(named, "kind_code", "key", "sorts_by", "fits")


def fetched(found: list[dict[str, Any]], user: Reader, question: Question) -> list[Hit]:
    """The hits of one page, in their order; again through `visible_to`."""
    by_kind: dict[str, dict[str, Hit]] = {}
    for code in {row["kind_code"] for row in found}:
        wanted = [row["key"] for row in found if row["kind_code"] == code]
        made = KINDS[code].hits(KINDS[code].rows(user).filter(pk__in=wanted), question)
        by_kind[code] = {str(key): hit for key, hit in made.items()}
    return [by_kind[row["kind_code"]][row["key"]] for row in found if row["key"] in by_kind[row["kind_code"]]]


def worth_finding(user: Reader) -> QuerySet[Record]:
    """Good practices and recommendations of released records; those still at work are nobody's to search."""
    kinds = [Record.Kind.PRACTICE, Record.Kind.RECOMMENDATION]
    return Record.objects.released_to(user).filter(kind__in=kinds)


def countries(user: Reader) -> QuerySet[Country]:
    return Country.objects.in_maps(maps_for(user))


def confirmed(model: type[Priority] | type[Capacity], user: Reader) -> QuerySet:
    """Rows that stand in the registry or the inventory for the reader."""
    return with_words(model.objects.visible_to(user).filter(is_out=True))


def current_sections(user: Reader) -> QuerySet[Section]:
    """Sections of published editions: drafts and superseded ones are not searched."""
    return Section.objects.readable_by(user).filter(edition__state=Edition.State.PUBLISHED)


def cards_of(user: Reader) -> QuerySet[Profile]:
    """Whatever stands on the user's lists, by what its card says: a title and a country. Texts are found as sections, by
    those who read them."""
    return Profile.objects.on_lists_of(user)


KINDS: dict[str, SearchKind] = {
    "profile": SearchKind(
        _("Profiles"), 4, cards_of, hits.profile_hits, countries=("country", "hub__country", "city__country")
    ),
    "section": SearchKind(
        _("Sections"),
        1,
        current_sections,
        hits.section_hits,
        per_language=True,
        beside="edition__profile__search",
    ),
    "country": SearchKind(_("Countries"), 4, countries, hits.country_hits),
    "route": SearchKind(_("Routes"), 3, lambda user: Route.objects.visible_to(user), hits.place_hits),
    "hub": SearchKind(_("Hubs"), 3, lambda user: Hub.objects.visible_to(user), hits.place_hits),
    "city": SearchKind(_("Cities"), 3, lambda user: City.objects.visible_to(user), hits.place_hits),
    "organisation": SearchKind(
        _("Organisations"),
        2,
        lambda user: Organisation.objects.visible_to(user).filter(country=None),
        hits.organisation_hits,
        short=("code", *columns("short_name")),
    ),
    "news": SearchKind(_("News"), 1, lambda user: NewsItem.objects.visible_to(user), hits.news_hits),
    "event": SearchKind(_("Events"), 1, lambda user: Event.objects.visible_to(user), hits.event_hits),
    "meeting": SearchKind(_("Meetings"), 2, lambda user: Meeting.objects.visible_to(user), hits.meeting_hits),
    "project": SearchKind(
        _("Projects"),
        2,
        lambda user: Project.objects.visible_to(user),
        hits_of_cooperation.project_hits,
        short=("code",),
    ),
    "project_result": SearchKind(
        _("Results of projects"),
        1,
        lambda user: ProjectResult.objects.visible_to(user),
        hits_of_cooperation.result_hits,
        beside="project__search",
    ),
    "priority": SearchKind(
        _("Priorities of states"),
        1,
        lambda user: confirmed(Priority, user),
        hits_of_cooperation.priority_hits,
        beside=COUNTRY[Priority],
    ),
    "capacity": SearchKind(
        _("Institutional capacities"),
        1,
        lambda user: confirmed(Capacity, user),
        hits_of_cooperation.capacity_hits,
        beside=COUNTRY[Capacity],
    ),
    "expertise": SearchKind(
        _("Offers and needs of expertise"),
        2,
        lambda user: with_words(Expertise.objects.visible_to(user).filter(is_open=True)),
        hits_of_cooperation.expertise_hits,
        beside=COUNTRY[Expertise],
    ),
    "roadmap": SearchKind(
        _("Roadmaps of cities"),
        2,
        lambda user: with_words(Roadmap.objects.visible_to(user)),
        hits_of_cooperation.roadmap_hits,
        beside=COUNTRY[Roadmap],
    ),
    "publication": SearchKind(
        _("Publications"), 2, lambda user: Publication.objects.visible_to(user), hits.publication_hits
    ),
    "publication_text": SearchKind(
        _("Texts of publications"),
        1,
        lambda user: PublicationFile.objects.visible_to(user),
        hits.file_hits,
        beside="publication__search",
    ),
    "record": SearchKind(_("Good practices and recommendations"), 1, worth_finding, hits.record_hits),
}
