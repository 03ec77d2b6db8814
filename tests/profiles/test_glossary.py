"""The glossary: common definitions for all, a state's own for those who read its profile."""

import pytest

from tests import factories as make
from tests.collection import factories as ask
from tests.profiles.test_admin_edition import page_of

pytestmark = pytest.mark.django_db


def test_terms_stand_with_their_definition_and_their_name_in_the_other_languages(client_of, world):
    ask.TermFactory(
        code="remittance",
        name_en="Remittance",
        name_ar="تحويل",
        name_fr="Transfert",
        definition_en="Money sent.",
    )
    page = client_of("anonymous").get("/en/glossary/").content.decode()
    assert "Money sent." in page
    assert '<span lang="ar" dir="rtl">تحويل</span>' in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "after IOM, Glossary"), ("fr", "d’après l’OIM"), ("ar", "after IOM, Glossary")],
)
def test_a_source_is_named_in_the_readers_language_or_marked_as_standing_in(language, said, client_of, db):
    ask.TermFactory(
        code="transit",
        name_ar="عبور",
        definition_ar="عبور بلد.",
        source_en="after IOM, Glossary",
        source_fr="d’après l’OIM",
    )
    page = page_of(client_of("anonymous").get(f"/{language}/glossary/"))
    assert said in page.select_one("#transit").text
    if language == "ar":
        assert any(text.text.strip().startswith("after IOM") for text in page.select("#transit [lang=en]"))
    in_api = client_of("anonymous").get("/api/v1/terms/transit/?format=json").json()
    assert in_api["source"]["fr"] == "d’après l’OIM"


@pytest.mark.parametrize(
    ("who", "sees"), [("anonymous", False), ("reader_nga", True), ("prague", False), ("secretariat", True)]
)
def test_a_definition_of_a_restricted_pillar_is_for_its_readers(who, sees, client_of, world):
    ask.NationalDefinitionFactory(definition_en="marmalade", map_pillar=world.mtm_irregular)
    assert (b"marmalade" in client_of(who).get("/en/glossary/").content) is sees
    assert (b"marmalade" in client_of(who).get("/api/v1/terms/").content) is sees


def test_the_newest_definition_stands_in_the_glossary_and_each_edition_keeps_its_own(client_of, world):
    country = make.CountryFactory(iso3="MAR")
    profile = make.published_profile(
        "daylight", regional_map=world.mtm, pillar=world.development, country=country, slug="mar"
    )
    term = ask.TermFactory()
    common = {"term": term, "country": country, "map_pillar": world.mtm_development}
    ask.NationalDefinitionFactory(**common, definition_en="as of 2012", edition=profile.editions.get())
    page = client_of("anonymous").get("/en/mtm/profiles/mar/").content.decode()
    assert "as of 2012" in page
    ask.NationalDefinitionFactory(
        **common, definition_en="in the draft", edition=make.EditionFactory(profile=profile, number=2)
    )
    assert "in the draft" not in client_of("anonymous").get("/en/mtm/profiles/mar/?x=1").content.decode()
    glossary = client_of("anonymous").get("/en/glossary/").content.decode()
    assert "as of 2012" in glossary
    assert "in the draft" not in glossary


def test_an_empty_glossary_says_so(client_of, world):
    assert "no terms yet" in client_of("anonymous").get("/en/glossary/").content.decode()
