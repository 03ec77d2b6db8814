"""The admin shows a person their own regional i-Maps: lists, pages, choices, filters, history and counts."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import Reading
from profiles.models import Edition, Hub, Profile, Route, Source
from tests import factories as make

WORD = "marmalade"


@pytest.fixture
def secrets(world, cast, restricted):
    """Something of MTM's in every list, and all of it says “marmalade”."""
    make.EditionFactory(profile=restricted, number=2, label="marmalade 2013")
    make.HubFactory(regional_map=world.mtm, slug="marmalade-hub", name_en="marmalade hub")
    make.CityFactory(regional_map=world.mtm, slug="marmalade-city", name_en="marmalade city")
    make.LegFactory(
        route=make.RouteFactory(regional_map=world.mtm, slug="marmalade-route", name_en="marmalade route")
    )
    make.SectionTemplateFactory(regional_map=world.mtm, heading_en="marmalade heading")
    make.ParticipationFactory(regional_map=world.mtm, country__name_en="Country")
    user = cast["reader_nga"]
    user.name = "marmalade reader"
    user.save()
    Reading.objects.create(
        user=user, email=user.email, regional_map=world.mtm, title="marmalade", language="en", door="page"
    )
    restricted.country.name_en = "marmalade land"
    restricted.slug = "marmalade"
    restricted.save()
    return restricted


def lists() -> list[tuple[str, str]]:
    return sorted((model._meta.app_label, model._meta.model_name) for model in admin.site._registry)


PUBLIC = {"country", "countrygroup", "pillar", "organisation"}


@pytest.mark.parametrize(("app", "model"), lists())
def test_a_list_holds_the_own_map_only(app, model, client_of, secrets):
    address = reverse(f"admin:{app}_{model}_changelist")
    mine, theirs = client_of("secretariat").get(address), client_of("prague").get(address)
    if model in ("shape", "border"):
        assert mine.status_code == theirs.status_code == 403
        return
    assert mine.status_code == theirs.status_code == 200
    if model not in PUBLIC:
        assert WORD not in theirs.content.decode()


def test_the_lists_of_the_own_map_do_hold_it(client_of, secrets):
    for name in (
        "profiles_profile",
        "profiles_edition",
        "profiles_hub",
        "profiles_route",
        "profiles_source",
        "accounts_user",
    ):
        assert WORD in client_of("secretariat").get(reverse(f"admin:{name}_changelist")).content.decode(), (
            name
        )


def own_rows(model):
    return {Source: {"title__contains": WORD}, Profile: {}, Edition: {}, Hub: {}, Route: {}}[model]


@pytest.mark.parametrize("model", [Profile, Edition, Source, Hub, Route])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_row_of_another_map_is_not_there(model, page, client_of, secrets):
    row = model.objects.filter(**own_rows(model)).first()
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=[row.pk])
    answer = client_of("prague").get(address)
    assert answer.status_code == 302
    assert answer.url == reverse("admin:index")
    assert WORD not in client_of("prague").get(address, follow=True).content.decode()
    assert client_of("secretariat").get(address).status_code in (200, 403)


STEPS = ["publish", "withdraw", "fill", "preview"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_step_of_another_maps_edition_is_not_there(step, method, client_of, secrets):
    edition = secrets.editions.get(number=2)
    address = reverse(f"admin:profiles_edition_{step}", args=[edition.pk])
    answer = getattr(client_of("prague"), method)(address, {"reader": "pillar", "lang": "en"})
    assert answer.status_code == 302
    assert answer.url == reverse("admin:index")
    edition.refresh_from_db()
    assert edition.state == Edition.State.DRAFT


CHOICES = [
    ("profiles", "citation", "source"), ("profiles", "profile", "route"), ("profiles", "profile", "hub"),
    ("profiles", "profile", "city"), ("profiles", "profile", "related"), ("accounts", "membership", "user"),
    ("profiles", "profileuserpermission", "user"), ("profiles", "edition", "profile"), ("profiles", "section", "edition"),
]  # fmt: skip


@pytest.mark.parametrize(("app", "model", "field"), CHOICES)
def test_autocomplete_finds_what_is_of_the_own_map(app, model, field, client_of, secrets):
    question = {"app_label": app, "model_name": model, "field_name": field, "term": WORD}
    theirs = client_of("prague").get(reverse("admin:autocomplete"), question)
    mine = client_of("secretariat").get(reverse("admin:autocomplete"), question)
    assert theirs.json()["results"] == []
    assert mine.json()["results"] != []


@pytest.mark.parametrize(
    "address",
    [
        "/admin/profiles/profile/?regional_map__id__exact={mtm}",
        "/admin/profiles/profile/?q=marmalade",
        "/admin/profiles/edition/?map={mtm}",
        "/admin/profiles/source/?publisher=A+publisher",
        "/admin/accounts/user/?map={mtm}&role=reader",
        "/admin/accounts/reading/?reader=reader.nga%40example.org",
        "/admin/accounts/reading/?what=marmalade",
        "/admin/",
    ],
)
def test_filters_searches_and_counts_stay_within_the_own_map(address, client_of, world, secrets):
    page = client_of("prague").get(address.format(mtm=world.mtm.pk), follow=True)
    shown = re.sub(r"value=\"[^\"]*\"|href=\"[^\"]*\"", "", page.content.decode())
    assert page.status_code == 200
    assert WORD not in shown
    assert "reader.nga" not in shown


def test_the_reading_log_is_exported_for_the_own_map(client_of, secrets):
    address = reverse("admin:accounts_reading_changelist")
    keys = list(Reading.objects.values_list("pk", flat=True))
    asked = {"action": "export", "_selected_action": keys}
    mine = b"".join(client_of("secretariat").post(address, asked).streaming_content).decode()
    assert "reader.nga@example.org" in mine
    theirs = b"".join(client_of("prague").post(address, asked).streaming_content).decode()
    assert len(theirs.splitlines()) == 1
    assert "reader.nga" not in theirs


@pytest.mark.parametrize(
    "address",
    [
        "/admin/regions/country/?profiles={profile}",
        "/admin/accounts/organisation/?people={reader}",
        "/admin/accounts/organisation/?people__email__startswith=reader",
        "/admin/regions/pillar/?profiles__slug=marmalade",
    ],
)
def test_a_public_list_is_not_asked_about_what_points_at_it(address, client_of, cast, secrets):
    reader = cast["reader_nga"]
    reader.organisation = make.EngagementFactory().organisation
    reader.save()
    asked = address.format(profile=secrets.pk, reader=reader.pk)
    assert client_of("prague").get(asked).status_code == 400


def test_djangos_shortcut_to_a_page_tells_no_address(client_of, secrets):
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(Profile)
    assert client_of("prague").get(f"/admin/r/{kind.pk}/{secrets.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["reader_nga", "focal_mar", "unhcr", "translator_ar", "nobody"])
def test_who_is_not_staff_is_kept_out(who, client_of):
    assert client_of(who).get("/admin/", follow=True).status_code in (403, 200)
    assert client_of(who).get("/admin/profiles/profile/").status_code in (302, 403)


def test_staff_without_their_second_factor_see_nothing(client_of, settings, secrets):
    settings.REQUIRE_SECOND_FACTOR = True
    browser: Client = client_of("secretariat")
    answer = browser.get("/admin/profiles/profile/")
    assert answer.status_code == 302
    assert browser.get("/admin/login/").url.startswith(reverse("mfa_index"))


def test_saving_a_link_to_another_maps_row_is_refused_even_to_those_who_edit_both(client_of, world, secrets):
    """admin@ edits both maps; a Prague profile of an MTM route would show one map's place in the other."""
    route = Route.objects.get(slug="marmalade-route")
    sent = {
        "regional_map": world.prague.pk, "pillar": world.irregular.pk, "kind": "route", "route": route.pk,
        "slug": "borrowed", "audience": "pillar",
    }  # fmt: skip
    answer = client_of("admin").post(reverse("admin:profiles_profile_add"), sent)
    assert answer.status_code == 200
    assert "another regional i-Map" in answer.content.decode()
    assert not Profile.objects.filter(slug="borrowed").exists()


def test_a_choice_outside_the_own_map_is_no_choice(client_of, world, secrets):
    sent = {
        "regional_map": world.mtm.pk, "pillar": world.irregular.pk, "kind": "thematic", "title_en": "Ours",
        "slug": "ours", "audience": "pillar",
    }  # fmt: skip
    answer = client_of("prague").post(reverse("admin:profiles_profile_add"), sent)
    assert answer.status_code == 200
    assert not Profile.objects.filter(slug="ours").exists()


@pytest.mark.parametrize(("app", "model"), lists())
@pytest.mark.parametrize("who", ["admin", "secretariat"])
def test_every_page_of_the_admin_opens(app, model, who, client_of, secrets):
    browser, kind = client_of(who), apps.get_model(app, model)
    known = admin.site.get_model_admin(kind)
    answers = [browser.get(reverse(f"admin:{app}_{model}_changelist"))]
    answers.append(browser.get(reverse(f"admin:{app}_{model}_add")))
    if row := known.get_queryset(answers[0].wsgi_request).first():
        for page in ("change", "history", "delete"):
            answers.append(browser.get(reverse(f"admin:{app}_{model}_{page}", args=[row.pk])))
    assert {answer.status_code for answer in answers} <= {200, 403}
