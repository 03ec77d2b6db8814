"""Loading profiles, with their editions, and what each is related to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from accounts.access import grant
from accounts.models import User
from imap.core.translation import text_of
from imap.core.upsert import Tally, bring_up_to_date, upsert
from imap.portal.demo.cast import secretary_of
from imap.portal.demo.content import Content
from imap.portal.demo.editions import keep_draft, load_editions
from imap.portal.demo.files import translations
from imap.portal.demo.plan import Wanted, named_readers
from imap.portal.demo.sources import load_sources
from imap.regions.models import Country, Pillar, RegionalMap
from profiles.models import City, Hub, Profile, Route
from profiles.models.place import Place

# What a slug ends with; a country's profile ends with its pillar's, a theme's stands alone.
ENDINGS = {"route": "-route", "hub": "-hub", "city": "-city", "thematic": ""}
PLACES: dict[str, type[Place]] = {"route": Route, "hub": Hub, "city": City}


@dataclass
class Loaded:
    """What was done, and the profiles whose file says something else than the edition that was published."""

    profiles: Tally = field(default_factory=Tally)
    editions: Tally = field(default_factory=Tally)
    sources: Tally = field(default_factory=Tally)
    outdated: dict[str, list[str]] = field(default_factory=dict)


def load_profiles(content: Content) -> Loaded:
    loaded = Loaded()
    shelf = load_sources(content.files.values(), loaded.sources)
    pillars = {pillar.numeral: pillar for pillar in Pillar.objects.all()}
    maps = {regional_map.slug: regional_map for regional_map in RegionalMap.objects.all()}
    for wanted in content.wanted:
        regional_map, file = maps[wanted.map], content.files.get(wanted)
        title = file.document.get("title") if file else None
        profile = load_profile(wanted, regional_map, pillars[wanted.pillar], title, loaded.profiles)
        if file is None:
            keep_draft(profile, loaded.editions)
            continue
        bring_up_to_date(profile, Tally(), update_due=file.edition.get("update_due"))
        by = secretary_of(regional_map)
        if outdated := load_editions(profile, file, shelf, by, loaded.editions):
            loaded.outdated[wanted.key] = outdated
    return loaded


def load_profile(
    wanted: Wanted, regional_map: RegionalMap, pillar: Pillar, title: dict[str, str] | None, tally: Tally
) -> Profile:
    place = place_of(wanted, regional_map)
    titles = {} if place else translations("title", title)
    readers = named_readers(wanted)
    profile = upsert(
        Profile,
        tally,
        key={"regional_map": regional_map, "slug": slug_of(wanted, pillar, place)},
        pillar=pillar,
        kind=wanted.kind,
        audience=Profile.Audience.PILLAR if readers is None else Profile.Audience.NAMED,
        **({wanted.kind: place} if place else {}),
        **titles,
    )
    for reader in User.objects.filter(email__in=readers or []):
        grant("profiles.read_profile", to=reader, on=profile)
    return profile


def place_of(wanted: Wanted, regional_map: RegionalMap) -> Country | Place | None:
    if wanted.kind == "country":
        return Country.objects.get(iso3=wanted.place)
    if wanted.kind == "thematic":
        return None
    found: Place = PLACES[wanted.kind]._default_manager.get(regional_map=regional_map, slug=wanted.place)
    return found


def slug_of(wanted: Wanted, pillar: Pillar, place: Any) -> str:
    """`morocco-migration-and-development`, `west-africa-route`, `agadez-hub`, `remittances`."""
    if wanted.kind == "country":
        return f"{slugify(place.name_en)}-{pillar.slug}"
    return wanted.place + ENDINGS[wanted.kind]


def load_relations(content: Content) -> Tally:
    """A country's two pillars; a hub with its country and the routes that have a leg from or to it; a city with its country."""
    tally = Tally()
    mtm = Profile.objects.filter(regional_map__slug="mtm")
    for second in mtm.filter(kind="country", pillar__numeral="II"):
        relate(second, mtm.filter(country=second.country).exclude(pk=second.pk), tally)
    stops = {
        route["slug"]: {end["name"]["en"] for leg in route["legs"] for end in (leg["from"], leg["to"])}
        for route in content.places["routes"]
    }
    for profile in mtm.filter(kind="hub"):
        passing = [slug for slug, names in stops.items() if str(text_of(profile, "title", "en")) in names]
        relate(profile, mtm.filter(country__hubs=profile.hub, pillar=profile.pillar), tally)
        relate(profile, mtm.filter(route__slug__in=passing, pillar=profile.pillar), tally)
    for profile in mtm.filter(kind="city"):
        relate(profile, mtm.filter(country__cities=profile.city, pillar=profile.pillar), tally)
    return tally


def relate(profile: Profile, others: Iterable[Profile], tally: Tally) -> None:
    for other in others:
        if profile.related.filter(pk=other.pk).exists():
            tally.kept += 1
        else:
            profile.related.add(other)
            tally.created += 1
