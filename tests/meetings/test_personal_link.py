"""Personal links: what they open, when they do not, and that opening one changes nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from accounts.models import Letter
from meetings import actions
from meetings.models import Delegate, DocumentFile, Meeting, PersonalLink
from tests.meetings import factories as convene

SECRET = "marmalade"


@pytest.fixture
def delegate(meeting, morocco) -> Delegate:
    convene.AgendaItemFactory(session__meeting=meeting, title_en=SECRET)
    document = convene.DocumentFactory(meeting=meeting, title_en="Paper of the circle", access="circle")
    convene.DocumentFileFactory(document=document)
    return convene.DelegateFactory(
        invitation=morocco, state="confirmed", name="Yasmine Berrada", email="y@example.org"
    )


@pytest.fixture
def link(delegate) -> PersonalLink:
    return actions.give_link(delegate=delegate)


def path(link: PersonalLink, more: str = "") -> str:
    return f"/en/meetings/personal-link/{link.token}/{more}"


def own(**more) -> dict[str, str]:
    details = {
        "name": "Yasmine Berrada", "name_ar": "", "function": "Head of unit", "ministry": "", "phone": "",
        "access_needs": "", "dietary_needs": "", "language": "en", "interpretation": "",
    }  # fmt: skip
    return {f"own-{key}": value for key, value in {**details, **more}.items()}


def test_it_opens_the_practical_page_and_tells_nobody(client, link, delegate):
    companion = convene.DelegateFactory(invitation=delegate.invitation, state="confirmed")
    hidden = convene.DelegateFactory(
        invitation=delegate.invitation, state="confirmed", hides_contact=True, phone="+99 hidden"
    )
    answer = client.get(path(link))
    page = answer.content.decode()
    for words in (SECRET, "Paper of the circle", companion.name, companion.email, hidden.name):
        assert words in page
    assert hidden.email not in page
    assert "+99 hidden" not in page
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in page
    assert "next=" not in page


def test_files_and_calendar_go_with_it_and_only_its_own(client, link, delegate, world):
    file = DocumentFile.objects.get()
    assert client.get(path(link, f"files/{file.pk}/")).status_code == 200
    assert client.get(path(link, "calendar.ics"))["Content-Type"].startswith("text/calendar")
    strange = convene.DocumentFileFactory(document__meeting__regional_map=world.mtm)
    assert client.get(path(link, f"files/{strange.pk}/")).status_code == 404
    assert client.get(file.get_absolute_url()).status_code == 404


def test_opening_it_changes_nothing(client, link, delegate):
    before = Delegate.objects.values().get(pk=delegate.pk), PersonalLink.objects.values().get()
    for more in ("", "cannot-come/"):
        for method in ("get", "head", "options"):
            for headers in ({}, {"purpose": "prefetch"}, {"sec-purpose": "prefetch"}):
                getattr(client, method)(path(link, more), headers=headers)
    assert before == (Delegate.objects.values().get(pk=delegate.pk), PersonalLink.objects.values().get())
    assert not Letter.objects.exists()


def altered(token: str) -> list[str]:
    key, _dot, signature = token.rpartition(".")
    other = "A" if token[-1] != "A" else "B"
    return [
        key,
        f"{key}.",
        token[:-1] + other,
        token[:-3],
        token + "x",
        f"{key}x.{signature}",
        f"x{token}",
        Signer(salt="elsewhere", sep=".").sign(key),
        "1.1",
        "shown-in-the-letter-only",
    ]


def test_an_altered_one_says_so_and_how_to_get_a_new_one(client, link):
    for token in altered(link.token):
        answer = client.get(f"/en/meetings/personal-link/{token}/")
        page = answer.content.decode()
        assert answer.status_code == 404, token
        assert "The address is not complete" in page
        assert "Send me a new link" in page
        assert "Yasmine" not in page
        assert client.post(f"/en/meetings/personal-link/{token}/", own(name="Eve")).status_code == 404


def expired(link: PersonalLink) -> None:
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def withdrawn(link: PersonalLink) -> None:
    actions.withdraw(delegate=link.delegate, by=AnonymousUser())


def renewed(link: PersonalLink) -> None:
    actions.give_link(delegate=link.delegate, is_new=True)


def closed_map(link: PersonalLink) -> None:
    regional_map = link.delegate.meeting.regional_map
    regional_map.is_public = False
    regional_map.save()


@pytest.mark.parametrize("end", [expired, withdrawn, renewed, closed_map])
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_one_that_has_ended_opens_nothing_by_any_door(end, language, client, link, delegate):
    end(link)
    file = DocumentFile.objects.get()
    token = link.token
    for more in ("", "cannot-come/", f"files/{file.pk}/", "calendar.ics"):
        for method in ("get", "post", "head"):
            answer = getattr(client, method)(f"/{language}/meetings/personal-link/{token}/{more}")
            assert answer.status_code == 410, (more, method)
            assert SECRET.encode() not in answer.content
            assert b"Yasmine" not in answer.content
            assert answer["Referrer-Policy"] == "no-referrer"
    delegate.refresh_from_db()
    assert delegate.name == "Yasmine Berrada"


def test_the_delegate_corrects_details_hides_contact_and_says_the_needs(link, delegate):
    # As a browser does from a page without a referrer: the form comes from the origin “null”.
    client = Client(enforce_csrf_checks=True)
    sent = own(
        phone="+212 600", dietary_needs="vegetarian", hides_contact="on", language="ar", interpretation="ar"
    )
    answer = client.post(path(link), sent, headers={"origin": "null"}, follow=True)
    assert "Saved." in answer.content.decode()
    delegate.refresh_from_db()
    assert (delegate.phone, delegate.dietary_needs, delegate.hides_contact) == (
        "+212 600",
        "vegetarian",
        True,
    )
    assert (delegate.language, delegate.interpretation, delegate.state) == ("ar", "ar", "confirmed")


def test_a_new_name_is_confirmed_anew_and_the_address_is_not_the_delegate_s_to_change(client, link, delegate):
    answer = client.post(
        path(link),
        {**own(name="Yassmine Berrada"), "own-email": "eve@example.org", "email": "eve@example.org"},
        follow=True,
    )
    assert "the secretariat confirms you anew" in answer.content.decode()
    delegate.refresh_from_db()
    assert (delegate.name, delegate.state, delegate.has_seat, delegate.email) == (
        "Yassmine Berrada", "named", True, "y@example.org",
    )  # fmt: skip
    assert client.get(path(link)).status_code == 200


def test_what_is_wrong_in_the_form_is_said_and_what_was_typed_stays(client, link):
    page = client.post(path(link), own(name="", dietary_needs="no nuts")).content.decode()
    assert "errorlist" in page
    assert "no nuts" in page


def test_who_cannot_come_gives_the_seat_to_the_next_and_the_link_is_over(
    link, delegate, meeting, full, django_capture_on_commit_callbacks
):
    waits = convene.DelegateFactory(invitation=delegate.invitation, state="waiting")
    client = Client(enforce_csrf_checks=True)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(path(link, "cannot-come/"), headers={"origin": "null"})
    assert "Thank you for telling us" in answer.content.decode()
    delegate.refresh_from_db()
    waits.refresh_from_db()
    assert (delegate.state, delegate.has_seat, waits.state) == ("declined", False, "confirmed")
    assert client.get(path(link)).status_code == 410
    subjects = {letter.subject for letter in mail.outbox if letter.to == ["focal.mar@example.org"]}
    assert "Cannot come: Yasmine Berrada" in subjects


def test_contact_details_are_hidden_after_the_meeting_too_and_nothing_else_changes(
    client, link, delegate, meeting
):
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    assert 'name="own-name"' not in client.get(path(link)).content.decode()
    client.post(path(link), own(name="Someone Else", hides_contact="on"))
    delegate.refresh_from_db()
    assert (delegate.name, delegate.hides_contact, delegate.state) == ("Yasmine Berrada", True, "confirmed")


def test_of_a_meeting_that_was_held_nothing_is_given_up(client, link, delegate, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    client.post(path(link, "cannot-come/"))
    delegate.refresh_from_db()
    assert delegate.state == "confirmed"


@pytest.mark.parametrize("email", ["y@example.org", "Y@Example.org", "nobody@example.org"])
def test_whoever_asks_for_a_new_link_learns_nothing(email, client, link, django_capture_on_commit_callbacks):
    PersonalLink.objects.update(created_at=timezone.now() - timedelta(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/en/meetings/personal-link/", {"email": email})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "If a delegate of a meeting to come has this address" in page
    assert 'href="/accounts/login/"' in page  # who has an account gets no link, ever
    assert email not in page
    assert len(mail.outbox) == (0 if email == "nobody@example.org" else 1)
    if mail.outbox:
        [valid] = PersonalLink.objects.valid()
        assert valid.token in mail.outbox[0].body
        assert client.get(path(link)).status_code == 410
        assert client.get(path(valid)).status_code == 200


def test_asking_again_and_again_is_limited(client, link, django_capture_on_commit_callbacks):
    PersonalLink.objects.update(created_at=timezone.now() - timedelta(hours=2))
    codes = []
    for _each in range(4):
        with django_capture_on_commit_callbacks(execute=True):
            codes.append(client.post("/en/meetings/personal-link/", {"email": "y@example.org"}).status_code)
    assert codes == [200, 200, 200, 429]
    assert len(mail.outbox) == 1  # one an hour


def test_no_link_outlives_the_meeting(delegate, meeting, settings):
    settings.PERSONAL_LINK_DAYS = 10_000
    link = actions.give_link(delegate=delegate, is_new=True)
    assert link.expires_at.date().isoformat() == "2031-05-26"
    settings.PERSONAL_LINK_DAYS = 3
    link = actions.give_link(delegate=delegate, is_new=True)
    assert link.expires_at < timezone.now() + timedelta(days=4)


def test_a_delegate_with_an_account_signs_in_instead(
    cast, client_of, meeting, morocco, django_capture_on_commit_callbacks
):
    delegate = convene.DelegateFactory(invitation=morocco, email="FOCAL.mar@example.org", state="named")
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(delegate=delegate, by=cast["secretariat"])
    assert not PersonalLink.objects.exists()
    letter = Letter.objects.get(kind="delegate_confirmed")
    assert letter.user == cast["focal_mar"]
    assert "/en/meetings/coming/my-place/" in letter.text
    page = client_of("focal_mar").get("/en/meetings/coming/my-place/").content.decode()
    assert delegate.name in page
    for who in ("unhcr", "reader_nga", "secretariat"):
        assert client_of(who).get("/en/meetings/coming/my-place/").status_code == 404


def test_while_a_place_is_not_confirmed_papers_stay_closed(client_of, meeting, morocco, cast):
    convene.AgendaItemFactory(session__meeting=meeting, title_en=SECRET)
    convene.DelegateFactory(invitation=morocco, email="reader.nga@example.org", state="waiting")
    page = client_of("reader_nga").get("/en/meetings/coming/my-place/").content.decode()
    assert "Your place is not confirmed yet" in page
    assert SECRET not in page


def test_it_says_that_the_meeting_is_cancelled_and_lives_as_long_as_a_later_one(client, link, delegate):
    meeting = delegate.meeting
    meeting.starts, meeting.ends = "2031-09-01", ""
    meeting.save()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.PERSONAL_LINK_DAYS", 10_000)
        later = actions.give_link(delegate=delegate)
    assert later.pk == link.pk
    assert later.expires_at > link.expires_at
    assert (
        "The meeting is cancelled"
        not in client.get(f"/en/meetings/personal-link/{link.token}/").content.decode()
    )
    meeting.status = "cancelled"
    meeting.save()
    assert (
        "The meeting is cancelled" in client.get(f"/en/meetings/personal-link/{link.token}/").content.decode()
    )
