"""Places and profiles as editors write them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from profiles.models import Hub, Profile, Route
from tests import factories as make
from tests.profiles.test_admin_edition import page_of, sent_back


def test_a_hub_is_placed_and_a_wrong_place_is_refused_with_what_was_typed(client_of, world, cast):
    browser, there = client_of("secretariat"), reverse("admin:profiles_hub_add")
    country = make.CountryFactory()
    sent = {
        "regional_map": world.mtm.pk, "slug": "agadez", "country": country.pk, "hub_class": "main",
        "name_en": "Agadez", "point": "170.2, 7.99",
    }  # fmt: skip
    refused = browser.post(there, sent)
    assert "between −85 and 85" in refused.content.decode()
    assert "170.2, 7.99</textarea>" in refused.content.decode()
    assert browser.post(there, {**sent, "point": "16.97, 7.99"}).status_code == 302
    assert Hub.objects.get(slug="agadez").point.coords == (7.99, 16.97)


def test_the_box_of_coordinates_works_without_a_script_and_names_the_map_to_draw_on(client_of, world, cast):
    hub = make.HubFactory(regional_map=world.mtm)
    page = page_of(client_of("secretariat").get(reverse("admin:profiles_hub_change", args=[hub.pk])))
    editor = page.select_one("place-editor")
    assert editor["data-map"] == "mtm"
    assert editor.select_one("textarea").text.strip() == "17.021, 8.037"


def test_legs_are_drawn_and_can_change_places(client_of, world, cast):
    route = make.RouteFactory(regional_map=world.mtm)
    make.LegFactory(route=route, order=1, start_name_en="First")
    make.LegFactory(route=route, order=2, start_name_en="Second")
    browser, there = client_of("secretariat"), reverse("admin:profiles_route_change", args=[route.pk])
    page = page_of(browser.get(there))
    changes = {"legs-0-order": "2", "legs-1-order": "1", "legs-0-path": "17, 8\n20, 9\n27, 14"}
    answer = browser.post(there, sent_back(page, **changes))
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    assert [leg.start_name_en for leg in Route.objects.get(pk=route.pk).legs.all()] == ["Second", "First"]
    assert route.legs.get(start_name_en="First").path.num_points == 3


def test_a_profile_is_made_with_an_address_of_its_own(client_of, world, cast):
    country = make.CountryFactory(name_en="Cabo Verde")
    sent = {
        "regional_map": world.mtm.pk, "pillar": world.irregular.pk, "kind": "country", "country": country.pk,
        "slug": "", "audience": "pillar",
    }  # fmt: skip
    browser, there = client_of("secretariat"), reverse("admin:profiles_profile_add")
    assert browser.post(there, sent).status_code == 302
    profile = Profile.objects.get(country=country)
    assert profile.slug == "cabo-verde-irregular-and-mixed-migration"
    assert profile.title_en == "Cabo Verde"
    assert (
        "has a profile under this pillar" in browser.post(there, {**sent, "slug": "again"}).content.decode()
    )


def test_a_profile_without_its_place_or_pillar_is_refused_in_words(client_of, world, cast):
    browser, there = client_of("prague"), reverse("admin:profiles_profile_add")
    sent = {
        "regional_map": world.prague.pk,
        "pillar": world.development.pk,
        "kind": "thematic",
        "audience": "pillar",
    }
    page = browser.post(there, sent).content.decode()
    assert "A theme has its own title." in page
    assert "does not have this pillar" in page


def test_what_a_profile_is_about_stays(client_of, world, restricted):
    """Its readers, its grants and its history belong to that map and pillar."""
    browser, there = client_of("admin"), reverse("admin:profiles_profile_change", args=[restricted.pk])
    page = page_of(browser.get(there))
    browser.post(there, sent_back(page, regional_map=str(world.prague.pk), pillar=str(world.development.pk)))
    restricted.refresh_from_db()
    assert restricted.regional_map == world.mtm
    assert restricted.pillar == world.irregular


def test_a_named_reader_is_given_and_loses_a_profile(client_of, cast, restricted):
    restricted.audience = Profile.Audience.NAMED
    restricted.save()
    browser, there = client_of("secretariat"), reverse("admin:profiles_profile_change", args=[restricted.pk])
    prefix = "profileuserpermission_set-0"
    page = page_of(browser.get(there))
    sent = sent_back(
        page, **{"profileuserpermission_set-TOTAL_FORMS": "1", f"{prefix}-email": "reader.alb@example.org"}
    )
    answer = browser.post(there, sent)
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    assert Profile.objects.visible_to(cast["reader_alb"]).contains(restricted)
    page = page_of(browser.get(there))
    browser.post(there, sent_back(page, **{f"{prefix}-DELETE": "on"}))
    assert not Profile.objects.visible_to(cast["reader_alb"]).contains(restricted)


def test_a_group_is_given_a_profile(client_of, cast, world, restricted):
    from accounts.access import role_group

    restricted.audience = Profile.Audience.NAMED
    restricted.save()
    readers = role_group("reader", world.mtm_irregular).group
    browser, there = client_of("secretariat"), reverse("admin:profiles_profile_change", args=[restricted.pk])
    sent = sent_back(
        page_of(browser.get(there)),
        **{
            "profilegrouppermission_set-TOTAL_FORMS": "1",
            "profilegrouppermission_set-0-group": str(readers.pk),
        },
    )
    assert browser.post(there, sent).status_code == 302
    assert Profile.objects.visible_to(cast["reader_nga"]).contains(restricted)
    page = page_of(browser.get(there))
    assert "MTM · Irregular and mixed migration · reader" in page.text
    browser.post(there, sent_back(page, **{"profilegrouppermission_set-0-DELETE": "on"}))
    assert not Profile.objects.visible_to(cast["reader_nga"]).contains(restricted)


def test_a_leg_takes_the_position_of_one_that_goes(client_of, world, cast):
    route = make.RouteFactory(regional_map=world.mtm)
    for order, name in enumerate(("First", "Second", "Third"), 1):
        make.LegFactory(route=route, order=order, start_name_en=name)
    browser, there = client_of("secretariat"), reverse("admin:profiles_route_change", args=[route.pk])
    changes = {"legs-1-order": "3", "legs-2-DELETE": "on"}
    answer = browser.post(there, sent_back(page_of(browser.get(there)), **changes))
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    assert [(leg.order, leg.start_name_en) for leg in route.legs.all()] == [(1, "First"), (3, "Second")]


def test_a_theme_whose_name_makes_no_address_is_asked_for_one(client_of, world, cast):
    sent = {
        "regional_map": world.mtm.pk, "pillar": world.development.pk, "kind": "thematic", "slug": "",
        "audience": "pillar", "title_en": "Миграция", "title_ar": "الهجرة",
    }  # fmt: skip
    answer = client_of("secretariat").post(reverse("admin:profiles_profile_add"), sent)
    assert "write one in Latin letters" in answer.content.decode()
    assert "Миграция" in answer.content.decode()
    assert not Profile.objects.filter(kind="thematic").exists()


def test_the_coming_and_going_of_related_profiles_is_written_down(client_of, cast, public, restricted):
    public.related.add(restricted)
    public.related.remove(restricted)
    page = client_of("secretariat").get(reverse("admin:profiles_profile_history", args=[public.pk]))
    assert page.content.decode().count("Related profile") >= 2


@pytest.mark.parametrize("field", ["hub", "route", "city", "related"])
def test_choices_take_as_many_queries_for_three_rows_as_for_one(field, client_of, world):
    browser = client_of("secretariat")
    wanted = {"app_label": "profiles", "model_name": "profile", "field_name": field}
    taken = []
    for more in (1, 2):
        for _each in range(more):
            make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
            for place in (make.HubFactory, make.RouteFactory, make.CityFactory):
                place(regional_map=world.mtm)
        browser.get("/admin/autocomplete/", wanted)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get("/admin/autocomplete/", wanted)
        taken.append(len(queries))
    assert len(answer.json()["results"]) == 3
    assert taken[0] == taken[1]


def test_the_form_of_a_profile_asks_as_much_for_three_related_ones_as_for_one(client_of, world, restricted):
    browser, there = client_of("secretariat"), f"/admin/profiles/profile/{restricted.pk}/change/"
    taken = []
    for more in (1, 2):
        for _each in range(more):
            restricted.related.add(make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular))
        browser.get(there)
        with CaptureQueriesContext(connection) as queries:
            browser.get(there)
        taken.append(len(queries))
    assert taken[0] == taken[1]
