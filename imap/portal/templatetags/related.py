"""Parts of a page of an app below, filled with what apps above it hold."""

from typing import Any

from django import template

from imap.portal.related import expertise_of_city, roadmaps_of
from profiles.models import City

register = template.Library()


@register.inclusion_tag("portal/_of_city.html", takes_context=True)
def of_city(context: template.Context, city: City) -> dict[str, Any]:
    """The roadmaps of a city and what it offers and needs, as far as the reader sees them."""
    user = context["request"].user
    return {
        "roadmaps": roadmaps_of(city, user),
        "expertise": expertise_of_city(city, user),
        "request": context["request"],
    }
