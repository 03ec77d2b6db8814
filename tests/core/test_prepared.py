"""Statements made once give what their querysets give."""

import pytest
from django.db import connection
from django.utils import translation

from imap.core.prepared import Prepared
from imap.regions.models import RegionalMap
from profiles.models import Profile

OF_MAP = Prepared(
    lambda kinds, regional_map, slug: (
        Profile.objects.filter(regional_map__slug=regional_map, slug=slug, kind__in=kinds)
        .select_related("pillar", "country")
        .order_by("title")
    )
)


def test_the_rows_of_the_queryset_with_what_it_joins(public, restricted, django_assert_num_queries):
    with django_assert_num_queries(1):
        (found,) = OF_MAP.rows(("country", "hub"), "mtm", "open")
        assert found == public
        assert found.pillar == public.pillar
        assert found.country.name_en == public.country.name_en
    with django_assert_num_queries(1):
        assert OF_MAP.rows(("country", "hub"), "mtm", "secret") == [restricted]
    assert OF_MAP.rows(("country", "hub"), "prague", "open") == []
    assert OF_MAP.rows(("hub",), "mtm", "open") == []


def test_a_value_is_a_value_whatever_it_says(public):
    for words in ("open' OR 'a' = 'a", "%s", "$1", "\\", "”"):
        assert OF_MAP.rows(("country",), "mtm", words) == []


def test_each_language_has_its_own_words(db):
    """Translated columns follow the language of the page."""
    here = "maps@example.org"
    for slug, arabic, english in (("one", "ب", "a"), ("two", "أ", "b")):
        RegionalMap.objects.create(slug=slug, contact=here, name_ar=arabic, name_en=english)
    by_name = Prepared(lambda shape, contact: RegionalMap.objects.filter(contact=contact).order_by("name"))
    for language, order in (("ar", ["two", "one"]), ("en", ["one", "two"])):
        with translation.override(language):
            assert [found.slug for found in by_name.rows(None, here)] == order


def test_a_value_that_does_not_reach_the_statement_is_refused(db):
    with pytest.raises(ValueError, match="do not reach"):
        Prepared(lambda shape, slug: RegionalMap.objects.all()).rows(None, "mtm")


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_it_again(world):
    by_slug = Prepared(lambda shape, slug: RegionalMap.objects.filter(slug=slug))
    assert by_slug.rows(None, "mtm") == [world.mtm]
    connection.close()
    assert by_slug.rows(None, "mtm") == [world.mtm]
