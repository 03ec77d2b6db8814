"""Addresses worked out once are Django's own."""

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from imap.core.addresses import address
from profiles.actions import publish
from tests import factories as make


def drawn(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_an_address_follows_the_language(language):
    with translation.override(language):
        expected = reverse("profiles:edition", args=["mtm", "open", 2])
        assert address("profiles:edition", "mtm", "open", 2) == expected
        assert drawn('{% url "profiles:edition" "mtm" slug 2 %}', slug="open") == expected
    assert expected.startswith(f"/{language}/")


def test_the_tag_keeps_its_other_forms():
    with translation.override("en"):
        assert drawn('{% url "profiles:list" map_slug="mtm" %}') == "/en/mtm/profiles/"
        assert drawn('{% url "profiles:list" "mtm" as here %}<{{ here }}>') == "</en/mtm/profiles/>"
        assert drawn('{% url "no-such-page" as here %}<{{ here }}>') == "<>"
        with pytest.raises(NoReverseMatch):
            drawn('{% url "no-such-page" %}')


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["01", "0001", "0", "1e0"])
def test_an_edition_has_one_address_and_no_second_page_is_kept_for_it(number, public, client_of):
    second = make.EditionFactory(profile=public, number=2)
    make.write_sections(second, "evening")
    publish(edition=second, by=None, override="For the test.")
    visitor = client_of("anonymous")
    assert visitor.get("/en/mtm/profiles/open/editions/1/").status_code == 200
    kept = len(cache._cache)
    assert visitor.get(f"/en/mtm/profiles/open/editions/{number}/").status_code == 404
    assert len(cache._cache) == kept
