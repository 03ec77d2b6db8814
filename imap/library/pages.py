"""What the pages of the library need, gathered from what their reader may see."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.access import Reader, maps_for
from accounts.models import Organisation
from imap.core.alphabet import Alphabetical
from imap.core.translation import Text, reading_language, text_of
from imap.library.models import Contribution, Publication, PublicationFile
from imap.regions.models import Country, MapPillar


def with_cards(rows: QuerySet[Publication], user: Reader) -> QuerySet[Publication]:
    """With all that a shelf says: in which languages there are files (`named`), and those that the user may have (`open`)."""
    files = PublicationFile.objects.visible_to(user).defer("search").order_by("language", "pk")
    names = PublicationFile.objects.named_to(user).order_by("language", "pk")
    return (
        rows.select_related("regional_map", "series", "publisher")
        .defer("search", "publisher__search")
        .prefetch_related(
            "pillars", Prefetch("files", files, to_attr="open_files"), Prefetch("files", names, to_attr="named_files"),
            Prefetch("contributions", contributions(user)),
        )
    )  # fmt: skip


def with_details(rows: QuerySet[Publication], user: Reader) -> QuerySet[Publication]:
    """With the rest of the card too."""
    countries = Country.objects.defer("search").order_by(Alphabetical("name"))
    return with_cards(rows, user).prefetch_related(
        "themes", Prefetch("countries", countries), Prefetch("other_maps", maps_for(user))
    )


def contributions(user: Reader) -> QuerySet[Contribution]:
    seen = Organisation.objects.visible_to(user).values("pk")
    rows = Contribution.objects.filter(organisation__in=seen).order_by("role", "order", "pk")
    return rows.select_related("organisation").defer("organisation__search")


@dataclass(frozen=True)
class Cover:
    """The first page of a file that the reader may have."""

    url: str
    language: str


def cover_of(publication: Publication) -> Cover | None:
    """In the language of the page, where there is one."""
    files = [file for file in publication.open_files if file.cover]  # type: ignore[attr-defined]
    if not files:
        return None
    file = min(files, key=lambda each: each.language != reading_language())
    file.publication = publication
    return Cover(file.cover_url, file.language)


def others_of_its_series(publication: Publication, user: Reader) -> list[Publication]:
    if not publication.series_id:
        return []
    rows = (
        Publication.objects.visible_to(user).filter(series=publication.series_id).exclude(pk=publication.pk)
    )
    return list(with_cards(rows, user).order_by("-published", "slug"))


def why_restricted(publication: Publication) -> Text | None:
    """What the regional i-Map says of its restricted pillars, of the first that the publication has."""
    pairs = MapPillar.objects.filter(
        regional_map=publication.regional_map_id,
        pillar__in=publication.pillars.all(),
        access=MapPillar.Access.RESTRICTED,
    )
    pair = pairs.order_by("pillar__order").first() if publication.is_for_readers else None
    return text_of(pair, "reason", among=publication.regional_map.languages) if pair else None
