"""A person's own page: who they are here, what they may read, what is noted about them."""

import pytest
from django.test import Client

from accounts.actions import admit, record_reading
from accounts.models import Membership, User
from tests import factories as make


def read(who: User, profile, edition: str = "2012", times: int = 1) -> None:
    for _ in range(times):
        record_reading(
            by=who,
            regional_map=profile.regional_map,
            item=profile,
            title="Libya: marmalade",
            edition=edition,
            door="page",
        )


def test_it_is_for_those_who_are_signed_in(db):
    answer = Client().get("/accounts/me/")
    assert answer["Location"] == "/accounts/login/?next=/accounts/me/"


def test_it_names_person_organisation_and_admissions(client_of, cast, world):
    reader = cast["reader_nga"]
    reader.organisation = make.OrganisationFactory(code="NGA", name_en="Nigeria's administration")
    reader.save()
    Membership.objects.filter(user=reader).update(nominated_by=reader.organisation)
    page = client_of("reader_nga").get("/accounts/me/").content.decode()
    for words in (
        "reader.nga@example.org",
        "Nigeria&#x27;s administration",
        "MTM",
        "Irregular and mixed migration",
        "reader",
    ):
        assert words in page


def test_admissions_of_others_are_not_shown(client_of, cast, world):
    page = client_of("reader_alb").get("/accounts/me/").content.decode()
    assert "PRAGUE" in page
    assert ">MTM<" not in page


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_the_language_is_in_force_at_once(language, direction, client_of, cast):
    browser = client_of("reader_nga")
    browser.get("/accounts/me/?lang=en")  # an earlier choice must give way
    page = browser.post("/accounts/me/", {"preferred_language": language}, follow=True).content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert User.objects.get(pk=cast["reader_nga"].pk).preferred_language == language
    assert browser.get("/")["Location"] == f"/{language}/"


@pytest.mark.parametrize(
    "wrong", [{"preferred_language": "tlh"}, {"email": "mine@example.org", "is_staff": "on"}]
)
def test_nothing_else_can_be_changed_here(wrong, client_of, cast):
    assert client_of("reader_nga").post("/accounts/me/", wrong).status_code == 200
    person = User.objects.get(pk=cast["reader_nga"].pk)
    assert (person.email, person.is_staff, person.preferred_language) == (
        "reader.nga@example.org",
        False,
        "en",
    )


def test_it_shows_ones_own_last_readings_and_nobody_elses(client_of, cast, restricted):
    read(cast["reader_nga"], restricted, times=51)
    read(cast["unhcr"], restricted, edition="of another year")
    page = client_of("reader_nga").get("/accounts/me/")
    text = page.content.decode()
    assert text.count("Libya: marmalade") == 50
    assert "of another year" not in text
    assert "After 730 days it is deleted." in text
    assert "51 readings" in text
    assert 'href="?page=2#readings"' in text
    older = client_of("reader_nga").get("/accounts/me/?page=2").content.decode()
    assert older.count("Libya: marmalade") == 1
    assert 'rel="prev"' in older
    assert "marmalade" not in client_of("reader_alb").get("/accounts/me/").content.decode()


def test_opening_a_restricted_profile_shows_up_there(client_of, restricted):
    browser = client_of("reader_nga")
    assert "Nothing is noted." in browser.get("/accounts/me/").content.decode()
    browser.get("/en/mtm/profiles/secret/")
    assert "Nothing is noted." not in browser.get("/accounts/me/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_a_fixed_number_of_times(
    rows, client_of, cast, world, restricted, django_assert_num_queries
):
    person = cast["reader_nga"]
    pillars = [world.mtm_development, world.prague_irregular][: rows - 1]
    for pillar in pillars:
        admit(user=person, role="reader", over=pillar, by=None)
    read(person, restricted, times=rows)
    browser = client_of("reader_nga")
    browser.get("/accounts/me/")
    with django_assert_num_queries(8):
        browser.get("/accounts/me/")
