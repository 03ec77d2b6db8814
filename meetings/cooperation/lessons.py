"""What was learnt in an exchange, as an item of the library."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from imap.core.translation import LANGUAGES, texts_of
from imap.library.models import Contribution, Publication
from imap.regions.models import Pillar
from meetings.cooperation.models import Exchange


def publish_lessons(exchange: Exchange) -> Publication:
    """Everyone reads it, as everyone reads the lessons themselves. Called again it is the same item, with the lessons as they stand."""
    sides = [exchange.offer, exchange.need]
    abstract = {f"abstract_{language}": text for language, text in texts_of(exchange, "lessons").items()}
    as_new = {
        **{f"title_{language}": title_in(language, exchange) for language in LANGUAGES},
        "regional_map": exchange.regional_map,
        "kind": Publication.Kind.LESSONS,
        "published": timezone.localdate().isoformat(),
        "is_listed": True,
        "access": Publication.Access.PUBLIC,
        "is_demonstration": exchange.is_demonstration,
    }
    item, is_new = Publication.objects.update_or_create(
        slug=slug_of(exchange), defaults=abstract, create_defaults=abstract | as_new
    )
    if not is_new:
        return item
    item.themes.set([exchange.offer.theme])
    item.pillars.set(Pillar.objects.filter(themes=exchange.offer.theme, regional_maps=exchange.regional_map))
    item.countries.set({side.organisation.country for side in sides if side.organisation.country})
    for order, side in enumerate(sides):
        Contribution.objects.get_or_create(
            publication=item,
            role=Contribution.Role.PARTNER,
            organisation=side.organisation,
            defaults={"order": order},
        )
    return item


def slug_of(exchange: Exchange) -> str:
    return f"lessons-of-exchange-{exchange.pk}"


def title_in(language: str, exchange: Exchange) -> str:
    with translation.override(language):
        said = {
            "theme": exchange.offer.theme,
            "offering": exchange.offer.whose,
            "asking": exchange.need.whose,
        }
        return _("Lessons of an exchange: %(theme)s (%(offering)s and %(asking)s)") % said
