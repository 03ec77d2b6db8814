"""What the apps of the dialogue hold of a country, an organisation or a regional i-Map, as far as the reader sees it; for their pages."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Reader
from accounts.models import Organisation
from imap.library.models import Publication
from imap.library.pages import Cover, cover_of, with_cards
from imap.regions.models import Country, RegionalMap
from meetings.cooperation.models import Capacity, Expertise, Priority, Project, Roadmap
from meetings.cooperation.pages import with_expertise_heads, with_heads, with_steps
from meetings.models import Meeting
from profiles.models import City

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


def roadmaps_of(city: City, user: Reader) -> list[Roadmap]:
    rows = Roadmap.objects.visible_to(user).filter(city=city)
    return list(with_steps(rows, user).order_by("kind"))


def expertise_of_city(city: City, user: Reader) -> list[Expertise]:
    rows = Expertise.objects.visible_to(user).filter(city=city, is_open=True)
    return list(with_expertise_heads(rows).order_by("side", "theme__order", "pk"))


def beside_profiles(user: Reader, regional_map: RegionalMap | None = None) -> list[tuple[str, str, int]]:
    """Lists of the dialogue that hold something for the reader: name, address and number; of one regional i-Map, or of all."""
    lists: list[tuple[str, str, QuerySet]] = [
        (_("Meetings"), "meetings:list", Meeting.objects.visible_to(user)),
        (_("Publications"), "library:list", Publication.objects.visible_to(user)),
        (_("Projects"), "projects:list", Project.objects.visible_to(user)),
        (
            _("Offers and needs of expertise"),
            "exchange:home",
            Expertise.objects.visible_to(user).filter(is_open=True),
        ),
        (
            _("Priorities of states"),
            "exchange:priorities",
            Priority.objects.visible_to(user).filter(is_out=True),
        ),
        (
            _("Institutional capacities"),
            "exchange:inventory",
            Capacity.objects.visible_to(user).filter(is_out=True),
        ),
    ]
    if regional_map:
        lists = [(name, address, of_map(rows, regional_map)) for name, address, rows in lists]
    query = f"?map={regional_map.slug}" if regional_map else ""
    found = [(name, reverse(address) + query, rows.order_by().count()) for name, address, rows in lists]
    return [row for row in found if row[2]]


def of_map(rows: QuerySet, regional_map: RegionalMap) -> QuerySet:
    """Of a regional i-Map alone or, as publications, of several."""
    if rows.model is Publication:
        return rows.filter(pk__in=Publication.objects.of_map(regional_map).values("pk"))
    has_pillar = rows.model in (Priority, Capacity)
    return rows.filter(**{"map_pillar__regional_map" if has_pillar else "regional_map": regional_map})


def stated_by(organisation: Organisation, user: Reader) -> list[Expertise]:
    """Open offers and needs of a state, in all regional i-Maps."""
    rows = Expertise.objects.visible_to(user).filter(organisation=organisation, is_open=True)
    return list(with_expertise_heads(rows).order_by("regional_map", "theme__order", "side", "pk"))


def registered_by(country: Country, regional_map: RegionalMap, user: Reader) -> list[tuple[str, str, int]]:
    """What the state has in the registries of the dialogue: name, address and number."""
    rows = {"organisation__country": country, "map_pillar__regional_map": regional_map, "is_out": True}
    query = f"?map={regional_map.slug}&country={country.iso3}"
    registries: list[tuple[str, str, QuerySet]] = [
        (_("Registry of priorities"), "exchange:priorities", Priority.objects.visible_to(user)),
        (
            _("Inventory of institutional capacities and practices"),
            "exchange:inventory",
            Capacity.objects.visible_to(user),
        ),
    ]
    found = [
        (name, reverse(address) + query, each.filter(**rows).count()) for name, address, each in registries
    ]
    return [row for row in found if row[2]]
