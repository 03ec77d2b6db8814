"""Addresses worked out once are Django's own."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from imap.core.addresses import address


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
