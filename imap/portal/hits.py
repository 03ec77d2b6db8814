"""What the search found, as its reader sees it: by key, with a title, an address, where it stands and an excerpt.

Rows come through the `visible_to` of their kind (`imap.portal.search`); nothing is added to them here.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FloatField, Func, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Engagement, Organisation
from imap.core.excerpt import excerpt
from imap.core.numbers import number
from imap.core.templatetags.portal import language_name
from imap.core.translation import LANGUAGES, Text, direction_of, reading_language, text_of
from imap.library.models import FilePage, Publication, PublicationFile
from imap.newsroom.models import Event, NewsItem
from imap.portal.question import Question
from imap.regions.models import Country, RegionalMap
from meetings.models import Meeting, Record
from profiles.cards import Badge, Card, for_cards
from profiles.models import Edition, Profile, Section

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
    "project_result": _("Result of a project"),
    "priority": _("Priority of a state"),
    "capacity": _("Institutional capacity"),
    "expertise": _("Expert exchange"),
    "roadmap": _("Roadmap of a city"),
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
    def called(self) -> str | Promise:
        return CALLED.get(self.kind, "")

    @property
    def excerpt_direction(self) -> str:
        return direction_of(self.excerpt_language or reading_language())


def quoted(row: Any, column: str, question: Question) -> tuple[SafeString | str, str]:
    """An excerpt of a plain text and its language: the page's where the words stand in it, else one where they do."""
    shown = text_of(row, column)
    for language in (shown.language, *LANGUAGES):
        found = excerpt(escape(getattr(row, f"{column}_{language}") or ""), question.words)
        if "<mark>" in found:
            return found, language
    return excerpt(escape(str(shown)), question.words), shown.language


def quoted_of(texts: list[tuple[Any, str]], question: Question) -> tuple[SafeString | str, str]:
    """Of several texts (row and column) that in which the words stand, else the first one."""
    found = [quoted(row, column, question) for row, column in texts]
    return next((each for each in found if "<mark>" in each[0]), found[0])


def profile_hits(rows: QuerySet[Profile], question: Question) -> dict[int, Hit]:
    """As on a list: of a profile whose texts are closed to the reader, the card."""
    rows = for_cards(rows).select_related(
        "regional_map", "pillar", "map_pillar", "hub__country", "city__country"
    )
    return {row.pk: profile_hit(Card(row, getattr(row, "head", None), readable=False)) for row in rows}


def profile_hit(card: Card) -> Hit:
    profile = card.profile
    said = [profile.get_kind_display(), str(profile.regional_map)]
    return Hit(
        "profile", profile.shown_title, profile.get_absolute_url(),
        " · ".join([*said, str(card.edition.shown_label)] if card.edition else said),
        pillar=profile.pillar, thing=profile, badges=[badge for badge in card.badges if badge.tone != "due"],
    )  # fmt: skip


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
    """An agency or observer, with what it is to the public regional i-Maps; its own page says the rest."""
    public = Engagement.objects.filter(regional_map__is_public=True).select_related("regional_map")
    found = rows.defer("search").prefetch_related(
        Prefetch("engagements", public.order_by("regional_map", "kind"))
    )
    return {
        row.pk: Hit(
            "organisation", row.shown_name, row.get_absolute_url(), engaged(row), *quoted(row, "mandate", question)
        )
        for row in found
    }  # fmt: skip


def engaged(organisation: Organisation) -> str:
    """As what it is rather known: a partner that also gives money is a partner."""
    engagement = min(organisation.engagements.all(), key=is_of_donor, default=None)
    return f"{engagement.get_kind_display()} · {engagement.regional_map}" if engagement else ""


def is_of_donor(engagement: Engagement) -> bool:
    return engagement.kind == Engagement.Kind.DONOR


def meeting_hits(rows: QuerySet[Meeting], question: Question) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            "meeting", row.shown_title, row.get_absolute_url(),
            " · ".join(str(part) for part in (row.period, row.shown_city, row.regional_map) if part),
        )
        for row in rows.select_related("regional_map").defer("search")
    }  # fmt: skip


def publication_hits(rows: QuerySet[Publication], question: Question) -> dict[int, Hit]:
    """By what stands on the card, which everyone sees who sees the publication."""
    hits = {}
    for row in rows.select_related("regional_map").defer("search"):
        hits[row.pk] = Hit(
            "publication", row.shown_title, row.get_absolute_url(), f"{row.date} · {row.regional_map}",
            *quoted(row, "abstract", question),
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
            *quoted(row, "summary", question),
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


def record_hits(rows: QuerySet[Record], question: Question) -> dict[Any, Hit]:
    return {
        row.pk: Hit(
            "record", row.meeting.shown_title, f"{reverse('meetings:summary', args=[row.meeting.slug])}#record-{row.pk}",
            row.get_kind_display(), *quoted(row, "text", question),
        )
        for row in rows.select_related("meeting__regional_map").defer("search", "meeting__search")
    }  # fmt: skip
