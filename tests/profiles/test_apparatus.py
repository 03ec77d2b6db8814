"""The sources beside a section, each in its own language."""

from django.utils import translation

from profiles import apparatus


def item(page: str, **fields) -> str:
    cited = apparatus.Cited(1, "p. 4", "T", "P", "", fields["language"], "2012", None)
    with translation.override(page):
        return str(apparatus.sources([cited], "labour", set()))


def test_a_source_keeps_the_comma_of_its_language_and_the_page_its_own():
    assert 'lang="ar">P، <span class="source-title">T</span>، 2012</bdi>, p. 4' in item("en", language="ar")
    assert 'lang="fr">P, <span class="source-title">T</span>, 2012</bdi>، p. 4' in item("ar", language="fr")
