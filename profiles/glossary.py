"""The glossary: common definitions in three languages, and where a state's own differs."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from accounts.access import Reader
from imap.core.links import Mark, marks
from imap.core.pagecache import public_page
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of, reading_language
from profiles.links import AN_ADDRESS
from profiles.models import NationalDefinition, Term


@dataclass
class Entry:
    """A term with the national definitions that the reader sees."""

    term: Term
    national: list[NationalDefinition] = field(default_factory=list)
    mark: Mark | None = None

    @property
    def in_others(self) -> list[tuple[str, str, str, str]]:
        """The term in the other languages: code, direction, the language's own name, the term."""
        return [
            (code, direction_of(code), OWN_NAMES[code], words)
            for code in LANGUAGES
            if code != reading_language() and (words := getattr(self.term, f"name_{code}"))
        ]


def entries(user: Reader) -> list[Entry]:
    """In the alphabetical order of the page's language."""
    found: dict[int, list[NationalDefinition]] = defaultdict(list)
    rows = NationalDefinition.objects.visible_to(user).in_force()
    for row in rows.select_related("country", "map_pillar__regional_map"):
        found[row.term_id].append(row)
    terms = sorted(Term.objects.visible_to(user), key=lambda term: str(term.shown_name).casefold())
    found_in = {term.pk: re.search(AN_ADDRESS, str(term.shown_source)) for term in terms}
    links = {pk: address[0] for pk, address in found_in.items() if address}
    dead = marks(links.values())
    return [Entry(term, found[term.pk], dead.get(links.get(term.pk, ""))) for term in terms]


@public_page
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "profiles/glossary.html", {"entries": entries(request.user)})


app_name = "glossary"
urlpatterns = [path("", glossary, name="list")]
