from profiles.models.access import ProfileGroupPermission, ProfileUserPermission
from profiles.models.edition import Edition, EditionQuerySet
from profiles.models.place import City, Hub, Leg, LegQuerySet, PlaceQuerySet, Route
from profiles.models.profile import Profile, ProfileQuerySet
from profiles.models.section import Citation, Section, SectionQuerySet
from profiles.models.source import Source, SourceQuerySet
from profiles.models.template import SectionTemplate, SectionTemplateQuerySet
from profiles.models.translation import Translation, TranslationState

__all__ = [
    "Citation",
    "City",
    "Edition",
    "EditionQuerySet",
    "Hub",
    "Leg",
    "LegQuerySet",
    "PlaceQuerySet",
    "Profile",
    "ProfileGroupPermission",
    "ProfileQuerySet",
    "ProfileUserPermission",
    "Route",
    "Section",
    "SectionQuerySet",
    "SectionTemplate",
    "SectionTemplateQuerySet",
    "Source",
    "SourceQuerySet",
    "Translation",
    "TranslationState",
]
