"""The corpus: four regional i-Maps, 10,000 profiles of every kind, 1,000 users, 100,000 grants, 2,000 routes, 500 hubs."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.contrib.gis.geos import LineString, Point
from django.db import models

from accounts.actions import admit
from accounts.models import User
from bench.database import settle, without_triggers
from imap.core.translation import columns
from imap.regions.models import Country, MapPillar, Participation, Pillar, RegionalMap
from profiles.models import City, Edition, Hub, Leg, Profile, ProfileUserPermission, Route, SectionTemplate

SEED = 2012
COUNTRIES = 200
USERS = 1_000
GRANTS_A_USER = 100
LEGS_A_ROUTE = 4
DAY = date(2012, 6, 30)
MAPS = ("mtm", "prague", "rabat", "silk-routes")
RESTRICTED = {("mtm", 0), ("rabat", 0), ("silk-routes", 0)}
# In twenty profiles: four routes and one hub (of the first regional i-Map), two cities, three countries, ten themes.
KINDS = ["route"] * 4 + ["hub"] + ["city"] * 2 + ["country"] * 3 + ["thematic"] * 10

DRAWN = (
    "route",
    "hub",
)  # all of them open to the reader, so that a tile can be compared with one that asks nobody


def in_languages(field: str, words: str) -> dict[str, str]:
    return {column: f"{words} {column[-2:]}" for column in columns(field)}


def bulk(rows: Iterable[models.Model], size: int = 2_000) -> list[Any]:
    found = list(rows)
    return type(found[0])._default_manager.bulk_create(found, batch_size=size) if found else []


class Corpus:
    """Grows: the list is measured at 1,000 profiles, then at 10,000."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.size = 0
        self.pairs = self.make_maps()
        self.countries = self.make_countries()
        self.users = bulk(
            User(email=f"reader{n}@example.org", name=f"Reader {n}", password="!") for n in range(USERS)
        )
        self.reader = self.users[0]
        Authenticator.objects.create(user=self.reader, type=Authenticator.Type.TOTP, data={})
        admit(user=self.reader, role="reader", over=self.pairs[0], by=None)

    def make_maps(self) -> list[MapPillar]:
        pillars = [
            Pillar.objects.create(
                slug=slug, numeral=numeral, order=len(numeral), **in_languages("name", slug)
            )
            for slug, numeral in (("irregular-and-mixed-migration", "I"), ("migration-and-development", "II"))
        ]
        maps = [
            RegionalMap.objects.create(
                slug=slug, order=order, languages=["ar", "en", "fr"], **in_languages("name", slug),
                **in_languages("short_name", slug), **in_languages("how_to_ask", "Ask your focal point."),
                **in_languages("disclaimer", "Borders do not imply endorsement."),
            )
            for order, slug in enumerate(MAPS)
        ]  # fmt: skip
        return [
            MapPillar.objects.create(
                regional_map=regional_map, pillar=pillar, **in_languages("reason", "Shared in confidence."),
                access="restricted" if (regional_map.slug, at) in RESTRICTED else "public",
            )
            for regional_map in maps
            for at, pillar in enumerate(pillars)
        ]  # fmt: skip

    def make_countries(self) -> list[Country]:
        codes = [f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(COUNTRIES)]
        countries = bulk(Country(iso3=code, **in_languages("name", f"Country {code}")) for code in codes)
        bulk(
            Participation(regional_map=self.pairs[0].regional_map, country=country)
            for country in countries[:60]
        )
        for order in range(1, 8):
            SectionTemplate.objects.create(
                kind="country", order=order, code=f"part-{order}", **in_languages("heading", f"Part {order}")
            )
        return countries

    def grow(self, size: int) -> None:
        """Up to `size` profiles, 100 grants for each user over all of them."""
        numbers = range(self.size, size)
        with without_triggers():
            made = [profile for kind in set(KINDS) for profile in self.make_profiles(kind, numbers)]
            bulk(self.editions(made))
            self.size = size
            self.make_grants()
        settle()

    def make_profiles(self, kind: str, numbers: range) -> list[Profile]:
        mine = [number for number in numbers if KINDS[number % len(KINDS)] == kind]
        places: list[Any] = list(getattr(self, f"places_{kind}")(mine))
        return bulk(self.profile(kind, number, place) for number, place in zip(mine, places, strict=True))

    def profile(self, kind: str, number: int, place: Any) -> Profile:
        pair = self.pair(kind, number)
        title = f"{number * 7919 % 100_000:05} {kind}"
        return Profile(
            regional_map=pair.regional_map, pillar=pair.pillar, map_pillar=pair, kind=kind, slug=f"{kind}-{number}",
            audience="named" if number % 10 == 9 and kind not in DRAWN else "pillar", is_unlisted=number % 50 == 49,
            update_due=DAY if number % 7 == 0 else None, **in_languages("title", title),
            **({} if kind == "thematic" else {kind: place}),
        )  # fmt: skip

    def pair(self, kind: str, number: int) -> MapPillar:
        """Routes and hubs stand in the restricted pillar of the first regional i-Map, the others everywhere."""
        if kind in ("route", "hub"):
            return self.pairs[0]
        rank = number // len(KINDS) * 3 + number % len(KINDS) - 7 if kind == "country" else number
        return self.pairs[
            rank // COUNTRIES % len(self.pairs) if kind == "country" else rank % len(self.pairs)
        ]

    def places_thematic(self, numbers: list[int]) -> list[None]:
        return [None] * len(numbers)

    def places_country(self, numbers: list[int]) -> list[Country]:
        ranks = (number // len(KINDS) * 3 + number % len(KINDS) - 7 for number in numbers)
        return [self.countries[rank % COUNTRIES] for rank in ranks]

    def places_city(self, numbers: list[int]) -> list[City]:
        return bulk(
            City(
                regional_map=self.pair("city", n).regional_map, slug=f"city-{n}", point=self.point(),
                country=self.countries[n % COUNTRIES], **in_languages("name", f"City {n}"),
            )
            for n in numbers
        )  # fmt: skip

    def places_hub(self, numbers: list[int]) -> list[Hub]:
        return bulk(
            Hub(
                regional_map=self.pairs[0].regional_map, slug=f"hub-{n}", point=self.point(),
                country=self.countries[n % COUNTRIES], **in_languages("name", f"Hub {n}"),
            )
            for n in numbers
        )  # fmt: skip

    def places_route(self, numbers: list[int]) -> list[Route]:
        routes = bulk(
            Route(
                regional_map=self.pairs[0].regional_map,
                slug=f"route-{n}",
                **in_languages("name", f"Route {n}"),
            )
            for n in numbers
        )
        bulk(leg for route in routes for leg in self.legs(route))
        return routes

    def legs(self, route: Route) -> Iterator[Leg]:
        """Four legs of ten points, northwards over the Sahara and the sea: all of them within the tile 4/8/6."""
        lon, lat = self.chance.uniform(1, 20), self.chance.uniform(22.5, 29)
        for order in range(LEGS_A_ROUTE):
            path = [(lon, lat)]
            for _ in range(9):
                lon = min(max(lon + self.chance.uniform(-0.4, 0.4), 0.2), 22.3)
                lat += self.chance.uniform(0.05, 0.5)
                path.append((lon, lat))
            yield Leg(
                route=route, order=order, mode=self.chance.choice(("land", "sea", "air")),
                leg_class=self.chance.choice(("minor", "connecting", "major")), path=LineString(path, srid=4326),
                **in_languages("start_name", f"Start {order}"), **in_languages("end_name", f"End {order}"),
            )  # fmt: skip

    def point(self) -> Point:
        return Point(self.chance.uniform(0.5, 22), self.chance.uniform(22.5, 40), srid=4326)

    def editions(self, made: list[Profile]) -> Iterator[Edition]:
        """Nine in ten are published (all that are drawn on the map), six in ten as final."""
        for at, profile in enumerate(made):
            if at % 10 or profile.kind in DRAWN:
                yield Edition(
                    profile=profile, number=1, label="2012", as_of=DAY, state="published",
                    standing="final" if at % 10 < 7 else "preparation", languages=["ar", "en", "fr"],
                    published_on=DAY + timedelta(days=at % 300), **in_languages("summary", "A summary of what follows."),
                )  # fmt: skip

    def make_grants(self) -> None:
        ProfileUserPermission.objects.all().delete()
        read = Permission.objects.get(codename="read_profile", content_type__app_label="profiles")
        keys = list(Profile.objects.values_list("pk", flat=True))
        bulk(
            (
                ProfileUserPermission(user=user, content_object_id=key, permission=read)
                for user in self.users
                for key in self.chance.sample(keys, GRANTS_A_USER)
            ),
            size=5_000,
        )
