"""What the map element is told: layers, extent, fonts, and its words in the language of the page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

from imap.core.translation import direction_of, reading_language
from imap.regions.models import RegionalMap

Extent = tuple[float, float, float, float]
FACES = {
    "regular": {
        "latin": "noto-sans-latin-400-normal",
        "extended": "noto-sans-latin-ext-400-normal",
        "arabic": "noto-naskh-arabic-arabic-400-normal",
    },
    "strong": {
        "latin": "noto-sans-latin-600-normal",
        "extended": "noto-sans-latin-ext-600-normal",
        "arabic": "noto-naskh-arabic-arabic-700-normal",
    },
}


def map_config(
    regional_map: RegionalMap,
    *,
    key: str,
    layers: Iterable[str],
    extent: Extent | None = None,
    highlight: Iterable[str] = (),
    focus: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The configuration of one map, for JSON.

    `layers`: the kinds of places that the reader sees something of; `highlight`: ISO codes of countries in the pillar's
    colour; `focus`: layer and slug of the place that the page is about.
    """
    language, places = reading_language(), list(layers)
    return {
        "id": key,
        "map": regional_map.slug,
        "layers": places,
        "switches": ["names", *places],
        "language": language,
        "direction": direction_of(language),
        "extent": list(extent or regional_map.extent),
        "highlight": list(highlight),
        "focus": dict(focus) if focus else None,
        "tiles": f"/tiles/{regional_map.slug}/{{layer}}/{{z}}/{{x}}/{{y}}.mvt",
        "profiles": f"/api/v1/profiles/?map={regional_map.slug}&lang={language}&page_size=6",
        "pillars": {pillar.slug: str(pillar) for pillar in regional_map.pillars.all()},
        "fonts": fonts(),
        "texts": popup_words(),
        "locale": control_words(),
    }


def fonts() -> dict[str, dict[str, str]]:
    """Addresses of the faces by weight and script."""
    return {
        weight: {script: static(f"vendor/fonts/{name}.woff2") for script, name in files.items()}
        for weight, files in FACES.items()
    }


def popup_words() -> dict[str, str]:
    return {
        "route": _("Route"),
        "major": _("major"),
        "connecting": _("connecting"),
        "minor": _("minor"),
        "land": _("by land"),
        "sea": _("by sea"),
        "air": _("by air"),
        "main": _("main hub"),
        "secondary": _("hub"),
        "city": _("city"),
        "illustrative": _("illustrative"),
        "member": _("country of this regional i-Map"),
        "not_member": _("not part of this regional i-Map"),
        "restricted": _("restricted"),
        "preparation": _("under preparation"),
        "final": _("final and endorsed"),
        "un_name": _("Name at the United Nations today: {name}"),
    }


def control_words() -> dict[str, str]:
    """By MapLibre's own keys."""
    return {
        "Map.Title": _("Interactive map"),
        "Popup.Close": _("Close"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Hold Ctrl while scrolling to zoom the map."),
        "CooperativeGesturesHandler.MacHelpText": _("Hold ⌘ while scrolling to zoom the map."),
        "CooperativeGesturesHandler.MobileHelpText": _("Move the map with two fingers."),
    }
