"""Following a profile, hearing of its new editions, and stopping it by a link."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import dismiss
from accounts.models import Digest, Letter, Membership, User
from accounts.tasks import send_waiting_letters
from profiles import unsubscribing
from profiles.actions import begin_edition, follow, post_news, publish, tell_followers, withdraw
from profiles.models import Edition, Follow, Notice, Profile
from profiles.tasks import post_daily_news, post_immediate_news, post_weekly_news
from tests import factories as make
from tests.conftest import CAST

OPEN, SECRET = "/en/mtm/profiles/open/", "/en/mtm/profiles/secret/"


def next_edition(profile: Profile, label: str = "2013") -> Edition:
    draft = begin_edition(profile=profile, label=label, as_of=date(2013, 6, 30), by=None)
    draft.change_note_en = f"{draft.summary_en.split()[0]} was corrected"
    draft.save()
    return publish(edition=draft, by=None, override="For the test.")


@pytest.fixture
def publishes(django_capture_on_commit_callbacks):
    """Publishes the next edition of a profile, and lets everything happen that follows from it."""

    def publish_next(profile: Profile, label: str = "2013") -> Edition:
        with django_capture_on_commit_callbacks(execute=True):
            return next_edition(profile, label)

    return publish_next


@pytest.fixture
def runs(django_capture_on_commit_callbacks):
    """Runs a task as the clock would."""

    def run(task) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return task()

    return run


@pytest.fixture
def reader(cast) -> User:
    return cast["reader_nga"]


def wants(user: User, digest: str) -> None:
    User.objects.filter(pk=user.pk).update(digest=digest)


# Following


@pytest.mark.parametrize("who", CAST)
def test_the_button_is_for_those_who_are_signed_in(who, client_of, public):
    page = client_of(who).get(OPEN).content.decode()
    assert ("/en/mtm/profiles/open/follow/" in page) is (who != "anonymous")


def test_follow_and_stop_following(client_of, public, reader):
    browser = client_of("reader_nga")
    answer = browser.post(f"{OPEN}follow/", {"wanted": "on"}, follow=True)
    assert "a letter tells you of each new edition" in answer.content.decode()
    assert "Followed: stop following" in answer.content.decode()
    browser.post(f"{OPEN}follow/", {"wanted": "on"})
    assert Follow.objects.get().user == reader
    browser.post(f"{OPEN}follow/", {"wanted": "off"})
    browser.post(f"{OPEN}follow/", {"wanted": "off"})
    assert not Follow.objects.exists()


def test_after_signing_in_one_is_shown_the_profile(client_of, public):
    assert client_of("reader_nga").get(f"{OPEN}follow/")["Location"] == OPEN
    assert "/accounts/login/" in client_of("anonymous").post(f"{OPEN}follow/", {"wanted": "on"})["Location"]


def test_what_one_does_not_read_cannot_be_followed(client_of, restricted):
    assert client_of("reader_alb").post(f"{SECRET}follow/", {"wanted": "on"}).status_code == 403
    assert client_of("reader_nga").post(f"{SECRET}follow/", {"wanted": "on"}).status_code == 302
    Profile.objects.update(is_unlisted=True)
    assert client_of("reader_alb").post(f"{SECRET}follow/", {"wanted": "on"}).status_code == 404
    assert Follow.objects.count() == 1


def test_it_goes_back_to_the_portals_own_pages_only(client_of, public, reader):
    browser, address = client_of("reader_nga"), f"{OPEN}follow/"
    answer = browser.post(address, {"wanted": "off", "next": "/accounts/me/#follows"})
    assert answer["Location"] == "/accounts/me/#follows"
    assert browser.post(address, {"wanted": "off", "next": "https://evil.example/"})["Location"] == OPEN


def test_a_profile_under_preparation_can_be_followed(client_of, world, publishes, reader):
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development, slug="coming")
    page = client_of("reader_nga").get("/en/mtm/profiles/coming/").content.decode()
    assert "/en/mtm/profiles/coming/follow/" in page
    assert client_of("reader_nga").post("/en/mtm/profiles/coming/follow/").status_code == 302
    edition = make.EditionFactory(profile=profile)
    make.write_sections(edition, "daylight")
    publish(edition=edition, by=None, override="For the test.")
    assert post_immediate_news() == 1


def test_a_preview_has_no_button(client_of, public):
    draft = begin_edition(profile=public, label="2013", as_of=date(2013, 6, 30), by=None)
    page = client_of("admin").get(f"/admin/profiles/edition/{draft.pk}/preview/?reader=pillar&language=en")
    assert page.status_code == 200
    assert "daylight" in page.content.decode()
    assert "/follow/" not in page.content.decode()


def test_ones_own_page_lists_what_one_follows(client_of, public, restricted, reader, cast):
    for profile in (public, restricted):
        follow(profile=profile, by=reader)
    follow(profile=restricted, by=cast["reader_alb"])
    page = client_of("reader_nga").get("/accounts/me/").content.decode()
    assert page.count("/follow/") == 2
    assert "You can no longer read it" not in page
    assert "You can no longer read it" in client_of("reader_alb").get("/accounts/me/").content.decode()
    Profile.objects.update(is_unlisted=True)
    assert "secret/follow/" not in client_of("reader_alb").get("/accounts/me/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_times(rows, client_of, world, reader, django_assert_num_queries):
    for n in range(rows):
        profile = make.published_profile(
            "x", regional_map=world.mtm, pillar=world.development, slug=f"open-{n}"
        )
        follow(profile=profile, by=reader)
    browser = client_of("reader_nga")
    browser.get("/accounts/me/")
    with django_assert_num_queries(7):
        assert browser.get("/accounts/me/").content.decode().count("/follow/") == rows


@pytest.mark.parametrize(
    ("choice", "kept"), [("weekly", "weekly"), ("hourly", "immediately"), ("", "immediately")]
)
def test_one_chooses_how_often(choice, kept, client_of, reader):
    answer = client_of("reader_nga").post("/accounts/follows/", {"digest": choice})
    assert answer["Location"] == "/accounts/me/#follows"
    reader.refresh_from_db()
    assert reader.digest == kept


# Letters at once


@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [("ar", "rtl", "طبعة"), ("en", "ltr", "edition"), ("fr", "ltr", "édition")],
)
def test_a_follower_hears_of_a_new_edition_in_their_language(
    language, direction, word, public, reader, publishes
):
    User.objects.filter(pk=reader.pk).update(preferred_language=language)
    follow(profile=public, by=reader)
    publishes(public)
    (message,) = mail.outbox
    html = message.alternatives[0][0]
    assert message.to == [reader.email]
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert f"http://localhost:8000/{language}/mtm/profiles/open/" in message.body
    assert f"?lang={language}" in message.body
    assert word in message.body.lower()
    assert getattr(public.country, f"name_{language}") in message.subject
    assert "daylight summary" in html
    assert "daylight was corrected" in html
    assert "daylight was corrected" in message.body
    assert Letter.objects.get().regional_map == public.regional_map


def test_publishing_in_the_admin_tells_who_follows(
    client_of, public, reader, django_capture_on_commit_callbacks
):
    follow(profile=public, by=reader)
    draft = make.ready(begin_edition(profile=public, label="2013", as_of=date(2013, 6, 30), by=None))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client_of("secretariat").post(reverse("admin:profiles_edition_publish", args=[draft.pk]))
    (message,) = mail.outbox
    assert message.to == [reader.email]


def test_of_a_restricted_profile_the_card_alone_is_mailed(restricted, reader, publishes):
    follow(profile=restricted, by=reader)
    publishes(restricted)
    (message,) = mail.outbox
    letter = Letter.objects.get()
    for part in (message.body, message.alternatives[0][0], message.subject, letter.text, letter.html):
        assert "marmalade" not in part
    assert "Its text is not sent by mail" in message.body


def test_each_follower_hears_once_however_often_the_task_runs(public, cast, publishes, runs):
    for who in ("reader_nga", "reader_alb", "unhcr"):
        follow(profile=public, by=cast[who])
    edition = publishes(public)
    tell_followers(edition)
    for task in (post_immediate_news, post_immediate_news, post_daily_news, post_weekly_news):
        assert runs(task) == 0
    assert len(mail.outbox) == 3
    assert Notice.objects.filter(letter=None).count() == 0


@pytest.mark.parametrize("followers", [1, 3])
def test_telling_asks_a_fixed_number_of_times(followers, public, django_assert_num_queries):
    for _ in range(followers):
        make.FollowFactory(profile=public)
    edition = next_edition(public)
    with django_assert_num_queries(4):
        assert tell_followers(edition) == followers


def test_who_does_not_follow_or_wants_no_mail_hears_nothing(public, cast, publishes):
    follow(profile=public, by=cast["reader_nga"])
    follow(profile=public, by=cast["unhcr"])
    wants(cast["reader_nga"], Digest.NEVER)
    User.objects.filter(pk=cast["unhcr"].pk).update(is_active=False)
    publishes(public)
    assert not mail.outbox
    assert not Letter.objects.exists()


# Only what they may still read


def test_whose_admission_ended_hears_nothing(restricted, reader, cast, publishes):
    follow(profile=restricted, by=reader)
    dismiss(membership=Membership.objects.get(user=reader), by=cast["secretariat"])
    publishes(restricted)
    assert not mail.outbox
    assert not Letter.objects.exists()


def test_whose_admission_ends_while_the_letter_waits_hears_nothing(restricted, reader, cast):
    follow(profile=restricted, by=reader)
    next_edition(restricted)
    assert post_news(digests=["immediately"]) == 1
    dismiss(membership=Membership.objects.get(user=reader), by=cast["secretariat"])
    assert send_waiting_letters() == 1
    assert Letter.objects.get().state == Letter.State.GIVEN_UP
    assert not mail.outbox
    assert not Notice.objects.exists()


@pytest.mark.parametrize("end", ["withdrawn", "superseded", "unfollowed", "no mail"])
def test_a_letter_that_has_lost_its_reason_stays_behind(end, public, reader, cast):
    follow(profile=public, by=reader)
    edition = next_edition(public)
    post_immediate_news()
    if end == "withdrawn":
        withdraw(edition=edition, by=cast["secretariat"], reason="For the test.")
    elif end == "superseded":
        next_edition(public, "2014")
    elif end == "unfollowed":
        Follow.objects.all().delete()
    else:
        wants(reader, Digest.NEVER)
    send_waiting_letters()
    assert not mail.outbox
    assert Letter.objects.get().state == Letter.State.GIVEN_UP


# Digests


@pytest.fixture
def two(world) -> list[Profile]:
    return [
        make.published_profile(
            f"words{n}", regional_map=world.mtm, pillar=world.development, slug=f"open-{n}"
        )
        for n in range(2)
    ]


@pytest.mark.parametrize(("digest", "task"), [("daily", post_daily_news), ("weekly", post_weekly_news)])
def test_a_digest_gathers_the_news(digest, task, two, reader, publishes, runs):
    wants(reader, digest)
    for profile in two:
        follow(profile=profile, by=reader)
        publishes(profile)
    assert not mail.outbox
    assert runs(post_weekly_news if digest == "daily" else post_daily_news) == 0
    assert runs(task) == 1
    (message,) = mail.outbox
    assert message.subject == "New on i-Map: 2 editions among the profiles that you follow"
    for profile in two:
        assert f"/en/mtm/profiles/{profile.slug}/" in message.body
        assert f"/en/mtm/profiles/{profile.slug}/" in message.alternatives[0][0]
    assert runs(task) == 0
    publishes(two[0], "2014")
    assert runs(task) == 1, "news of the same day that came later is not lost"
    assert len(mail.outbox) == 2
    assert "These profiles that you follow have a new edition." in message.body
    assert "This profile that you follow has a new edition." in mail.outbox[1].body


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_a_digest_speaks_the_readers_language(language, direction, two, reader, publishes, runs):
    User.objects.filter(pk=reader.pk).update(preferred_language=language, digest="daily")
    follow(profile=two[0], by=reader)
    publishes(two[0])
    runs(post_daily_news)
    assert f'<html lang="{language}" dir="{direction}">' in mail.outbox[0].alternatives[0][0]
    assert f"/{language}/mtm/profiles/open-0/" in mail.outbox[0].body
    choose = f"?lang={language}#follows"
    assert choose in mail.outbox[0].body, "who reads plain text chooses how often as well"
    assert choose in mail.outbox[0].alternatives[0][0]


def test_a_digest_is_of_one_regional_map(two, world, cast, publishes, runs):
    prague = make.published_profile("plum", regional_map=world.prague, pillar=world.irregular, slug="p")
    reader = cast["admin"]
    wants(reader, "daily")
    for profile in (*two, prague):
        follow(profile=profile, by=reader)
        publishes(profile)
    assert runs(post_daily_news) == 2
    texts = {letter.regional_map.slug: letter.text for letter in Letter.objects.all()}
    assert "/prague/" not in texts["mtm"]
    assert "/mtm/" not in texts["prague"]


def test_a_digest_leaves_out_what_is_no_longer_read_and_tells_the_rest(
    two, restricted, reader, cast, publishes, runs
):
    wants(reader, "daily")
    for profile in (two[0], restricted):
        follow(profile=profile, by=reader)
        publishes(profile)
    dismiss(membership=Membership.objects.get(user=reader), by=cast["secretariat"])
    assert runs(post_daily_news) == 1
    assert "secret" not in mail.outbox[0].body
    assert "open-0" in mail.outbox[0].body


def test_a_digest_that_became_wrong_while_it_waited_is_written_anew(
    two, restricted, reader, cast, publishes, runs
):
    wants(reader, "daily")
    for profile in (two[0], restricted):
        follow(profile=profile, by=reader)
        publishes(profile)
    assert post_daily_news() == 1
    dismiss(membership=Membership.objects.get(user=reader), by=cast["secretariat"])
    send_waiting_letters()
    assert not mail.outbox
    assert runs(post_daily_news) == 1
    (message,) = mail.outbox
    assert "secret" not in message.body
    assert "open-0" in message.body


@pytest.mark.parametrize("news", [1, 3])
def test_a_digest_asks_a_fixed_number_of_times(news, world, reader, django_assert_num_queries):
    wants(reader, "daily")
    for n in range(news):
        profile = make.published_profile(
            "x", regional_map=world.mtm, pillar=world.development, slug=f"open-{n}"
        )
        follow(profile=profile, by=reader)
        next_edition(profile)
    with django_assert_num_queries(13):
        assert post_daily_news() == 1


def test_who_switches_to_never_is_not_told_old_news_later(client_of, two, reader, publishes, runs):
    wants(reader, "weekly")
    follow(profile=two[0], by=reader)
    publishes(two[0])
    client_of("reader_nga").post("/accounts/follows/", {"digest": "never"})
    client_of("reader_nga").post("/accounts/follows/", {"digest": "daily"})
    assert runs(post_daily_news) == 0
    assert not mail.outbox


# Stopping by a link


def links(message) -> list[str]:
    return re.findall(r"http://localhost:8000(/accounts/follows/stop/[^/\s]+/)", message.body)


@pytest.fixture
def letter(public, reader, publishes):
    follow(profile=public, by=reader)
    publishes(public)
    return mail.outbox[0]


def test_the_mail_programs_own_button_stops_all_mail_about_profiles(letter, reader):
    raw = letter.message()
    address = raw["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    reader.refresh_from_db()
    assert reader.digest == Digest.NEVER
    assert Follow.objects.exists(), "what they follow is theirs to keep"


def test_a_link_opened_by_a_scanner_stops_nothing(letter, reader):
    for address in links(letter):
        assert "<button" in Client().get(address).content.decode()
        assert Client().head(address).status_code == 200
    reader.refresh_from_db()
    assert reader.digest == Digest.IMMEDIATELY
    assert Follow.objects.exists()


@pytest.mark.parametrize(
    ("form", "digest", "follows"), [({}, "immediately", 0), ({"what": "all"}, "never", 1)]
)
def test_the_link_of_one_profile_offers_both(form, digest, follows, letter, reader):
    address = links(letter)[0]
    for _ in range(2):
        assert Client(enforce_csrf_checks=True).post(address, form).status_code == 200
    reader.refresh_from_db()
    assert (reader.digest, Follow.objects.count()) == (digest, follows)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "wrong",
    [
        lambda token: token[:-3],
        lambda token: "x" + token,
        lambda token: "none",
        lambda token: signing.dumps([1, 1], salt="another"),
        lambda token: signing.dumps("text", salt=unsubscribing.SALT),
        lambda token: signing.dumps([10**9, 0], salt=unsubscribing.SALT),
    ],
)
def test_an_altered_link_stops_nothing(wrong, method, letter, reader):
    token = links(letter)[0].split("/")[-2]
    answer = getattr(Client(), method)(f"/accounts/follows/stop/{wrong(token)}/")
    assert answer.status_code == 404
    reader.refresh_from_db()
    assert reader.digest == Digest.IMMEDIATELY
    assert Follow.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_old_link_stops_nothing_and_says_where_to(method, letter, reader, monkeypatch):
    later = (timezone.now() + timedelta(days=366)).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    answer = getattr(Client(), method)(links(letter)[0])
    assert answer.status_code == 410
    assert "This link is too old" in answer.content.decode()
    assert "/accounts/me/" in answer.content.decode()
    assert Follow.objects.exists()


def test_the_link_names_no_profile_that_its_reader_may_not_see(letter, public):
    title = str(public.shown_title)
    assert title in Client().get(links(letter)[0]).content.decode()
    Profile.objects.update(is_unlisted=True)
    page = Client().get(links(letter)[0]).content.decode()
    assert title not in page
    assert "this profile" in page


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_the_link_opens_in_the_letters_language(language, direction, letter):
    page = Client().get(f"{links(letter)[0]}?lang={language}").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_titles_make_no_headers(world, reader, publishes):
    country = make.CountryFactory(name_en="Morocco\r\nBcc: all@example.org")
    profile = make.published_profile(
        "x", regional_map=world.mtm, pillar=world.development, slug="evil", country=country
    )
    follow(profile=profile, by=reader)
    publishes(profile)
    message = mail.outbox[0].message()
    assert "Bcc" not in message
    assert "Morocco Bcc: all@example.org" in message["Subject"]
