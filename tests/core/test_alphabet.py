"""Names stand where a reader of each language looks for them."""

import pytest
from django.db.models import F
from django.utils import translation

from accounts.models import User
from imap.core.alphabet import Alphabetical
from imap.core.translation import text_of
from imap.regions.models import Country
from profiles.models import Profile
from tests import factories as make

NAMES = [
    ("ALB", "Albania", "ألبانيا", "Albanie"),
    ("ARM", "Armenia", "أرمينيا", "Arménie"),
    ("CIV", "Côte d’Ivoire", "كوت ديفوار", "Côte d’Ivoire"),
    ("DEU", "Germany", "ألمانيا", "Allemagne"),
    ("EGY", "Egypt", "مصر", "Égypte"),
    ("ESP", "Spain", "إسبانيا", "Espagne"),
    ("EST", "Estonia", "إستونيا", "Estonie"),
    ("ETH", "Ethiopia", "إثيوبيا", "Éthiopie"),
    ("ISL", "Iceland", "آيسلندا", "Islande"),
    ("JOR", "Jordan", "الأردن", "Jordanie"),
    ("MAR", "Morocco", "المغرب", "Maroc"),
    ("MLI", "Mali", "مالي", "Mali"),
    ("PRT", "Portugal", "البرتغال", "Portugal"),
    ("SEN", "Senegal", "السنغال", "Sénégal"),
    ("SRB", "Serbia", "صربيا", "Serbie"),
    ("TUN", "Tunisia", "تونس", "Tunisie"),
    ("GRC", "Greece", "اليونان", "Grèce"),
]
ORDER = {
    "ar": "آيسلندا إثيوبيا الأردن أرمينيا إسبانيا إستونيا ألبانيا ألمانيا البرتغال تونس السنغال صربيا كوت_ديفوار مالي مصر المغرب اليونان",
    "en": "Albania Armenia Côte_d’Ivoire Egypt Estonia Ethiopia Germany Greece Iceland Jordan Mali Morocco Portugal Senegal Serbia Spain Tunisia",
    "fr": "Albanie Allemagne Arménie Côte_d’Ivoire Égypte Espagne Estonie Éthiopie Grèce Islande Jordanie Mali Maroc Portugal Sénégal Serbie Tunisie",
}
in_each_language = pytest.mark.parametrize("language", ORDER)


def expected(language: str) -> list[str]:
    return [name.replace("_", " ") for name in ORDER[language].split()]


@pytest.fixture
def countries(world):
    """Countries of MTM, each with a profile and a hub of its name."""
    for iso3, *names in NAMES:
        named = dict(zip(("name_en", "name_ar", "name_fr"), names, strict=True))
        country = make.CountryFactory(iso3=iso3, **named)
        make.ParticipationFactory(regional_map=world.mtm, country=country)
        make.ProfileFactory(regional_map=world.mtm, pillar=world.development, country=country)
        make.HubFactory(regional_map=world.mtm, country=country, slug=f"hub-{iso3.lower()}", **named)


def names(language: str, things) -> list[str]:
    with translation.override(language):
        return [str(text_of(thing, "title" if isinstance(thing, Profile) else "name")) for thing in things]


@in_each_language
def test_countries_of_a_regional_imap(language, countries, client):
    members = client.get(f"/{language}/mtm/countries/").context["members"]
    assert names(language, [row["country"] for row in members]) == expected(language)


@in_each_language
def test_profiles_in_their_list(language, countries, client):
    cards = client.get(f"/{language}/mtm/profiles/").context["cards"]
    assert names(language, [card.profile for card in cards]) == expected(language)


@in_each_language
def test_places_in_the_table_of_the_map(language, countries, client_of):
    hubs = client_of("secretariat").get(f"/{language}/mtm/").context["frame"].hubs
    assert names(language, hubs) == expected(language)


@in_each_language
@pytest.mark.parametrize("kind", ["regions/country", "profiles/hub", "profiles/profile"])
def test_lists_of_the_admin(kind, language, countries, cast, client_of):
    User.objects.filter(pk=cast["secretariat"].pk).update(preferred_language=language)
    listed = client_of("secretariat").get(f"/admin/{kind}/").context["cl"].result_list
    assert names(language, listed) == expected(language)


def test_what_stands_in_is_sorted_as_it_is_shown(world):
    for iso3, english, arabic in (
        ("NAM", "Namibia", "ناميبيا"),
        ("BEN", "Benin", ""),
        ("ZMB", "Zambia", None),
    ):
        make.CountryFactory(iso3=iso3, name_en=english, name_ar=arabic)
    with translation.override("ar"):
        rows = Country.objects.order_by(Alphabetical("name"))
        assert [row.iso3 for row in rows] == ["NAM", "BEN", "ZMB"]
        assert [row.iso3 for row in rows.order_by(Alphabetical("name").desc())] == ["ZMB", "BEN", "NAM"]


def test_one_queryset_is_in_the_order_of_the_page_that_asks(world):
    make.CountryFactory(iso3="AAA", name_en="A", name_fr="Z")
    make.CountryFactory(iso3="ZZZ", name_en="Z", name_fr="A")
    first = {}
    for language in ("en", "fr"):
        with translation.override(language):
            first[language] = Country.objects.order_by(Alphabetical("name"), F("pk")).first().iso3
    assert first == {"en": "AAA", "fr": "ZZZ"}
