"""Which offer fits which need, and why: points for reasons that a reader can check, the same for the same facts.

A match has the theme in common; everything else adds to it. The weights add up to 100. Nothing is learnt and nothing is random: two
offers with the same points stand in the order of their keys.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Reader
from imap.core.numbers import number
from imap.core.templatetags.portal import in_words
from imap.core.translation import listed
from imap.regions.models import RegionalMap
from imap.regions.models.shape import Shape
from imap.regions.subregions import SUBREGIONS
from meetings.cooperation.exchanging import LOOKED_BACK
from meetings.cooperation.models import Exchange, Expertise, Form
from profiles.models import Leg

WEIGHTS = {"theme": 40, "language": 20, "form": 15, "region": 8, "routes": 7, "kind": 5, "history": 5}


@dataclass(frozen=True)
class Reason:
    """Why two fit (or, with no points, what they lack), in the language of the page."""

    code: str
    points: int
    words: str


@dataclass(frozen=True)
class Match:
    offer: Expertise
    need: Expertise
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def key(self) -> tuple[int, int, int]:
        """The best first; among equals the older need, then the older offer."""
        return -self.score, self.need.pk, self.offer.pk


@dataclass(frozen=True)
class Background:
    """What is known beside offers and needs. `routes`: by country, those that cross it; `held`: exchanges that took place."""

    routes: dict[int, frozenset[str]] = field(default_factory=dict)
    held: tuple[tuple[int, int, int], ...] = ()  # offering state, asking state, theme

    def held_on(self, offer: Expertise) -> int:
        """How many exchanges the offering state held on the theme."""
        return sum(
            giver == offer.organisation_id and theme == offer.theme_id for giver, _to, theme in self.held
        )

    def held_between(self, offer: Expertise, need: Expertise) -> int:
        pair = {offer.organisation_id, need.organisation_id}
        return sum({giver, taker} == pair for giver, taker, _theme in self.held)


def may_meet(offer: Expertise, need: Expertise) -> bool:
    """Of one theme and one regional i-Map; nobody teaches themselves, but two cities of a state may teach each other."""
    if offer.theme_id != need.theme_id or offer.regional_map_id != need.regional_map_id:
        return False
    are_cities = offer.city_id and need.city_id and offer.city_id != need.city_id
    return offer.organisation_id != need.organisation_id or bool(are_cities)


def match(offer: Expertise, need: Expertise, background: Background) -> Match | None:
    """None where the two may not meet."""
    if not may_meet(offer, need):
        return None
    said = _("Both name the theme “%(theme)s”.") % {"theme": offer.theme}
    return Match(
        offer,
        need,
        (
            Reason("theme", WEIGHTS["theme"], said),
            by_language(offer, need),
            by_form(offer, need),
            *by_situation(offer, need, background),
            *by_history(offer, need, background),
        ),
    )


def by_language(offer: Expertise, need: Expertise) -> Reason:
    shared = [code for code in offer.languages if code in need.languages]
    if not shared:
        return Reason("language", 0, _("They share no working language: interpretation is needed."))
    said = _("Both work in %(languages)s.") % {"languages": in_words(sorted(shared))}
    return Reason("language", WEIGHTS["language"], said)


def by_form(offer: Expertise, need: Expertise) -> Reason:
    shared = [form for form in Form.values if form in offer.forms and form in need.forms]
    if not shared:
        return Reason("form", 0, _("They name no form in common: agree on one first."))
    names = listed(Form(form).label for form in shared)
    return Reason("form", WEIGHTS["form"], _("Form that suits both: %(forms)s.") % {"forms": names})


def by_situation(offer: Expertise, need: Expertise, background: Background) -> list[Reason]:
    """How near their situations are: the same subregion, routes in common, two cities or two states."""
    found = []
    here, there = offer.organisation.country, need.organisation.country
    if here and there and here.region and here.region == there.region:
        words = _("Both lie in the same subregion: %(region)s.") % {
            "region": dict(SUBREGIONS).get(here.region, "")
        }
        found.append(Reason("region", WEIGHTS["region"], words))
    if (
        here
        and there
        and (
            shared := background.routes.get(here.pk, frozenset())
            & background.routes.get(there.pk, frozenset())
        )
    ):
        words = ngettext(
            "A route crosses both countries.", "%(count)s routes cross both countries.", len(shared)
        )
        found.append(Reason("routes", WEIGHTS["routes"], words % {"count": number(len(shared), 0)}))
    if bool(offer.city_id) == bool(need.city_id):
        words = _("Both speak as cities.") if offer.city_id else _("Both speak as states.")
        found.append(Reason("kind", WEIGHTS["kind"], words))
    return found


def by_history(offer: Expertise, need: Expertise, background: Background) -> list[Reason]:
    if count := background.held_between(offer, need):
        words = ngettext(
            "They have held an exchange before.", "They have held %(count)s exchanges before.", count
        )
    elif count := background.held_on(offer):
        words = ngettext(
            "The offering side has held an exchange on this theme.",
            "The offering side has held %(count)s exchanges on this theme.",
            count,
        )
    else:
        return []
    return [Reason("history", WEIGHTS["history"], words % {"count": number(count, 0)})]


def best(offers: Iterable[Expertise], needs: Iterable[Expertise], background: Background) -> list[Match]:
    """Every match, the best first."""
    wanted = list(needs)
    pairs = (match(offer, need, background) for offer in offers for need in wanted)
    return sorted((found for found in pairs if found), key=lambda each: each.key)


def matches_in(regional_map: RegionalMap, user: Reader) -> list[Match]:
    """Of the open offers and needs that the user sees in a regional i-Map, without the pairs that were proposed before."""
    rows = Expertise.objects.visible_to(user).filter(regional_map=regional_map, is_open=True)
    rows = rows.select_related("theme", "organisation__country", "city__regional_map").order_by("pk")
    offers, needs = list(rows.offers()), list(rows.needs())
    before = set(Exchange.objects.filter(regional_map=regional_map).values_list("offer", "need"))
    found = best(offers, needs, background_of(regional_map, [*offers, *needs], user))
    return [each for each in found if (each.offer.pk, each.need.pk) not in before]


def background_of(regional_map: RegionalMap, rows: Iterable[Expertise], user: Reader) -> Background:
    """Routes as far as the user reads them: a reason tells nothing that its reader may not know."""
    countries = {row.organisation.country_id for row in rows if row.organisation.country_id}
    legs = Leg.objects.visible_to(user).filter(
        route__regional_map=regional_map, shown__intersects=OuterRef("drawn")
    )
    shapes = Shape.objects.filter(country__in=countries).annotate(
        crossed_by=ArraySubquery(legs.order_by().values("route__slug").distinct())
    )
    held = Exchange.objects.filter(regional_map=regional_map, state__in=LOOKED_BACK).order_by("pk")
    return Background(
        routes={country: frozenset(slugs) for country, slugs in shapes.values_list("country", "crossed_by")},
        held=tuple(held.values_list("offer__organisation", "need__organisation", "offer__theme")),
    )


def reasons_for(exchange: Exchange, user: Reader) -> Match | None:
    """Why the portal proposed it, as far as the reader may know."""
    background = background_of(exchange.regional_map, [exchange.offer, exchange.need], user)
    others = Exchange.objects.filter(regional_map=exchange.regional_map, state__in=LOOKED_BACK).exclude(
        pk=exchange.pk
    )
    earlier = others.filter(proposed_at__lt=exchange.proposed_at).order_by("pk")
    held = tuple(earlier.values_list("offer__organisation", "need__organisation", "offer__theme"))
    return match(exchange.offer, exchange.need, Background(background.routes, held))
