"""What the apps of the dialogue hold of a country or of an organisation, as far as the reader sees it; for their pages."""

from django.db.models import Q, QuerySet

from accounts.access import Reader
from accounts.models import Organisation
from imap.library.models import Publication
from imap.library.pages import Cover, cover_of, with_cards
from imap.regions.models import Country, RegionalMap
from meetings.cooperation.models import Expertise, Project
from meetings.cooperation.pages import with_expertise_heads, with_heads

Shelf = list[tuple[Publication, Cover | None]]


def shelf(rows: QuerySet[Publication], user: Reader) -> Shelf:
    found = Publication.objects.visible_to(user).filter(pk__in=rows.order_by().values("pk"))
    return [(each, cover_of(each)) for each in with_cards(found, user)]


def publications_on(country: Country, regional_map: RegionalMap, user: Reader) -> Shelf:
    return shelf(Publication.objects.of_map(regional_map).filter(countries=country), user)


def publications_with(organisation: Organisation, user: Reader) -> Shelf:
    """Those it wrote, took part in or published."""
    its = Q(contributions__organisation=organisation) | Q(publisher=organisation)
    return shelf(Publication.objects.filter(its), user)


def projects_in(country: Country, regional_map: RegionalMap, user: Reader) -> list[Project]:
    its = Project.objects.filter(countries=country, regional_map=regional_map).order_by()
    return list(with_heads(Project.objects.visible_to(user).filter(pk__in=its.values("pk")), user))


def expertise_of(country: Country, regional_map: RegionalMap, user: Reader) -> list[Expertise]:
    """Open offers and needs of the state and of its cities."""
    rows = Expertise.objects.visible_to(user).filter(
        organisation__country=country, regional_map=regional_map, is_open=True
    )
    return list(with_expertise_heads(rows).order_by("theme__order", "side", "pk"))
