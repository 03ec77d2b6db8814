"""One factory a model of `meetings`, and `full_meeting` for a meeting whose every part says a word."""

from datetime import UTC, date, datetime

import factory
from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from django.utils import timezone

from imap.regions.models import MapPillar
from meetings.models import (
    AgendaItem,
    Chair,
    Decision,
    Delegate,
    Document,
    DocumentFile,
    Invitation,
    Meeting,
    Participant,
    Session,
    SiteVisit,
    StatedCount,
)
from tests import factories as make


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"meeting-{n}")
    title_en = factory.LazyAttribute(lambda o: f"Meeting {o.slug}")
    kind = Meeting.Kind.EXPERT
    status = Meeting.Status.HELD
    country = factory.SubFactory(make.CountryFactory)
    city_name_en = factory.Sequence(lambda n: f"City {n}")
    point = Point(14.51, 35.9, srid=4326)
    starts = "2007"
    is_listed = True


class ChairFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Chair

    meeting = factory.SubFactory(MeetingFactory)
    side = Chair.Side.EUROPEAN
    function_en = "Head of delegation"


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n)
    title_en = factory.LazyAttribute(lambda o: f"Session {o.order}")


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    session = factory.SubFactory(SessionFactory)
    order = factory.Sequence(lambda n: n)
    title_en = factory.LazyAttribute(lambda o: f"Item {o.order}")


class SiteVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SiteVisit

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n)
    place_en = "A border crossing point"


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n)
    title_en = factory.LazyAttribute(lambda o: f"Guide {o.order}")
    access = Document.Access.MEETING


class DocumentFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentFile

    document = factory.SubFactory(DocumentFactory)
    language = "en"
    file = factory.LazyFunction(lambda: ContentFile(b"words", "f"))
    name = "guide.txt"
    content_type = "text/plain"
    size = 5


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SubFactory(make.OrganisationFactory)


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n)
    text_en = "Something is decided"


class StatedCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatedCount

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    meetings = 28
    countries = 21


def full_meeting(words: str, pair: MapPillar, affiliation: str = "", **values) -> Meeting:
    """To come, of one pair of map and pillar; agenda, papers, visit, decision and participants say `words`.

    `affiliation`: another name for who takes part, since organisations themselves are no secret.
    """
    meeting = MeetingFactory(
        regional_map=pair.regional_map, **{"status": "planned", "starts": "2031-05-11", **values}
    )
    meeting.pillars.add(pair.pillar)
    item = AgendaItemFactory(
        session__meeting=meeting, session__title_en=words, title_en=words, description_en=words
    )
    assert item.session.meeting == meeting
    SiteVisitFactory(meeting=meeting, place_en=words)
    document = DocumentFactory(meeting=meeting, title_en=words)
    DocumentFileFactory(document=document, name=f"{words}.txt", file=ContentFile(words.encode(), "f"))
    DecisionFactory(meeting=meeting, text_en=words, owner=make.OrganisationFactory())
    ParticipantFactory(meeting=meeting, organisation=make.OrganisationFactory(name_en=affiliation or words))
    return meeting


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    meeting = factory.SubFactory(MeetingFactory, status="planned", starts="2031-05-11")
    organisation = factory.SubFactory(make.OrganisationFactory)
    places = 3
    answer_by = date(2031, 4, 1)
    sent_at = datetime(2026, 1, 5, 9, tzinfo=UTC)


class DelegateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegate

    invitation = factory.SubFactory(InvitationFactory)
    name = factory.Sequence(lambda n: f"Delegate {n}")
    function = "Head of unit"
    email = factory.Sequence(lambda n: f"delegate{n}@example.org")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """A confirmed one has a seat, one who waits a time."""
        if kwargs.get("state") == "confirmed":
            kwargs.setdefault("has_seat", True)
        if kwargs.get("state") == "waiting":
            kwargs.setdefault("waiting_since", timezone.now())
        return super()._create(model_class, *args, **kwargs)
