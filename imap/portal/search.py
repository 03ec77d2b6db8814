"""Search over profiles, sections, places, organisations, meetings, news and events: visible rows only, in three languages at once.

Each kind is asked through its own `visible_to`; the hits of all kinds are ranked in one query, and only those of the page
shown are fetched.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, FloatField, Func, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, LPad
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, maps_for
from accounts.models import Engagement, Organisation
from imap.core.excerpt import excerpt
from imap.core.numbers import number
from imap.core.templatetags.portal import language_name
from imap.core.translation import LANGUAGES, Text, direction_of, reading_language, text_of
from imap.library.models import FilePage, Publication, PublicationFile
from imap.newsroom.models import Event, NewsItem
from imap.portal.question import Question, Together
from imap.regions.models import Country, RegionalMap
from meetings.cooperation.models import Project
from meetings.models import Meeting, Record
from profiles.cards import Badge
from profiles.models import City, Edition, Hub, Profile, Route, Section

HITS = 20
KEY_LENGTH = 36  # of a UUID
CALLED = {  # one hit, by its kind
    "section": _("Section"),
    "profile": _("Profile"),
    "country": _("Country"),
    "route": _("Route"),
    "hub": _("Hub"),
    "city": _("City"),
    "meeting": _("Meeting"),
    "record": _("From a summary of discussions"),
    "project": _("Project"),
    "publication": _("Publication"),
    "publication_text": _("In the text of a publication"),
    "news": _("News item"),
    "event": _("Event"),
}


class Rank(Func):
    function = "ts_rank"
    output_field = FloatField()


@dataclass(frozen=True)
class Hit:
    """One result. The excerpt is escaped, with the words found in `<mark>`."""

    kind: str
    title: Text
    url: str
    context: str = ""
    excerpt: SafeString | str = ""
    excerpt_language: str = ""
    pillar: Any = None
    thing: Any = None
    edition: Edition | None = None
    file: PublicationFile | None = None
    badges: list[Badge] = field(default_factory=list)

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind].label

    @property
    def called(self) -> str | Promise:
        return CALLED.get(self.kind, "")

    @property
    def excerpt_direction(self) -> str:
        return direction_of(self.excerpt_language or reading_language())


@dataclass(frozen=True)
class SearchKind:
    """How a kind is searched: its visible rows, how much it weighs, and its hits by key."""

    label: str | Promise
    weight: float
    rows: Callable[[Reader], QuerySet]
    hits: Callable[[QuerySet, Question], dict[Any, Hit]]
    per_language: bool = False
    beside: str = ""

    def vector(self, language: str) -> str:
        """The stored vector to ask in that language."""
        return f"search_{language}" if self.per_language else "search"


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
    hits = fetched(list(found.object_list), user, question)
    return Results(found, hits, [row for row in counts if row[2]], kind)


def matching(kind: SearchKind, user: Reader, question: Question) -> QuerySet:
    """Rows in which all words stand; a section may have some of them in the title that it stands under."""
    rows, condition, excluded = kind.rows(user), Q(), Q()
    for language in LANGUAGES:
        column = kind.vector(language)
        condition |= Q(**{column: question.all_in(language)})
        if question.without:
            excluded |= Q(**{column: question.excluded_in(language)})
        if kind.beside and question.has_several_words:
            rows = rows.alias(**{f"whole_{language}": Together(F(column), F(kind.beside))})
            some = {column: question.any_in(language), f"whole_{language}": question.all_in(language)}
            condition |= Q(**some)
    return rows.filter(condition).exclude(excluded) if question.without else rows.filter(condition)


def ranked(codes: list[str], user: Reader, question: Question) -> QuerySet:
    """Keys of all hits, best first: `(kind, pk, rank)`; the page's language counts double."""
    if not codes:
        return Profile.objects.none()
    first, *others = [keys(code, user, question) for code in codes]
    return first.union(*others, all=True).order_by("-rank", "kind_code", "sorts_by")


def keys(code: str, user: Reader, question: Question) -> QuerySet:
    kind = KINDS[code]
    rank: Any = Value(0.0)
    for language in LANGUAGES:
        vector: Any = F(kind.vector(language))
        if kind.beside:
            vector = Together(vector, F(kind.beside))
        weight = kind.weight * (2 if language == reading_language() else 1)
        rank = rank + Rank(vector, question.all_in(language), Value(1)) * Value(weight)
    rows = matching(kind, user, question).order_by()
    key = Cast("pk", CharField())  # numbers, and the keys of records, which are none
    sorts_by = LPad(key, KEY_LENGTH, Value("0"))
    named = rows.annotate(
        kind_code=Value(code, output_field=CharField()), key=key, sorts_by=sorts_by, rank=rank
    )
    # A union goes by position, and the querysets of translated models give their columns in an order of their own.
    return QuerySet.values(named, "kind_code", "key", "sorts_by", "rank")


def fetched(found: list[dict[str, Any]], user: Reader, question: Question) -> list[Hit]:
    """The hits of one page, in their order; again through `visible_to`."""
    by_kind: dict[str, dict[str, Hit]] = {}
    for code in {row["kind_code"] for row in found}:
        wanted = [row["key"] for row in found if row["kind_code"] == code]
        hits = KINDS[code].hits(KINDS[code].rows(user).filter(pk__in=wanted), question)
        by_kind[code] = {str(key): hit for key, hit in hits.items()}
    return [by_kind[row["kind_code"]][row["key"]] for row in found if row["key"] in by_kind[row["kind_code"]]]


def profile_hits(rows: QuerySet[Profile], question: Question) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            "profile",
            row.shown_title,
            row.get_absolute_url(),
            str(row.regional_map),
            pillar=row.pillar,
            thing=row,
        )
        for row in rows.select_related(
            "regional_map", "pillar", "map_pillar", "country", "hub__country", "city__country"
        )
    }


def section_hits(rows: QuerySet[Section], question: Question) -> dict[int, Hit]:
    """The text is shown in the page's language where the words stand in it, else in the one where they do."""
    found = {code: Q(**{f"search_{code}": question.any_in(code)}) for code in LANGUAGES}
    rows = rows.annotate(**{f"in_{code}": found[code] for code in LANGUAGES}).select_related(
        "edition__profile__regional_map", "edition__profile__pillar", "edition__profile__map_pillar",
        "edition__profile__country", "edition__profile__hub__country", "edition__profile__city__country",
    )  # fmt: skip
    return {row.pk: section_hit(row, question) for row in rows}


def section_hit(row: Any, question: Question) -> Hit:
    profile = row.edition.profile
    order = [reading_language(), *LANGUAGES]
    language = next((code for code in order if getattr(row, f"in_{code}")), order[0])
    return Hit(
        "section",
        row.shown_heading,
        f"{row.edition.get_absolute_url()}#{row.anchor}",
        f"{profile.shown_title} · {profile.regional_map}",
        excerpt(getattr(row, f"body_{language}"), question.words),
        language,
        pillar=profile.pillar,
        thing=profile,
        edition=row.edition,
    )


def place_hits(rows: QuerySet, question: Question) -> dict[int, Hit]:
    """Hubs and cities with their country: the page asks whether its name has a footnote."""
    related = {"regional_map", "country"} & {field.name for field in rows.model._meta.fields}
    return {
        row.pk: Hit(row.kind, row.shown_name, row.get_absolute_url(), str(row.regional_map), thing=row)
        for row in rows.select_related(*related)
    }


def country_hits(rows: QuerySet[Country], question: Question) -> dict[int, Hit]:
    """A country's page in the first public regional i-Map that it takes part in."""
    first = RegionalMap.objects.published().covering(OuterRef(OuterRef("pk"))).values("pk")[:1]
    found = list(rows.defer("search").annotate(first_map=Subquery(first)))
    maps = RegionalMap.objects.in_bulk({row.first_map for row in found})
    return {row.pk: country_hit(row, maps[row.first_map]) for row in found if row.first_map}


def country_hit(row: Country, regional_map: RegionalMap) -> Hit:
    url = reverse("portal_map:country", args=[regional_map.slug, row.iso3])
    return Hit("country", row.shown_name, url, str(regional_map), thing=row)


def organisation_hits(rows: QuerySet[Organisation], question: Question) -> dict[int, Hit]:
    """An agency or observer, on the page of the first public regional i-Map that it is engaged in."""
    hits = {}
    public = Engagement.objects.filter(regional_map__is_public=True).select_related("regional_map")
    for row in rows.prefetch_related(Prefetch("engagements", public)):
        engagement = min(row.engagements.all(), key=telling, default=None)
        if engagement is None:
            continue
        url = f"{engagement.regional_map.get_absolute_url()}#organisation-{row.code.lower()}"
        hits[row.pk] = Hit(
            "organisation", row.shown_name, url, engagement.get_kind_display(),
            excerpt(str(mandate := text_of(row, "mandate")), question.words), mandate.language,
        )  # fmt: skip
    return hits


def meeting_hits(rows: QuerySet[Meeting], question: Question) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            "meeting", row.shown_title, row.get_absolute_url(),
            " · ".join(str(part) for part in (row.period, row.shown_city, row.regional_map) if part),
        )
        for row in rows.select_related("regional_map").defer("search")
    }  # fmt: skip


def project_hits(rows: QuerySet[Project], question: Question) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            "project", row.shown_title, row.get_absolute_url(),
            " · ".join(str(part) for part in (row.period, row.regional_map) if part),
            excerpt(str(about := row.shown_description), question.words), about.language,
        )
        for row in rows.select_related("regional_map").defer("search")
    }  # fmt: skip


def publication_hits(rows: QuerySet[Publication], question: Question) -> dict[int, Hit]:
    """By what stands on the card, which everyone sees who sees the publication."""
    hits = {}
    for row in rows.select_related("regional_map").defer("search"):
        abstract = row.shown_abstract
        hits[row.pk] = Hit(
            "publication", row.shown_title, row.get_absolute_url(), f"{row.date} · {row.regional_map}",
            excerpt(str(abstract), question.words), abstract.language,
        )  # fmt: skip
    return hits


def file_hits(rows: QuerySet[PublicationFile], question: Question) -> dict[int, Hit]:
    """With the page on which the words stand best; no page of a file that the reader may not have is asked for."""
    files = {row.pk: row for row in rows.select_related("publication__regional_map").defer("search")}
    found = Q()
    rank: Any = Value(0.0)
    for language in LANGUAGES:
        found |= Q(search=question.any_in(language))
        rank = rank + Rank(F("search"), question.any_in(language), Value(1))
    pages = FilePage.objects.filter(found, file__in=list(files)).annotate(rank=rank).defer("search")
    best = {page.file_id: page for page in pages.order_by("file_id", "-rank", "number").distinct("file_id")}
    return {pk: file_hit(row, best.get(pk), question) for pk, row in files.items()}


def file_hit(row: PublicationFile, page: FilePage | None, question: Question) -> Hit:
    where = [language_name(row.language), str(row.publication.regional_map)]
    if page and row.is_pdf:
        where.insert(0, gettext("page %(number)s") % {"number": number(page.number, 0)})
    return Hit(
        "publication_text", row.publication.shown_title, f"{row.publication.get_absolute_url()}#files", " · ".join(where),
        excerpt(escape(page.text), question.words) if page else "", row.language if page else "", file=row,
    )  # fmt: skip


def news_hits(rows: QuerySet[NewsItem], question: Question) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            "news", row.shown_title, row.get_absolute_url(),
            " · ".join(str(part) for part in (row.period, row.publisher, row.regional_map) if part),
            excerpt(str(summary := row.shown_summary), question.words), summary.language,
        )
        for row in rows.select_related("regional_map").defer("search")
    }  # fmt: skip


def event_hits(rows: QuerySet[Event], question: Question) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            "event", row.shown_title, row.get_absolute_url(),
            " · ".join(str(part) for part in (row.period, row.shown_place, row.regional_map) if part),
        )
        for row in rows.select_related("regional_map").defer("search")
    }  # fmt: skip


def worth_finding(user: Reader) -> QuerySet[Record]:
    """Good practices and recommendations of released records; those still at work are nobody's to search."""
    kinds = [Record.Kind.PRACTICE, Record.Kind.RECOMMENDATION]
    return Record.objects.released_to(user).filter(kind__in=kinds)


def record_hits(rows: QuerySet[Record], question: Question) -> dict[Any, Hit]:
    return {
        row.pk: Hit(
            "record", row.meeting.shown_title, f"{reverse('meetings:summary', args=[row.meeting.slug])}#record-{row.pk}",
            row.get_kind_display(), excerpt(str(row.shown_text), question.words), row.shown_text.language,
        )
        for row in rows.select_related("meeting__regional_map").defer("search", "meeting__search")
    }  # fmt: skip


def telling(engagement: Engagement) -> bool:
    """False for what an organisation is rather known for: a partner that also gives money is a partner."""
    return engagement.kind == Engagement.Kind.DONOR


def countries(user: Reader) -> QuerySet[Country]:
    return Country.objects.in_maps(maps_for(user))


def current_sections(user: Reader) -> QuerySet[Section]:
    """Sections of published editions: drafts and superseded ones are not searched."""
    return Section.objects.readable_by(user).filter(edition__state=Edition.State.PUBLISHED)


KINDS: dict[str, SearchKind] = {
    "profile": SearchKind(
        _("Profiles"), 4, lambda user: Profile.objects.visible_to(user).with_published_edition(), profile_hits
    ),
    "section": SearchKind(
        _("Sections"), 1, current_sections, section_hits, per_language=True, beside="edition__profile__search"
    ),
    "country": SearchKind(_("Countries"), 4, countries, country_hits),
    "route": SearchKind(_("Routes"), 3, lambda user: Route.objects.visible_to(user), place_hits),
    "hub": SearchKind(_("Hubs"), 3, lambda user: Hub.objects.visible_to(user), place_hits),
    "city": SearchKind(_("Cities"), 3, lambda user: City.objects.visible_to(user), place_hits),
    "organisation": SearchKind(
        _("Organisations"),
        2,
        lambda user: Organisation.objects.visible_to(user).filter(country=None),
        organisation_hits,
    ),
    "news": SearchKind(_("News"), 1, lambda user: NewsItem.objects.visible_to(user), news_hits),
    "event": SearchKind(_("Events"), 1, lambda user: Event.objects.visible_to(user), event_hits),
    "meeting": SearchKind(_("Meetings"), 2, lambda user: Meeting.objects.visible_to(user), meeting_hits),
    "project": SearchKind(_("Projects"), 2, lambda user: Project.objects.visible_to(user), project_hits),
    "publication": SearchKind(
        _("Publications"), 2, lambda user: Publication.objects.visible_to(user), publication_hits
    ),
    "publication_text": SearchKind(
        _("Texts of publications"),
        1,
        lambda user: PublicationFile.objects.visible_to(user),
        file_hits,
        beside="publication__search",
    ),
    "record": SearchKind(_("Good practices and recommendations"), 1, worth_finding, record_hits),
}
