"""Meetings as the secretariat of a regional i-Map writes them; another's finds none of it."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Letter
from meetings.actions import give_link
from meetings.models import Document, DocumentFile, Meeting, PersonalLink, Session
from tests.library.documents import pdf
from tests.library.factories import ContributionFactory
from tests.meetings import factories as convene
from tests.meetings.record_factories import NoteTakerFactory
from tests.profiles.test_admin_edition import sent_back

EMPTY = {
    f"{prefix}-{name}": "0"
    for prefix in ("chairs", "sessions", "site_visits", "documents", "participants", "decisions")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def sent(world, cast) -> dict:
    return {
        **EMPTY, "regional_map": world.mtm.pk, "status": "planned", "kind": "expert", "title_en": "On hubs",
        "starts": "2031-05-11", "ends": "2031-05-12", "access": "circle", "point": "35.9, 14.51", "capacity": "60",
        "interpretation": ["ar", "fr"], "pillars": [world.irregular.pk],
    }  # fmt: skip


def test_a_meeting_is_convened_with_an_address_of_its_own(client_of, sent, world):
    answer = client_of("secretariat").post(reverse("admin:meetings_meeting_add"), sent)
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    meeting = Meeting.objects.get(slug="on-hubs-2031")
    assert meeting.point.coords == (14.51, 35.9)
    assert meeting.interpretation == ["ar", "fr"]
    assert list(meeting.pillars.all()) == [world.irregular]
    assert not meeting.is_listed


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts": "May 2031", "ends": ""}, "Write a year, a month or a day"),
        ({"starts": "2031-02-30", "ends": ""}, "There is no such day"),
        ({"ends": "2031-05"}, "Write the end as precisely as the start"),
        ({"ends": "2031-05-10"}, "The meeting ends before it starts"),
        ({"capacity": "29"}, "A meeting has from 30 to 100 seats"),
        ({"point": "95, 14"}, "between −85 and 85"),
        ({"title_en": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong, words, client_of, sent):
    answer = client_of("secretariat").post(reverse("admin:meetings_meeting_add"), {**sent, **wrong})
    assert words in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_pillar_that_the_map_does_not_have_is_refused(client_of, sent, world):
    values = {**sent, "regional_map": world.prague.pk, "pillars": [world.development.pk]}
    answer = client_of("prague").post(reverse("admin:meetings_meeting_add"), values)
    assert "has no pillar" in answer.content.decode()


def test_the_form_has_tabs_of_languages_and_a_map(client_of, world, cast):
    meeting = convene.full_meeting("words", world.mtm_irregular)
    page = page_of(client_of("secretariat").get(reverse("admin:meetings_meeting_change", args=[meeting.pk])))
    assert page.select_one("place-editor")["data-map"] == "mtm"
    assert page.select_one("#id_title_ar")["dir"] == "rtl"
    assert page.select_one("fieldset.languages")


def test_what_was_sent_back_unchanged_changes_nothing(client_of, world, cast):
    meeting = convene.full_meeting("words", world.mtm_irregular)
    there = reverse("admin:meetings_meeting_change", args=[meeting.pk])
    browser = client_of("secretariat")
    answer = browser.post(there, sent_back(page_of(browser.get(there))))
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    assert meeting.sessions.count() == meeting.documents.count() == meeting.site_visits.count() == 1
    assert Meeting.objects.get().point.coords == (14.51, 35.9)


@pytest.mark.parametrize("name", ["meeting", "session", "document"])
def test_the_staff_of_prague_find_nothing_of_a_meeting_of_mtm(name, client_of, world, cast):
    meeting = convene.full_meeting("marmalade", world.mtm_irregular, title_en="marmalade")
    rows = {"meeting": meeting, "session": Session.objects.get(), "document": Document.objects.get()}
    browser = client_of("prague")
    assert "marmalade" not in browser.get(reverse(f"admin:meetings_{name}_changelist")).content.decode()
    for page in ("change", "history", "delete"):
        there = reverse(f"admin:meetings_{name}_{page}", args=[rows[name].pk])
        answer = browser.get(there, follow=True)
        assert answer.redirect_chain
        assert "marmalade" not in answer.content.decode()
        browser.post(there, {"post": "yes"})
        assert type(rows[name]).objects.filter(pk=rows[name].pk).exists()
    offered = browser.get(reverse(f"admin:meetings_{name}_add")).content.decode()
    assert "marmalade" not in offered


def test_prague_cannot_put_a_session_into_a_meeting_of_mtm(client_of, world, cast):
    meeting = convene.MeetingFactory(regional_map=world.mtm)
    values = {
        "meeting": meeting.pk,
        "order": 1,
        "title_en": "Ours",
        "items-TOTAL_FORMS": 0,
        "items-INITIAL_FORMS": 0,
    }
    answer = client_of("prague").post(reverse("admin:meetings_session_add"), values)
    assert answer.status_code == 200
    assert not Session.objects.exists()


def upload(browser, document: Document, file: SimpleUploadedFile, **more):
    values = {
        "order": document.order, "kind": "guide", "access": "circle", "title_en": "Guide", "files-TOTAL_FORMS": 1,
        "files-INITIAL_FORMS": 0, "files-0-language": "en", "files-0-document": document.pk, "files-0-file": file, **more,
    }  # fmt: skip
    return browser.post(reverse("admin:meetings_document_change", args=[document.pk]), values)


def test_a_file_is_taken_only_if_it_is_what_its_name_says(client_of, world, cast):
    document = convene.DocumentFactory(meeting=convene.MeetingFactory(regional_map=world.mtm))
    browser = client_of("secretariat")
    answer = upload(browser, document, SimpleUploadedFile("guide.pdf", b"MZ no pdf"))
    assert "is no PDF file" in answer.content.decode()
    answer = upload(browser, document, SimpleUploadedFile("run.exe", b"MZ"))
    assert "Files of this type are not taken" in answer.content.decode()
    answer = upload(browser, document, SimpleUploadedFile("talk.pptx", slides("ppt/vbaProject.bin")))
    assert "holds macros" in answer.content.decode()
    answer = upload(browser, document, SimpleUploadedFile("talk.pptx", b"\xd0\xcf\x11\xe0 locked"))
    assert "protected by a password" in answer.content.decode()
    assert not DocumentFile.objects.exists()
    whole = pdf("words")
    assert upload(browser, document, SimpleUploadedFile("guide.pdf", whole)).status_code == 302
    found = DocumentFile.objects.get()
    assert (found.name, found.content_type, found.size) == ("guide.pdf", "application/pdf", len(whole))


def test_slides_are_taken_as_a_paper(client_of, world, cast):
    document = convene.DocumentFactory(meeting=convene.MeetingFactory(regional_map=world.mtm))
    assert (
        upload(client_of("secretariat"), document, SimpleUploadedFile("talk.pptx", slides())).status_code
        == 302
    )
    assert DocumentFile.objects.get().content_type.endswith("presentationml.presentation")


def slides(*more: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        for name in ("ppt/presentation.xml", *more):
            packed.writestr(name, "x")
    return kept.getvalue()


def test_a_file_that_is_taken_away_leaves_the_disk(
    client_of, world, cast, django_capture_on_commit_callbacks
):
    document = convene.DocumentFactory(meeting=convene.MeetingFactory(regional_map=world.mtm))
    found = convene.DocumentFileFactory(document=document)
    with django_capture_on_commit_callbacks(execute=True):
        values = {
            "files-INITIAL_FORMS": 1,
            "files-0-id": found.pk,
            "files-0-DELETE": "on",
            "files-0-file": "",
        }
        assert upload(client_of("secretariat"), document, None, **values).status_code == 302
    assert not DocumentFile.objects.exists()
    assert not default_storage.exists(found.file.name)


def test_the_address_of_a_page_of_the_portal_is_not_given_to_a_meeting(client_of, world):
    meeting = convene.MeetingFactory(regional_map=world.mtm, slug="free")
    path = f"/admin/meetings/meeting/{meeting.pk}/change/"
    client = client_of("secretariat")
    assert "is taken by a page of the portal" in client.post(path, {"slug": "personal-link"}).content.decode()


def test_the_history_tells_pillars_joint_maps_and_note_takers(client_of, world, cast):
    """They decide who reads the meeting and who writes its records."""
    meeting = convene.MeetingFactory(regional_map=world.mtm)
    meeting.pillars.add(world.irregular)
    meeting.pillars.remove(world.irregular)
    meeting.other_maps.add(world.prague)
    NoteTakerFactory(meeting=meeting, user=cast["unhcr"])
    there = reverse("admin:meetings_meeting_history", args=[meeting.pk])
    words = page_of(client_of("secretariat").get(f"{there}?lang=en")).get_text(" ", strip=True)
    assert words.count(str(world.irregular)) == 2
    assert str(world.prague) in words
    assert str(cast["unhcr"]) in words


def test_seats_that_are_taken_are_not_taken_away_by_a_number(client_of, sent, world, cast):
    meeting = convene.MeetingFactory(
        regional_map=world.mtm, status="planned", starts="2031-05-11", capacity=60
    )
    for places in (20, 11):
        invitation = convene.InvitationFactory(meeting=meeting, places=20)
        for _each in range(places):
            convene.DelegateFactory(invitation=invitation, state="confirmed")
    there = reverse("admin:meetings_meeting_change", args=[meeting.pk])
    client = client_of("secretariat")
    answer = client.post(f"{there}?lang=en", {**sent, "capacity": "30"})
    assert "31 seats are taken already" in answer.content.decode()
    assert client.post(there, {**sent, "capacity": "31"}).status_code == 302


def test_letters_of_a_change_leave_only_where_that_is_ticked(client_of, sent, world, cast):
    meeting = convene.MeetingFactory(regional_map=world.mtm, status="planned", starts="2031-05-11")
    convene.DelegateFactory(invitation__meeting=meeting, state="confirmed")
    there = reverse("admin:meetings_meeting_change", args=[meeting.pk])
    client = client_of("secretariat")
    assert client.post(there, {**sent, "starts": "2031-05-10"}).status_code == 302
    assert not Letter.objects.exists()
    said = client.post(f"{there}?lang=en", {**sent, "starts": "2031-05-09", "tells": "on"}, follow=True)
    assert "1 letter tells of the change." in said.content.decode()
    assert "9–12 May 2031" in Letter.objects.get().text


def test_an_address_that_is_corrected_here_ends_the_link_that_went_to_the_other(client_of, world, cast):
    meeting = convene.MeetingFactory(regional_map=world.mtm, status="planned", starts="2031-05-11")
    delegate = convene.DelegateFactory(
        invitation__meeting=meeting, state="confirmed", email="old@example.org"
    )
    link = give_link(delegate=delegate)
    there = reverse("admin:meetings_delegate_change", args=[delegate.pk])
    browser = client_of("secretariat")
    kept = ("name", "function", "language")
    values = {**{name: getattr(delegate, name) for name in kept}, "email": "new@example.org"}
    assert browser.post(there, values).status_code == 302
    assert not PersonalLink.objects.valid().filter(pk=link.pk).exists()
    assert Letter.objects.get().address == "new@example.org"


def test_two_papers_with_one_number_stand_one_after_the_other(client_of, sent, world, cast):
    """In the form of the meeting and on the page of the paper; two that change places still do."""
    rows = {"documents-TOTAL_FORMS": "3"}
    for place, title in enumerate(("First", "Second", "Third")):
        rows |= {f"documents-{place}-{name}": value for name, value in
                 {"order": "1", "kind": "guide", "access": "circle", "title_en": title}.items()}  # fmt: skip
    answer = client_of("secretariat").post(reverse("admin:meetings_meeting_add"), {**sent, **rows})
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    papers = Document.objects.order_by("order")
    assert [(paper.order, paper.title_en) for paper in papers] == [(1, "First"), (2, "Second"), (3, "Third")]
    one = {"meeting": papers[0].meeting_id, "order": "2", "kind": "guide", "access": "circle", "title_en": "Fourth",
           "files-TOTAL_FORMS": "0", "files-INITIAL_FORMS": "0"}  # fmt: skip
    answer = client_of("secretariat").post(reverse("admin:meetings_document_add"), one, follow=True)
    assert "it stands after the others, as number 4" in answer.content.decode()
    address = reverse("admin:meetings_meeting_change", args=[papers[0].meeting_id])
    swapped = sent_back(page_of(client_of("secretariat").get(address)))
    swapped |= {"documents-0-order": "2", "documents-1-order": "1"}
    assert client_of("secretariat").post(address, swapped).status_code == 302
    assert [paper.title_en for paper in papers.all()] == ["Second", "First", "Third", "Fourth"]


def test_an_address_that_is_taken_is_named(client_of, sent, world):
    for status in (302, 200):
        answer = client_of("secretariat").post(reverse("admin:meetings_meeting_add"), sent)
        assert answer.status_code == status
    assert "“on-hubs-2031” is the address of another one already." in answer.content.decode()


def test_who_takes_part_twice_is_told_so_in_words(client_of, sent, world):
    twice = ContributionFactory().organisation.pk
    rows = {
        "participants-TOTAL_FORMS": "2",
        **{f"participants-{place}-organisation": twice for place in (0, 1)},
    }
    answer = client_of("admin").post(reverse("admin:meetings_meeting_add"), {**sent, **rows})
    assert answer.status_code == 200
    assert "This organisation takes part already. Change the row that is there." in answer.content.decode()
