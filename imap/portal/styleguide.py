"""Every component with specimens, in both directions side by side: what staff and developers look at before they change one.

Texts are the portal's own (rows of the database, strings of the catalogues), so that a specimen is set as readers see it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import maps_for
from imap.core.translation import Text, direction_of, reading_language
from imap.regions.models import Country
from profiles.cards import Badge, Card, cards, with_heads
from profiles.models import Edition, Profile
from profiles.pages import glance, shown_sections

PANES = ("en", "ar")
TOKENS = (
    "paper", "card", "tint", "ink", "ink-soft", "hairline", "pillar-1", "pillar-2", "pillar-3", "pillar-4", "brass",
    "focus", "link", "mark", "map-sea", "map-land", "map-member", "map-border", "map-route",
)  # fmt: skip
ICONS = (
    "search", "quote", "copy", "history", "printer", "download", "map", "globe", "list", "table", "lock", "log-in",
    "log-out", "user", "shield", "key-round", "languages", "link", "external-link", "mail", "calendar", "clock", "info",
    "triangle-alert", "check", "x", "menu", "chevron-down", "chevron-right", "arrow-right", "arrow-left", "house",
)  # fmt: skip
IDS = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|data-copy)="(?=[^"])|(href)="#(?=[^"])')


@dataclass(frozen=True)
class Pane:
    language: str
    direction: str
    html: SafeString


@dataclass(frozen=True)
class Specimen:
    title: str | Promise
    template: str
    panes: list[Pane]


class SpecimenForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("Title contains"), required=False)
    pillar = forms.ChoiceField(
        label=gettext_lazy("Standing"), required=False, choices=Edition.Standing.choices,
        help_text=gettext_lazy("Final and endorsed, or still under preparation."),
    )  # fmt: skip


class Material:
    """What the specimens are made of: the first things of each sort that the viewer sees."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.regional_map = maps_for(request.user).first()
        listed = Profile.objects.on_lists_of(request.user).with_published_edition()
        self.cards = cards(with_heads(listed.order_by("-map_pillar__access", "slug")[:3], request.user))
        self.card: Card | None = next((card for card in self.cards if card.readable and card.edition), None)
        self.country = Country.objects.of_map(self.regional_map).first() if self.regional_map else None

    @property
    def edition(self) -> Edition | None:
        if self.card is None or self.card.edition is None:
            return None
        edition: Edition = self.card.edition
        edition.profile = self.card.profile
        return edition


def specimens(request: HttpRequest) -> dict[str, Any]:
    """The context of the style guide: tokens, icons, and each component's panes."""
    material = Material(request)
    shown = [specimen(title, template, make, material) for title, template, make in COMPONENTS]
    return {"tokens": TOKENS, "icons": ICONS, "specimens": [each for each in shown if each.panes]}


def specimen(title: Any, template: str, make: Callable[[Material], Any], material: Material) -> Specimen:
    panes = []
    for language in PANES:
        with translation.override(language):
            contexts = make(material)
            html = "".join(rendered(template, context, material.request) for context in contexts)
        if html:
            panes.append(Pane(language, direction_of(language), mark_safe(apart(html, language))))
    return Specimen(title, template, panes)


def rendered(template: str, context: dict[str, Any], request: HttpRequest) -> str:
    return render_to_string(f"components/{template}", context, request)


def apart(html: str, language: str) -> str:
    """Two panes hold the same component: their ids must differ."""
    return IDS.sub(lambda match: f"{match[0]}{language}-", html)


def badges(material: Material) -> list[dict[str, Any]]:
    shown = [
        Badge("final", _("Final and endorsed")), Badge("preparation", _("Under preparation")),
        Badge("restricted", _("Restricted")), Badge("due", _("Update due")), Badge("draft", _("Draft")),
    ]  # fmt: skip
    return [{"badge": badge} for badge in shown]


def notes(material: Material) -> list[dict[str, Any]]:
    words = _("A published edition never changes; a correction is a new edition.")
    return [
        {"tone": tone, "title": _("An older edition."), "text": words} for tone in ("", "plain", "restricted")
    ]


def standing_in(material: Material) -> list[dict[str, Any]]:
    other = "fr" if reading_language() == "en" else "en"
    return [{"text": Text("MTM i-Map", other, reading_language()), "mark": True, "tag": "p"}]


def breadcrumbs(material: Material) -> list[dict[str, Any]]:
    if material.country is None:
        return []
    return [
        {
            "regional_map": material.regional_map,
            "parent": _("Countries"),
            "parent_url": "#",
            "here": material.country,
        }
    ]


def figures(material: Material) -> list[dict[str, Any]]:
    row = [
        {
            "value": "0.0",
            "unit": _("million US dollars received in the year"),
            "source": _("source"),
            "year": 2012,
        },
        {"value": "0.0 %", "unit": _("of gross domestic product"), "year": 2012},
        {"value": "2012", "unit": _("last year with a figure"), "flag": _("provisional")},
    ]
    return [{"figures": row}]


def sections(material: Material) -> list[dict[str, Any]]:
    """The first written section, with its sources and footnotes."""
    if material.edition is None:
        return []
    written = [section for section in shown_sections(material.edition) if not section.is_empty][:1]
    return [{"section": section, "page_language": reading_language()} for section in written]


def edition_lines(material: Material) -> list[dict[str, Any]]:
    if material.edition is None:
        return []
    edition = material.edition
    return [{"profile": edition.profile, "edition": edition, "card": material.card, "current": True}]


def restricted(material: Material) -> list[dict[str, Any]]:
    if material.regional_map is None:
        return []
    pair = material.regional_map.map_pillars.exclude(access="public").first()
    why = Text("", reading_language(), reading_language())
    if pair is not None:
        why = replace(why, words=getattr(pair, f"reason_{reading_language()}") or "")
    asking = material.regional_map.shown("how_to_ask")
    return [{"why": why, "how_to_ask": asking, "contact": material.regional_map.contact, "path": "/"}]


def locators(material: Material) -> list[dict[str, Any]]:
    if material.country is None:
        return []
    return [{"regional_map": material.regional_map, "country": material.country, "colour": "teal"}]


def empties(material: Material) -> list[dict[str, Any]]:
    return [
        {"what_is": _("No profile fits these filters."), "what_to_do": _("Remove all filters"), "url": "#"},
    ]


def chips(material: Material) -> list[dict[str, Any]]:
    chosen = [
        {
            "label": _("Pillar"),
            "value": material.cards[0].profile.pillar if material.cards else "…",
            "url": "#",
        },
        {"label": _("Standing"), "value": Edition.Standing.FINAL.label, "url": "#"},
    ]
    return [{"active": chosen, "action": "#"}]


def citations(material: Material) -> list[dict[str, Any]]:
    edition = material.edition
    if edition is None:
        return []
    profile = edition.profile
    return [
        {
            "profile": profile,
            "edition": edition,
            "regional_map": profile.regional_map,
            "pillar": profile.pillar,
        }
    ]


def glances(material: Material) -> list[dict[str, Any]]:
    if material.card is None:
        return []
    return [{"sections": glance(material.card), "url": material.card.profile.get_absolute_url()}]


def editions(material: Material) -> list[dict[str, Any]]:
    return [{"editions": [material.edition], "edition": material.edition}] if material.edition else []


Make = Callable[[Material], list[dict[str, Any]]]
COMPONENTS: list[tuple[Any, str, Make]] = [
    (gettext_lazy("Badges: a state in words"), "badge.html", badges),
    (gettext_lazy("A text in another language"), "text.html", standing_in),
    (gettext_lazy("Breadcrumbs"), "breadcrumbs.html", breadcrumbs),
    (gettext_lazy("Rows"), "card_row.html", lambda m: [{"card": card, "show_map": True} for card in m.cards]),
    (gettext_lazy("State of an edition"), "edition_line.html", edition_lines),
    (gettext_lazy("Figures"), "figures.html", figures),
    (gettext_lazy("Notes"), "note.html", notes),
    (gettext_lazy("Section with its sources"), "section.html", sections),
    (gettext_lazy("Sections at a glance"), "glance.html", glances),
    (gettext_lazy("Editions"), "editions.html", editions),
    (gettext_lazy("How to cite"), "profile_cite.html", citations),
    (gettext_lazy("Locator"), "locator.html", locators),
    (gettext_lazy("Restricted: why, and how to ask"), "restricted.html", restricted),
    (
        gettext_lazy("Fields of a form"),
        "field.html",
        lambda m: [{"field": field} for field in SpecimenForm()],
    ),
    (gettext_lazy("Chosen filters"), "active_filters.html", chips),
    (gettext_lazy("Pages"), "pagination.html", lambda m: [{"page": Paginator(range(120), 50).page(2)}]),
    (gettext_lazy("Nothing here"), "empty.html", empties),
]
