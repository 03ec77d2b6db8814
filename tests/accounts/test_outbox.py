"""The outbox, as the staff of each regional i-Map see it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Letter
from tests import factories as make
from tests.conftest import CAST

PAGE = "/workspace/outbox/"
STAFF_WORDS = {"secretariat": {"marmalade"}, "prague": {"plum"}, "admin": {"marmalade", "plum", "quince"}}


@pytest.fixture
def letters(cast, world) -> dict[str, Letter]:
    """Two of MTM's, one of Prague's, and one of no regional i-Map."""

    def letter(who: str, subject: str, day: int, regional_map=world.mtm, **fields) -> Letter:
        fields = {"language": "en", "text": f"{subject} text\n", **fields}
        at = datetime(2026, 3, day, 12, tzinfo=UTC)
        return make.LetterFactory(
            user=cast[who], subject=subject, regional_map=regional_map, created_at=at, **fields
        )

    return {
        "sent": letter("reader_nga", "Libya: marmalade", 1, state="sent", sent_at=timezone.now()),
        "doubtful": letter("focal_mar", "ليبيا: marmalade", 2, state="doubtful", language="ar", tries=1),
        "prague": letter("reader_alb", "Moldova: plum", 3, regional_map=world.prague, kind="reminder"),
        "none": letter("unhcr", "Welcome: quince", 4, regional_map=None),
    }


def shown(browser, query: str = "") -> set[str]:
    page = browser.get(PAGE + query)
    assert page.status_code == 200
    return {row.subject for row in page.context["page"].object_list}


@pytest.mark.parametrize("who", CAST)
def test_each_secretariat_sees_its_own_letters(who, client_of, letters):
    browser = client_of(who)
    sees = STAFF_WORDS.get(who, set())
    answer = browser.get(PAGE)
    assert answer.status_code == (200 if sees else 302 if who == "anonymous" else 404)
    words = answer.content.decode()
    addresses = [
        (word, f"{PAGE}{letters[name].pk}/{door}")
        for name, word in (("sent", "marmalade"), ("prague", "plum"), ("none", "quince"))
        for door in ("", "as-sent/")
    ]
    for word in ("marmalade", "plum", "quince"):
        assert (word in words) is (word in sees)
    for word, address in addresses:
        answer = browser.get(address)
        assert (answer.status_code == 200) is (word in sees), address
        assert word in sees or word not in answer.content.decode()


@pytest.mark.parametrize("who", sorted(set(CAST) - {"secretariat", "admin"}))
def test_nobody_else_sends_again(who, client_of, letters):
    answer = client_of(who).post(f"{PAGE}{letters['doubtful'].pk}/again/")
    assert answer.status_code in (302, 404)
    letters["doubtful"].refresh_from_db()
    assert letters["doubtful"].state == Letter.State.DOUBTFUL


def test_without_the_second_factor_it_is_closed(client_of, letters, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    answer = client_of("secretariat").get(PAGE)
    assert answer["Location"].startswith("/accounts/2fa/")


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("", {"Libya: marmalade", "ليبيا: marmalade"}),
        ("?state=doubtful", {"ليبيا: marmalade"}),
        ("?person=reader.nga", {"Libya: marmalade"}),
        ("?subject=libya", {"Libya: marmalade"}),
        ("?since=2026-03-02", {"ليبيا: marmalade"}),
        ("?until=2026-03-01", {"Libya: marmalade"}),
        ("?kind=occasion", {"Libya: marmalade", "ليبيا: marmalade"}),
        ("?subject=nothing-like-it", set()),
    ],
)
def test_filters(query, subjects, client_of, letters):
    assert shown(client_of("secretariat"), query) == subjects


@pytest.mark.parametrize(
    "query", ["?since=yesterday", "?state=lost", "?page=zzz", "?until=2026-13-45", "?kind=reminder"]
)
def test_what_cannot_be_read_is_said_and_leaks_nothing(query, client_of, letters):
    answer = client_of("secretariat").get(PAGE + query)
    assert answer.status_code == 200
    assert "plum" not in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_a_fixed_number_of_times(
    rows, client_of, cast, world, django_assert_num_queries
):
    for n in range(rows):
        make.LetterFactory(user=make.UserFactory(), regional_map=world.mtm, subject=f"No {n}")
    browser = client_of("secretariat")
    browser.get(PAGE)
    with django_assert_num_queries(7):
        assert len(shown(browser)) == rows


def test_the_frame_lets_in_the_letters_own_style_and_nothing_else(client_of, letters):
    answer = client_of("secretariat").get(f"{PAGE}{letters['sent'].pk}/as-sent/")
    policy = answer["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    page = client_of("secretariat").get(f"{PAGE}{letters['sent'].pk}/")
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_letter_is_shown_in_its_own_language_and_direction(client_of, letters):
    page = client_of("secretariat").get(f"{PAGE}{letters['doubtful'].pk}/?lang=en").content.decode()
    assert '<html lang="en" dir="ltr">' in page
    assert '<h1 lang="ar" dir="rtl">' in page
    assert "Ask the person whether it arrived" in page


def test_sending_again_says_so_and_a_second_click_does_nothing(
    client_of, letters, mailoutbox, django_capture_on_commit_callbacks
):
    browser, address = client_of("secretariat"), f"{PAGE}{letters['doubtful'].pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"{address}again/", follow=True)
    assert "The letter is on its way again." in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        second = browser.post(f"{address}again/")
    assert second.status_code == 409
    assert "This letter is sent." in second.content.decode()
    assert len(mailoutbox) == 1
    assert browser.get(f"{address}again/").status_code == 405


def test_it_says_what_waits_for_a_decision(client_of, letters, cast, world):
    page = client_of("secretariat").get(PAGE).content.decode()
    assert "1 letter is doubtful" in page
    assert "given up" not in page.partition("<form")[0].partition("<main")[2]
    make.LetterFactory(user=cast["unhcr"], regional_map=world.mtm, state="given_up", last_error="no")
    assert "1 letter was given up." in client_of("secretariat").get(PAGE).content.decode()


def test_an_empty_outbox_says_what_will_stand_there(client_of, cast):
    assert "Nothing has been written yet." in client_of("secretariat").get(PAGE).content.decode()


def test_it_comes_in_pages(client_of, cast, world):
    Letter.objects.bulk_create(
        make.LetterFactory.build(user=cast["unhcr"], regional_map=world.mtm, key=f"k{n}", subject=f"No {n}",
                                 created_at=timezone.now() - timedelta(minutes=n))
        for n in range(60)
    )  # fmt: skip
    browser = client_of("secretariat")
    assert "No 0" in shown(browser)
    assert len(shown(browser)) == 50
    assert len(shown(browser, "?page=2")) == 10
