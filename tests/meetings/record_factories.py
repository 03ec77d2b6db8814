"""Records and those who write them."""

import factory

from meetings.models import NoteTaker, Record
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
