"""One factory a model of `meetings.cooperation`, and `speaker` for the focal point of a state."""

from uuid import uuid4

import factory

from accounts.actions import admit
from accounts.models import User
from imap.regions.models import MapPillar
from meetings.cooperation.models import (
    Capacity,
    Exchange,
    Expertise,
    Involvement,
    PartnersNote,
    Priority,
    Project,
    ProjectDocument,
    ProjectResult,
    Reporter,
    RequestMessage,
    Roadmap,
    RoadmapStep,
    SupportRequest,
)
from tests import factories as make

ThemeFactory = make.ThemeFactory


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"project-{n}")
    code = factory.LazyAttribute(lambda o: o.slug.upper())
    title_en = factory.LazyAttribute(lambda o: f"Project {o.slug}")
    description_en = "What it did."
    status = "ended"
    starts = "2009-01-05"
    ends = "2010-08-31"
    is_listed = True


class InvolvementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Involvement

    project = factory.SubFactory(ProjectFactory)
    order = factory.Sequence(lambda n: n)
    organisation = factory.SubFactory(make.OrganisationFactory)
    role = "implementer"


class ProjectResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProjectResult

    project = factory.SubFactory(ProjectFactory)
    order = factory.Sequence(lambda n: n)
    text_en = "A result."


class ProjectDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProjectDocument

    project = factory.SubFactory(ProjectFactory)
    order = factory.Sequence(lambda n: n)
    title_en = "A report"


class ReporterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reporter

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    organisation = factory.SubFactory(make.OrganisationFactory)
    kind = "40"


class PartnersNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnersNote

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    states = 45
    note_en = "The list names one more."
    source_en = "The working paper"


class StateFactory(make.OrganisationFactory):
    """The organisation of a country."""

    code = factory.LazyAttribute(lambda o: o.country.iso3)
    country = factory.SubFactory(make.CountryFactory)


class ExpertiseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Expertise

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    side = "offer"
    organisation = factory.SubFactory(StateFactory)
    theme = factory.SubFactory(ThemeFactory)
    languages = ["fr"]
    forms = ["visit"]
    title_en = factory.Sequence(lambda n: f"Expertise {n}")
    contact = "Nadia Contact, nadia@example.org"


class ExchangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Exchange

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    offer = factory.SubFactory(ExpertiseFactory, side="offer")
    need = factory.SubFactory(ExpertiseFactory, side="need")


class PriorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Priority

    map_pillar = factory.SubFactory(make.MapPillarFactory)
    organisation = factory.SubFactory(StateFactory)
    theme = factory.SubFactory(ThemeFactory)
    year = 2012
    text_en = "A priority"
    is_out = True


class CapacityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Capacity

    map_pillar = factory.SubFactory(make.MapPillarFactory)
    organisation = factory.SubFactory(StateFactory)
    theme = factory.SubFactory(ThemeFactory)
    as_of = 2012
    institution_en = "A ministry"
    contact_en = "Head of department"
    is_out = True


class SupportRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SupportRequest

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    organisation = factory.SubFactory(StateFactory)
    theme = factory.SubFactory(ThemeFactory)
    title = "We ask"
    language = "en"
    key = factory.LazyFunction(uuid4)


class RequestMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequestMessage

    request = factory.SubFactory(SupportRequestFactory)
    language = "en"
    text = "Please help."
    key = factory.LazyFunction(uuid4)


class RoadmapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Roadmap

    city = factory.SubFactory(make.CityFactory)
    kind = "integration"
    title_en = "A roadmap"
    is_out = True


class RoadmapStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoadmapStep

    roadmap = factory.SubFactory(RoadmapFactory)
    order = factory.Sequence(lambda n: n)
    title_en = "A step"
    due = "2027"


def speaker(iso3: str, pair: MapPillar, language: str = "en") -> User:
    """The national focal point of a state."""
    state = StateFactory(code=iso3, country=make.CountryFactory(iso3=iso3))
    person = make.UserFactory(
        email=f"focal.{iso3.lower()}@example.org", organisation=state, preferred_language=language
    )
    admit(user=person, role="focal_point", over=pair, by=None)
    return person
