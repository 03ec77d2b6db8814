"""One factory a model, and `published_profile` for what most tests need: a profile with something to leak."""

from datetime import date
from typing import Any

import factory
from django.contrib.gis.geos import LineString, Point

from accounts.models import Engagement, Letter, Organisation, User
from imap.core.translation import LANGUAGES
from imap.regions.models import Country, MapPillar, Participation, Pillar, RegionalMap, Theme
from profiles.actions import note_written, publish, take_step
from profiles.models import (
    Citation,
    City,
    Edition,
    Follow,
    Hub,
    Leg,
    Profile,
    Route,
    Section,
    SectionTemplate,
    Source,
    Validation,
)

PASSWORD = "correct-horse-battery-staple"


class RegionalMapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegionalMap
        django_get_or_create = ("slug",)

    slug = "mtm"
    name_en = factory.LazyAttribute(lambda o: f"{o.slug.upper()} dialogue")
    name_ar = factory.LazyAttribute(lambda o: f"حوار {o.slug.upper()}")
    name_fr = factory.LazyAttribute(lambda o: f"Dialogue {o.slug.upper()}")
    short_name_en = factory.LazyAttribute(lambda o: o.slug.upper())
    how_to_ask_en = "Ask your national focal point."
    disclaimer_en = "Borders and names shown do not imply endorsement."
    languages = ["ar", "en", "fr"]


class PillarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pillar
        django_get_or_create = ("slug",)

    slug = "migration-and-development"
    numeral = factory.LazyAttribute(lambda o: "I" if o.slug.startswith("irregular") else "II")
    name_en = factory.LazyAttribute(lambda o: o.slug.replace("-", " ").capitalize())
    order = factory.LazyAttribute(lambda o: len(o.numeral))


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = "diaspora"
    name_en = factory.LazyAttribute(lambda o: o.code.capitalize())


class MapPillarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MapPillar
        django_get_or_create = ("regional_map", "pillar")

    regional_map = factory.SubFactory(RegionalMapFactory)
    pillar = factory.SubFactory(PillarFactory)
    access = MapPillar.Access.PUBLIC
    reason_en = "States share it in confidence."


class CountryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("iso3",)

    iso3 = factory.Sequence(lambda n: f"Q{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    name_en = factory.LazyAttribute(lambda o: f"Country {o.iso3}")
    name_ar = factory.LazyAttribute(lambda o: f"بلد {o.iso3}")
    name_fr = factory.LazyAttribute(lambda o: f"Pays {o.iso3}")


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participation

    regional_map = factory.SubFactory(RegionalMapFactory)
    country = factory.SubFactory(CountryFactory)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"ORG{n}")
    name_en = factory.LazyAttribute(lambda o: f"Organisation {o.code}")


class EngagementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Engagement

    organisation = factory.SubFactory(OrganisationFactory)
    regional_map = factory.SubFactory(RegionalMapFactory)
    kind = Engagement.Kind.PARTNER_AGENCY


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        django_get_or_create = ("email",)
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    name = factory.LazyAttribute(lambda o: o.email.split("@")[0])
    password = factory.django.Password(PASSWORD)


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Letter

    user = factory.SubFactory(UserFactory)
    address = factory.LazyAttribute(lambda o: o.user.email)
    language = factory.LazyAttribute(lambda o: o.user.preferred_language)
    kind = "occasion"
    key = factory.Sequence(lambda n: f"occasion:{n}")
    regional_map = factory.SubFactory(RegionalMapFactory)
    subject = "A letter"
    text = "Words\n"
    html = (
        "<!doctype html><html><head><style>p { color: red; }</style></head><body><p>Words</p></body></html>\n"
    )


class SectionTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SectionTemplate
        django_get_or_create = ("regional_map", "pillar", "kind", "code")

    regional_map = None
    pillar = None
    kind = "country"
    code = factory.Sequence(lambda n: f"section-{n}")
    order = factory.Sequence(lambda n: n)
    heading_en = factory.LazyAttribute(lambda o: f"Heading {o.code}")


class RouteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Route

    regional_map = factory.SubFactory(RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"route-{n}")
    name_en = factory.LazyAttribute(lambda o: f"Route {o.slug}")


class LegFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Leg

    route = factory.SubFactory(RouteFactory)
    order = factory.Sequence(lambda n: n)
    start_name_en = "Start"
    end_name_en = "End"
    path = LineString((8.037, 17.021), (14.433, 27.038), srid=4326)


class HubFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hub

    regional_map = factory.SubFactory(RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"hub-{n}")
    name_en = factory.LazyAttribute(lambda o: f"Hub {o.slug}")
    country = factory.SubFactory(CountryFactory)
    point = Point(8.037, 17.021, srid=4326)


class CityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = City

    regional_map = factory.SubFactory(RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"city-{n}")
    name_en = factory.LazyAttribute(lambda o: f"City {o.slug}")
    country = factory.SubFactory(CountryFactory)
    point = Point(10.18, 36.8, srid=4326)


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profile

    regional_map = factory.SubFactory(RegionalMapFactory)
    pillar = factory.SubFactory(PillarFactory)
    kind = "country"
    slug = factory.Sequence(lambda n: f"profile-{n}")
    country = factory.Maybe(
        factory.LazyAttribute(lambda o: o.kind == "country"), factory.SubFactory(CountryFactory), None
    )

    @classmethod
    def _create(cls, model_class: type[Profile], *args: Any, **kwargs: Any) -> Profile:
        MapPillarFactory(regional_map=kwargs["regional_map"], pillar=kwargs["pillar"])
        return super()._create(model_class, *args, **kwargs)


class FollowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Follow

    user = factory.SubFactory(UserFactory)
    profile = factory.SubFactory(ProfileFactory)


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    regional_map = factory.SubFactory(RegionalMapFactory)
    title = factory.Sequence(lambda n: f"Source {n}")
    publisher = "A publisher"
    url = factory.Sequence(lambda n: f"https://example.org/{n}")


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    profile = factory.SubFactory(ProfileFactory)
    number = 1
    label = "2012"
    as_of = date(2012, 6, 30)
    standing = Edition.Standing.FINAL


def write_sections(edition: Edition, words: str, sections: int = 2) -> None:
    """Texts in three languages that contain `words`, each with one cited source that does as well."""
    profile = edition.profile
    for order in range(1, sections + 1):
        template = SectionTemplateFactory(
            kind=profile.kind, pillar=profile.pillar, code=f"part-{order}", order=order
        )
        section = Section(edition=edition, template=template)
        for language in LANGUAGES:
            setattr(section, f"body_{language}", f"<p>{words} {language} {order} [1]</p>")
        section.save()
        note_written(section=section, languages=LANGUAGES, by=None)
        source = SourceFactory(regional_map=profile.regional_map, title=f"{words} source {order}")
        Citation.objects.create(section=section, source=source, number=1)


def published_profile(words: str = "marmalade", **kwargs: Any) -> Profile:
    """A profile whose published edition says `words`: what a refusal test looks for."""
    profile = ProfileFactory(**kwargs)
    edition = EditionFactory(profile=profile, summary_en=f"{words} summary")
    write_sections(edition, words)
    publish(edition=edition, by=None, on=date(2012, 6, 30), override="For the test.")
    return profile


def ready(edition: Edition) -> Edition:
    """Through all the steps up to the last one, taken by the portal itself: every condition is met on the way."""
    for step in ("send_for_validation", "endorse", "make_ready"):
        take_step(edition=edition, step=step, by=None, note="For the test.")
    return edition


def under_review(words: str, pair: MapPillar, agency: Organisation, sections: int = 2) -> Validation:
    """A profile of Morocco's that says `words`, in validation; the agency is asked about its first section only."""
    country = CountryFactory(iso3="MAR")
    edition = EditionFactory(
        profile=ProfileFactory(regional_map=pair.regional_map, pillar=pair.pillar, country=country)
    )
    write_sections(edition, words, sections)
    edition.sections.order_by("order")[0].template.validated_by.add(agency)
    take_step(edition=edition, step="send_for_validation", by=None)
    return Validation.objects.get(section__edition=edition)
