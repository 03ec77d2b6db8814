"""Who sees that there is a meeting, and who reads what lies in it."""

import pytest
from django.urls import reverse

from accounts.actions import dismiss
from accounts.models import Membership
from meetings.models import DocumentFile, Meeting, Participant, SiteVisit
from tests import factories as make
from tests.conftest import CAST
from tests.meetings import factories as convene

SECRET = "marmalade"
READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}


@pytest.fixture
def closed(world, cast) -> Meeting:
    """A meeting of MTM's restricted pillar, to come, with papers that say “marmalade”."""
    return convene.full_meeting(SECRET, world.mtm_irregular, title_en="Expert meeting", slug="closed")


@pytest.mark.parametrize("who", CAST)
def test_the_card_is_public_and_what_lies_in_it_is_the_readers(who, client_of, closed):
    page = client_of(who).get(closed.get_absolute_url()).content.decode()
    assert "Expert meeting" in page
    assert (SECRET in page) == (who in READERS)
    assert ("Agenda, participants and papers are read by" in page) == (who not in READERS)


@pytest.mark.parametrize("who", CAST)
def test_a_file_is_had_only_by_those_who_read_its_document(who, client_of, closed):
    found = DocumentFile.objects.get(document__meeting=closed)
    for method in ("get", "head"):
        answer = getattr(client_of(who), method)(found.get_absolute_url())
        assert answer.status_code == (200 if who in READERS else 404)
    ranged = client_of(who).get(found.get_absolute_url(), headers={"range": "bytes=0-3"})
    assert (b"marm" in ranged.getvalue()) == (who in READERS)


@pytest.mark.parametrize("who", CAST)
def test_the_api_gives_the_card_and_to_readers_the_rest(who, client_of, closed):
    for path in ("/api/v1/meetings/", "/api/v1/meetings/closed/", "/api/v1/meetings/?format=geojson"):
        answer = client_of(who).get(path).content.decode()
        assert "Expert meeting" in answer
        assert (SECRET in answer) == (who in READERS)


@pytest.mark.parametrize("who", CAST)
def test_an_unlisted_meeting_does_not_exist_for_others(who, client_of, world, cast):
    meeting = convene.full_meeting(
        SECRET, world.mtm_irregular, is_listed=False, title_en=SECRET, slug="unlisted", city_name_en=SECRET,
        country=make.CountryFactory(iso3="QZZ"),
    )  # fmt: skip
    client = client_of(who)
    assert client.get(meeting.get_absolute_url()).status_code == (200 if who in READERS else 404)
    assert client.get("/en/meetings/unlisted.ics").status_code == (200 if who in READERS else 404)
    for path in ("/en/meetings/", "/en/mtm/countries/QZZ/", "/api/v1/meetings/", "/sitemap.xml"):
        found = client.get(path).content.decode()
        assert (SECRET in found) <= (who in READERS), path
    hits = client.get(f"/en/search/?q={SECRET}").content.decode()
    assert ("/en/meetings/unlisted/" in hits) == (who in READERS)


def test_a_state_that_takes_part_reads_it_as_long_as_its_people_have_a_role(client_of, world, cast):
    meeting = convene.full_meeting(SECRET, world.mtm_development, slug="shared")
    convene.ParticipantFactory(meeting=meeting, organisation=cast["focal_mar"].organisation)
    path = meeting.get_absolute_url()
    assert SECRET in client_of("focal_mar").get(path).content.decode()
    assert SECRET not in client_of("reader_nga").get(path).content.decode()
    for membership in Membership.objects.filter(user=cast["focal_mar"]):
        dismiss(membership=membership, by=cast["secretariat"])
    assert SECRET not in client_of("focal_mar").get(path).content.decode()


def test_with_two_restricted_pillars_one_admission_is_not_enough(client_of, world, closed):
    world.mtm_development.access = "restricted"
    world.mtm_development.save()
    closed.pillars.add(world.development)
    assert SECRET not in client_of("reader_nga").get(closed.get_absolute_url()).content.decode()


def test_a_meeting_of_a_map_that_is_not_public_is_its_staff_s(client_of, world, cast):
    meeting = convene.full_meeting(SECRET, world.mtm_irregular, title_en=SECRET, access="public")
    world.mtm.is_public = False
    world.mtm.save()
    for who in CAST:
        expected = 200 if who in ("secretariat", "admin") else 404
        assert client_of(who).get(meeting.get_absolute_url()).status_code == expected, who


def test_a_public_agenda_still_does_not_say_who_took_part(client_of, world, cast):
    meeting = convene.full_meeting("daylight", world.mtm_development, access="public", slug="open")
    participant = convene.ParticipantFactory(
        meeting=meeting, organisation=make.OrganisationFactory(name_en=SECRET)
    )
    page = client_of("anonymous").get(meeting.get_absolute_url()).content.decode()
    assert "daylight" in page
    assert SECRET not in page
    assert not Participant.objects.visible_to(cast["nobody"]).exists()
    assert participant in Participant.objects.visible_to(cast["secretariat"])


def test_a_paper_for_the_circle_stays_there_though_the_agenda_is_public(client_of, world, cast):
    meeting = convene.full_meeting("daylight", world.mtm_development, access="public")
    paper = convene.DocumentFactory(meeting=meeting, title_en=SECRET, access="circle")
    file = convene.DocumentFileFactory(document=paper)
    client = client_of("nobody")
    assert SECRET not in client.get(meeting.get_absolute_url()).content.decode()
    assert client.get(file.get_absolute_url()).status_code == 404
    assert client_of("secretariat").get(file.get_absolute_url()).status_code == 200


def test_where_a_meeting_went_is_public_and_where_it_will_go_is_not(world, cast, closed):
    nobody = cast["nobody"]
    assert not SiteVisit.objects.visible_to(nobody).exists()
    been = convene.SiteVisitFactory(meeting=convene.MeetingFactory(regional_map=world.mtm))
    assert list(SiteVisit.objects.visible_to(nobody)) == [been]


def test_a_file_is_asked_for_under_its_own_meeting(client_of, closed):
    other = convene.MeetingFactory(slug="other")
    found = DocumentFile.objects.get(document__meeting=closed)
    path = reverse("meetings:file", args=[other.slug, found.pk])
    assert client_of("secretariat").get(path).status_code == 404


def test_staff_of_another_map_see_no_more_than_anyone(cast, closed):
    assert Meeting.objects.visible_to(cast["prague"]).contains(closed)
    assert not Meeting.objects.readable_by(cast["prague"]).exists()
    assert not Meeting.objects.editable_by(cast["prague"]).exists()
