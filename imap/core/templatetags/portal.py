"""Template tags that every page may use (a builtin library: no load tag needed)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from babel.lists import format_list
from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from imap.core import addresses, clock, numbers, translation
from imap.core.parts import part
from imap.core.richtext import letter
from imap.core.translation import LANGUAGES, OWN_NAMES, Text, reading_language, text_of

register = template.Library()
register.tag("url", addresses.url)
register.filter("listed", translation.listed)
register.simple_tag(part, name="part")
LISTS = {"en": "en_GB"}  # no comma before “and”


@cache
def drawing(name: str) -> str:
    """The lucide drawing, as markup that takes the text's colour."""
    path = finders.find(f"vendor/icons/{name}.svg")
    if not path:
        raise template.TemplateSyntaxError(f"There is no icon named {name}; bin/vendor.mjs copies them.")
    with open(path, encoding="utf-8") as file:
        svg = file.read()
    return svg[svg.index("<svg") :].strip()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a word; hidden from screen readers, since the word says it."""
    turns = " icon-turns" if name.startswith(("chevron-", "arrow-", "log-")) else ""
    return mark_safe(f'<span class="icon{turns}" aria-hidden="true">{drawing(name)}</span>')


@register.simple_tag
def text(words: Text, mark: bool = True, tag: str = "span") -> SafeString:
    """A text in its own language and direction, marked where another language stands in."""
    note = language_mark(words) if mark else ""
    return format_html("<{0}{1}>{2}</{0}>{3}", tag, attributes(words), words, note)


@register.simple_tag
def in_its_language(words: Any) -> SafeString | Any:
    """A text in its own language, without the mark; anything else (a date, a name) as it is."""
    return text(words, mark=False) if isinstance(words, Text) and words.stands_in else words


@register.simple_tag
def language_attribute(words: Text) -> SafeString:
    """` lang="en"` for a tag whose words are not in the language of the page; nothing for those that are."""
    return format_html(' lang="{}"', words.language) if words.stands_in else mark_safe("")


@register.simple_tag(takes_context=True)
def name(context: template.Context, thing: Any, mark: bool = True) -> SafeString:
    """The name of a country or the title of a profile; its footnote is kept for the foot of the page."""
    words = getattr(thing, "shown_title", None) or thing.shown_name
    country = getattr(thing, "country", None) or thing
    keep_footnote(context, country)
    note = language_mark(words) if mark else ""
    return format_html("<bdi{}>{}</bdi>{}", attributes(words), words, note)


def attributes(words: Text) -> SafeString:
    """`lang` and `dir` where a text is not in the language of the page."""
    if words.language == words.wanted:
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', words.language, words.direction)


@register.simple_tag
def language_mark(words: Text) -> SafeString:
    """A badge that says which language stands in for the page's; nothing where none does."""
    if not words.stands_in:
        return mark_safe("")
    return mark_safe(" " + render_to_string("components/language_mark.html", {"text": words}).strip())


def keep_footnote(context: template.Context, country: Any) -> None:
    request = context.get("request") or getattr(context, "request", None)
    note = getattr(country, "footnote", None)
    if request is not None and note:
        kept = getattr(request, "naming_footnotes", {})
        request.naming_footnotes = {**kept, str(country.shown_name): note}


@register.inclusion_tag("components/naming_footnotes.html", takes_context=True)
def naming_footnotes(context: template.Context) -> dict[str, Any]:
    """The footnotes of the names rendered so far on this page."""
    request = context.get("request") or getattr(context, "request", None)
    return {"footnotes": getattr(request, "naming_footnotes", {})}


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[dict[str, Any]]:
    """The same page in each language: code, own name, address (with and without its query), whether it is the one shown."""
    request = context.get("request")
    if request is None:
        return []
    return [
        {
            "code": code,
            "name": OWN_NAMES[code],
            "url": in_language(request, code),
            "path": in_language(request, code).partition("?")[0],
            "current": code == reading_language(),
        }
        for code in LANGUAGES
    ]


def in_language(request: Any, code: str) -> str:
    """The address of the requested page in another language."""
    parts = request.path.split("/", 2)
    if len(parts) > 2 and parts[1] in LANGUAGES:
        query = request.META.get("QUERY_STRING", "")
        return f"/{code}/{parts[2]}" + (f"?{query}" if query else "")
    return f"{request.path}?{urlencode({**request.GET.dict(), 'lang': code})}"


@register.simple_tag
def site_url(path: str = "") -> str:
    """A full address, for citations and print."""
    return settings.SITE_URL.rstrip("/") + path


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    return "" if value is None else numbers.number(value, decimals)


@register.filter
def day(value: date | None) -> str:
    return numbers.day(value) if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    """By the clock of the office."""
    return clock.hour(value)


@register.filter
def office_day(value: datetime | None) -> str:
    """The day by the clock of the office."""
    return numbers.day(clock.at_office(value).date()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Day, hour and time zone, by the clock of the office."""
    return clock.in_words(value)


@register.simple_tag
def office_zone() -> str:
    """Said once above a list of hours."""
    return clock.zone_in_words()


@register.filter
def month(value: date | None) -> str:
    return numbers.month(value) if value else ""


@register.filter
def digits(value: Any) -> str:
    """Years and numbers that stay ungrouped, in the reader's digits."""
    return numbers.in_digits(str(value))


@register.filter
def own_name(code: str) -> str:
    """A language's own name."""
    return OWN_NAMES.get(code, code)


@register.filter
def language_name(code: str) -> str:
    """A language's name in the language of the page."""
    return names_of_languages(reading_language()).get(code, code)


@cache
def names_of_languages(language: str) -> Mapping[str, str]:
    return Locale(language).languages


@register.filter
def in_words(codes: Iterable[str]) -> str:
    """`Arabic, English and French`, in the language of the page."""
    return enumerated(tuple(codes), reading_language())


@lru_cache(maxsize=256)
def enumerated(codes: tuple[str, ...], language: str) -> str:
    names = names_of_languages(language)
    return format_list([names.get(code, code) for code in codes], locale=LISTS.get(language, language))


@register.filter
def shown(thing: Any, field: str) -> Text:
    """A translated field of any object, as a text: `{% text regional_map|shown:"name" %}`."""
    return thing.shown(field) if hasattr(thing, "shown") else text_of(thing, field)


@register.filter
def note_letter(number: int) -> str:
    """The letter of a footnote."""
    return letter(number)


@register.filter
def is_in(value: Any, values: Any) -> bool:
    return value in values
