from profiles.models.access import ProfileGroupPermission, ProfileUserPermission
from profiles.models.edition import Edition, EditionQuerySet
from profiles.models.follow import Follow, FollowQuerySet, Notice, NoticeQuerySet
from profiles.models.place import City, Hub, Leg, LegQuerySet, PlaceQuerySet, Route
from profiles.models.profile import Profile, ProfileQuerySet, Relation
from profiles.models.section import Citation, Section, SectionQuerySet
from profiles.models.source import Source, SourceQuerySet
from profiles.models.template import SectionTemplate, SectionTemplateQuerySet
from profiles.models.translation import Translation, TranslationState

__all__ = [
    "Citation",
    "City",
    "Edition",
    "EditionQuerySet",
    "Follow",
    "FollowQuerySet",
    "Hub",
    "Leg",
    "LegQuerySet",
    "Notice",
    "NoticeQuerySet",
    "PlaceQuerySet",
    "Profile",
    "ProfileGroupPermission",
    "ProfileQuerySet",
    "ProfileUserPermission",
    "Relation",
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
