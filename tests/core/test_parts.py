"""Parts of pages that are remembered by what they are made of."""

from datetime import date

from django.template import Context, Template
from django.utils import translation

from imap.core import parts
from imap.core.numbers import chosen
from imap.core.richtext import draw
from imap.core.translation import Text
from profiles.apparatus import Cited
from profiles.pages import ShownSection

SEARCH = "components/site_search.html"


def section(words: str, **cited) -> ShownSection:
    source = Cited(1, "", "Title", "Publisher", "https://example.org/", "en", "2012", None, **cited)
    text = Text(words, "en", "en")
    return ShownSection("labour", Text("Labour", "en", "en"), text, draw(words, "labour", 1), (source,))


def drawn(shown: ShownSection) -> str:
    return str(parts.part("components/section.html", section=shown))


def test_the_same_values_are_drawn_once_and_others_are_not_taken_for_them():
    parts.drawn.cache_clear()
    first = drawn(section("<p>One [1]</p>"))
    assert drawn(section("<p>One [1]</p>")) == first
    assert parts.drawn.cache_info().hits == 1
    assert "Two" in drawn(section("<p>Two [1]</p>"))
    assert "archive.example.org" in drawn(
        section("<p>One [1]</p>", dead_since=date(2026, 1, 2), archived_url="https://archive.example.org/")
    )


def test_each_language_and_choice_of_digits_has_its_own():
    with translation.override("fr"):
        french = parts.part(SEARCH, field="a")
    with translation.override("ar"):
        arabic = parts.part(SEARCH, field="a")
        token = chosen.set("arab")
        try:
            kept = parts.drawn.cache_info().misses
            parts.part(SEARCH, field="a")
            assert parts.drawn.cache_info().misses == kept + 1
        finally:
            chosen.reset(token)
    assert french != arabic
    assert len({french, arabic, parts.part(SEARCH, field="b")}) == 3


def test_a_name_is_escaped_once():
    page = Template('{% part "components/site_nav.html" map="mtm" name=name|escape page="portal:map" %}')
    assert "A &amp; B&lt;" in page.render(Context({"name": "A & B<"}))


def test_who_works_on_a_template_sees_it_change(settings):
    settings.DEBUG = True
    before = parts.drawn.cache_info().currsize
    parts.part(SEARCH, field="never kept")
    assert parts.drawn.cache_info().currsize == before
