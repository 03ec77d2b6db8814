"""Records and those who write them."""

import factory
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from meetings.models import Meeting, NoteTaker, Record
from tests import factories as make
from tests.meetings.factories import MeetingFactory


class RecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Record

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n)
    text_en = factory.Sequence(lambda n: f"Something was said, number {n}.")


class NoteTakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NoteTaker

    meeting = factory.SubFactory(MeetingFactory)
    user = factory.SubFactory(make.UserFactory)


def released(**values) -> Record:
    """A record that went through the check, as the database wants it."""
    record = RecordFactory(**values)
    record.checked, record.open_findings, record.state = record.digest, 0, Record.State.RELEASED
    record.save()
    return record


def read_and_release(client: Client, meeting: Meeting) -> HttpResponse:
    """As a person does: the page first, then the button on it."""
    address = reverse("records:release", args=[meeting.slug])
    return client.post(address, {"read": client.get(address).context["stamp"]}, follow=True)
